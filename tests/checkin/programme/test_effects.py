"""What a change of the event means is said before it is made, and nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checkin.badges import MailingOptions
from checkin.domain import EffectKind, MailFormat, Role
from checkin.errors import BadPlan, NotAllowed
from checkin.language import load
from checkin.plan.event_change import ChangeKind, EventChange
from checkin.wording import effect_lines
from tests.store_copies import ADA, BEN, CHIO, identifier

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

MERGED = MailingOptions(format=MailFormat.CSV)


def said(station: Station, kind: ChangeKind, key: str = "", **fields: Any) -> tuple[str, ...]:
    found = station.programme.effects_of(EventChange(kind, key, fields))
    return effect_lines(found, load("en"))


def of_session(station: Station, key: str, **fields: Any) -> tuple[str, ...]:
    return said(station, ChangeKind.SESSION, key, **fields)


def test_who_loses_and_who_gains_a_session_is_counted(station: Station) -> None:
    before = station.programme.current()
    assert of_session(station, "plenary", categories=["parliamentarian"]) == (
        "9 people lose Plenary.",
    )
    assert of_session(station, "plenary", categories=["press"]) == (
        "10 people lose Plenary.",
        "1 more person may enter Plenary.",
    )
    assert of_session(station, "reception", people=[ADA, 999]) == (
        "10 people lose Reception.",
        "Nobody on the roster has the number 999.",
    )
    assert station.programme.current() == before
    assert station.journal.verify().intact


def test_who_was_let_in_and_who_is_inside_is_counted(station: Station) -> None:
    station.programme.set_session("workshop", {"capacity": 9})
    for number in (ADA, BEN, CHIO):
        station.desk.checkin(number, "entrance")
        station.desk.checkin(number, "workshop")
    assert of_session(station, "workshop", capacity=2) == ("3 are inside now, more than 2.",)
    assert of_session(station, "workshop", room="Room 9") == (
        "3 were let in already, and stay counted.",
    )
    cancelled = said(station, ChangeKind.CANCEL_SESSION, "workshop")
    assert cancelled[1:] == (
        "3 are inside now.",
        "3 were let in already, and stay counted.",
    )
    assert "Workshop will let in without Entrance." in said(
        station, ChangeKind.CANCEL_SESSION, "entrance"
    )


def test_fewer_places_than_invited_and_nobody_at_all(station: Station) -> None:
    assert of_session(station, "plenary", capacity=3) == ("10 may enter, and there is room for 3.",)
    station.programme.add_category("guest", {"name": "Guest"})
    assert of_session(station, "plenary", categories=["guest"]) == (
        "10 people lose Plenary.",
        "Nobody on the roster may enter Plenary.",
    )


def test_the_programme_by_itself_is_looked_at(station: Station) -> None:
    hours = {"starts": "2026-10-30T11:00", "ends": "2026-10-30T12:30"}
    assert said(station, ChangeKind.NEW_SESSION, "talk", name="Talk", room="Room 201", **hours) == (
        "Plenary and Talk are in Room 201 at the same time.",
    )
    assert of_session(station, "plenary", starts="2026-11-02T11:00", ends="2026-11-02T12:00") == (
        "Plenary is on 2026-11-02, which is no day of the event.",
    )
    assert of_session(station, "entrance", starts="2026-10-30T08:00", ends="2026-10-30T20:00") == (
        "The entrance is missing on 2026-10-31.",
    )


def test_days_and_the_time_zone_say_what_they_move(station: Station) -> None:
    station.desk.checkin(ADA, "entrance")
    kinds = {
        effect.kind
        for effect in station.programme.effects_of(
            EventChange(
                ChangeKind.EVENT,
                fields={"time_zone": "America/New_York", "days": ["2026-10-29", "2026-10-31"]},
            )
        ).effects
    }
    assert kinds >= {EffectKind.OTHER_TIMES, EffectKind.OTHER_DAY, EffectKind.CAME_ON_DAY}
    assert said(station, ChangeKind.EVENT, name="Another name", venue="Hall") == ()


def test_who_has_a_category_keeps_it(station: Station) -> None:
    assert said(station, ChangeKind.CANCEL_CATEGORY, "press") == (
        "1 person has this category, and keeps it.",
    )


def test_badges_that_are_printed_may_show_it_as_it_was(station: Station) -> None:
    people = [identifier(number) for number in (ADA, BEN, CHIO)]
    station.badges.record_printed(people)
    sentence = "3 badges are printed already, and may show it as it was."
    assert said(station, ChangeKind.EVENT, venue="Hall") == (sentence,)
    assert said(station, ChangeKind.EVENT, show_at_scan=["Table"]) == ()
    assert said(station, ChangeKind.CATEGORY, "press", colour="#123456") == (
        "1 badge is printed already, and may show it as it was.",
    )


def test_who_was_invited_before_has_to_be_told(station: Station, tmp_path: Path) -> None:
    change = {"room": "Room 9"}
    assert of_session(station, "plenary", **change) == ()
    station.mailing.write([identifier(number) for number in (ADA, BEN)], tmp_path / "out", MERGED)
    told = "{n} {were} invited to Plenary as it was. Tell them, or invite again."
    assert of_session(station, "plenary", **change) == (told.format(n=2, were="people were"),)
    assert of_session(station, "plenary", quorum=3) == ()
    station.programme.set_session("plenary", {"categories": [], "people": [ADA]})
    assert of_session(station, "plenary", **change) == (told.format(n=1, were="person was"),)
    assert said(station, ChangeKind.EVENT, venue="Hall") == (
        "2 people were invited to the event as it was. Tell them, or invite again.",
    )


def test_what_cannot_be_is_refused_before(station: Station) -> None:
    with pytest.raises(BadPlan):
        of_session(station, "plenary", capacity="many")
    station.shift.set_pin(Role.LEAD, "246813")
    station.shift.take_up("246813")
    with pytest.raises(NotAllowed):
        of_session(station, "plenary", capacity=3)
