"""Forms of the desk: walk-in, a lead's reason (override), substitute, session picker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from checkin import wording
from checkin.domain import FIELD_TABLE
from checkin.wording import session_line
from ui.parts.field_names import field_name
from ui.parts.keys import WindowKey
from ui.parts.question_sheet import QuestionSheet
from ui.parts.widgets import Choice, Sheet, listen, text, tool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.desk import Chosen
    from checkin.desk.last_change import LastChange
    from checkin.domain import Event
    from checkin.language import Language
    from ui.parts.theme import Theme

BY_THE_CLOCK: Final = ""
_ASKED: Final = tuple(field for field in FIELD_TABLE if field.walk_in_asked)
WIDE, HIGH = 720, 520


class WalkInSheet(Sheet):
    """Registers a new delegate (walk-in) in four fields; a name in either script is enough. Emits `taken_up` when the
    draft of an interrupted form was put into the fields."""

    taken_up = Signal()

    def __init__(
        self,
        event: Event,
        language: Language,
        theme: Theme,
        typed: Mapping[str, str],
        draft: Mapping[str, str],
    ) -> None:
        super().__init__(
            language.text("Register a walk-in"),
            language.text("Register"),
            language.text("Back"),
            theme,
        )
        self._language = language
        self._fields = {field.name: QLineEdit() for field in _ASKED}
        self._category = Choice(theme)
        if draft:
            self._offer_draft(dict(draft), theme)
        for key, field in self._fields.items():
            self.row(field_name(key, language), field)
        for category in event.categories:
            self._category.offer(category.key, language.name(category.name))
        if event.categories:
            self.row(language.text("Category"), self._category)
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


class LineSheet(Sheet):
    """One required line: a lead's reason, or the name of a substitute. `needed` is said where it is empty."""

    def __init__(
        self, title: str, asked: str, needed: str, language: Language, theme: Theme
    ) -> None:
        super().__init__(title, language.text("Let in"), language.text("Back"), theme)
        self._needed = needed
        self._line = QLineEdit()
        self.row(asked, self._line)

    def complete(self) -> bool:
        if not self.given():
            self.refuse(self._needed)
        return bool(self.given())

    def given(self) -> str:
        return self._line.text().strip()


class LeadSheet(Sheet):
    """A lead's PIN and reason, for one person only."""

    def __init__(self, language: Language, theme: Theme) -> None:
        title, accept = language.text("Let in by a lead"), language.text("Let in")
        super().__init__(title, accept, language.text("Back"), theme)
        self._language = language
        self.pin, self.reason = QLineEdit(), QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.row(language.text("PIN of the lead"), self.pin)
        self.row(language.text("Reason"), self.reason)

    def complete(self) -> bool:
        if not all(self.given()):
            self.refuse(self._language.text("Type a reason; it goes on record."))
        return all(self.given())

    def given(self) -> tuple[str, str]:
        """The PIN and the reason."""
        return self.pin.text(), self.reason.text().strip()

    def refuse(self, sentence: str) -> None:
        super().refuse(sentence)
        (self.reason if self.pin.text() and not self.reason.text() else self.pin).setFocus()


class SessionSheet(Sheet):
    """Every session of the event, and automatic choice by the clock."""

    def __init__(
        self, event: Event, now: int, current: Chosen, language: Language, theme: Theme
    ) -> None:
        super().__init__(
            language.text("Which session is this desk for?"),
            language.text("Choose"),
            language.text("Back"),
            theme,
        )
        self._list = QListWidget()
        self._list.setMinimumHeight(160)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setWordWrap(True)
        self._list.setAccessibleName(language.text("Which session is this desk for?"))
        self._add(language.text("Automatic"), BY_THE_CLOCK)
        for session in event.sessions:
            line = session_line(session, event, language, now)
            name = language.name(session.name)
            self._add(language.beside(name, line), session.key)
        keys = [BY_THE_CLOCK, *(session.key for session in event.sessions)]
        self._list.setCurrentRow(0 if current.by_clock else keys.index(current.session.key))
        self._list.itemActivated.connect(lambda _: self.accepted.emit())
        self.body.addWidget(self._list)
        self.body.addWidget(text(language.text("It stays so until somebody changes it."), "small"))

    def chosen(self) -> str:
        item = self._list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole))

    def sizeHint(self) -> QSize:
        return QSize(WIDE, HIGH)

    def first(self) -> QListWidget:
        return self._list

    def _add(self, words: str, key: str) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, key)
        self._list.addItem(item)


def undo_sheet(
    change: LastChange, event: Event, now: int, language: Language, theme: Theme
) -> QuestionSheet:
    """Says what will be undone, and asks."""
    lines = wording.change_lines(change.scan, change.people, event, language, now)
    said = "\n".join(line for line in lines if line)
    title, accept = language.text("Undo this?"), language.text("Undo")
    return QuestionSheet(title, said, accept, language.text("Back"), theme)
