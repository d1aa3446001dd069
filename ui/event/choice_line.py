"""A field with suggestions (editable combo box): anything may be typed, known texts are in its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from ui.parts.widgets import Choice, lead

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.parts.theme import Theme


class ChoiceLine(Choice):
    """Without completion while typing: it would put a known room in the place of a new one."""

    def __init__(self, text: str, known: Iterable[str], theme: Theme) -> None:
        super().__init__(theme)
        self.setEditable(True)
        self.line = lead(QLineEdit())
        self.line.setFrame(False)
        self.line.setStyleSheet(
            "border: none; padding: 0px; min-height: 0px; background: transparent;"
        )
        self.setLineEdit(self.line)
        self.setCompleter(None)  # type: ignore[arg-type]  # the stubs know no "none"
        self.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        for item in known:
            self.addItem(item, item)
        self.line.setText(text)

    def text(self) -> str:
        return self.currentText().strip()
