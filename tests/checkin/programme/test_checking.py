"""The check of the whole programme: each probable mistake is said once, and a sound programme says nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkin.domain import Effect, EffectKind
from checkin.language import load
from checkin.programme.checking import faults
from checkin.wording import check_lines
from tests import factories
from tests.factories import DAY, HOUR, MORNING

if TYPE_CHECKING:
    from checkin.domain import Session
    from checkin.station import Station

ENTRANCE = factories.session("entrance")


def found(*sessions: Session, invited: int = 5, is_empty: bool = False) -> list[EffectKind]:
    event = factories.event(sessions=(ENTRANCE, *sessions))
    counts = dict.fromkeys(("entrance", *(session.key for session in sessions)), invited)
    return [effect.kind for effect in faults(event, counts, is_empty=is_empty)]


def test_a_sound_programme_says_nothing() -> None:
    assert found(factories.timed("plenary", room="Room 201", requires="entrance")) == []


def test_a_session_that_nobody_may_enter() -> None:
    assert found(invited=0) == [EffectKind.NOBODY]
    assert found(invited=0, is_empty=True) == []


def test_more_are_invited_than_there_is_room() -> None:
    invited = factories.timed(capacity=4, categories=("press",))
    assert found(invited) == [EffectKind.INVITED_OVER]
    assert found(replace(invited, categories=())) == []  # for everybody: who comes first
    assert found(replace(invited, capacity=5)) == []


def test_what_must_come_first_is_on_another_day_or_later() -> None:
    first = factories.timed("first")
    tomorrow = {"starts": MORNING + DAY, "ends": MORNING + DAY + HOUR}
    second = factories.timed("second", requires="first", **tomorrow)
    assert found(first, second) == [EffectKind.UNREACHABLE]
    same_day = {"starts": MORNING + 4 * HOUR, "ends": MORNING + 5 * HOUR}
    assert found(first, factories.timed("second", requires="first", **same_day)) == []
    before = {"starts": MORNING - HOUR, "ends": MORNING}
    assert found(first, factories.timed("second", requires="first", **before)) == [
        EffectKind.UNREACHABLE
    ]
    assert found(first, factories.session("second", requires="first")) == []


def test_it_looks_at_the_roster_as_it_is(station: Station) -> None:
    assert station.programme.check().effects == ()
    station.programme.add_category("observer", {"name": "Observer"})
    station.programme.set_session("workshop", {"categories": ["observer"]})
    found = station.programme.check()
    assert found.effects == (Effect(EffectKind.NOBODY, session="workshop"),)
    assert check_lines(found, load("en")) == ("Nobody on the roster may enter Workshop.",)
    assert station.programme.view().to_look_at == found
    station.programme.set_session("workshop", {"categories": ["scholar"], "capacity": 1})
    (line,) = check_lines(station.programme.check(), load("en"))
    assert line.startswith("Workshop: ")
