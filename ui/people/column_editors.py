"""Typed editors (custom fields) of the event's own columns, in the form of a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from checkin.column_values import NO, YES, canonical
from checkin.domain import AnswerType
from checkin.wording import column_name
from ui.parts.widgets import Choice, Tick, lead

if TYPE_CHECKING:
    from checkin.domain import EventColumn
    from checkin.language import Language
    from ui.parts.theme import Theme

Editor = QLineEdit | Choice | Tick


class ColumnEditor:
    """One column: a dropdown for a choice, a check box for yes or no, else a line of text.

    A value that is not of the column's type stays as it is until another one is given.
    """

    def __init__(self, column: EventColumn, value: str, language: Language, theme: Theme) -> None:
        self.column = column
        self.label = column_name(column, language)
        self._before = canonical(column, value)
        self.widget = self._made(theme)

    def _made(self, theme: Theme) -> Editor:
        before = self._before
        if self.column.type is AnswerType.YES_NO and before in {YES, NO, ""}:
            tick = Tick(self.label, theme)
            tick.setChecked(before == YES)
            return tick
        if self.column.type is AnswerType.CHOICE:
            return self._dropdown(theme)
        field = lead(QLineEdit(before))
        field.setCursorPosition(0)
        return field

    def _dropdown(self, theme: Theme) -> Choice:
        choice = Choice(theme)
        choice.offer("", "—")
        for value in self.column.choices:
            choice.offer(value, value)
        if choice.findData(self._before) < 0:
            choice.offer(self._before, self._before)
        choice.choose(self._before)
        return choice

    def changed(self) -> str | None:
        """The new value; None where it is as before."""
        now = self._now()
        return None if now == self._before else now

    def _now(self) -> str:
        match self.widget:
            case Tick():
                # Nothing was said so far: a box that nobody touches says nothing.
                return YES if self.widget.isChecked() else self._before and NO
            case Choice():
                return self.widget.chosen()
            case _:
                return self.widget.text()
