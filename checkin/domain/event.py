"""Event, sessions and categories from the plan, the same at every desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from checkin.domain.enums import ReEntry, Tier

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})
FOUR_IN_THE_MORNING: Final = 4 * 60


@dataclass(frozen=True, slots=True)
class Category:
    key: str
    name: Mapping[str, str]  # language code → text
    colour: str = "#566070"  # "#rrggbb"


@dataclass(frozen=True, slots=True)
class Session:
    key: str
    name: Mapping[str, str]
    room: str = ""
    starts: int | None = None
    ends: int | None = None
    doors_minutes: int = 30
    capacity: int | None = None
    categories: tuple[str, ...] = ()  # none: all categories
    requires: str = ""
    re_entry: ReEntry = ReEntry.AFTER_EXIT
    exclusive: bool = False  # entering it ends presence in every other exclusive session
    leave_minutes: int = 30  # after the end nobody is inside any more
    people: tuple[int, ...] = ()  # numbers of those who may enter; none: the categories decide
    quorum: int | None = None  # how many voting members must be present

    @property
    def doors_open(self) -> int | None:
        """The instant from which delegates are let in; None where there is no start."""
        return None if self.starts is None else self.starts - self.doors_minutes * 60_000


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    name: str
    time_zone: str  # IANA name
    days: tuple[str, ...]  # ISO dates
    venue: str
    categories: tuple[Category, ...]
    sessions: tuple[Session, ...]
    day_starts: int = FOUR_IN_THE_MORNING  # minutes after midnight, local time of the event
    names: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)  # language code → name
    show_at_scan: tuple[str, ...] = ()  # roster columns that stand on the verdict

    def category(self, key: str) -> Category | None:
        return next((category for category in self.categories if category.key == key), None)

    def session(self, key: str) -> Session | None:
        return next((session for session in self.sessions if session.key == key), None)


@dataclass(frozen=True, slots=True)
class DeskInfo:
    """A desk and its name."""

    id: str
    name: str
    tier: Tier
    entries: int
    this: bool
