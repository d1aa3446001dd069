"""History (audit trail) of a delegate: scans and corrections in one list, the latest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListView

from checkin import own_columns
from checkin.domain import COLUMN_FIELDS
from checkin.language import day_and_time
from checkin.wording import (
    Tone,
    column_name,
    icon_of,
    operator_name,
    remote_words,
    replies_line,
    tag_of,
    tone_of,
)
from ui.parts.field_names import field_name
from ui.parts.widgets.rows import RowDelegate, RowPainter, TupleModel, list_view, row_font

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.domain import Card, Change, Double, Event, PastScan, RemoteVisit
    from checkin.language import Language
    from ui.parts.theme import Theme

ROW: Final = 52
SECONDS: Final = len(":05")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event of the history."""

    at: int
    what: str
    where: str  # session and desk
    time: str
    icon: str
    tone: Tone | None = None


def lines(card: Card, event: Event, language: Language) -> tuple[HistoryLine, ...]:
    """The history of the card, the latest first."""
    scans = [_scan(scan, event, language) for scan in card.scans]
    changes = [_change(change, event, language) for change in card.changes]
    joins = [_join(double, event, language) for double in card.doubles]
    remote = [_remote(visit, event, language) for visit in card.remote]
    return tuple(
        sorted((*scans, *changes, *joins, *remote), key=lambda line: line.at, reverse=True)
    )


def _scan(scan: PastScan, event: Event, language: Language) -> HistoryLine:
    session = event.session(scan.session)
    name = language.name(session.name) if session else scan.session
    return HistoryLine(
        at=scan.at,
        what=language.beside(
            tag_of(scan, language, event.time_zone), replies_line(scan.replies, event, language)
        ),
        where=language.beside(name, scan.desk, operator_name(scan.operator, language)),
        time=_minute(scan.at, event),
        icon=icon_of(scan.outcome, scan.reason),
        tone=None if scan.undone else tone_of(scan.outcome, scan.reason),
    )


def _change(change: Change, event: Event, language: Language) -> HistoryLine:
    first = "number" in change.fields  # set only once, when the delegate is added
    if change.batch:
        what = language.text("Imported") if first else language.text("Changed by an import")
    else:
        what = language.text("Registered") if first else language.text("Corrected")
    fields = language.listed(_names_of_fields(change, event, language))
    return HistoryLine(
        at=change.at,
        what=what if first else f"{what} · {fields}",
        where=_joined(change.desk, operator_name(change.operator, language)),
        time=_minute(change.at, event),
        icon="roster" if change.batch else "people",
    )


def _names_of_fields(change: Change, event: Event, language: Language) -> Iterator[str]:
    """The names of the changed fields; of the roster's other columns each by its own."""
    columns: dict[str, str] = {}
    for name, value in change.fields.items():
        if name in COLUMN_FIELDS and isinstance(value, Mapping):
            # The copy for desks changes with the column itself.
            described = (own_columns.described(event, heading) for heading in value)
            columns |= {column.key: column_name(column, language) for column in described}
        else:
            yield field_name(name, language)
    yield from columns.values()


def _join(double: Double, event: Event, language: Language) -> HistoryLine:
    number = f"{double.delegate.number:03}"
    return HistoryLine(
        at=double.at,
        what=language.text("Joined with {number}", number=number),
        where=_joined(double.desk, operator_name(double.operator, language)),
        time=_minute(double.at, event),
        icon="people",
    )


def _remote(visit: RemoteVisit, event: Event, language: Language) -> HistoryLine:
    session = event.session(visit.session)
    return HistoryLine(
        at=visit.at,
        what=remote_words(visit.minutes, language),
        where=language.name(session.name) if session else visit.session,
        time=_minute(visit.at, event) if visit.at else "",
        icon="camera",
    )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _minute(at: int, event: Event) -> str:
    return day_and_time(at, event.time_zone)[:-SECONDS]


class HistoryList:
    """A list widget as high as its rows: the card around it scrolls."""

    def __init__(self, language: Language, theme: Theme) -> None:
        self._model = TupleModel[HistoryLine](_spoken)
        self._painter = RowDelegate(theme, ROW, _HistoryRow(theme).write)
        self.view = list_view(language.text("History"))
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._painter)
        self.view.setSelectionMode(QListView.SelectionMode.NoSelection)

    def show_lines(self, lines: tuple[HistoryLine, ...]) -> None:
        self._model.show(lines)
        self.view.setFixedHeight(len(lines) * ROW)
        self.view.setVisible(bool(lines))

    @property
    def lines(self) -> tuple[HistoryLine, ...]:
        return self._model.items


class _HistoryRow:
    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._name = row_font(15, QFont.Weight.DemiBold)
        self._small = row_font(13)

    def write(self, row: RowPainter, line: HistoryLine) -> None:
        theme = self._theme
        row.icon(line.icon, theme.tone(line.tone).ink if line.tone else theme.muted, 0, 20)
        taken = row.trailing(line.time, self._small, theme.muted, 0) + 12
        room, top = row.box.width() - 32 - taken, row.box.top()
        row.text(line.what, self._name, theme.text, QRect(32, top + 5, room, 22))
        row.text(line.where, self._small, theme.muted, QRect(32, top + 26, room, 20))


def _spoken(line: HistoryLine) -> str:
    return ", ".join(part for part in (line.what, line.where, line.time) if part)
