"""A desk whose whole store was put back hears of it from others, though no note of its own tells."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from checkin import bundle
from checkin.bootstrap import open_store
from checkin.domain import ConflictKind, Outcome, Settling, Tier
from checkin.errors import StoreAltered
from checkin.store import backup
from tests.factories import MINUTE, Clock
from tests.several_desks import PASSPHRASE, stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def two(tmp_path: Path, clock: Clock) -> Iterator[tuple[Station, Station]]:
    """An organiser's desk, and the one that is put back."""
    with stations(tmp_path, [Tier.DESK], clock) as (first, desk):
        tell(first, desk)
        yield first, desk


def write(desk: Station, clock: Clock) -> None:
    clock.forward(MINUTE)
    desk.rename_desk(f"Desk at {clock.ms}")


def put_back(desk: Station, kept: Path) -> None:
    shutil.rmtree(desk.folder)
    shutil.copytree(kept, desk.folder)


def kept_of(desk: Station, to: Path) -> Path:
    desk.store.checkpoint()
    desk.notes.write()
    return shutil.copytree(desk.folder, to)


def test_a_stick_brings_the_entries_back_and_a_lead_is_told(
    two: tuple[Station, Station], tmp_path: Path, clock: Clock
) -> None:
    first, desk = two
    kept = kept_of(desk, tmp_path / "kept")
    write(desk, clock)
    bundle.write(desk.exchange, tmp_path / "stick")
    bundle.read(first.exchange, tmp_path / "stick")
    lost = first.exchange.heads()[desk.desk_id]
    desk.close()
    put_back(desk, kept)
    bundle.write(first.exchange, tmp_path / "stick")
    with open_store(desk.folder, PASSPHRASE, clock=clock) as again:
        assert not again.store.alarm.problems  # its own note was put back as well
        bundle.read(again.exchange, tmp_path / "stick")
        (conflict,) = again.conflicts.every()
        assert conflict.kind is ConflictKind.DESK_WENT_BACK
        assert (conflict.desks, conflict.entries) == ((desk.desk_id,), (lost.entry,))
        assert again.journal.identity.writes != desk.desk_id
        settled = again.conflicts.settle(conflict.id, Settling.NOTE, "it was us")
        assert settled.settled is not None
        assert not again.store.alarm.problems


def test_its_own_statement_tells_what_nobody_else_has(
    two: tuple[Station, Station], tmp_path: Path, clock: Clock
) -> None:
    """The statement was heard, and the entries had not come yet: they are lost."""
    first, desk = two
    kept = kept_of(desk, tmp_path / "kept")
    write(desk, clock)
    first.exchange.hear(desk.exchange.statement())
    desk.close()
    put_back(desk, kept)
    bundle.write(first.exchange, tmp_path / "stick")
    with open_store(desk.folder, PASSPHRASE, clock=clock) as again:
        assert not again.store.alarm.problems
        bundle.read(again.exchange, tmp_path / "stick")
        assert {problem.code for problem in again.store.alarm.problems} == {"rolled_back"}
        with pytest.raises(StoreAltered):
            again.desk.walkin({"name": "Ada", "category": "scholar"}, approved=True)
    with open_store(desk.folder, PASSPHRASE, clock=clock) as again:  # it is not forgotten
        assert again.store.alarm.problems


def test_nobody_is_alarmed_by_a_statement_after_a_restore(
    two: tuple[Station, Station], tmp_path: Path, clock: Clock
) -> None:
    first, desk = two
    desk.backup(tmp_path / "kept")
    write(desk, clock)
    first.exchange.hear(desk.exchange.statement())
    desk.close()
    shutil.rmtree(desk.folder)  # with what was noted in it
    backup.restore(tmp_path / "kept", desk.folder, PASSPHRASE)
    bundle.write(first.exchange, tmp_path / "stick")
    with open_store(desk.folder, PASSPHRASE, clock=clock) as again:
        bundle.read(again.exchange, tmp_path / "stick")
        assert not again.store.alarm.problems
        person = again.desk.walkin({"name": "Ada", "category": "scholar"}, approved=True)
        assert person.number
        assert again.desk.checkin(person.number, "entrance").outcome is Outcome.ADMITTED
    with open_store(desk.folder, PASSPHRASE, clock=clock) as again:
        assert again.began is None
