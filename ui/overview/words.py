"""What the overview says: the counts of a day as figures, columns and bars in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.language import local, time_of_day
from checkin.overview import Grouping
from checkin.overview.tables import group_name
from checkin.wording import Tone, outcome_name, quorum_line
from ui.overview.charts import Bar, Column
from ui.overview.figures import Figure

if TYPE_CHECKING:
    from checkin.domain import Event
    from checkin.language import Language
    from checkin.overview import DayOverview, GroupCount, SessionState

MOST_BARS: Final = 12
MOST_NUMBERS: Final = 18


def figures(shown: DayOverview, event: Event, tr: Language) -> tuple[Figure, ...]:
    """The big numbers of a day; nobody is inside on a day that is not today."""
    missing = tr.text("Not yet come") if shown.is_today else tr.text("Did not come")
    found = [
        Figure(tr.text("Came"), str(shown.came), tr.text("of {n} expected", n=shown.expected)),
        Figure(missing, str(shown.missing), f"{shown.missing_rate:.0%}"),
    ]
    if shown.is_today:
        is_on = tr.text("each person once")
        found.insert(1, Figure(tr.text("Inside now"), str(shown.inside), is_on))
    peak = shown.peak
    if peak is not None:
        time = time_of_day(peak.starts, event.time_zone)
        people = tr.plural("{n} in ten minutes", "{n} in ten minutes", peak.came)
        found.append(Figure(tr.text("Busiest"), time, people))
    found.append(Figure(tr.text("Turned away"), str(shown.refused)))
    tone = Tone.AGAIN if shown.to_settle else None
    found.append(Figure(tr.text("Conflicts"), str(shown.to_settle), tr.text("to settle"), tone))
    return tuple(found)


def columns(shown: DayOverview, event: Event) -> tuple[Column, ...]:
    """The arrivals; each full hour is labelled. Where all numbers have no room, the highest column has its own."""
    peak, has_room = shown.peak, len(shown.slots) <= MOST_NUMBERS
    found = []
    for at, slot in enumerate(shown.slots):
        is_labelled = at == 0 or local(slot.starts, event.time_zone).minute == 0
        label = time_of_day(slot.starts, event.time_zone) if is_labelled else ""
        number = str(slot.came) if slot is peak or (has_room and slot.came) else ""
        found.append(Column(slot.came, label, number))
    return tuple(found)


def rooms(shown: DayOverview, event: Event, tr: Language) -> tuple[Bar, ...]:
    """Who is where now: the sessions that are on, or have somebody inside."""
    states = (state for state in shown.sessions if state.here or (state.is_on and shown.is_today))
    return tuple(_room(state, event, tr) for state in states)


def groups(shown: DayOverview, group: Grouping, event: Event, tr: Language) -> tuple[Bar, ...]:
    """The largest groups, and how many there are besides."""
    counts = shown.groups[group]
    few = counts if len(counts) <= MOST_BARS + 1 else counts[:MOST_BARS]
    bars = [_bar(group_name(group, count, event, tr), group, count, tr) for count in few]
    if rest := counts[len(few) :]:
        others = tr.plural("{n} other", "{n} others", len(rest))
        came, expected = sum(each.came for each in rest), sum(each.expected for each in rest)
        bars.append(Bar(others, 0, 0, _of(came, expected, tr)))
    return tuple(bars)


def sessions(shown: DayOverview, event: Event, tr: Language) -> tuple[Bar, ...]:
    """Of each session who was expected and who came."""
    return tuple(
        Bar(
            session_name(state, event, tr),
            state.attended,
            state.expected,
            _of(state.attended, state.expected, tr),
            tr.plural("{n} remote", "{n} remote", state.remote) if state.remote else "",
        )
        for state in shown.sessions
    )


def refusals(shown: DayOverview, tr: Language) -> tuple[Bar, ...]:
    return tuple(
        Bar(outcome_name(refusal.outcome, tr, refusal.reason), refusal.count, 0, str(refusal.count))
        for refusal in shown.refusals
    )


def session_name(state: SessionState, event: Event, tr: Language) -> str:
    session = event.session(state.key)
    if session is None:
        return state.key
    return tr.beside(session.room, tr.name(session.name))


def _room(state: SessionState, event: Event, tr: Language) -> Bar:
    is_place = state.capacity is not None
    count = state.inside if is_place else state.here
    number = _of(count, state.capacity or 0, tr) if is_place else str(count)
    quorum = quorum_line(state.quorum, event, tr) if state.quorum else ""
    note = tr.beside(tr.text("Full") if state.is_full else "", quorum)
    return Bar(session_name(state, event, tr), count, state.capacity or 0, number, note)


def _bar(name: str, group: Grouping, count: GroupCount, tr: Language) -> Bar:
    if group is Grouping.DESK:
        return Bar(name, count.came, 0, str(count.came))
    return Bar(name, count.came, count.expected, _of(count.came, count.expected, tr))


def _of(part: int, whole: int, tr: Language) -> str:
    return tr.text("{n} of {all}", n=part, all=whole)
