"""Property fields with text input: text, number, several numbers, texts by language, pairs."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from checkin.language import mark
from checkin.layout.model import Frame
from checkin.layout.properties import Type
from ui.designer.words import language_name
from ui.parts.theme import STEP
from ui.parts.widgets import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QFocusEvent

    from checkin.language import Language
    from checkin.layout.properties import Property

STEPS: Final = {"mm": 0.5, "pt": 0.5, "": 1.0, "°": 90.0}
NARROWEST: Final = 72  # pixels
UNIT: Final = 30  # pixels
TEXT_LANGUAGES: Final = ("en", "ja", "ug", "zh-Hant")
FRAME: Final = (mark("Left edge"), mark("Upper edge"), mark("Width"), mark("Height"))
INSET: Final = (mark("At the left"), mark("Above"), mark("At the right"), mark("Below"))
_UNDOES: Final = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Field(QWidget):
    """Shows a value and emits `wanted(value)` in the file's form when it is edited. None: the default."""

    wanted = Signal(object)
    stepped = Signal(object)  # like `wanted`, by arrow keys: several are one undo step

    def show_value(self, value: Any) -> None:
        """Shows the current value of the property."""
        raise NotImplementedError


class CommitLine(QLineEdit):
    """A line edit that commits on Enter or when it loses the focus. Emits `taken(str)` for a changed text.

    Esc reverts. Undo acts on the layout as long as nothing was typed here.
    """

    taken = Signal(object)

    def __init__(self, words: str) -> None:
        super().__init__()
        self._shown = ""
        self.setAccessibleName(words)
        self.editingFinished.connect(self._take)

    def show_text(self, words: str) -> None:
        """Shows a text, unless the field is being edited."""
        if words != self._shown or not self.hasFocus():
            self._shown = words
            self.setText(words)

    def _take(self) -> None:
        if self.text() != self._shown:
            self.taken.emit(self.text())

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and any(event.matches(sequence) for sequence in _UNDOES)
            and not self.isModified()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._shown)
            event.ignore()
        else:
            super().keyPressEvent(event)


class NumberLine(CommitLine):
    """A number (spin box); the arrow keys step it. Emits `number(object)` or `stepped`."""

    number = Signal(object)
    stepped = Signal(object)

    def __init__(self, words: str, step: float) -> None:
        super().__init__(words)
        self._step = step
        self.taken.connect(lambda typed: self.number.emit(as_number(typed)))

    def show_number(self, value: float) -> None:
        self.show_text(f"{value:g}" if value == int(value) else f"{value:.3f}".rstrip("0"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = {int(Qt.Key.Key_Up): 1, int(Qt.Key.Key_Down): -1}.get(event.key())
        now = as_number(self.text())
        if sign is None or event.modifiers() or not isinstance(now, float):
            super().keyPressEvent(event)
        else:
            self.stepped.emit(now + sign * self._step)


def as_number(typed: str) -> float | str | None:
    """Parses a number, also with a decimal comma or full-width digits; None for empty text."""
    plain = unicodedata.normalize("NFKC", typed).strip().replace(",", ".")
    try:
        return float(plain) if plain else None
    except ValueError:
        return typed


class TextField(Field):
    """One line of text."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.line = CommitLine(words)
        self.line.taken.connect(self.wanted)
        _row(self, self.line)

    def show_value(self, value: Any) -> None:
        self.line.show_text(str(value))


class NumberField(Field):
    """A number and its unit."""

    def __init__(self, prop: Property, words: str) -> None:
        super().__init__()
        step = 0.05 if prop.most <= 1 else STEPS.get(prop.unit, 1.0)
        self.line = NumberLine(words, step)
        self.line.number.connect(self.wanted)
        self.line.stepped.connect(self.stepped)
        self.line.setFixedWidth(92)
        unit = text(prop.unit, "quiet")
        unit.setFixedWidth(UNIT)
        _row(self, self.line, unit)

    def show_value(self, value: Any) -> None:
        self.line.show_number(float(value))


class NumbersField(Field):
    """Four numbers: a frame, or margins."""

    def __init__(self, prop: Property, words: str, language: Language) -> None:
        super().__init__()
        self._frame = prop.takes is Type.FRAME
        self._now: list[float] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(STEP)
        grid.setVerticalSpacing(STEP // 2)
        self.lines: list[NumberLine] = []
        for at, label in enumerate(FRAME if self._frame else INSET):
            name = language.text(label)
            line = NumberLine(f"{words}: {name}", STEPS["mm"])
            line.number.connect(lambda value, at=at: self._change(at, value))
            line.stepped.connect(lambda value, at=at: self._step(at, value))
            row, column = divmod(at, 2)
            line.setMinimumWidth(NARROWEST)
            grid.addWidget(text(name, "small"), 2 * row, column)
            grid.addWidget(line, 2 * row + 1, column)
            grid.setColumnStretch(column, 1)
            self.lines.append(line)

    def show_value(self, value: Any) -> None:
        if value is None:
            self._now = []
            for line in self.lines:
                line.show_text("")
            return
        frame = isinstance(value, Frame)
        parts = (value.left, value.top, value.width, value.height) if frame else tuple(value)
        self._now = list(parts)
        for line, part in zip(self.lines, parts, strict=True):
            line.show_number(part)

    def _step(self, at: int, value: float) -> None:
        if self._now:
            self.stepped.emit(
                [value if index == at else now for index, now in enumerate(self._now)]
            )

    def _change(self, at: int, value: object) -> None:
        """Changes one of the four; of a frame that was not set, all four have to be typed."""
        if self._now:
            now: list[object] = list(self._now)
            now[at] = value
            self.wanted.emit(None if value is None else now)
        elif all(isinstance(as_number(line.text()), float) for line in self.lines):
            self.wanted.emit([as_number(line.text()) for line in self.lines])


class TextsField(Field):
    """A line for each language."""

    def __init__(self, words: str, language: Language) -> None:
        super().__init__()
        self._words, self._language = words, language
        self._now: Mapping[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(STEP)
        self._grid.setColumnStretch(1, 1)
        self.lines: dict[str, CommitLine] = {}
        for code in TEXT_LANGUAGES:
            self._add(code)

    def show_value(self, value: Any) -> None:
        self._now = value
        for code in value:
            if code not in self.lines:
                self._add(code)
        for code, line in self.lines.items():
            line.show_text(value.get(code, ""))

    def _add(self, code: str) -> None:
        name = language_name(code, self._language)
        line = CommitLine(f"{self._words}: {name}")
        line.taken.connect(lambda typed, code=code: self._change(code, typed))
        row = len(self.lines)
        self._grid.addWidget(text(name, "small"), row, 0)
        self._grid.addWidget(line, row, 1)
        self.lines[code] = line

    def _change(self, code: str, typed: str) -> None:
        changed = {**self._now, code: typed}
        self.wanted.emit({key: words for key, words in changed.items() if words})


class PairsField(Field):
    """Replacements, one pair per line: `University = Univ.`"""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._shown = ""
        self.edit = _Lines(words)
        self.edit.left.connect(self._take)
        _row(self, self.edit)

    def show_value(self, value: Any) -> None:
        shown = "\n".join(f"{long} = {short}" for long, short in value.items())
        if shown != self._shown or not self.edit.hasFocus():
            self._shown = shown
            self.edit.setPlainText(shown)

    def _take(self) -> None:
        typed = self.edit.toPlainText()
        if typed == self._shown:
            return
        pairs = (line.partition("=") for line in typed.splitlines())
        self.wanted.emit({long.strip(): short.strip() for long, _, short in pairs if long.strip()})


class _Lines(QPlainTextEdit):
    left = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setTabChangesFocus(True)
        self.setFixedHeight(120)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def _row(field: QWidget, *parts: QWidget) -> None:
    line = QHBoxLayout(field)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(STEP)
    for part in parts:
        line.addWidget(part)
    field.setFocusProxy(parts[0])
