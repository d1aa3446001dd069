"""A change of the event is undone by an entry that sets the old values again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.errors import NotPossible
from checkin.plan.event_change import ChangeKind, EventChange

if TYPE_CHECKING:
    from checkin.programme import EventUndo
    from checkin.station import Station


def changed(station: Station, kind: ChangeKind, key: str = "", /, **fields: object) -> EventUndo:
    undo = station.programme.change(EventChange(kind, key, fields)).undo
    assert undo is not None
    return undo


@pytest.mark.parametrize(
    "change",
    [
        EventChange(ChangeKind.EVENT, fields={"venue": "Hall", "name": {"ja": "会議"}}),
        EventChange(ChangeKind.SESSION, "plenary", {"capacity": 3, "people": [1, 2]}),
        EventChange(ChangeKind.NEW_SESSION, "gala", {"name": "Gala", "room": "Hall"}),
        EventChange(ChangeKind.CANCEL_SESSION, "plenary"),
        EventChange(ChangeKind.NEW_CATEGORY, "guest", {"name": "Guest"}),
        EventChange(ChangeKind.CATEGORY, "press", {"colour": "#123456"}),
        EventChange(ChangeKind.CANCEL_CATEGORY, "press"),
    ],
    ids=lambda change: change.kind.name,
)
def test_every_change_is_undone_and_done_again(station: Station, change: EventChange) -> None:
    before = station.programme.current()
    done = station.programme.change(change)
    assert done.undo is not None
    undone = station.programme.undo(done.undo)
    assert (undone.event.sessions, undone.event.categories) == (before.sessions, before.categories)
    assert (undone.event.venue, undone.event.name) == (before.venue, before.name)
    assert undone.undo is not None
    again = station.programme.undo(undone.undo)
    assert again.event.sessions == done.event.sessions
    assert station.desk.event == again.event
    assert station.journal.verify().intact


def test_what_was_changed_since_elsewhere_stays(station: Station) -> None:
    undo = changed(station, ChangeKind.SESSION, "plenary", capacity=3)
    changed(station, ChangeKind.SESSION, "plenary", room="Hall")
    changed(station, ChangeKind.EVENT, venue="Elsewhere")
    now = station.programme.undo(undo).event
    plenary = now.session("plenary")
    assert plenary is not None
    assert (plenary.capacity, plenary.room, now.venue) == (None, "Hall", "Elsewhere")


def test_what_somebody_changed_again_is_not_undone(station: Station) -> None:
    undo = changed(station, ChangeKind.SESSION, "plenary", capacity=3)
    changed(station, ChangeKind.SESSION, "plenary", capacity=5)
    with pytest.raises(NotPossible, match="Nothing was undone"):
        station.programme.undo(undo)
    undo = changed(station, ChangeKind.CANCEL_SESSION, "plenary")
    changed(station, ChangeKind.NEW_SESSION, "plenary")
    with pytest.raises(NotPossible, match="Nothing was undone"):
        station.programme.undo(undo)
    plenary = station.programme.current().offered_session("plenary")
    assert plenary is not None
    assert plenary.capacity == 5


def test_a_change_of_nothing_is_no_change(station: Station) -> None:
    done = station.programme.change(
        EventChange(ChangeKind.EVENT, fields={"venue": "National Diet"})
    )
    assert done.undo is None
