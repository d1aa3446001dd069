"""Property fields with choices: dropdown, colour, list of words, conditions, images."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from checkin.language import mark
from checkin.layout.model import Condition
from checkin.layout.properties import CONDITION_KEYS
from ui.designer.text_fields import CommitLine, Field
from ui.parts.columns import FlowBox
from ui.parts.theme import STEP, base_font
from ui.parts.tooltips import tooltip
from ui.parts.widgets import Choice, Tick, chip_button, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checkin.language import Language
    from ui.parts.theme import Theme

Offers = "Sequence[tuple[str, str]]"
OWN_COLOUR = "#"
EXAMPLE = "#1f4e9c"
CHIP = 200  # pixels of text; the tooltip has all of it
CONDITION_WORDS = {
    "categories": mark("One of these categories"),
    "flags": mark("One of these marks"),
    "has": mark("A text in each of"),
}


class QuietChoice(Choice):
    """A dropdown that is refilled without emitting signals."""

    def __init__(self, words: str, theme: Theme) -> None:
        super().__init__(theme)
        self.setAccessibleName(words)

    def offer_all(self, offers: Sequence[tuple[str, str]]) -> None:
        """Replaces the choices."""
        self.clear()
        for key, words in offers:
            self.offer(key, words)


class YesNoField(Field):
    def __init__(self, words: str, theme: Theme) -> None:
        super().__init__()
        self.tick = Tick(words, theme)
        self.tick.clicked.connect(lambda on: self.wanted.emit(bool(on)))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.tick)
        self.setFocusProxy(self.tick)

    def show_value(self, value: Any) -> None:
        self.tick.setChecked(bool(value))


class ChoiceField(Field):
    """One of a few. `offers` is called each time, since sheets and images come and go."""

    def __init__(
        self, words: str, theme: Theme, offers: Callable[[], Sequence[tuple[object, str]]]
    ) -> None:
        super().__init__()
        self._offers = offers
        self._known: list[tuple[object, str]] = []
        self.choice = QuietChoice(words, theme)
        self.choice.activated.connect(self._chose)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.choice)
        self.setFocusProxy(self.choice)

    def show_value(self, value: Any) -> None:
        offers = list(self._offers())
        if value not in [key for key, _ in offers]:
            offers.append((value, str(value)))
        if offers != self._known:
            self._known = offers
            self.choice.offer_all([(str(at), words) for at, (_, words) in enumerate(offers)])
        at = next(at for at, (key, _) in enumerate(offers) if key == value)
        self.choice.setCurrentIndex(at)

    def _chose(self, at: int) -> None:
        self.wanted.emit(self._known[at][0])


class ColourField(Field):
    """A colour by its role in the layout, or a custom one."""

    def __init__(
        self, words: str, offers: Sequence[tuple[str, str]], own: str, theme: Theme
    ) -> None:
        super().__init__()
        self._keys = [key for key, _ in offers]
        self.choice = QuietChoice(words, theme)
        self.choice.offer_all([*offers, (OWN_COLOUR, own)])
        self.line = CommitLine(f"{words}: {own}")
        self.line.setPlaceholderText(EXAMPLE)
        self.line.setFixedWidth(104)
        self.choice.activated.connect(self._chose)
        self.line.taken.connect(lambda typed: self.wanted.emit(typed.strip()))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        line.addWidget(self.choice, 1)
        line.addWidget(self.line)
        self.setFocusProxy(self.choice)

    def show_value(self, value: Any) -> None:
        own = value not in self._keys
        self.choice.choose(OWN_COLOUR if own else value)
        self.line.setVisible(own)
        if own:
            self.line.show_text(value)

    def _chose(self, _: int) -> None:
        chosen = self.choice.chosen()
        own = chosen == OWN_COLOUR
        self.line.setVisible(own)
        if own:
            self.line.setFocus()
        else:
            self.wanted.emit(chosen)


class WordsField(Field):
    """An ordered list of words as chips: each can be removed, new ones are added at the end."""

    def __init__(
        self,
        words: str,
        theme: Theme,
        offers: Callable[[], Sequence[tuple[str, str]]],
        language: Language,
    ) -> None:
        super().__init__()
        self._offers, self._language, self._words = offers, language, words
        self._now: tuple[str, ...] = ()
        self._drawn: tuple[str, ...] | None = None
        self.chips = FlowBox()
        self.choice = QuietChoice(words, theme)
        self.choice.activated.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self.chips)
        column.addWidget(self.choice)
        self.setFocusProxy(self.choice)

    def show_value(self, value: Any) -> None:
        if tuple(value) == self._drawn:
            return
        self._now = tuple(value)
        offers = list(self._offers())
        left = [(key, words) for key, words in offers if key not in self._now]
        self.choice.offer_all([("", self._language.text("Add…")), *left])
        self.choice.setCurrentIndex(0)
        self._drawn = self._now
        names = dict(offers)
        self.chips.show_all([self._chip(word, names.get(word, word)) for word in self._now])

    def _chip(self, one: str, words: str) -> Any:
        room = QFontMetrics(base_font())
        short = room.elidedText(words, Qt.TextElideMode.ElideRight, CHIP)
        chip = chip_button(f"{short}  ×")
        chip.setToolTip(tooltip("" if short == words else words))
        chip.setAccessibleName(self._language.text("{name}: take it away", name=words))
        chip.clicked.connect(lambda: self._remove(one))
        return chip

    def _add(self, _: int) -> None:
        chosen = self.choice.chosen()
        self.choice.setCurrentIndex(0)
        if chosen:
            self.wanted.emit([*self._now, chosen])

    def _remove(self, one: str) -> None:
        self.choice.setFocus()
        self.wanted.emit([word for word in self._now if word != one])


class ConditionField(Field):
    """A condition on delegates: category, flags, texts."""

    def __init__(
        self,
        words: str,
        theme: Theme,
        offers: Mapping[str, Callable[[], Sequence[tuple[str, str]]]],
        language: Language,
    ) -> None:
        super().__init__()
        self._now = Condition()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        self.parts: dict[str, WordsField] = {}
        for key in CONDITION_KEYS:
            name = language.text(CONDITION_WORDS[key])
            part = WordsField(f"{words}: {name}", theme, offers[key], language)
            part.wanted.connect(lambda value, key=key: self._change(key, value))
            column.addWidget(text(name, "small"))
            column.addWidget(part)
            self.parts[key] = part
        self.setFocusProxy(self.parts[CONDITION_KEYS[0]])

    def show_value(self, value: Any) -> None:
        self._now = value
        for key, part in self.parts.items():
            part.show_value(getattr(value, key))

    def _change(self, key: str, value: object) -> None:
        whole = {part: getattr(self._now, part) for part in CONDITION_KEYS}
        self.wanted.emit({**whole, key: value})
