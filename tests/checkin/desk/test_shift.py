"""Shifts: permissions of each role, and switching the role by PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import CodeKind, Flag, Manner, Outcome, Role
from checkin.errors import KnownError, NotAllowed
from checkin.roles import Action
from tests import store_copies
from tests.store_copies import ADA, DORA, GUS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkin.station import Station
    from tests.factories import Clock

ada = store_copies.identifier(ADA)
FORCED = Manner(force="because")

FOR_LEADS: dict[str, Callable[[Station], object]] = {
    "force a scan": lambda s: s.desk.scan(store_copies.invitation(DORA), "entrance", FORCED),
    "force a check-in": lambda s: s.desk.checkin(DORA, "entrance", FORCED),
    "approve while writing down": lambda s: s.desk.walkin({"name": "X"}, approved=True),
    "approve": lambda s: s.people.approve(store_copies.identifier(GUS)),
    "correct": lambda s: s.people.correct(ada, {"title": "Dr."}),
    "flag": lambda s: s.people.flag(ada, Flag.CALL_LEAD, on=True),
    "issue a code": lambda s: s.people.issue_code(ada, CodeKind.BADGE),
    "revoke a code": lambda s: s.people.revoke_code(store_copies.invitation(ADA)),
    "replace a lost badge": lambda s: s.people.lost_badge(ada),
}
FOR_ORGANISERS: dict[str, Callable[[Station], object]] = {
    "cancel": lambda s: s.people.cancel(ada),
    "reinstate": lambda s: s.people.reinstate(store_copies.identifier(DORA)),
    "set a PIN": lambda s: s.shift.set_pin(Role.LEAD, "246813"),
}
FOR_EVERYBODY: dict[str, Callable[[Station], object]] = {
    "scan": lambda s: s.desk.scan(store_copies.invitation(ADA), "entrance"),
    "check in by hand": lambda s: s.desk.checkin(ADA, "entrance"),
    "find": lambda s: s.desk.find("a"),
    "write down a walk-in": lambda s: s.desk.walkin({"name": "X"}),
    "undo": lambda s: s.desk.undo(s.desk.checkin(ADA, "entrance").entry),
    "look at a card": lambda s: s.people.card(ada),
}


@pytest.mark.parametrize("name", [*FOR_LEADS, *FOR_ORGANISERS])
def test_a_volunteer_may_not_do_what_a_lead_or_an_organiser_does(
    station: Station, name: str
) -> None:
    station.shift.hand_over()
    before = station.journal.verify().entries
    with pytest.raises(NotAllowed):
        {**FOR_LEADS, **FOR_ORGANISERS}[name](station)
    assert station.journal.verify().entries == before


@pytest.mark.parametrize("name", FOR_ORGANISERS)
def test_a_lead_may_not_do_what_an_organiser_does(station: Station, name: str) -> None:
    station.shift.role = Role.LEAD
    before = station.journal.verify().entries
    with pytest.raises(NotAllowed, match="This needs an organiser"):
        FOR_ORGANISERS[name](station)
    assert station.journal.verify().entries == before


@pytest.mark.parametrize("name", [*FOR_EVERYBODY, *FOR_LEADS])
def test_a_lead_may_do_all_that_settles_a_case(station: Station, name: str) -> None:
    station.shift.role = Role.LEAD
    {**FOR_EVERYBODY, **FOR_LEADS}[name](station)


@pytest.mark.parametrize("name", FOR_EVERYBODY)
def test_a_volunteer_may_do_the_days_work(station: Station, name: str) -> None:
    station.shift.hand_over()
    FOR_EVERYBODY[name](station)


@pytest.mark.parametrize("name", FOR_ORGANISERS)
def test_an_organiser_may_do_everything(station: Station, name: str) -> None:
    FOR_ORGANISERS[name](station)


def test_a_volunteer_sees_no_history_of_corrections(station: Station) -> None:
    assert station.people.card(ada).changes
    station.shift.hand_over()
    assert station.people.card(ada).changes == ()


def test_whoever_knows_the_passphrase_starts_as_organiser(station: Station) -> None:
    assert station.shift.role is Role.ORGANISER
    assert all(station.shift.may(action) for action in Action)


def test_nobody_needs_a_pin_to_do_less(station: Station) -> None:
    station.shift.hand_over()
    assert station.shift.role is Role.VOLUNTEER


def test_a_pin_takes_its_role_up_again(station: Station) -> None:
    station.shift.set_pin(Role.LEAD, "246813")
    station.shift.set_pin(Role.ORGANISER, "902715")
    station.shift.hand_over()
    assert station.shift.take_up("246813") is Role.LEAD
    assert station.shift.take_up("902715") is Role.ORGANISER
    assert station.shift.may(Action.SET_UP)


@pytest.mark.parametrize(
    "pin", ["", "0000", "24681", "908172", "２４６", "\0", "x" * 10_000, "\ud83c"]
)
def test_a_wrong_pin_leaves_the_shift_as_it_is(station: Station, pin: str) -> None:
    station.shift.set_pin(Role.LEAD, "246813")
    station.shift.hand_over()
    with pytest.raises(NotAllowed, match="PIN is wrong"):
        station.shift.take_up(pin)
    assert station.shift.role is Role.VOLUNTEER


def test_without_any_pin_none_is_right(station: Station) -> None:
    with pytest.raises(NotAllowed):
        station.shift.take_up("")


def test_a_new_pin_replaces_the_old_one(station: Station, clock: Clock) -> None:
    station.shift.set_pin(Role.LEAD, "246813")
    station.shift.set_pin(Role.LEAD, "135792")
    with pytest.raises(NotAllowed):
        station.shift.take_up("246813")
    clock.forward(1_000)
    assert station.shift.take_up("135792") is Role.LEAD


def test_a_pin_is_still_known_after_the_program_was_opened_anew(folder: Path, clock: Clock) -> None:
    with store_copies.opened(folder, clock) as station:
        station.shift.set_pin(Role.LEAD, "246813")
    with store_copies.opened(folder, clock) as station:
        station.shift.hand_over()
        assert station.shift.take_up("246813") is Role.LEAD


def test_a_pin_opens_no_store(folder: Path, clock: Clock) -> None:
    with store_copies.opened(folder, clock) as station:
        station.shift.set_pin(Role.ORGANISER, "246813")
    from checkin import open_store  # noqa: PLC0415 - the lazy door of the package is meant

    with pytest.raises(KnownError, match="passphrase is wrong"):
        open_store(folder, "246813")


def test_with_the_passphrase_given_again_an_organiser_is_back(station: Station) -> None:
    station.shift.hand_over()
    station.shift.take_up_as_organiser()
    assert station.shift.role is Role.ORGANISER


def test_a_volunteer_in_the_shift_refuses_like_anybody(station: Station) -> None:
    station.shift.hand_over()
    assert station.desk.checkin(DORA, "entrance").outcome is Outcome.CANCELLED


@pytest.mark.parametrize(
    ("before", "by", "after"),
    [
        (Role.VOLUNTEER, Role.VOLUNTEER, Role.VOLUNTEER),
        (Role.VOLUNTEER, Role.LEAD, Role.VOLUNTEER),
        (Role.VOLUNTEER, Role.ORGANISER, Role.VOLUNTEER),
        (Role.LEAD, Role.VOLUNTEER, Role.VOLUNTEER),
        (Role.ORGANISER, Role.LEAD, Role.LEAD),
        (Role.ORGANISER, Role.ORGANISER, Role.ORGANISER),
    ],
)
def test_a_lock_gives_back_the_role_before_it_and_is_no_way_up(
    station: Station, before: Role, by: Role, after: Role
) -> None:
    pins = dict(zip(Role, ("246813", "902715", "581940"), strict=True))
    for role, pin in pins.items():
        station.shift.set_pin(role, pin)
    station.shift.take_up(pins[before])
    assert station.shift.unlock(pins[by]) is after
    assert station.shift.role is after


def test_who_has_no_pin_could_not_open_a_locked_desk(station: Station) -> None:
    assert station.shift.can_unlock()  # by the passphrase
    station.shift.hand_over()
    assert not station.shift.can_unlock()
    station.shift.take_up_as_organiser()
    station.shift.set_pin(Role.VOLUNTEER, "246813")
    station.shift.hand_over()
    assert station.shift.can_unlock()
