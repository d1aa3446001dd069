"""The last entry on paper: who has the paper of the evening finds out that a store is older."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from checkin.errors import NotPossible
from checkin.language import load
from tests import store_copies
from tests.factories import MINUTE, Clock
from tests.store_copies import ADA, BEN, CHIO

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station


def sealed(station: Station) -> str:
    with station.store.read() as connection:
        return station.journal.seal(connection)


def test_a_store_that_went_on_still_has_the_entry_on_the_paper(folder: Path, clock: Clock) -> None:
    with store_copies.opened(folder, clock) as station:
        station.desk.checkin(ADA, "entrance")
        paper = sealed(station)
        clock.forward(MINUTE)
        station.desk.checkin(BEN, "entrance")
        assert sealed(station) != paper
        assert station.verify(paper).intact
        assert station.verify(f" №{paper.lower().replace('-', ' ')} ").intact


def test_a_store_that_was_put_back_with_all_notes_lacks_it(
    folder: Path, clock: Clock, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(folder, kept)
    with store_copies.opened(folder, clock) as station:
        station.desk.checkin(ADA, "entrance")
        paper = sealed(station)
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)
    with store_copies.opened(folder, clock) as station:
        clock.forward(MINUTE)
        for number in (BEN, CHIO):  # as many entries, and others
            station.desk.checkin(number, "entrance")
        assert station.journal.verify().intact
        (problem,) = station.verify(paper).problems
        assert problem.code == "not_as_on_paper"


@pytest.mark.parametrize("typed", ["12", "BCDEF-GHIJK", "12 BCDEF", "x" * 500])
def test_what_is_no_seal_is_said(folder: Path, clock: Clock, typed: str) -> None:
    with store_copies.opened(folder, clock) as station, pytest.raises(NotPossible):
        station.verify(typed)


def test_the_totals_have_it_on_paper_and_the_machines_table_has_not(
    folder: Path, clock: Clock
) -> None:
    with store_copies.opened(folder, clock) as station:
        assert station.reports.totals(load("en")).note.endswith(f"Last entry: {sealed(station)}")
        assert sealed(station) not in station.reports.totals(None).note
