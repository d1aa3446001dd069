"""Walk-in form (on-site registration): a new delegate, once it is clear that they are not on the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from checkin.domain import FIELD_TABLE
from checkin.errors import KnownError
from checkin.wording import Tone, what_tells
from ui.parts.field_names import field_name
from ui.parts.keys import WindowKey
from ui.parts.name_order import in_order
from ui.parts.theme import STEP, TOUCH
from ui.parts.widgets import Choice, KeyButton, Sheet, listen, text, tool

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QKeyEvent

    from checkin.desk import Desk
    from checkin.domain import Found
    from checkin.language import Language
    from ui.parts.theme import Theme

_ASKED: Final = tuple(field for field in FIELD_TABLE if field.walk_in_asked)
_WHO: Final = (WindowKey.PART_1, WindowKey.PART_2, WindowKey.PART_3)
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class WalkInSheet(Sheet):
    """Registers a new delegate in a few fields; a name in either script is enough.

    The first Enter compares them with the roster. Who may be meant is shown, each with a key, and
    only a second Enter registers. Emits `known` with the delegate who was there already, and
    `taken_up` when the draft of an interrupted form was put into the fields.
    """

    known = Signal(str)
    taken_up = Signal()

    def __init__(
        self,
        desk: Desk,
        language: Language,
        theme: Theme,
        typed: Mapping[str, str],
        draft: Mapping[str, str],
    ) -> None:
        self._register = language.text("Register")
        title = language.text("Register a walk-in")
        super().__init__(title, self._register, language.text("Back"), theme)
        self._desk, self._language = desk, language
        self._denied: Mapping[str, str] | None = None  # the fields for which it is nobody shown
        self._fields = {field.name: QLineEdit() for field in _ASKED}
        if draft:
            self._offer_draft(dict(draft), theme)
        for key, field in self._fields.items():
            field.textChanged.connect(self._compare_again)
            self.row(field_name(key, language), field)
        self._category = Choice(theme)
        self._category.offer("", language.text("None"))
        for category in desk.event.categories:
            self._category.offer(category.key, language.name(category.name))
        hint = language.text("Without a category: only where everybody may enter.")
        self._hint = text(hint, "quiet").wrapped()
        if desk.event.categories:
            self.row(language.text("Category"), self._category)
            self.body.addWidget(self._hint)
        self._similar = _SimilarPeople(desk, language, theme)
        self._similar.chosen.connect(self.known)
        self.body.addWidget(self._similar)
        self._fill(typed)

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed."""
        return any(field.text().strip() for field in self._fields.values())

    def _offer_draft(self, draft: dict[str, str], theme: Theme) -> None:
        whose = next((value for value in draft.values() if value.strip()), "")
        words = self._language.text("Go on with {name}", name=whose)
        again = tool(words, WindowKey.DRAFT, theme)
        listen(again, self)
        self.body.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)

        def take_up() -> None:
            self._fill(draft)
            again.hide()
            self.taken_up.emit()
            self.first().setFocus()

        again.clicked.connect(take_up)

    def _fill(self, values: Mapping[str, str]) -> None:
        for key, field in self._fields.items():
            field.setText(values.get(key, ""))
        self._category.choose(values.get("category", ""))

    def fields(self) -> dict[str, str]:
        """The typed values by roster field."""
        typed = {key: field.text() for key, field in self._fields.items()}
        return {**typed, "category": self._category.chosen()}

    @property
    def shown(self) -> tuple[Found, ...]:
        """Who may be the person that is typed."""
        return self._similar.people

    def complete(self) -> bool:
        """Whether nobody on the roster is meant: asked once for what is typed."""
        typed = self.fields()
        if self._named(typed) == self._denied:
            return True
        try:
            people = self._desk.similar(typed)
        except KnownError:
            return True  # registering says what is missing
        if not people:
            return True
        self._denied = self._named(typed)
        self._similar.show_people(people)
        self._hint.hide()  # three people and the keys must be seen in the smallest window
        self.accept_button.change(self._language.text("Nobody of these"), WindowKey.ENTER)
        asked = self._language.plural(
            "Is this the person?", "Is this one of these {n}?", len(people)
        )
        self.say(asked, "ask", Tone.ASK)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter held down would answer a question that nobody has read.
        if event.isAutoRepeat() and event.key() in _ENTER:
            return
        super().keyPressEvent(event)

    def _named(self, typed: Mapping[str, str]) -> Mapping[str, str]:
        return {key: typed[key] for key in self._fields}

    def _compare_again(self) -> None:
        if self._denied is not None:
            self._denied = None
            self._similar.show_people(())
            self._hint.setVisible(bool(self._desk.event.categories))
            self.accept_button.change(self._register, WindowKey.ENTER)
            self.say("", "ask", None)


class _SimilarPeople(QWidget):
    """A button with a key for each person; emits `chosen` with the id."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, language: Language, theme: Theme) -> None:
        super().__init__()
        self._desk, self._language, self._theme = desk, language, theme
        self.people: tuple[Found, ...] = ()
        self._buttons: list[KeyButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        for at, key in enumerate(_WHO):
            button = KeyButton("", key, theme)
            button.setFixedHeight(TOUCH)
            button.clicked.connect(self._choosing(at))
            listen(button, self)
            button.hide()
            column.addWidget(button)
            self._buttons.append(button)
        self.hide()

    def show_people(self, people: tuple[Found, ...]) -> None:
        self.people = people
        for at, button in enumerate(self._buttons):
            button.setVisible(at < len(people))
            if at < len(people):
                button.change(self._words(people[at]), button.key)
        self.setVisible(bool(people))

    def _choosing(self, at: int) -> Callable[[], None]:
        return lambda: self.chosen.emit(self.people[at].id)

    def _words(self, person: Found) -> str:
        names = in_order(person.name, person.native_name, self._language)
        told = what_tells(person, self._desk.event, self._language)
        return self._language.beside(*names, told)
