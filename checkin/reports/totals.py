"""Totals (no-show rate): expected, came and not come, of all, each day, session, category and country."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, assert_never

from checkin import rules
from checkin.field_values import is_valid_between
from checkin.language import mark
from checkin.layout import must_stay_unnamed
from checkin.reports import keyed
from checkin.reports.attendance_tables import places_of
from checkin.reports.keyed import Column, KeyedTable, said
from checkin.reports.presence_lists import may_come
from checkin.store.remote import RemoteStay

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from checkin.domain import Delegate, Event, Session, Table
    from checkin.language import Language
    from checkin.presence import Moment, SessionDay
    from checkin.store.listing import Present


class TotalOf(StrEnum):
    EVENT = "event"
    DAY = "day"
    SESSION = "session"
    CATEGORY = "category"
    COUNTRY = "country"


_NAMES: Final = {
    TotalOf.EVENT: mark("All"),
    TotalOf.DAY: mark("Day"),
    TotalOf.SESSION: mark("Session"),
    TotalOf.CATEGORY: mark("Category"),
    TotalOf.COUNTRY: mark("Country"),
}


@dataclass(frozen=True, slots=True)
class _Counted:
    """The delegates who were expected, who came, and who of these came in person, by id.

    `began` once anybody could come.
    """

    expected: frozenset[str]
    came: frozenset[str]
    in_person: frozenset[str]
    began: bool = True

    def cells(self) -> tuple[Any, ...]:
        """Expected, came, only remotely, not come; of those expected the share who came, and who did not."""
        if not self.began:
            return (len(self.expected), None, None, None, None, None)
        missing = len(self.expected - self.came)
        rate = missing / len(self.expected) if self.expected else None
        return (
            len(self.expected),
            len(self.came),
            len(self.came - self.in_person),
            missing,
            None if rate is None else 1 - rate,
            rate,
        )


def totals(
    event: Event,
    everyone: Sequence[Delegate],
    present: Sequence[Present | RemoteStay],
    listed: Collection[str],
    when: Moment,
    day: str | None,
) -> KeyedTable:
    """A row for everybody, then for each day, session, category and country.

    Who was in a video meeting came as well, which is told apart where anybody did. Somebody who came to any session of a day came that day. Who must not be named counts to no country.
    Of what has not begun only the expected are counted.
    """
    days = event.days if day is None else (day,)
    counted = _Counts(everyone, present, listed, when)
    rows: tuple[tuple[Any, ...], ...] = (
        (*_of(TotalOf.EVENT, ""), "", *counted.on_days(everyone, days).cells()),
        *(
            (*_of(TotalOf.DAY, ""), date, *counted.on_days(everyone, (date,)).cells())
            for date in (days if len(days) > 1 else ())
        ),
        *(
            (*_of(TotalOf.SESSION, session.key), date, *counted.in_session(session, date).cells())
            for session, date in places_of(event, present, when.calendar, day)
        ),
        *(
            (*_of(TotalOf.CATEGORY, category), "", *counted.on_days(group, days).cells())
            for category, group in _by_category(event, everyone).items()
        ),
        *(
            (*_of(TotalOf.COUNTRY, country), "", *counted.on_days(group, days).cells())
            for country, group in _by_country(everyone).items()
        ),
    )
    columns = _COLUMNS
    if not any(isinstance(came, RemoteStay) for came in present):
        columns = tuple(column for column in columns if column is not _ONLY_REMOTE)
        at = _COLUMNS.index(_ONLY_REMOTE)
        rows = tuple((*row[:at], *row[at + 1 :]) for row in rows)
    return KeyedTable(event, "totals", said(mark("Totals")), columns, rows, at=when.now)


def _of(of: TotalOf, key: str) -> tuple[TotalOf, tuple[TotalOf, str]]:
    """The first two cells of a row."""
    return of, (of, key)


class _Counts:
    """Counts groups of delegates on days and in sessions."""

    def __init__(
        self,
        everyone: Iterable[Delegate],
        present: Iterable[Present | RemoteStay],
        listed: Collection[str],
        when: Moment,
    ) -> None:
        self._calendar, self._now, self._listed = when.calendar, when.now, listed
        self._coming = [delegate for delegate in everyone if may_come(delegate)]
        self._on_day: dict[str, set[str]] = defaultdict(set)
        self._in_session: dict[SessionDay, set[str]] = defaultdict(set)
        self._person_on_day: dict[str, set[str]] = defaultdict(set)
        self._person_in_session: dict[SessionDay, set[str]] = defaultdict(set)
        for presence in present:
            place = presence.session, presence.day
            self._on_day[presence.day].add(presence.delegate)
            self._in_session[place].add(presence.delegate)
            if not isinstance(presence, RemoteStay):
                self._person_on_day[presence.day].add(presence.delegate)
                self._person_in_session[place].add(presence.delegate)

    def on_days(self, group: Iterable[Delegate], days: Sequence[str]) -> _Counted:
        begins, ends = self._calendar.starts(min(days)), self._calendar.ends(max(days))
        members = list(group)
        expected = {
            delegate.id
            for delegate in members
            if may_come(delegate) and is_valid_between(delegate, self._calendar, begins, ends)
        }
        ids = frozenset(delegate.id for delegate in members)
        came = ids & {someone for date in days for someone in self._on_day[date]}
        in_person = ids & {someone for date in days for someone in self._person_on_day[date]}
        return _Counted(frozenset(expected), came, in_person, begins <= self._now)

    def in_session(self, session: Session, day: str) -> _Counted:
        hours = self._calendar.lets_in(session, day)
        expected = {
            delegate.id
            for delegate in self._coming
            if rules.entitled(session, delegate, self._listed)
            and is_valid_between(delegate, self._calendar, *hours)
        }
        came = frozenset(self._in_session[session.key, day])
        in_person = frozenset(self._person_in_session[session.key, day])
        return _Counted(frozenset(expected), came, in_person, hours[0] <= self._now)


def _by_category(event: Event, everyone: Iterable[Delegate]) -> dict[str, list[Delegate]]:
    """In the order of the plan; a category that the plan lacks comes last."""
    groups: dict[str, list[Delegate]] = {category.key: [] for category in event.categories}
    for delegate in everyone:
        groups.setdefault(delegate.category, []).append(delegate)
    return {category: group for category, group in groups.items() if group}


def _by_country(everyone: Iterable[Delegate]) -> dict[str, list[Delegate]]:
    """By name as it was written first, in alphabetical order; without a country last."""
    spelled: dict[str, str] = {}
    groups: dict[str, list[Delegate]] = defaultdict(list)
    for delegate in everyone:
        country = "" if must_stay_unnamed(delegate) else delegate.country.strip()
        groups[spelled.setdefault(country.casefold(), country)].append(delegate)
    return dict(sorted(groups.items(), key=lambda group: (not group[0], group[0].casefold())))


def _kind_words(cell: TotalOf, _event: Event, language: Language) -> str:
    return language.text(_NAMES[cell])


def _name_words(cell: tuple[TotalOf, str], event: Event, language: Language) -> str:
    of, key = cell
    match of:
        case TotalOf.EVENT | TotalOf.DAY:
            return ""
        case TotalOf.SESSION:
            session = event.session(key)
            return language.name(session.name) if session else key
        case TotalOf.CATEGORY:
            category = event.category(key)
            return language.name(category.name) if category else key
        case TotalOf.COUNTRY:
            return key or language.text("Not given")
        case _:
            assert_never(of)


def _key(cell: tuple[TotalOf, str], _event: Event) -> str:
    return cell[1]


_ONLY_REMOTE: Final = keyed.number("only_remote", said(mark("Of these only remote")))
_COLUMNS: Final[tuple[Column, ...]] = (
    Column("of", said(mark("Total of")), _kind_words),
    Column("name", said(mark("Which")), _name_words, _key),
    keyed.day("day", said(mark("Day"))),
    keyed.number("expected", said(mark("Expected"))),
    keyed.number("came", said(mark("Came"))),
    _ONLY_REMOTE,
    keyed.number("not_come", said(mark("Not come"))),
    keyed.percentage("attendance_rate", said(mark("Attendance"))),
    keyed.percentage("no_show_rate", said(mark("No-show rate"))),
)


def sealed(table: Table, seal: str, language: Language | None) -> Table:
    """The table with the journal's seal, for whoever keeps the paper."""
    if language is None or not seal:
        return table
    note = language.text("Last entry: {seal}", seal=seal)
    return replace(table, note=language.beside(table.note, note) if table.note else note)
