"""Readiness before the doors open: each line says what to do, and the lamp is the worst of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from checkin.doctor import CheckState
from checkin.domain import LinkPhase, LinkState
from checkin.errors import PrinterTrouble
from checkin.journal import batch_applied
from checkin.language import load, mark
from checkin.readiness import Surroundings
from checkin.store import backup
from tests.factories import DAY, MINUTE, Clock
from tests.store_copies import ADA, invitation

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.doctor import Check
    from checkin.station import Station

TR = load("en")
ZEBRA = Surroundings(printer="Zebra")


def line(station: Station, name: str, around: Surroundings = ZEBRA) -> Check:
    state = station.readiness.look(TR, around)
    return next(check for check in state.checks if check.check == name)


def test_after_the_end_it_is_ready_for_nobody(station: Station) -> None:
    station.purge.run(station.desk.event.name)
    roster = line(station, "roster")
    assert (roster.state, roster.message.partition(":")[0]) == (
        CheckState.FAIL,
        "The event is closed",
    )


def test_the_lamp_is_the_worst_line_and_says_how_many_are_to_look_at(station: Station) -> None:
    state = station.readiness.look(TR, ZEBRA)
    assert state.lamp is CheckState.WARN
    assert state.to_look_at == sum(check.state is not CheckState.OK for check in state.checks)
    broken = Surroundings(printer="Zebra", trouble=PrinterTrouble(mark("Nothing was scanned.")))
    assert station.readiness.look(TR, broken).lamp is CheckState.FAIL


def test_it_is_for_before_the_doors_open(station: Station) -> None:
    assert station.readiness.look(TR, ZEBRA).came == 0
    station.desk.checkin(ADA, "entrance")
    assert station.readiness.look(TR, ZEBRA).came == 1


def test_an_old_roster_is_asked_about(station: Station, clock: Clock) -> None:
    assert line(station, "roster").message == "12 delegates"
    with station.store.write() as connection:
        station.journal.append(connection, batch_applied("b" * 32, {"added": 12, "changed": 0}))
    assert line(station, "roster").state is CheckState.OK
    assert "last brought in 09:00" in line(station, "roster").message
    clock.forward(4 * DAY)
    assert line(station, "roster").state is CheckState.WARN


def test_a_test_badge_counts_for_half_a_day_and_for_its_printer(
    station: Station, clock: Clock
) -> None:
    assert line(station, "test badge").state is CheckState.WARN
    station.readiness.note_test_badge("Zebra")
    clock.forward(MINUTE)
    assert line(station, "test badge").message == "A test badge came out at 09:00."
    assert line(station, "test badge", Surroundings(printer="Brother")).state is CheckState.WARN
    clock.forward(DAY)
    assert line(station, "test badge").state is CheckState.WARN


def test_a_code_of_the_roster_is_read_and_counted_nowhere(station: Station) -> None:
    assert not station.readiness.read_code("no code of ours").is_known
    assert line(station, "code").state is CheckState.WARN
    entries = station.journal.verify().entries
    assert station.readiness.read_code(invitation(ADA)).number == ADA
    assert line(station, "code").state is CheckState.OK
    assert station.journal.verify().entries == entries


def test_whose_letters_no_font_has_is_told_by_number(station: Station) -> None:
    assert line(station, "fonts").state is CheckState.OK
    station.people.correct("0" * 31 + "2", {"native_name": "\U00012000"})
    assert line(station, "fonts").state is CheckState.WARN
    assert "002" in line(station, "fonts").message


@pytest.mark.parametrize(
    ("around", "state"),
    [
        (Surroundings(), CheckState.OK),
        (Surroundings(prints=True), CheckState.WARN),
        (ZEBRA, CheckState.OK),
    ],
)
def test_a_desk_that_prints_nothing_needs_no_printer(
    station: Station, around: Surroundings, state: CheckState
) -> None:
    assert line(station, "printer", around).state is state
    names = {check.check for check in station.readiness.look(TR, around).checks}
    assert ("test badge" in names) == bool(around.printer)


def test_the_second_place_is_looked_at(station: Station, tmp_path: Path) -> None:
    assert line(station, "second place").state is CheckState.WARN
    stick = Surroundings(second_place=str(tmp_path))
    assert line(station, "second place", stick).state is CheckState.FAIL
    station.backup_dated(tmp_path)
    assert line(station, "second place", stick).state is CheckState.OK
    copy = tmp_path / f"{station.folder.stem}{backup.SUFFIX}"
    os.utime(copy, (0, 0))
    assert line(station, "second place", stick).state is CheckState.WARN


def test_a_store_asks_once_a_week_to_try_a_backup(station: Station, clock: Clock) -> None:
    assert line(station, "tried backup").state is CheckState.OK
    clock.forward(8 * DAY)
    assert line(station, "tried backup").state is CheckState.WARN
    assert line(station, "tried backup").message.startswith("No backup has been tried yet.")
    station.readiness.note_backup_tried(station.desk.event.id)
    assert line(station, "tried backup").state is CheckState.OK
    clock.forward(7 * DAY)
    assert line(station, "tried backup").state is CheckState.OK
    clock.forward(2 * DAY)
    assert line(station, "tried backup").state is CheckState.WARN
    assert "No backup has been tried for 9 days." in line(station, "tried backup").message


def test_a_backup_of_another_event_was_no_try(station: Station, clock: Clock) -> None:
    clock.forward(8 * DAY)
    station.readiness.note_backup_tried("another")
    assert line(station, "tried backup").state is CheckState.WARN


def test_other_desks_are_as_the_line_says(station: Station) -> None:
    assert line(station, "hub").state is CheckState.OK
    station.desk.other_desks = 2
    assert line(station, "hub").state is CheckState.WARN
    link = LinkState(LinkPhase.WAITING, since=station.journal.now(), to_send=3)
    assert line(station, "hub", Surroundings(shared_by="the hub", link=link)).state is (
        CheckState.WARN
    )
    assert line(station, "hub", Surroundings(shared_by="the hub")).state is CheckState.OK
