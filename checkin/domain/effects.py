"""Effects of a change of the event (impact analysis): what it means for people, sessions and days."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkin.domain.event import Event


class EffectKind(Enum):
    """What follows from a change."""

    LOSES = auto()  # people may not enter a session any more
    GAINS = auto()  # people may enter a session who might not before
    LET_IN = auto()  # were let into a session that is changed
    LEAVE = auto()  # are in a session that is taken away
    OVER = auto()  # more are in a session than it has places
    INVITED_OVER = auto()  # more may enter a session than it has places
    NOBODY = auto()  # nobody may enter a session
    UNMET = auto()  # people who may enter a session do not meet its conditions
    UNKNOWN_COLUMN = auto()  # nobody on the roster has a column that a condition names
    UNKNOWN_NUMBERS = auto()  # nobody on the roster has these
    NOT_REQUIRED = auto()  # a session requires nothing, since what it requires is taken away
    HAVE_CATEGORY = auto()  # have a category that is taken away
    PRINTED = auto()  # badges were printed that may show it as it was
    INVITED = auto()  # were invited to a session, or the event, as it was
    ENTRANCE_MISSING = auto()  # there is no entrance on a day
    OUTSIDE = auto()  # a session is on no day of the event
    UNREACHABLE = auto()  # a session requires one that is on another day, or later
    ROOM_TWICE = auto()  # two sessions are in one room at one time
    OTHER_TIMES = auto()  # the clock at the event shows sessions at other times
    OTHER_DAY = auto()  # check-ins count for another day
    CAME_ON_DAY = auto()  # were let in on a day that is taken away


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that follows. Which facts there are depends on the kind."""

    kind: EffectKind
    count: int = 0
    session: str = ""  # key
    other: str = ""  # key of another session
    day: str = ""
    at: int | None = None
    limit: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a change would mean: the event before it and after it, and all that follows."""

    before: Event
    after: Event
    effects: tuple[Effect, ...]
