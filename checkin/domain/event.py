"""Event, sessions and categories from the plan, the same at every desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from checkin.domain.enums import ENTRANCE, ReEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})
FOUR_IN_THE_MORNING: Final = 4 * 60

Keyed = TypeVar("Keyed", "Category", "Session")


@dataclass(frozen=True, slots=True)
class Category:
    key: str
    name: Mapping[str, str]  # language code → text
    colour: str = "#566070"  # "#rrggbb"
    place: int = field(default=0, compare=False)  # in the list; of equal ones the key decides


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
    place: int = field(default=0, compare=False)  # in the list; of equal ones the key decides

    @property
    def doors_open(self) -> int | None:
        """The instant from which delegates are let in; None where there is no start."""
        return None if self.starts is None else self.starts - self.doors_minutes * 60_000


# The session of an event that names none.
THE_ENTRANCE: Final = Session(
    ENTRANCE, {"en": "Entrance", "ja": "入口", "ug": "كىرىش ئېغىزى", "zh-Hant": "入口"}
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event. What was taken away is offered nowhere; reports and histories still name it."""

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
    # Language code → a name for where there is little room.
    short_names: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)
    gone_categories: tuple[Category, ...] = ()
    gone_sessions: tuple[Session, ...] = ()

    def category(self, key: str) -> Category | None:
        """The category, also one that was taken away."""
        return _named(key, (*self.categories, *self.gone_categories))

    def session(self, key: str) -> Session | None:
        """The session, also one that was taken away."""
        return _named(key, (*self.sessions, *self.gone_sessions))

    def offered_category(self, key: str) -> Category | None:
        """The category that a delegate may be given."""
        return _named(key, self.categories)

    def offered_session(self, key: str) -> Session | None:
        """The session for which attendance may be marked."""
        return _named(key, self.sessions)


def _named(key: str, listed: tuple[Keyed, ...]) -> Keyed | None:
    return next((item for item in listed if item.key == key), None)
