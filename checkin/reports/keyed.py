"""Language-neutral tables: sorted, filtered and compared by key, translated at the end.

A person reads a table in a language; a program reads the keys, which are the same in every
language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import CellForm, ListKind, Status, Table, ValueCell
from checkin.language import Language, day_and_time, local, mark
from checkin.wording import status_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checkin.domain import Event, Session

NUMBER: Final = "number"  # the key of the column that says whom a row is about
CellText = str | int
Said = Callable[[Language], str]
CellWords = Callable[[Any, "Event", Language], CellText]


class Attendance(StrEnum):
    """A delegate's attendance in a session; one not expected who did not come has their status."""

    ATTENDED = "attended"
    NOT_ATTENDED = "not_attended"
    PENDING = Status.PENDING.value
    CANCELLED = Status.CANCELLED.value


_ATTENDED_WORDS: Final = {
    Attendance.ATTENDED: mark("Attended"),
    Attendance.NOT_ATTENDED: mark("Not attended"),
}


def _as_it_is(cell: Any, _event: Event, _language: Language) -> CellText:
    return cell if isinstance(cell, int) else str(cell)


def _key(cell: Any, _event: Event) -> CellText:
    return int(cell) if isinstance(cell, int) else str(cell)  # a tick box is 1 or 0


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `heading` and `words` are for a person, `key` and `value` for a program."""

    key: str
    heading: Said
    words: CellWords = _as_it_is
    value: Callable[[Any, Event], CellText] = _key

    def told(self, cells: Iterable[Any], event: Event, language: Language) -> list[CellText]:
        """The cells of the column in a language; those that are equal are told once."""
        known: dict[Any, CellText] = {}
        told = []
        for cell in cells:
            try:
                words = known.get(cell)
            except TypeError:  # it holds a mapping
                told.append(self.words(cell, event, language))
                continue
            if words is None:
                words = known[cell] = self.words(cell, event, language)
            told.append(words)
        return told


@dataclass(frozen=True, slots=True)
class KeyedTable:
    """A table before translation; `key` names the list."""

    event: Event
    key: str
    title: Said
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    note: Said = lambda _: ""
    at: int | None = None  # when it was true
    kind: Said | None = None  # what the list is, where the title alone does not tell it
    grouped: int = 0  # see `Table`
    is_plan: bool = False
    sign_off: tuple[str, ...] = ()  # marked texts
    which: ListKind | None = None  # where the key alone does not tell it

    def index(self, key: str) -> int:
        """The index of the column with that key."""
        return [column.key for column in self.columns].index(key)

    def told(self, language: Language | None) -> Table:
        """The table as text in a language, or with keys where no language is given."""
        if language is None:
            return self._in_keys()
        event, name = language.name(self.event.names) or self.event.name, self.title(language)
        cells = [
            column.told(of_column, self.event, language)
            for column, of_column in zip(self.columns, zip(*self.rows, strict=True), strict=False)
        ]
        return Table(
            f"{event} · {name}",
            tuple(column.heading(language) for column in self.columns),
            tuple(zip(*cells, strict=True)),
            self.note(language),
            event,
            language.beside(self.kind(language), name) if self.kind else name,
            as_of(self.event, self.at, language),
            language.code,
            self.grouped,
            tuple(map(language.text, self.sign_off)),
            self.which or self.key,
            numbers=self._numbers(),
            is_plan=self.is_plan,
        )

    def _numbers(self) -> frozenset[int]:
        """The numbers of the delegates who stand on it; of a list without people none."""
        at = [place for place, column in enumerate(self.columns) if column.key == NUMBER]
        cells = {row[place] for place in at for row in self.rows}
        return frozenset(cell for cell in cells if isinstance(cell, int))

    def _in_keys(self) -> Table:
        values = [column.value for column in self.columns]
        rows = tuple(
            tuple(value(cell, self.event) for value, cell in zip(values, row, strict=True))
            for row in self.rows
        )
        columns = tuple(column.key for column in self.columns)
        title = f"{self.event.name} · {self.key}"
        return Table(title, columns, rows, key=self.which or self.key, numbers=self._numbers())


def said(sentence: str) -> Said:
    """A marked text, translated."""
    return lambda language: language.text(sentence)


def as_named(name: str) -> Said:
    """A name given by the user, which is not translated."""
    return lambda _: name


def named(names: Mapping[str, str]) -> Said:
    """A name that the organiser gave in several languages."""
    return lambda language: language.name(names)


def instant(key: str, heading: Said) -> Column:
    """A column of instants, some None: local time of the event; for a program with the UTC offset."""
    return Column(key, heading, _time, moment)


def _time(cell: int | None, event: Event, _language: Language) -> str:
    if cell is None:
        return ""
    value = local(cell, event.time_zone).replace(tzinfo=None, microsecond=0)
    # Four times as fast as `strftime`, for lists of a hundred thousand times.
    return ValueCell(value.isoformat(" ", "seconds"), value, CellForm.MOMENT)


def clock(key: str, heading: Said) -> Column:
    """A column of instants of which a person reads the time alone; for a program as `instant`."""
    return Column(key, heading, clock_words, moment)


def clock_words(cell: int | None, event: Event, _language: Language) -> str:
    if cell is None:
        return ""
    value = local(cell, event.time_zone).replace(tzinfo=None, microsecond=0)
    return ValueCell(value.isoformat(" ", "minutes")[-len("00:00") :], value, CellForm.TIME)


def minute_words(cell: int | None, event: Event) -> str:
    """Day and time without seconds."""
    if cell is None:
        return ""
    value = local(cell, event.time_zone).replace(tzinfo=None, microsecond=0)
    return ValueCell(value.isoformat(" ", "minutes"), value, CellForm.MINUTE)


def number(key: str, heading: Said) -> Column:
    """A column of numbers, some None."""
    return Column(key, heading, lambda cell, *_: "" if cell is None else cell, _number)


def day(key: str, heading: Said) -> Column:
    """A column of days of the event, some empty."""
    return Column(key, heading, _day_words)


def _day_words(cell: str, _event: Event, _language: Language) -> str:
    return ValueCell(cell, datetime.fromisoformat(cell), CellForm.DAY) if cell else ""


def duration(key: str, heading: Said) -> Column:
    """A column of minutes, some None: hours and minutes for a person."""
    return Column(key, heading, _duration, _number)


def _duration(cell: int | None, _event: Event, _language: Language) -> str:
    if cell is None:
        return ""
    return ValueCell(f"{cell // 60}:{cell % 60:02d}", cell, CellForm.DURATION)


def percentage(key: str, heading: Said) -> Column:
    """A column of shares, some None: per cent for a person, for a program as a decimal fraction."""
    return Column(key, heading, _percent, _number)


def _percent(cell: float | None, _event: Event, _language: Language) -> str:
    return "" if cell is None else ValueCell(f"{cell:.0%}", cell, CellForm.PERCENT)


def _number(cell: float | None, _event: Event) -> CellText:
    return "" if cell is None else cell if isinstance(cell, int) else f"{cell:.4f}"


def as_of(event: Event, at: int | None, language: Language) -> str:
    """The sentence that says when a list was true."""
    if at is None:
        return ""
    return language.text("As of {time}", time=day_and_time(at, event.time_zone)[: -len(":00")])


def moment(cell: int | None, event: Event) -> str:
    """An instant for a program (ISO 8601)."""
    return "" if cell is None else local(cell, event.time_zone).isoformat(timespec="seconds")


def of_session(
    session: Session,
    words: CellWords,
    value: Callable[[Any, Event], CellText] = _key,
    *,
    day: str = "",
) -> Column:
    """A column about one session, or about one day of it, with a unique key."""
    name = named(session.name)
    if not day:
        return Column(f"session.{session.key}", name, words, value)
    return Column(f"session.{session.key}.{day}", lambda tr: f"{name(tr)} · {day}", words, value)


def category() -> Column:
    """A column of category keys; a category missing in the plan is shown by its key."""
    return Column("category", said(mark("Category")), _category)


def _category(cell: str, event: Event, language: Language) -> str:
    found = event.category(cell)
    return language.name(found.name) if found else cell


def session() -> Column:
    """A column of session keys; a session missing in the plan is shown by its key."""
    return Column("session", said(mark("Session")), _session)


def _session(cell: str, event: Event, language: Language) -> str:
    found: Session | None = event.session(cell)
    return language.name(found.name) if found else cell


def attendance() -> Column:
    """A column of attendance, each cell an `Attendance`."""
    return Column("status", said(mark("Status")), _attendance)


def _attendance(cell: Attendance, _event: Event, language: Language) -> str:
    sentence = _ATTENDED_WORDS.get(cell)
    return language.text(sentence) if sentence else status_name(Status(cell), language)
