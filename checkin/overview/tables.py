"""The numbers of the overview as one table, for CSV and XLSX: a line per session, group, ten minutes and refusal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from checkin.domain import Outgoing
from checkin.language import mark, time_of_day
from checkin.overview.values import Grouping
from checkin.reports.keyed import Column, KeyedTable, as_named, named, said
from checkin.wording import outcome_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checkin.domain import Event
    from checkin.language import Language
    from checkin.overview.values import DayOverview, GroupCount, RefusalCount
    from checkin.reports.keyed import Said

GROUP_NAMES: Final[Mapping[Grouping, str]] = {
    Grouping.CATEGORY: mark("Category"),
    Grouping.COUNTRY: mark("Country"),
    Grouping.DELEGATION: mark("Delegation"),
    Grouping.DESK: mark("Desk"),
}
_COUNTS: Final[Mapping[str, str]] = {
    "expected": mark("Expected"),
    "came": mark("Came"),
    "missing": mark("Not yet come"),
    "inside": mark("Inside now"),
    "refused": mark("Turned away"),
    "remote": mark("Remote"),
}
_NONE: Final = ""  # a count that there is not


@dataclass(frozen=True, slots=True)
class _Label:
    """A cell of text: by its key for a program, in a language for a person."""

    key: str
    words: Said


Line = tuple[_Label | str | int, ...]


def numbers(event: Event, shown: DayOverview) -> KeyedTable:
    """All counts of a day; it names no delegate."""
    columns = (
        *(
            Column(key, said(heading), lambda cell, _, tr: cell.words(tr), lambda cell, _: cell.key)
            for key, heading in (("by", mark("Counted by")), ("name", mark("Name")))
        ),
        *(Column(key, said(heading)) for key, heading in _COUNTS.items()),
    )
    counts = (shown.expected, shown.came, shown.missing, shown.inside, shown.refused, _NONE)
    whole = _Label("day", said(mark("Day"))), _Label(shown.day, as_named(shown.day))
    return KeyedTable(
        event,
        Outgoing.OVERVIEW,
        lambda tr: tr.beside(tr.text("Overview"), shown.day),
        columns,
        (
            (*whole, *counts),
            *_of_sessions(event, shown),
            *_of_groups(event, shown),
            *_of_slots(event, shown),
            *map(_of_refusal, shown.refusals),
        ),
        lambda tr: tr.text("As of {time}", time=time_of_day(shown.as_of, event.time_zone)),
    )


def group_name(group: Grouping, count: GroupCount, event: Event, language: Language) -> str:
    """The name of those who are alike, in a language."""
    category = event.category(count.name) if group is Grouping.CATEGORY else None
    if category is not None:
        return language.name(category.name)
    return count.name or language.text("Not given")


def _of_sessions(event: Event, shown: DayOverview) -> Iterator[Line]:
    by = _Label("session", said(mark("Session")))
    for state in shown.sessions:
        session = event.session(state.key)
        name = _Label(state.key, named(session.name) if session else as_named(state.key))
        counts = (state.expected, state.attended, _NONE, state.inside, state.refused, state.remote)
        yield (by, name, *counts)


def _of_groups(event: Event, shown: DayOverview) -> Iterator[Line]:
    for group, counts in shown.groups.items():
        by = _Label(group, said(GROUP_NAMES[group]))
        for count in counts:
            name = _Label(count.name, partial(group_name, group, count, event))
            if group is Grouping.DESK:
                yield by, name, _NONE, count.came, _NONE, _NONE, _NONE, _NONE
            else:
                yield by, name, count.expected, count.came, count.missing, _NONE, _NONE, _NONE


def _of_slots(event: Event, shown: DayOverview) -> Iterator[Line]:
    by = _Label("time", said(mark("Time")))
    for slot in shown.slots:
        time = time_of_day(slot.starts, event.time_zone)
        yield by, _Label(time, as_named(time)), _NONE, slot.came, _NONE, _NONE, _NONE, _NONE


def _of_refusal(refusal: RefusalCount) -> Line:
    key = " ".join(word for word in (refusal.outcome, refusal.reason) if word)

    def words(language: Language) -> str:
        return outcome_name(refusal.outcome, language, refusal.reason)

    by = _Label("refusal", said(mark("Turned away")))
    return by, _Label(key, words), _NONE, _NONE, _NONE, _NONE, refusal.count, _NONE
