"""A new event while it is asked for step by step (wizard state): facts, days, sessions, and the plan of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import ENTRANCE, THE_ENTRANCE
from checkin.errors import NotPossible
from checkin.language import mark
from checkin.plan.event_change import free_key, session_times
from checkin.plan.plan import from_mapping
from checkin.time_input import parse_day, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.plan.plan import Plan

MOST_DAYS: Final = 60
_ANY_DAY: Final = ("2026-01-01",)  # while the days are not known yet
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What is known so far; `about` and the sessions have the keys and values of a plan.

    Everybody has to check in at the entrance first; it is there from the beginning.
    """

    about: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    days: tuple[str, ...] = ()
    sessions: tuple[Mapping[str, Any], ...] = ()

    def plan(self) -> Plan:
        """The plan of the event. Raises `BadPlan` naming the key."""
        entrance = {"key": ENTRANCE, "name": dict(THE_ENTRANCE.name)}
        return from_mapping(
            {
                "event": {**self.about, "days": list(self.days)},
                "session": [entrance, *map(dict, self.sessions)],
            }
        )

    def with_about(self, name: Mapping[str, str], venue: str, time_zone: str) -> EventDraft:
        """Raises `BadPlan` naming the key."""
        about = {"name": dict(name), "venue": venue, "time_zone": time_zone}
        _checked(EventDraft(about, self.days or _ANY_DAY, self.sessions))
        return EventDraft(about, self.days, self.sessions)

    def with_days(self, first: str, last: str) -> EventDraft:
        """From the first day to the last one; empty: the same. Raises `NotPossible`."""
        begin = date.fromisoformat(parse_day(plain(first.strip())))
        end = date.fromisoformat(parse_day(plain(last.strip()))) if last.strip() else begin
        if not 0 <= (end - begin).days < MOST_DAYS:
            sentence = mark("The last day is before the first, or more than {most} days after it.")
            raise NotPossible(sentence, most=MOST_DAYS)
        days = tuple(
            (begin + timedelta(days=at)).isoformat() for at in range((end - begin).days + 1)
        )
        kept = tuple(one for one in self.sessions if str(one["starts"])[:10] in days)
        return _checked(EventDraft(self.about, days, kept))

    def with_session(
        self, name: Mapping[str, str], room: str, day: str, hours: tuple[str, str]
    ) -> EventDraft:
        """A session more, from and to times that were typed. Raises `BadPlan` or `NotPossible`."""
        event = self.plan().event("")
        title = name.get("en") or next(iter(name.values()), "")
        found = {
            "key": free_key(event, title),
            "name": dict(name),
            "room": room,
            "requires": ENTRANCE,
            **session_times(event, day, *hours),
        }
        given = {key: value for key, value in found.items() if value is not None}
        return _checked(EventDraft(self.about, self.days, (*self.sessions, given)))

    def without_session(self, at: int) -> EventDraft:
        """Without the session at that place."""
        kept = (*self.sessions[:at], *self.sessions[at + 1 :])
        return EventDraft(self.about, self.days, kept)


def _checked(draft: EventDraft) -> EventDraft:
    draft.plan()
    return draft
