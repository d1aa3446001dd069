"""PINs: weak ones are refused, wrong ones are on record and wait, and after five only the passphrase helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.desk import pins
from checkin.domain import Role
from checkin.errors import NotAllowed, NotPossible
from checkin.journal import EntryKind
from tests import store_copies

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from tests.factories import Clock

RIGHT, WRONG, SECOND = "246813", "908172", 1_000


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "1",
        "2468",
        "2468135",
        "secret",
        "111111",
        "123456",
        "654321",
        "012345",
        "890123",
        "246802",
        "121212",
        "123123",
        "998998",
        "112211",
        "１２３４５６",
    ],
)
def test_a_weak_pin_is_refused(pin: str) -> None:
    with pytest.raises(NotPossible):
        pins.require_strong(pin)


@pytest.mark.parametrize("pin", [RIGHT, "２４６８１３", " 246813 ", "100294", "317420"])
def test_six_digits_without_a_pattern_are_taken(pin: str) -> None:
    pins.require_strong(pin)


@given(st.text(max_size=12))
def test_no_text_is_more_than_refused(text: str) -> None:
    try:
        pins.require_strong(text)
    except NotPossible:
        return
    assert pins.is_pin(text)


@pytest.fixture
def shift(station: Station) -> Station:
    station.shift.set_pin(Role.LEAD, RIGHT)
    station.shift.hand_over()
    return station


def fail(station: Station, pin: str = WRONG) -> str:
    with pytest.raises(NotAllowed) as caught:
        station.shift.take_up(pin)
    return str(caught.value)


def refused(station: Station) -> int:
    with station.store.read() as connection:
        kinds = [entry.header.kind for entry in station.journal.entries(connection)]
    return kinds.count(EntryKind.PIN_REFUSED)


def test_each_wrong_pin_is_on_record_and_makes_the_next_wait_twice_as_long(
    shift: Station, clock: Clock
) -> None:
    for seconds in (1, 2, 4, 8):
        assert "wrong" in fail(shift)
        clock.forward(seconds * SECOND - 1)
        assert fail(shift, RIGHT).startswith("Wait")
        clock.forward(1)
    assert refused(shift) == 4
    assert shift.shift.take_up(RIGHT) is Role.LEAD
    shift.shift.hand_over()
    assert "wrong" in fail(shift)
    clock.forward(SECOND)
    assert shift.shift.take_up(RIGHT) is Role.LEAD  # the count began anew
    assert shift.journal.verify().intact


def test_after_five_only_the_passphrase_opens_a_role(shift: Station, clock: Clock) -> None:
    for _ in range(pins.MOST):
        fail(shift)
        clock.forward(60 * SECOND)
    assert "Too many" in fail(shift, RIGHT)
    shift.shift.take_up_as_organiser()  # the passphrase was given
    shift.shift.hand_over()
    assert shift.shift.take_up(RIGHT) is Role.LEAD


def test_a_restart_forgets_no_attempt(folder: Path, clock: Clock) -> None:
    with store_copies.opened(folder, clock) as station:
        station.shift.set_pin(Role.LEAD, RIGHT)
        for _ in range(pins.MOST):
            fail(station)
            clock.forward(60 * SECOND)
    with store_copies.opened(folder, clock) as station:
        station.shift.hand_over()
        assert "Too many" in fail(station, RIGHT)


def test_a_clock_that_is_set_back_locks_nobody_out_for_ever(shift: Station, clock: Clock) -> None:
    fail(shift)
    clock.forward(-60 * SECOND)
    assert shift.shift.take_up(RIGHT) is Role.LEAD


def test_what_is_no_pin_is_not_counted(shift: Station) -> None:
    for text in ("", "correct horse battery", "12345"):
        fail(shift, text)
    assert refused(shift) == 0
    assert shift.shift.take_up(RIGHT) is Role.LEAD


def test_no_two_roles_have_one_pin(station: Station) -> None:
    station.shift.set_pin(Role.LEAD, RIGHT)
    with pytest.raises(NotPossible, match="Somebody else"):
        station.shift.set_pin(Role.VOLUNTEER, RIGHT)
    station.shift.set_pin(Role.LEAD, RIGHT)


def test_each_person_has_a_pin_of_their_own_and_the_history_names_them(station: Station) -> None:
    station.shift.set_pin(Role.LEAD, RIGHT, "Mika")
    station.shift.set_pin(Role.LEAD, "591738", " Ayan  Bek ")
    with pytest.raises(NotPossible, match="Somebody else"):
        station.shift.set_pin(Role.LEAD, RIGHT, "Ayan Bek")
    station.shift.take_up("591738")
    assert station.shift.operator_name == "Ayan Bek"
    verdict = station.desk.checkin(1)
    assert verdict.entry
    assert station.desk.last(1)[0].operator == "Ayan Bek"
    station.shift.take_up(RIGHT)
    assert station.shift.operator_name == "Mika"


def test_a_new_pin_of_a_person_takes_the_place_of_the_old_one(station: Station) -> None:
    station.shift.set_pin(Role.LEAD, RIGHT, "Mika")
    station.shift.set_pin(Role.ORGANISER, "591738", "Mika")
    with pytest.raises(NotAllowed):
        station.shift.take_up(RIGHT)
    assert station.shift.role is Role.ORGANISER
