"""Outdated (stale) badges: a change of anything that a layout prints makes the printed badge outdated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from checkin.domain import CodeKind
from checkin.journal import batch_applied, changes_of_event, delegate_changed
from checkin.layout import reading
from checkin.layout.model import Condition, TextElement
from checkin.layout.properties import SOURCES
from checkin.store import event as events
from tests.checkin.paper_store import PaperStation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from checkin.domain import Delegate, Event
    from checkin.layout import Layout

OF_THE_DELEGATE: dict[str, dict[str, Any]] = {
    "leading_name": {"name": "Hannah"},
    "other_name": {"native_name": "花"},
    "name": {"name": "Hannah"},
    "native_name": {"native_name": "花"},
    "family_name": {"family_name": "Sato"},
    "given_name": {"given_name": "Hana"},
    "reading": {"reading": "はな"},
    "title": {"title": "Dr."},
    "organisation": {"organisation": "Elsewhere"},
    "country": {"country": "Japan"},
    "number": {"number": 900},
    "category": {"category": "press"},
    "extra.Seat": {"extras": {"Seat": "B2", "Hotel": "Grand"}},
}
OF_THE_EVENT: dict[str, Callable[[Event], Event]] = {
    "event": lambda event: replace(event, name="Other Forum"),
    "short_event": lambda event: replace(event, short_names={"en": "OF"}),
    "venue": lambda event: replace(event, venue="Other Hall"),
    "days": lambda event: replace(event, days=("2026-11-01",)),
    "category": lambda event: replace(
        event,
        categories=tuple(replace(category, name={"en": "Other"}) for category in event.categories),
    ),
}
# What cannot change for a single badge: the organiser's message on invitations, sessions of a certificate.
ELSEWHERE = {"message", "sessions", "hours"}


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    yield station
    station.station.close()


@pytest.fixture
def anna(at: PaperStation) -> Delegate:
    """A delegate whose badge was printed a second ago."""
    delegate = at.add(name="Anna", extras={"Seat": "A1", "Hotel": "Grand"})
    at.station.badges.make([delegate])
    at.station.badges.record_printed([delegate.id])
    at.clock.forward(1000)
    return delegate


def showing(
    at: PaperStation, *sources: str, text: str = "", when: Condition | None = None
) -> Layout:
    """A badge layout with a single text on it."""
    whole = at.station.badges.library.get("badge-91x55")
    found = next(element for element in whole.elements if isinstance(element, TextElement))
    element = replace(found, source=sources, above=(), text={"en": text} if text else {})
    element = replace(element, when=when or Condition(), unless=Condition())
    return reading.validated(replace(whole, elements=(element,)))


def change_event(at: PaperStation, change: Callable[[Event], Event]) -> None:
    with at.station.store.write() as connection:
        now = events.current(connection)
        at.station.journal.append_many(connection, changes_of_event(now, change(now)))


def test_every_source_is_thought_of() -> None:
    assert {*OF_THE_DELEGATE, *OF_THE_EVENT, *ELSEWHERE, "code"} >= set(SOURCES)


@pytest.mark.parametrize("source", OF_THE_DELEGATE)
def test_a_change_of_a_field_that_is_printed_outdates_the_badge(
    at: PaperStation, anna: Delegate, source: str
) -> None:
    layout = showing(at, source)
    assert at.station.badges.outdated(layout) == frozenset()
    at.change(anna, **OF_THE_DELEGATE[source])
    assert at.station.badges.outdated(layout) == {anna.id}


@pytest.mark.parametrize("source", OF_THE_EVENT)
def test_a_change_of_the_event_outdates_the_badges_that_show_it(
    at: PaperStation, anna: Delegate, source: str
) -> None:
    layout, unrelated = showing(at, source), showing(at, "organisation")
    assert at.station.badges.outdated(layout) == frozenset()
    change_event(at, OF_THE_EVENT[source])
    assert at.station.badges.outdated(layout) == {anna.id}
    assert at.station.badges.outdated(unrelated) == frozenset()


@pytest.mark.parametrize(
    "shown",
    [{"text": "Seat {extra.Seat}"}, {"text": "Hello", "when": Condition(has=("extra.Seat",))}],
    ids=["in a text", "in a condition"],
)
def test_a_column_counts_wherever_the_layout_has_it(
    at: PaperStation, anna: Delegate, shown: dict[str, Any]
) -> None:
    at.change(anna, extras={"Seat": "B2", "Hotel": "Grand"})
    assert at.station.badges.outdated(showing(at, **shown)) == {anna.id}


def test_a_column_that_is_not_printed_outdates_nothing(at: PaperStation, anna: Delegate) -> None:
    at.change(anna, extras={"Seat": "A1", "Hotel": "Small"}, email="anna@example.org")
    assert at.station.badges.outdated(showing(at, "extra.Seat")) == frozenset()


def test_what_was_changed_back_is_as_it_was_printed(at: PaperStation, anna: Delegate) -> None:
    at.change(anna, title="Dr.")
    at.change(anna, title="")
    assert at.station.badges.outdated() == frozenset()


def test_a_badge_with_a_code_that_was_revoked_is_outdated(at: PaperStation, anna: Delegate) -> None:
    (code,) = at.codes(anna, CodeKind.BADGE)
    at.station.people.revoke_code(code)
    assert at.station.badges.outdated(showing(at, "code")) == {anna.id}
    assert at.station.badges.outdated(showing(at, "organisation")) == frozenset()


def test_a_change_of_an_import_counts_from_its_last_entry(at: PaperStation) -> None:
    ben = at.add(name="Ben")
    with at.station.store.write() as connection:
        changed = delegate_changed(ben.id, {"name": "Benjamin"}, batch="b1" * 16)
        at.station.journal.append(connection, changed)
    at.clock.forward(1000)
    at.station.badges.record_printed([ben.id])
    assert at.station.badges.outdated() == frozenset()
    at.clock.forward(1000)
    with at.station.store.write() as connection:
        at.station.journal.append(connection, batch_applied("b1" * 16, {"changed": 1}))
    assert at.station.badges.outdated() == {ben.id}


def test_a_change_that_no_badge_shows_outdates_none(at: PaperStation, anna: Delegate) -> None:
    layout = showing(at, *OF_THE_EVENT)
    at.station.programme.set_session("plenary", {"capacity": 5, "name": {"ja": "本会議"}})
    at.station.programme.set_category("press", {"colour": "#123456"})
    assert at.station.badges.outdated(layout) == frozenset()
    at.station.programme.set_category(anna.category, {"colour": "#123456"})
    assert at.station.badges.outdated(layout) == {anna.id}


def test_an_event_changed_back_is_as_it_was_printed(at: PaperStation, anna: Delegate) -> None:
    layout = showing(at, "event", "venue")
    before = at.station.desk.event
    change_event(at, lambda event: replace(event, name="Other Forum", venue="Other Hall"))
    assert at.station.badges.outdated(layout) == {anna.id}
    change_event(at, lambda event: replace(event, name=before.name, venue=before.venue))
    assert at.station.badges.outdated(layout) == frozenset()


def test_a_name_of_a_session_outdates_what_lists_sessions(at: PaperStation, anna: Delegate) -> None:
    layout = showing(at, "sessions")
    at.station.programme.set_session("plenary", {"capacity": 5})
    assert at.station.badges.outdated(layout) == frozenset()
    at.station.programme.set_session("plenary", {"name": {"ja": "本会議"}})
    assert at.station.badges.outdated(layout) == {anna.id}
