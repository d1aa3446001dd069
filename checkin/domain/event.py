"""Event, sessions and categories from the plan, the same at every desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from checkin.domain.conditions import ConditionKind, condition
from checkin.domain.enums import (
    ENTRANCE,
    AnswerType,
    AskedWhen,
    ColumnPlace,
    HandsOut,
    NameOrder,
    ReEntry,
    Tier,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})
FOUR_IN_THE_MORNING: Final = 4 * 60

PLACES: Final = (ColumnPlace.CARD, ColumnPlace.BADGE)  # unless an event says otherwise

Keyed = TypeVar("Keyed", "Category", "Session", "EventColumn", "EventQuestion")


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
    conditions: tuple[str, ...] = ()  # of the organiser's own, a line each: see `domain.conditions`
    hands_out: HandsOut = HandsOut.NOTHING  # else nobody is in it: it is about things
    place: int = field(default=0, compare=False)  # in the list; of equal ones the key decides

    @property
    def lets_in(self) -> bool:
        """Whether it is a session that people enter, and not a place where things are handed out."""
        return self.hands_out is HandsOut.NOTHING

    @property
    def doors_open(self) -> int | None:
        """The instant from which delegates are let in; None where there is no start."""
        return None if self.starts is None else self.starts - self.doors_minutes * 60_000


@dataclass(frozen=True, slots=True)
class EventColumn:
    """A column of the roster that the event describes (custom field).

    Whether it stands on the verdict is said by `Event.show_at_scan`, also of columns without a description.
    """

    key: str  # the heading in the roster
    name: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)  # none: the heading
    type: AnswerType = AnswerType.TEXT
    choices: tuple[str, ...] = ()
    tier: Tier = Tier.ORGANISER  # desk: also desks that cannot read the roster's other columns
    places: tuple[ColumnPlace, ...] = PLACES
    place: int = field(default=0, compare=False)  # in the list; of equal ones the key decides


@dataclass(frozen=True, slots=True)
class EventQuestion:
    """A question of the event's own, asked at a desk before somebody is let in (custom question)."""

    key: str
    text: Mapping[str, str]  # language code → what is asked
    type: AnswerType = AnswerType.YES_NO
    choices: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()  # of whom it is asked; none: of everybody
    asked: AskedWhen = AskedWhen.ONCE
    required: bool = True  # nobody is let in without an answer; else it may be skipped
    place: int = field(default=0, compare=False)

    def is_for(self, category: str) -> bool:
        """Whether it is asked of somebody of that category."""
        return not self.categories or category in self.categories


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
    venues: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)  # language code → venue
    name_order: NameOrder = NameOrder.SCRIPT  # in which its lists write names
    gone_categories: tuple[Category, ...] = ()
    gone_sessions: tuple[Session, ...] = ()
    columns: tuple[EventColumn, ...] = ()
    gone_columns: tuple[EventColumn, ...] = ()
    questions: tuple[EventQuestion, ...] = ()
    gone_questions: tuple[EventQuestion, ...] = ()

    @property
    def desk_columns(self) -> tuple[str, ...]:
        """The headings of which desks have a copy: what stands on the verdict, what is of their tier, what they
        must know to decide."""
        of_desks = (column.key for column in self.columns if column.tier is Tier.DESK)
        decides = (
            condition(line).name
            for session in self.sessions
            for line in session.conditions
            if condition(line).kind is ConditionKind.COLUMN
        )
        return tuple(dict.fromkeys((*self.show_at_scan, *of_desks, *decides)))

    def question(self, key: str) -> EventQuestion | None:
        """The question, also one that was taken away."""
        return _named(key, (*self.questions, *self.gone_questions))

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
