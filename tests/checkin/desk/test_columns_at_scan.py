"""Columns of the roster that the plan puts on the verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin.domain import Outcome, Tier
from checkin.journal import delegate_changed
from checkin.roster.changes import first_fields
from checkin.roster.rows import RosterRow
from checkin.visibility import Audience, Viewer, verdict
from tests import store_copies
from tests.checkin.roster.roster_files import load, table, text_file
from tests.store_copies import ADA, EMIL, HANA, identifier, invitation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station
    from tests.factories import Clock

COLUMNS = {"TABLE ": "4", "hotel": "New Otani", "diet": "vegan"}
SHOWN = (("Table", "4"), ("Hotel", "New Otani"))


@pytest.fixture
def station(folder: Path, clock: Clock) -> Iterator[Station]:
    """The store, whose plan names two columns."""
    with store_copies.opened(folder, clock) as before:
        changed = replace(before.desk.event, show_at_scan=("Table", "Hotel"))
        store_copies.change_event(before, changed)
    with store_copies.opened(folder, clock) as station:
        yield station


def give(station: Station, number: int, **fields: object) -> None:
    with station.store.write() as connection:
        station.journal.append(connection, delegate_changed(identifier(number), fields))


def test_the_verdict_has_the_columns_of_the_plan_and_no_other(station: Station) -> None:
    give(station, ADA, extras=COLUMNS)
    answer = station.desk.scan(invitation(ADA))
    assert answer.person is not None
    assert answer.person.columns == SHOWN
    again = station.desk.checkin(ADA)
    assert again.person is not None
    assert again.person.columns == SHOWN


def test_a_desk_that_reads_no_other_column_has_them_too(station: Station) -> None:
    draft = delegate_changed("d", first_fields(RosterRow(2, extras=COLUMNS), 1, ("Table", "Hotel")))
    assert draft.sections[Tier.DESK]["fields"] == {"at_scan": dict(SHOWN)}
    assert draft.sections[Tier.ORGANISER]["fields"] == {"extras": COLUMNS}
    give(station, ADA, at_scan=dict(SHOWN))
    person = station.desk.scan(invitation(ADA)).person
    assert person is not None
    assert person.columns == SHOWN


def test_an_import_copies_them_for_the_desks_also_after_the_plan_has_changed(
    station: Station, tmp_path: Path
) -> None:
    row = {"number": str(HANA), "name": f"{store_copies.CANARY} {HANA}", **COLUMNS}
    give(station, HANA, extras=COLUMNS)
    applied = load(station, text_file(tmp_path, table(row)))
    assert station.people.card(identifier(HANA)).delegate.at_scan == dict(SHOWN)
    assert applied.counts.changed == 1
    assert load(station, text_file(tmp_path, table(row))).counts.changed == 0


def test_who_must_not_be_named_has_no_columns(station: Station) -> None:
    give(station, ADA, extras=COLUMNS)
    station.desk.hide_names(on=True)
    person = station.desk.scan(invitation(ADA)).person
    assert person is not None
    assert person.columns == ()


@pytest.mark.parametrize("audience", [Audience.SELF_CHECK_IN, Audience.SECOND_SCREEN])
def test_only_staff_read_them(station: Station, audience: Audience) -> None:
    give(station, ADA, extras=COLUMNS)
    told = station.desk.scan(invitation(ADA))
    person = verdict(told, Viewer(station.shift.role, audience=audience)).person
    assert person is not None
    assert person.columns == ()


def test_beside_a_quiet_check_nothing_else_stands(station: Station) -> None:
    give(station, EMIL, extras=COLUMNS)
    answer = station.desk.scan(invitation(EMIL))
    assert answer.outcome is Outcome.CALL_LEAD
    assert answer.person is not None
    assert answer.person.columns == ()


def test_the_last_scans_have_none(station: Station) -> None:
    give(station, ADA, extras=COLUMNS)
    station.desk.scan(invitation(ADA))
    (line,) = station.desk.last()
    assert line.person is not None
    assert line.person.columns == ()
