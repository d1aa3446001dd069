"""Forms of the desk: a lead's reason (override), substitute, session picker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from checkin import wording
from checkin.domain import DoorOverride
from checkin.wording import session_line
from ui.parts.question_sheet import QuestionSheet
from ui.parts.widgets import Choice, Sheet, text

if TYPE_CHECKING:
    from checkin.desk import Chosen
    from checkin.desk.last_change import LastChange
    from checkin.domain import Event
    from checkin.language import Language
    from ui.parts.theme import Theme

BY_THE_CLOCK: Final = ""
WIDE, HIGH = 720, 520


class Line(QLineEdit):
    """A reason or a name, typed."""

    def given(self) -> str:
        return self.text().strip()


class DoorReason(Choice):
    """A lead's reason at a door: one of five."""

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__(theme)
        for reason in DoorOverride:
            self.offer(reason, wording.override_text(reason, language))

    def given(self) -> str:
        return self.chosen()


class LineSheet(Sheet):
    """One required line: a lead's reason, or the name of a substitute. `needed` is said where it is empty."""

    def __init__(
        self,
        words: tuple[str, str, str],
        line: Line | DoorReason,
        language: Language,
        theme: Theme,
    ) -> None:
        title, asked, self._needed = words
        super().__init__(title, language.text("Let in"), language.text("Back"), theme)
        self._line = line
        self.row(asked, self._line)

    def complete(self) -> bool:
        if not self.given():
            self.refuse(self._needed)
        return bool(self.given())

    def given(self) -> str:
        return self._line.given()


class LeadSheet(Sheet):
    """A lead's PIN and reason, for one person only."""

    def __init__(self, reason: Line | DoorReason, language: Language, theme: Theme) -> None:
        title, accept = language.text("Let in by a lead"), language.text("Let in")
        super().__init__(title, accept, language.text("Back"), theme)
        self._language = language
        self.pin, self.reason = QLineEdit(), reason
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.row(language.text("PIN of the lead"), self.pin)
        self.row(language.text("Reason"), self.reason)

    def complete(self) -> bool:
        if not all(self.given()):
            self.refuse(self._language.text("Type a reason; it goes on record."))
        return all(self.given())

    def given(self) -> tuple[str, str]:
        """The PIN and the reason."""
        return self.pin.text(), self.reason.given()

    def refuse(self, sentence: str) -> None:
        super().refuse(sentence)
        (self.reason if self.pin.text() and not self.reason.given() else self.pin).setFocus()


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
