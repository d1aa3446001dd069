"""The event changed while it runs: what is recorded, and what the open desk makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import EXIT, Outcome
from checkin.errors import BadPlan, NotFound, NotPossible
from checkin.journal import EntryKind, readable
from checkin.layout.days import days_text
from tests import store_copies
from tests.factories import MINUTE
from tests.store_copies import ADA, BEN

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from tests.factories import Clock


def recorded(station: Station) -> list[tuple[str, dict[str, object]]]:
    """The kinds and fields of the entries about the event after those of its creation."""
    with station.store.read() as connection:
        opened = list(station.journal.opened(connection))
    kinds = {EntryKind.EVENT_CHANGED, EntryKind.SESSION_CHANGED, EntryKind.CATEGORY_CHANGED}
    first = next(
        at for at, entry in enumerate(opened) if entry.header.kind == EntryKind.EVENT_CHANGED
    )
    return [
        (entry.header.kind, readable(entry)["fields"])
        for entry in opened[first + 1 :]
        if entry.header.kind in kinds
    ]


def test_a_change_records_only_what_differs(station: Station) -> None:
    programme = station.programme
    programme.set_session("workshop", {"capacity": 5, "room": "Room 101"})
    programme.set_event({"venue": "Hall", "name": "International Forum"})
    programme.set_category("press", {"name": {"ja": "報道"}})
    programme.set_session("workshop", {"capacity": 5})
    assert recorded(station) == [
        (EntryKind.SESSION_CHANGED, {"capacity": 5}),
        (EntryKind.EVENT_CHANGED, {"venue": "Hall"}),
        (EntryKind.CATEGORY_CHANGED, {"name": {"ja": "報道"}}),
    ]


def test_the_open_desk_follows_at_once(station: Station) -> None:
    station.programme.set_session("workshop", {"capacity": 1})
    station.desk.checkin(ADA, "entrance")
    station.desk.checkin(BEN, "entrance")
    station.desk.checkin(ADA, "workshop")
    assert station.desk.checkin(BEN, "workshop").outcome is Outcome.FULL
    station.programme.add_session("gala", {"name": "Gala", "people": [ADA]})
    assert station.desk.checkin(ADA, "gala").outcome is Outcome.ADMITTED
    assert station.desk.checkin(BEN, "gala").outcome is Outcome.WRONG_SESSION
    station.programme.set_event({"day_starts": "00:00", "time_zone": "America/New_York"})
    assert station.desk.calendar.zone.key == "America/New_York"


def test_a_new_session_comes_last_and_stays_there_when_reopened(folder: Path, clock: Clock) -> None:
    with store_copies.opened(folder, clock) as station:
        changed = station.programme.add_session("banquet", {"name": "Banquet"})
        changed = station.programme.add_session("after", {"name": "After"})
        assert [session.key for session in changed.sessions][-2:] == ["banquet", "after"]
    with store_copies.opened(folder, clock) as station:
        assert station.desk.event == changed == station.programme.current()


def test_a_session_that_was_taken_away_admits_nobody_and_is_still_named(
    station: Station,
) -> None:
    station.desk.checkin(ADA, "entrance")
    station.desk.checkin(ADA, "workshop")
    changed = station.programme.cancel_session("workshop")
    assert "workshop" not in [session.key for session in changed.sessions]
    with pytest.raises(NotFound, match="no session"):
        station.desk.checkin(BEN, "workshop")
    station.desk.fixed = "workshop"
    assert station.desk.current_session().session.key == "entrance"
    assert station.desk.stats().sessions["workshop"].attended == 1
    assert "Workshop" in str(station.reports.attendance().columns)
    (row,) = (row for row in station.reports.attendance("workshop").rows if row[0] == ADA)
    assert "Attended" in row
    assert "Workshop" in str(station.reports.journal().rows)
    assert station.people.card(store_copies.identifier(ADA)).scans[0].session == "workshop"
    assert station.journal.verify().intact


def test_whoever_is_in_a_session_that_was_taken_away_leaves_it(
    station: Station, clock: Clock
) -> None:
    station.desk.checkin(ADA, "entrance")
    clock.forward(MINUTE)
    station.desk.checkin(ADA, "workshop")
    station.programme.cancel_session("workshop")
    assert station.desk.checkin(ADA, "reception", EXIT).session == "workshop"


def test_a_session_that_nobody_came_to_is_counted_no_more(station: Station) -> None:
    station.programme.cancel_session("workshop")
    assert "workshop" not in station.desk.stats().sessions
    assert "Workshop" not in str(station.reports.attendance().columns)


def test_what_requires_a_session_that_was_taken_away_requires_nothing(
    station: Station, clock: Clock
) -> None:
    assert station.desk.checkin(ADA, "workshop").outcome is Outcome.WRONG_SESSION
    changed = station.programme.cancel_session("entrance")
    workshop = changed.session("workshop")
    assert workshop is not None
    assert workshop.requires == ""
    clock.forward(MINUTE)
    assert station.desk.checkin(ADA, "workshop").outcome is Outcome.ADMITTED


def test_a_session_added_again_has_what_was_known_of_it(station: Station) -> None:
    before = station.desk.event
    station.programme.cancel_session("workshop")
    changed = station.programme.add_session("workshop", {"capacity": 7})
    workshop = changed.session("workshop")
    assert workshop is not None
    assert (workshop.capacity, workshop.room) == (7, "Room 101")
    assert [s.key for s in changed.sessions] == [s.key for s in before.sessions]
    assert recorded(station)[1:] == [
        (EntryKind.SESSION_CHANGED, {"capacity": 7, "gone": False}),
    ]


def test_what_an_event_file_could_not_say_is_refused_and_nothing_is_recorded(
    station: Station,
) -> None:
    programme = station.programme
    for fields in (
        {"colour": "red"},
        {"capacity": "many"},
        {"requires": "workshop"},
        {"categories": ["nobody"]},
        {"starts": "2026-10-30T10:00", "ends": "2026-10-30T09:00"},
        {"name": 7},
    ):
        with pytest.raises(BadPlan):
            programme.set_session("workshop", fields)
    with pytest.raises(BadPlan, match="time zone"):
        programme.set_event({"time_zone": "Nowhere/At_All"})
    with pytest.raises(NotPossible, match="already"):
        programme.add_session("workshop", {"name": "Workshop"})
    with pytest.raises(NotPossible, match="already"):
        programme.add_category("press", {"name": "Press"})
    with pytest.raises(NotFound, match="no category"):
        programme.set_category("guests", {"name": "Guests"})
    assert recorded(station) == []


def test_the_last_session_cannot_be_taken_away(station: Station) -> None:
    *others, last = station.desk.event.sessions
    for session in others:
        station.programme.cancel_session(session.key)
    with pytest.raises(NotPossible, match="needs a session"):
        station.programme.cancel_session(last.key)


def test_a_category_more_is_offered_to_walk_ins(station: Station) -> None:
    station.programme.add_category("guest", {"name": "Guest", "colour": "#123456"})
    assert station.desk.walkin({"name": "Gus", "category": "guest"}).category == "guest"


def test_days_and_names_of_the_event_change(station: Station) -> None:
    changed = station.programme.set_event({"days": ["2026-10-31"], "name": {"ja": "会議"}})
    assert days_text(changed.days, "en") == days_text(("2026-10-31",), "en")
    assert dict(changed.names) == {"en": "International Forum", "ja": "会議"}
    assert changed.name == "International Forum"


def test_the_venue_has_a_name_in_each_language(station: Station) -> None:
    changed = station.programme.set_event({"venue": {"ja": "国会議事堂"}})
    assert changed.venues == {"en": "National Diet", "ja": "国会議事堂"}
    assert changed.venue == "National Diet"
    changed = station.programme.set_event({"venue": {"en": "", "ja": ""}})
    assert (changed.venue, dict(changed.venues)) == ("", {})
    assert station.journal.verify().intact
