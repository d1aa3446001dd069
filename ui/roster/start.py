"""Import step 1: choose or drop a file; past imports beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from checkin.language import day_and_time
from ui.parts.columns import Columns, Scrolling, WidgetList
from ui.parts.empty_state import EmptyState
from ui.parts.keys import WindowKey, sequence
from ui.parts.theme import RADIUS, STEP
from ui.parts.widgets import Elided, KeyButton, Panel, button, link, rule, text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from checkin.language import Language
    from checkin.roster import PastImport
    from ui.parts.theme import Theme

SECONDS: Final = len(":05")
ROW: Final = 64
WIDE: Final = 280


class StartStep(QWidget):
    """`choose` opens the file dialog; emits `undo_wanted(PastImport)` to undo an import."""

    undo_wanted = Signal(object)

    def __init__(self, zone: str, language: Language, theme: Theme) -> None:
        super().__init__()
        self._zone, self._language = zone, language
        self.target = _Target(language, theme)
        self.choose = KeyButton(language.text("Choose a file…"), WindowKey.OPEN, theme, "primary")
        QShortcut(QKeySequence(sequence(WindowKey.OPEN)), self).activated.connect(self.choose.click)
        self.choose.setFixedWidth(WIDE)
        self.target.next.addSpacing(STEP)
        self.target.next.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        self.photographs = link(language.text("Photographs…"))
        self.photographs.hide()
        self.target.next.addWidget(self.photographs, 0, Qt.AlignmentFlag.AlignHCenter)
        self.past = WidgetList()
        self.none = text(language.text("None yet."), "quiet")
        self.none.setContentsMargins(18, 16, 18, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns(self._past_panel(), self.target, nested=True))

    def show_past(self, imports: tuple[PastImport, ...]) -> None:
        """Shows the past imports, each with its undo button."""
        rows: list[QWidget] = []
        for past in imports:
            rows += [self._row(past), rule()]
        self.past.show_all(rows)
        self.none.setVisible(not imports)

    def _past_panel(self) -> Panel:
        panel = Panel(self._language.text("Earlier imports"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.none)
        column.addWidget(self.past)
        column.addStretch(1)
        scroll = Scrolling(inner)
        scroll.setMinimumHeight(120)
        panel.body.addWidget(scroll, 1)
        return panel

    def _row(self, one: PastImport) -> QWidget:
        tr = self._language
        row = QWidget()
        row.setMinimumHeight(ROW)
        words = QVBoxLayout()
        words.setSpacing(0)
        counts = tr.text("{added} added, {changed} changed", added=one.added, changed=one.changed)
        words.addWidget(Elided(counts, "quiet" if one.undone else "row"))
        time = day_and_time(one.at, self._zone)[:-SECONDS]
        words.addWidget(Elided(f"{time} · {one.desk}" if one.desk else time, "small"))
        line = QHBoxLayout(row)
        line.setContentsMargins(18, STEP, 12, STEP)
        line.addLayout(words, 1)
        if one.undone:
            line.addWidget(text(tr.text("taken back"), "small"))
        else:
            undo = button(tr.text("Undo"))
            undo.setAccessibleName(tr.text("Undo the import of {time}", time=time))
            undo.clicked.connect(partial(self.undo_wanted.emit, one))
            line.addWidget(undo)
        return row


class _Target(EmptyState):
    """A drop target with a dashed border."""

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__(
            "roster",
            language.text("Bring in the list of delegates"),
            language.text(
                "Choose a CSV or Excel file, or drop it here. Nothing is stored before you have seen "
                "what it would do. A file that was brought in before changes only what is different."
            ),
            theme,
        )
        self._theme = theme
        self._over = False
        self.setMinimumHeight(280)

    def show_over(self, *, over: bool) -> None:
        """Highlights the target while a file is dragged over it."""
        self._over = over
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(theme.accent if self._over else theme.muted), 1.5)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(theme.chosen if self._over else theme.surface))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), RADIUS, RADIUS)
        painter.end()
