"""What an entry may hold: whatever another desk has signed, folding it and reading it never fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from checkin import schema
from checkin.domain import (
    ENTRY,
    Outcome,
    Status,
    Tier,
)
from checkin.journal import (
    EntryKind,
    category_changed,
    changes_of_event,
    column_changed,
    delegate_changed,
    desk_added,
    event_changed,
    question_changed,
    read_event,
    scanned,
    session_changed,
)
from checkin.journal.bodies import (
    BODIES,
    CATEGORY_FIELDS,
    COLUMN_FIELDS,
    DELEGATE_FIELDS,
    EVENT_FIELDS,
    QUESTION_FIELDS,
    SESSION_FIELDS,
)
from checkin.journal.checks import LONGEST, text
from checkin.journal.kinds import EntryDraft
from tests import factories, store_copies
from tests.desks_in_memory import MemoryDesk
from tests.store_copies import ADA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.station import Station

WORDS = ("", "entrance", "admitted", "entry", "b1", "0" * 32, "a\0b", "UTC", "x" * 30_000)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False)
    | st.sampled_from(WORDS)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("en", "key", "name")), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = sorted({name for body in BODIES.values() for name in body.items} | {"by", "fields", "more"})
FIELDS = sorted(
    {name for fields in DELEGATE_FIELDS.values() for name in fields}
    | {*EVENT_FIELDS, *SESSION_FIELDS, *CATEGORY_FIELDS, *COLUMN_FIELDS, *QUESTION_FIELDS, "more"}
)
SECTIONS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8).flatmap(
    lambda section: st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4).map(
        lambda fields: {**section, "fields": fields}
    )
)
GOOD = {
    EntryKind.EVENT_CHANGED: event_changed({"name": "Forum", "days": ["2026-10-30"]}),
    EntryKind.SESSION_CHANGED: session_changed("plenary", {"people": {"3": True}}),
    EntryKind.CATEGORY_CHANGED: category_changed("press", {"colour": "#123456"}),
    EntryKind.COLUMN_CHANGED: column_changed("Diet", {"choices": ["vegan"], "type": "choice"}),
    EntryKind.QUESTION_CHANGED: question_changed("film", {"text": {"en": "?"}, "asked": "once"}),
    EntryKind.DESK_ADDED: desk_added("dd" * 16, "Desk 9", Tier.DESK, bytes(32), bytes(32)),
    EntryKind.DELEGATE_CHANGED: delegate_changed("a1", {"number": 7, "name": "Ada", "flags": []}),
    EntryKind.SCANNED: EntryDraft(
        EntryKind.SCANNED,
        {Tier.DOOR: {"session": "entrance", "outcome": "admitted", "direction": "entry"}},
    ),
}


@pytest.fixture
def one() -> Iterator[MemoryDesk]:
    desk = MemoryDesk(0)
    desk.write(desk_added(desk.id, "Desk 1", Tier.ORGANISER, desk.public, bytes(32)))
    yield desk
    desk.memory.close()


def ignored(desk: MemoryDesk) -> list[str]:
    with desk.memory.read() as connection:
        return list(connection.scalars(sa.select(schema.ignored.c.entry)))


@pytest.mark.parametrize("odd", ["\ud800", "a\0b", "x" * (LONGEST + 1), 7, None])
def test_what_a_column_cannot_take_is_no_text(odd: object) -> None:
    assert not text(odd)


def test_every_kind_is_described() -> None:
    assert set(BODIES) == set(EntryKind)


@given(
    kind=st.sampled_from(EntryKind),
    sections=st.dictionaries(st.sampled_from(Tier), SECTIONS, min_size=1),
)
def test_any_body_is_folded_or_ignored_and_the_journal_stays_intact(
    kind: EntryKind, sections: dict[Tier, dict[str, Any]]
) -> None:
    desk = MemoryDesk(0)
    desk.write(desk_added(desk.id, "Desk 1", Tier.ORGANISER, desk.public, bytes(32)))
    desk.write(*changes_of_event(None, factories.event()))
    desk.write(EntryDraft(kind, {tier: sections[tier] for tier in Tier if tier in sections}))
    assert desk.journal.verify().problems == ()
    with desk.memory.read() as connection:
        assert read_event(connection)
    before = desk.dump()
    desk.journal.rebuild()
    assert desk.dump() == before
    desk.memory.close()


@given(kind=st.sampled_from(sorted(GOOD)), data=st.data())
def test_a_body_with_one_odd_value_is_folded_or_ignored(
    kind: EntryKind, data: st.DataObject
) -> None:
    desk = MemoryDesk(0)
    desk.write(desk_added(desk.id, "Desk 1", Tier.ORGANISER, desk.public, bytes(32)))
    filled = [tier for tier, section in GOOD[kind].sections.items() if section]
    tier = data.draw(st.sampled_from(sorted(filled)))
    section = dict(GOOD[kind].sections[tier])
    name = data.draw(st.sampled_from(sorted(section)))
    section[name] = data.draw(VALUES)
    desk.write(EntryDraft(kind, {**GOOD[kind].sections, tier: section}))
    assert desk.journal.verify().problems == ()
    desk.memory.close()


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        (EntryKind.SCANNED, {"session": "entrance", "outcome": "admitted"}),
        (EntryKind.SCANNED, {"session": 7, "outcome": "admitted", "direction": "entry"}),
        (EntryKind.DESK_ADDED, {"desk": "dd", "name": "D", "tier": "desk", "public_key": "aa"}),
        (EntryKind.UNDONE, {"entry": ""}),
        (EntryKind.CODE_ISSUED, {"code": "X", "kind": "badge", "delegate": None}),
        (EntryKind.DELEGATE_CHANGED, {"delegate": "a", "fields": {"number": "7"}}),
        (EntryKind.DELEGATE_CHANGED, {"delegate": "a", "fields": []}),
        (EntryKind.EVENT_CHANGED, {"fields": {"days": {"set": ["2026-02-30"], "gone": []}}}),
        (EntryKind.EVENT_CHANGED, {"fields": {"days": {"set": ["9999-12-31"], "gone": []}}}),
        (EntryKind.EVENT_CHANGED, {"fields": {"days": ["2026-10-30"]}}),
        (EntryKind.SESSION_CHANGED, {"session": "a", "fields": {"people": {"x": True}}}),
        (EntryKind.SESSION_CHANGED, {"session": "a", "fields": {"capacity": "12"}}),
        (EntryKind.SESSION_CHANGED, {"session": "", "fields": {}}),
        (EntryKind.CATEGORY_CHANGED, {"category": "a", "fields": {"colour": "red"}}),
    ],
)
def test_what_does_not_fit_is_ignored_and_said_so(
    one: MemoryDesk, kind: EntryKind, section: dict[str, Any]
) -> None:
    (entry,) = one.write(EntryDraft(kind, {Tier.DOOR: section}))
    assert ignored(one) == [entry]


def test_a_field_is_read_from_the_section_of_its_tier_alone(one: MemoryDesk) -> None:
    """A relay that holds the desk's key cannot overrule what the door's section says."""
    door = {"session": "entrance", "outcome": "admitted", "direction": "entry"}
    desk = {"outcome": "cancelled", "session": "plenary", "reason": "said so"}
    one.write(EntryDraft(EntryKind.SCANNED, {Tier.DOOR: door, Tier.DESK: desk}))
    fields = {"number": 9, "name": "Ada"}
    person: dict[Tier, dict[str, Any]] = {
        Tier.DOOR: {"delegate": "a1", "fields": fields},
        Tier.DESK: {"fields": fields},
    }
    one.write(EntryDraft(EntryKind.DELEGATE_CHANGED, person))
    with one.memory.read() as connection:
        scan = connection.execute(sa.select(schema.scan)).one()
        delegate = connection.execute(sa.select(schema.delegate)).one()
    assert (scan.outcome, scan.session, scan.reason) == ("admitted", "entrance", "said so")
    assert (delegate.number, delegate.name) == (9, "Ada")


def test_a_store_with_what_a_newer_program_wrote_opens_scans_finds_and_lists(
    station: Station,
) -> None:
    """A new status, a new field of a session, a new outcome; each once stopped the desk."""
    delegate = store_copies.identifier(ADA)
    verdict = station.desk.checkin(ADA, "entrance")
    odd = scanned(verdict, "", "", ENTRY)
    drafts = (
        event_changed({"slogan": "new"}),
        session_changed("plenary", {"stream": "x", "re_entry": "of a newer program"}),
        category_changed("press", {"icon": "x"}),
        delegate_changed(delegate, {"status": "waitlisted"}),
        EntryDraft(
            EntryKind.SCANNED, {Tier.DOOR: {**odd.sections[Tier.DOOR], "outcome": "beamed"}}
        ),
    )
    with station.store.write() as connection:
        station.journal.append_many(connection, drafts)
    station.close()
    reopened = store_copies.opened(station.folder)
    try:
        assert reopened.desk.checkin(ADA, "plenary").outcome is Outcome.NEEDS_APPROVAL
        assert reopened.desk.find("Kanarienvogel 1")
        assert reopened.people.card(delegate).delegate.status is Status.PENDING
        assert reopened.desk.last()[1].outcome is Outcome.CALL_LEAD
        assert reopened.journal.verify().intact
    finally:
        store_copies.forsake(reopened)
