"""Options of an import (merge settings): empty cells, and which part of a name comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from checkin.domain import NameOrder
from checkin.roster import MergeOptions
from ui.parts.theme import STEP
from ui.parts.widgets import Choice, Tick, text

if TYPE_CHECKING:
    from checkin.language import Language
    from checkin.roster import Preview
    from ui.parts.theme import Theme

WIDE: Final = 260  # the longest choice, in every language


class MergeBar(QWidget):
    """Emits `changed` when an option was changed by hand."""

    changed = Signal()

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        tr = language
        self._filling = False
        self._chosen = False  # the order was chosen here; else it is that of the event
        self.clears = Tick(tr.text("An empty cell clears what the roster has"), theme)
        self.order = Choice(theme)
        self.order.setAccessibleName(tr.text("Order of names"))
        self.order.setMinimumWidth(WIDE)
        for order, words in (
            (NameOrder.SCRIPT, tr.text("as the script has it")),
            (NameOrder.FAMILY, tr.text("family name first")),
            (NameOrder.GIVEN, tr.text("given name first")),
        ):
            self.order.offer(order.value, words)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        line.addWidget(self.clears)
        line.addStretch(1)
        line.addWidget(text(tr.text("Names are written"), "quiet"))
        line.addWidget(self.order)
        self.clears.toggled.connect(lambda _: self._tell())
        self.order.currentIndexChanged.connect(self._choose)

    def start(self) -> None:
        """Takes back what was chosen for another file."""
        self._filling, self._chosen = True, False
        self.clears.setChecked(False)
        self._filling = False

    def show_preview(self, preview: Preview) -> None:
        self._filling = True
        self.order.choose(preview.name_order.value)
        self._filling = False

    def options(self) -> MergeOptions:
        order = NameOrder(self.order.chosen()) if self._chosen else None
        return MergeOptions(self.clears.isChecked(), order)

    def _choose(self) -> None:
        self._chosen = self._chosen or not self._filling
        self._tell()

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()
