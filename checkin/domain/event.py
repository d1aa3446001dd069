"""Event, sessions and categories from the plan, the same at every desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.domain.enums import ReEntry, Tier

if TYPE_CHECKING:
    from collections.abc import Mapping


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
