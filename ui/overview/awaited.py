"""Who is awaited (VIP list): marked delegates who have not come, by their mark; Enter opens the card."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout

from checkin.wording import flag_name
from ui.parts.name_order import in_order
from ui.parts.theme import STEP
from ui.parts.widgets import Choice, Panel, text
from ui.parts.widgets.rows import RowDelegate, TupleModel, list_view, row_font

if TYPE_CHECKING:
    from checkin.language import Language
    from checkin.overview import Awaited
    from ui.parts.theme import Theme
    from ui.parts.widgets.rows import RowPainter

ROW: Final = 60
MOST_ROWS: Final = 7
ALL: Final = ""
TO_TELL: Final = "tell"


class AwaitedPanel(Panel):
    """Emits `opened(id)` for the delegate whose row was chosen."""

    opened = Signal(str)

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__(language.text("Awaited"))
        self._language, self._theme = language, theme
        self._awaited: tuple[Awaited, ...] = ()
        self.mark = Choice(theme)
        self.mark.setAccessibleName(language.text("Mark"))
        self._none = text(language.text("No marked delegate is awaited."), "quiet").wrapped()
        self._none.setContentsMargins(18, 16, 18, 16)
        self._model: TupleModel[Awaited] = TupleModel(self._spoken)
        self._painter: RowDelegate[Awaited] = RowDelegate(theme, ROW, self._write)
        self.view = list_view(language.text("Awaited"))
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._painter)
        self.view.activated.connect(self._open)
        row = QVBoxLayout()
        row.setContentsMargins(18, 2 * STEP, 18, STEP)
        row.addWidget(self.mark)
        self.body.addLayout(row)
        self.body.addWidget(self._none)
        self.body.addWidget(self.view)
        self.body.addStretch(1)
        self.mark.currentIndexChanged.connect(self._show)

    @property
    def rows(self) -> tuple[Awaited, ...]:
        return self._model.items

    def show_awaited(self, awaited: tuple[Awaited, ...]) -> None:
        """Replaces the list; the chosen mark stays, as long as somebody has it."""
        if awaited == self._awaited and self.mark.count():
            return
        self._awaited = awaited
        chosen = self.mark.chosen()
        self.mark.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.mark.clear()
        tr = self._language
        self.mark.offer(ALL, self._counted(tr.text("All who are marked"), len(awaited)))
        if told := sum(bool(each.tell) for each in awaited):
            self.mark.offer(TO_TELL, self._counted(tr.text("Tell on arrival"), told))
        for mark, count in Counter(mark for each in awaited for mark in each.marks).most_common():
            self.mark.offer(f"mark {mark}", self._counted(flag_name(mark, tr), count))
        self.mark.choose(chosen)
        self.mark.blockSignals(False)  # noqa: FBT003
        self._show()

    def _show(self) -> None:
        chosen = self.mark.chosen()
        rows = tuple(each for each in self._awaited if _is_in(each, chosen))
        before = self._model.item(self.view.currentIndex().row())
        self._model.show(rows)
        ids = [each.delegate.id for each in rows]
        if before is not None and before.delegate.id in ids:
            self.view.setCurrentIndex(self._model.index(ids.index(before.delegate.id)))
        self.view.setFixedHeight(ROW * min(len(rows), MOST_ROWS))
        self.view.setVisible(bool(rows))
        self.mark.setVisible(bool(self._awaited))
        self._none.setVisible(not self._awaited)

    def _open(self) -> None:
        chosen = self._model.item(self.view.currentIndex().row())
        if chosen is not None:
            self.opened.emit(chosen.delegate.id)

    def _counted(self, name: str, count: int) -> str:
        return self._language.beside(name, str(count))

    def _names(self, awaited: Awaited) -> tuple[str, str]:
        delegate = awaited.delegate
        return in_order(delegate.display_name, delegate.second_name, self._language)

    def _about(self, awaited: Awaited) -> str:
        tr = self._language
        tell = tr.text("Tell: {whom}", whom=awaited.tell) if awaited.tell else ""
        marks = (flag_name(mark, tr) for mark in awaited.marks)
        return tr.beside(tell, *marks, awaited.delegate.organisation)

    def _spoken(self, awaited: Awaited) -> str:
        number = f"{awaited.delegate.number:03}"
        return self._language.beside(number, *self._names(awaited), self._about(awaited))

    def _write(self, row: RowPainter, awaited: Awaited) -> None:
        theme, box = self._theme, row.box
        if row.is_chosen:
            row.chosen()
        elif not row.is_last:
            row.rule()
        bold = row_font(15, QFont.Weight.DemiBold)
        number = f"{awaited.delegate.number:03}"
        row.text(number, row_font(13), theme.muted, QRect(18, box.top() + 8, 48, 24))
        room = box.width() - 66 - 18
        name, second = self._names(awaited)
        wide = row.text(name, bold, theme.text, QRect(66, box.top() + 8, room, 24))
        if second:
            place = QRect(66 + wide + 12, box.top() + 8, max(room - wide - 12, 0), 24)
            row.text(second, row_font(15), theme.muted, place)
        about = QRect(66, box.top() + 32, room, 20)
        row.text(self._about(awaited), row_font(13), theme.muted, about)


def _is_in(awaited: Awaited, chosen: str) -> bool:
    if chosen in {ALL, TO_TELL}:
        return chosen == ALL or bool(awaited.tell)
    return chosen.removeprefix("mark ") in awaited.marks
