"""What a change of the event means (impact analysis), computed without writing anything."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from checkin import rules, schema
from checkin.domain import Category, Effect, EffectKind, Event, Session
from checkin.plan.checks import problems
from checkin.presence import calendar_of
from checkin.programme import own_conditions
from checkin.store import people
from checkin.store.attendance import IS_INSIDE
from checkin.store.counts import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checkin.store.counts import AlikeDelegates

_attendance, _delegate = schema.attendance.c, schema.delegate.c
_LET_IN = sa.select(
    _attendance.session, sa.func.count(_attendance.delegate.distinct()).label("people")
)
# What of the event stands on badges.
_ON_BADGES = ("name", "names", "short_names", "venue", "venues", "days")
# What is said in invitations, of the event and of its sessions.
_IN_INVITATIONS = ("name", "names", "venue", "venues", "days")
_TOLD_OF_SESSIONS = ("room", "starts", "ends")
# What of a session, changed, concerns who was let in already.
_CONCERNS = ("room", "starts", "ends", "categories", "people", "requires", "conditions")


def effects(connection: sa.Connection, before: Event, after: Event, now: int) -> tuple[Effect, ...]:
    """All that follows, in the order in which it matters to people."""
    found = [*_for_sessions(connection, before, after, now)]
    found += own_conditions.of_sessions(connection, _other_conditions(before, after))
    found += _for_categories(connection, before, after)
    found += _for_badges(connection, before, after)
    found += _for_invited(connection, before, after)
    known = frozenset(problems(before))
    found += [problem for problem in problems(after) if problem not in known]
    found += _for_days(connection, before, after)
    return tuple(found)


def _other_conditions(before: Event, after: Event) -> list[Session]:
    """The sessions with other conditions than before."""
    known = {session.key: session.conditions for session in before.sessions}
    return [
        session for session in after.sessions if session.conditions != known.get(session.key, ())
    ]


@dataclass(frozen=True, slots=True)
class _SessionChange:
    """A session before and after, and who may enter it then; None where there is none."""

    key: str
    old: Session | None
    new: Session | None
    before: Counter[AlikeDelegates]
    after: Counter[AlikeDelegates]

    @property
    def invited(self) -> int:
        return self.after.total()


def _for_sessions(
    connection: sa.Connection, before: Event, after: Event, now: int
) -> Iterator[Effect]:
    changes = _changed_sessions(connection, before, after)
    keys = [change.key for change in changes]
    let_in = _counts(connection, _LET_IN.where(_attendance.session.in_(keys)))
    is_inside = _LET_IN.where(_attendance.session.in_(keys), IS_INSIDE)
    inside = _counts(connection, is_inside, now=now)
    for change in changes:
        yield from _for_people(change)
        if change.new is None:
            yield from _taken_away(change.key, before, inside[change.key])
        else:
            yield from _places(change, change.new, inside[change.key])
            yield from _unknown_numbers(connection, change.old, change.new)
        if let_in[change.key] and change.old is not None and _is_another(change.old, change.new):
            yield Effect(EffectKind.LET_IN, let_in[change.key], change.key)


def _changed_sessions(
    connection: sa.Connection, before: Event, after: Event
) -> list[_SessionChange]:
    keys = dict.fromkeys(session.key for session in (*before.sessions, *after.sessions))
    pairs = [(key, before.offered_session(key), after.offered_session(key)) for key in keys]
    changed = [(key, old, new) for key, old, new in pairs if old != new]
    if not changed:
        return []
    every = [session for _, old, new in changed for session in (old, new) if session]
    groups, listed = alike(connection, every), people.listed_sessions(connection)
    return [
        _SessionChange(
            key, old, new, _entitled(old, groups, listed), _entitled(new, groups, listed)
        )
        for key, old, new in changed
    ]


def _for_people(change: _SessionChange) -> Iterator[Effect]:
    if change.old is not None and (lost := (change.before - change.after).total()):
        yield Effect(EffectKind.LOSES, lost, change.key)
    if change.old is not None and (gained := (change.after - change.before).total()):
        yield Effect(EffectKind.GAINS, gained, change.key)
    new, was_open = change.new, change.old is None or change.before.total() > 0
    if new is not None and was_open and not change.invited and (new.categories or new.people):
        yield Effect(EffectKind.NOBODY, session=change.key)


def _places(change: _SessionChange, new: Session, inside: int) -> Iterator[Effect]:
    old, places = change.old, new.capacity
    is_other = old is None or old.capacity != places or change.before != change.after
    if places is None or not is_other:
        return
    if places < inside:
        yield Effect(EffectKind.OVER, inside, change.key, limit=places)
    elif places < change.invited and (new.categories or new.people):
        yield Effect(EffectKind.INVITED_OVER, change.invited, change.key, limit=places)


def _taken_away(key: str, before: Event, inside: int) -> Iterator[Effect]:
    if inside:
        yield Effect(EffectKind.LEAVE, inside, key)
    for session in before.sessions:
        if session.requires == key:
            yield Effect(EffectKind.NOT_REQUIRED, session=key, other=session.key)


def _is_another(old: Session, new: Session | None) -> bool:
    return _differs(old, new, _CONCERNS)


def _differs(old: object, new: object | None, names: Iterable[str]) -> bool:
    return new is None or any(getattr(old, name) != getattr(new, name) for name in names)


def _entitled(
    session: Session | None, groups: list[AlikeDelegates], listed: frozenset[str]
) -> Counter[AlikeDelegates]:
    """How many of each group may enter; nobody where there is no session."""
    if session is None:
        return Counter()
    return Counter(
        {group: group.count for group in groups if rules.entitled(session, group, listed)}
    )


def _unknown_numbers(
    connection: sa.Connection, old: Session | None, new: Session
) -> Iterator[Effect]:
    added = set(new.people) - set(old.people if old else ())
    query = sa.select(_delegate.number).where(_delegate.number.in_(sorted(added)))
    unknown = added - set(connection.scalars(query)) if added else set()
    if unknown:
        numbers = ", ".join(map(str, sorted(unknown)))
        yield Effect(EffectKind.UNKNOWN_NUMBERS, len(unknown), new.key, text=numbers)


def _for_categories(connection: sa.Connection, before: Event, after: Event) -> Iterator[Effect]:
    for category in before.categories:
        if after.offered_category(category.key) is None:
            yield from _who_has(connection, category)


def _who_has(connection: sa.Connection, category: Category) -> Iterator[Effect]:
    query = sa.select(sa.func.count()).where(_delegate.category == category.key)
    if count := connection.scalar(query):
        yield Effect(EffectKind.HAVE_CATEGORY, count, text=category.key)


def _for_badges(connection: sa.Connection, before: Event, after: Event) -> Iterator[Effect]:
    """Of a category those of its people, of the event itself all."""
    printed = sa.select(sa.func.count(schema.print_made.c.owner.distinct()))
    if any(getattr(before, name) != getattr(after, name) for name in _ON_BADGES):
        count = connection.scalar(printed)
    else:
        known = {category.key: category for category in after.categories}
        shown = [item.key for item in before.categories if known.get(item.key, item) != item]
        whose = printed.join(schema.delegate, _delegate.id == schema.print_made.c.owner)
        count = connection.scalar(whose.where(_delegate.category.in_(shown))) if shown else 0
    if count:
        yield Effect(EffectKind.PRINTED, count)


def _for_invited(connection: sa.Connection, before: Event, after: Event) -> Iterator[Effect]:
    """Who was told where and when it is; of a session those who could enter it."""
    changed = [
        old
        for old in before.sessions
        if _differs(old, after.offered_session(old.key), _TOLD_OF_SESSIONS)
    ]
    is_other_event = _differs(before, after, _IN_INVITATIONS)
    if not changed and not is_other_event:
        return
    groups = alike(connection, changed, only_invited=True)
    listed = people.listed_sessions(connection)
    if is_other_event and groups:
        yield Effect(EffectKind.INVITED, sum(group.count for group in groups))
    for session in changed:
        if count := _entitled(session, groups, listed).total():
            yield Effect(EffectKind.INVITED, count, session.key)


def _for_days(connection: sa.Connection, before: Event, after: Event) -> Iterator[Effect]:
    old, new = calendar_of(before), calendar_of(after)
    timed = [session for session in after.sessions if session.starts is not None]
    if before.time_zone != after.time_zone and timed:
        first = timed[0]
        yield Effect(EffectKind.OTHER_TIMES, len(timed), first.key, at=first.starts)
    if (old.zone, old.day_starts) != (new.zone, new.day_starts):
        query = sa.select(schema.scan.c.at)
        times = connection.scalars(query)
        if moved := sum(old.day(at) != new.day(at) for at in times):
            yield Effect(EffectKind.OTHER_DAY, moved)
    for day in sorted(set(before.days) - set(after.days)):
        query_day = sa.select(sa.func.count(_attendance.delegate.distinct()))
        if count := connection.scalar(query_day.where(_attendance.day == day)):
            yield Effect(EffectKind.CAME_ON_DAY, count, day=day)


def _counts(
    connection: sa.Connection, query: sa.Select[tuple[str, int]], **values: int
) -> Mapping[str, int]:
    rows = connection.execute(query.group_by(_attendance.session), values)
    return Counter({row.session: row.people for row in rows})
