"""Notes and questions that block the desk until a volunteer has read or answered them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import ENTRY, EXIT, Flag, Manner, Outcome, Question, Verdict
from tests.store_copies import ADA, BEN, FAY, identifier, invitation

if TYPE_CHECKING:
    from checkin.station import Station
    from tests.factories import Clock

MINUTE: Final = 60_000
NO_PHOTOGRAPHS: Final = Manner(answers=frozenset(Question), declined=frozenset({Question.CONSENT}))


def noted(station: Station, number: int = ADA) -> None:
    """Gives the delegate a note that must be read."""
    station.people.correct(identifier(number), {"notes": "Speak to the left side"})
    station.people.flag(identifier(number), Flag.ATTENTION, on=True)


def scan(station: Station, number: int, session: str = "entrance", how: Manner = ENTRY) -> Verdict:
    return station.desk.scan(invitation(number), session, how)


def test_a_note_is_shown_once_wherever_they_come_next(station: Station, clock: Clock) -> None:
    noted(station)
    assert scan(station, ADA).attention
    clock.forward(MINUTE)
    assert not scan(station, ADA).attention
    assert not scan(station, ADA, "reception").attention
    clock.forward(MINUTE)
    scan(station, ADA, how=EXIT)
    assert not scan(station, ADA).attention


def test_a_note_is_shown_again_when_the_entry_was_taken_back(station: Station) -> None:
    noted(station)
    station.desk.undo(scan(station, ADA).entry)
    assert scan(station, ADA).attention


def test_an_ordinary_note_stops_nobody(station: Station) -> None:
    station.people.correct(identifier(ADA), {"notes": "Vegetarian"})
    assert not scan(station, ADA).attention


def test_the_mark_without_a_note_stops_nobody(station: Station) -> None:
    station.people.flag(identifier(BEN), Flag.ATTENTION, on=True)
    assert not scan(station, BEN).attention


def test_the_same_badge_held_up_twice_shows_the_note_once(station: Station, clock: Clock) -> None:
    noted(station)
    assert scan(station, ADA).attention
    clock.forward(1_000)
    again = scan(station, ADA)
    assert (again.repeated, again.attention) == (True, False)


def test_who_refuses_photographs_comes_in_and_is_marked(station: Station) -> None:
    verdict = scan(station, FAY, how=NO_PHOTOGRAPHS)
    assert verdict.outcome is Outcome.ADMITTED
    assert Flag.NO_PHOTO in station.people.card(identifier(FAY)).delegate.flags


def test_a_refusal_is_an_answer_and_is_not_asked_for_again(station: Station, clock: Clock) -> None:
    scan(station, FAY, how=NO_PHOTOGRAPHS)
    clock.forward(MINUTE)
    assert scan(station, FAY, "reception").outcome is Outcome.ADMITTED


def test_a_volunteer_may_write_down_a_refusal(station: Station) -> None:
    station.shift.hand_over()
    scan(station, FAY, how=NO_PHOTOGRAPHS)
    with station.store.read():
        assert Flag.NO_PHOTO in station.people.card(identifier(FAY)).delegate.flags


def test_a_seat_that_is_taken_says_by_whom(station: Station, clock: Clock) -> None:
    scan(station, ADA, how=Manner(represented_by="Deputy Sato"))
    clock.forward(MINUTE)
    verdict = scan(station, ADA)
    assert (verdict.outcome, verdict.seat_taken_by) == (Outcome.ALREADY_IN, "Deputy Sato")
