"""Result types: counts (stats), import findings, tables, problems of the journal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Self

from checkin.domain.enums import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether enough voting members are present; one who is represented counts."""

    present: int
    members: int
    needed: int
    reached_at: int | None = None  # since when, or when last; None: never so far
    lost_at: int | None = None  # when it fell below again

    @property
    def is_reached(self) -> bool:
        return self.present >= self.needed


@dataclass(frozen=True, slots=True)
class SessionCount:
    expected: int
    attended: int
    inside: int
    refused: int
    quorum: Quorum | None = None  # only of a session that needs one
    remote: int = 0  # in the video meeting of the session, whether or not they came too


@dataclass(frozen=True, slots=True)
class Stats:
    delegates: int
    sessions: Mapping[str, SessionCount]


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding about a cell of a roster file, or an element of a badge."""

    row: int  # row of the spreadsheet, the header being row 1; 0: the whole file
    column: str
    value: str
    code: str
    message: str
    severity: Severity = Severity.DOUBT
    delegate: str = ""  # whose badge: two people may have one number
    number: int = 0  # of a delegate who is in no row of the file


@dataclass(frozen=True, slots=True)
class Applied:
    """The result of an import."""

    added: int
    changed: int
    unchanged: int
    refused: int
    batch: str | None
    cancelled: int = 0  # who is in no row of the file any more


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem that `verify` found."""

    code: str
    message: str
    desk: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Health:
    entries: int
    desks: int
    problems: tuple[Problem, ...]

    @property
    def intact(self) -> bool:
        return not self.problems


class CellForm(Enum):
    """How a spreadsheet shows a value."""

    MOMENT = auto()  # day and time
    MINUTE = auto()  # day and time, without seconds
    TIME = auto()  # the time alone; its value has the day
    DAY = auto()
    DURATION = auto()  # hours and minutes; its value is in minutes
    PERCENT = auto()  # its value is a fraction


class ValueCell(str):
    """A cell that is text for a person and a value for a spreadsheet (typed cell)."""

    __slots__ = ("form", "value")
    form: CellForm
    value: datetime | float

    def __new__(cls, text: str, value: datetime | float, form: CellForm) -> Self:
        cell = super().__new__(cls, text)
        cell.value, cell.form = value, form
        return cell


@dataclass(frozen=True, slots=True)
class Table:
    """A table for CSV, XLSX or PDF; cells are text, of a value or not, or whole numbers."""

    title: str  # of the event and the list
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    note: str = ""
    event: str = ""
    name: str = ""  # of the list alone
    as_of: str = ""  # when it was true
    language: str = ""  # code; empty: for a program
    grouped: int = (
        0  # on paper the first so many cells stand above their rows, on pages of their own
    )
    sign_off: tuple[str, ...] = ()  # a list to sign: what is filled in at its end
    key: str = ""  # which list it is
    session: str = ""  # the key of the one session that it is of
    day: str = ""
    numbers: frozenset[int] = frozenset()  # of the delegates who stand on it
    left_out: frozenset[int] = frozenset()  # of protected delegates, whom it would name
    is_plan: bool = False  # on paper its groups are drawn before, each with who is in it

    def with_rows(self, columns: tuple[str, ...], rows: tuple[tuple[str | int, ...], ...]) -> Table:
        return replace(self, columns=columns, rows=rows, grouped=0)
