"""Element list (layers) of the current side, topmost first, and actions on the selected one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QGridLayout,
    QSizePolicy,
)

from ui.designer.words import condition_words, summary
from ui.parts.keys import WindowKey
from ui.parts.theme import STEP
from ui.parts.widgets import Panel, rule, tool
from ui.parts.widgets.rows import RowDelegate, RowPainter, TupleModel, list_view, row_font

if TYPE_CHECKING:
    from checkin.language import Language
    from checkin.layout.model import AnyElement
    from ui.designer.editing import Editing
    from ui.parts.page import Page
    from ui.parts.theme import Theme

ROW: Final = 52
EDGE: Final = 16


class Elements(Panel):
    """Selecting a row selects that element on the canvas and in the form."""

    def __init__(self, editing: Editing, page: Page) -> None:
        tr, theme = page.language, page.theme
        super().__init__(tr.text("Elements · {key}", key=WindowKey.PART_2))
        self._editing = editing
        self._model = TupleModel["AnyElement"](
            lambda element: f"{element.id}, {summary(element, tr)}"
        )
        self._following = False
        self.list = list_view(tr.text("Elements, the uppermost first"))
        self.list.setModel(self._model)
        self._painter = RowDelegate(theme, ROW, _ElementRow(tr, theme).write)
        self.list.setItemDelegate(self._painter)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.insert = tool(tr.text("Insert"), WindowKey.INSERT, theme)
        self.remove = tool(tr.text("Remove"), WindowKey.REMOVE, theme)
        self.duplicate = tool(tr.text("Duplicate"), WindowKey.DUPLICATE, theme)
        self.above = tool(tr.text("Raise"), WindowKey.RAISE, theme)
        self.below = tool(tr.text("Lower"), WindowKey.LOWER, theme)
        self.remove.clicked.connect(editing.remove)
        self.duplicate.clicked.connect(editing.duplicate)
        self.above.clicked.connect(lambda: editing.lift(1))
        self.below.clicked.connect(lambda: editing.lift(-1))
        self.body.addWidget(self.list, 1)
        self._build_foot()
        for signal in (editing.changed, editing.turned):
            signal.connect(self._show)
        editing.chosen_changed.connect(self._follow)
        self._show()

    def _build_foot(self) -> None:
        """Two buttons per row; long labels get a smaller font, not more rows."""
        foot = QGridLayout()
        foot.setContentsMargins(STEP, STEP, STEP, STEP)
        foot.setSpacing(STEP)
        acts = (self.insert, self.remove, self.above, self.below, self.duplicate)
        for at, act in enumerate(acts):
            act.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            foot.addWidget(act, at // 2, at % 2)
        for column in range(2):
            foot.setColumnStretch(column, 1)
        self.body.addWidget(rule())
        self.body.addLayout(foot)

    @property
    def shown(self) -> tuple[AnyElement, ...]:
        return self._model.items

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 300)

    def _show(self) -> None:
        editing = self._editing
        wanted = tuple(reversed(editing.layout.on(editing.side)))
        if wanted != self._model.items:
            self._model.show(wanted)
        self._follow()

    def _follow(self) -> None:
        ids = [item.id for item in self._model.items]
        chosen = self._editing.chosen
        self._following = True
        index = self._model.index(ids.index(chosen)) if chosen in ids else self._model.index(-1)
        self.list.setCurrentIndex(index)
        self._following = False
        for button in (self.remove, self.duplicate, self.above, self.below):
            button.setEnabled(bool(chosen))

    def _choose(self) -> None:
        found = self._model.item(self.list.currentIndex().row())
        if found is not None and not self._following:
            self._editing.choose(found.id)


class _ElementRow:
    def __init__(self, language: Language, theme: Theme) -> None:
        self._language, self._theme = language, theme
        self._name = row_font(15, QFont.Weight.DemiBold)
        self._small = row_font(13)

    def write(self, row: RowPainter, one: AnyElement) -> None:
        theme = self._theme
        if row.is_chosen:
            row.chosen()
        row.rule()
        taken = 0
        if aside := condition_words(one, self._language):
            taken = row.trailing(aside, self._small, theme.muted, EDGE) + STEP
        top, room = row.box.top(), row.box.width() - 2 * EDGE
        row.text(one.id, self._name, theme.text, QRect(EDGE, top + 6, room - taken, 22))
        place = QRect(EDGE, top + 27, room - taken, 20)
        row.text(summary(one, self._language), self._small, theme.muted, place)
