"""Group check-in: a delegation on one list with checkboxes, and one Enter for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from checkin import wording
from checkin.domain import DelegateId, Flag
from checkin.language import time_of_day
from checkin.wording import Tone, flag_name
from ui.parts.keys import WindowKey
from ui.parts.name_order import contact_line, in_order
from ui.parts.theme import STEP
from ui.parts.widgets import Elided, Sheet, Strip, Tick, text

if TYPE_CHECKING:
    from checkin.desk import Group, GroupAnswer, Member
    from checkin.domain import Event, Person, Verdict
    from checkin.language import Language
    from ui.parts.theme import Theme

WIDE, HIGH = 760, 640
AROUND, LEAST = 244, 96
DELEGATION: Final = frozenset({Flag.DELEGATION_HEAD, Flag.DELEGATION_CONTACT})
SAID: Final = 104  # room for a message above the buttons
STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class GroupSheet(Sheet):
    """Space toggles a checkbox, Up and Down move, Enter checks in all that are ticked."""

    def __init__(self, group: Group, event: Event, language: Language, theme: Theme) -> None:
        super().__init__(group.name, " ", language.text("Back"), theme)
        self._language, self._zone = language, event.time_zone
        hint = language.text("Space selects, ↑ and ↓ move, Enter checks in everybody selected.")
        self.body.addWidget(Elided(hint, "quiet"))
        came = sum(member.inside_since is not None for member in group.members)
        total = len(group.members)
        self.body.addWidget(
            text(language.text("{came} of {total} came", came=came, total=total), "quiet")
        )
        self.contacts = [Elided(line) for line in _contacts(group, language)]
        for line in self.contacts:
            self.body.addWidget(line)
        # Nobody is ticked who is not known to stand there: a whole delegation is one more key.
        self.everybody = Tick(language.text("Select all who have not come"), theme)
        self.everybody.toggled.connect(self._tick_all)
        self.everybody.installEventFilter(self)
        self.body.addWidget(self.everybody)
        self._absent = {DelegateId(member.person.id) for member in group.members if member.comes}
        self._ticks: dict[DelegateId, Tick] = {}
        self._room = HIGH
        self._scroll, column = _scrolling()
        for member in group.members:
            column.addWidget(self._row(member, theme))
        column.addStretch(1)
        self.body.addWidget(self._scroll, 1)
        self._count()

    @property
    def ticks(self) -> dict[DelegateId, Tick]:
        """The checkboxes, by delegate: two may have one number."""
        return self._ticks

    def chosen(self) -> tuple[DelegateId, ...]:
        """The ticked delegates."""
        return tuple(delegate for delegate, tick in self._ticks.items() if tick.isChecked())

    def first(self) -> QWidget:
        return self.everybody if self._absent else self.cancel_button

    def _tick_all(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        for delegate in self._absent:
            self._ticks[delegate].setChecked(on)

    def sizeHint(self) -> QSize:
        return QSize(WIDE, HIGH)

    def fit(self, room: int) -> None:
        """Keeps the buttons visible on a low page: the list scrolls instead."""
        self._room = room
        message_height = SAID if self.words() else 0
        contacts_height = sum(
            line.sizeHint().height() + self.body.spacing() for line in self.contacts
        )
        self._scroll.setMaximumHeight(max(room - AROUND - message_height - contacts_height, LEAST))

    def say(self, words: str, icon: str, tone: Tone | None) -> None:
        super().say(words, icon, tone)
        self.fit(self._room)

    def refuse(self, sentence: str) -> None:
        self.say(sentence, "stop", Tone.STOP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = STEPS.get(Qt.Key(event.key()))
            if by is not None and isinstance(watched, Tick):
                self._walk(watched, by)
                return True
        return super().eventFilter(watched, event)

    def _row(self, member: Member, theme: Theme) -> Tick:
        tick = Tick(self._words(member), theme)
        tick.setEnabled(member.inside_since is None)
        tick.toggled.connect(self._count)
        tick.installEventFilter(self)
        self._ticks[DelegateId(member.person.id)] = tick
        return tick

    def _words(self, member: Member) -> str:
        tr, flags = self._language, member.person.flags
        roles = (flag_name(flag, tr) for flag in flags if flag in DELEGATION)
        words = tr.beside(_named(member.person, tr), *roles)
        if member.inside_since is None:
            return words
        time = time_of_day(member.inside_since, self._zone)
        return self._language.beside(words, self._language.text("In since {time}", time=time))

    def _walk(self, at: Tick, by: int) -> None:
        free = [tick for tick in (self.everybody, *self._ticks.values()) if tick.isEnabled()]
        place = free.index(at) + by
        if 0 <= place < len(free):
            free[place].setFocus()
            self._scroll.ensureWidgetVisible(free[place])

    def _count(self) -> None:
        count = len(self.chosen())
        words = self._language.plural("Check in {n} person", "Check in {n} people", count)
        self.accept_button.change(words, WindowKey.ENTER)
        self.accept_button.setEnabled(bool(count))


class GroupDone(Sheet):
    """The result: who is in, and for all others why not and what to do."""

    def __init__(self, answer: GroupAnswer, event: Event, language: Language, theme: Theme) -> None:
        count = len(answer.let_in)
        title = language.plural("{n} person is in", "{n} people are in", count)
        super().__init__(title, language.text("Next"), language.text("Back"), theme)
        self.cancel_button.hide()
        self._language, self._event, self._theme = language, event, theme
        scroll, column = _scrolling()
        for verdict in answer.refused:
            self._refused(column, verdict)
        for verdict in answer.to_be_read:
            self._noted(column, verdict)
        for verdict in answer.to_be_told:
            words = language.text("Tell: {whom}", whom=verdict.tell)
            self._strip(column, f"{_who(verdict, language)}\n{words}", "warning", Tone.AGAIN)
        self._big = bool(answer.refused or answer.to_be_read or answer.to_be_told)
        if not self._big:
            column.addWidget(text(language.text("Everybody selected was let in."), "hint"))
        column.addStretch(1)
        self.body.addWidget(scroll, 1)

    def sizeHint(self) -> QSize:
        return QSize(WIDE, HIGH) if self._big else super().sizeHint()

    def lines(self) -> tuple[str, ...]:
        """Delegates who are not in, or have a note, and why."""
        return tuple(strip.words() for strip in self.findChildren(Strip) if strip.words())

    def _refused(self, column: QVBoxLayout, verdict: Verdict) -> None:
        words = wording.of(verdict, self._event, self._language)
        who = self._language.labelled(_who(verdict, self._language), words.headline)
        line = f"{who}\n{words.detail}"
        self._strip(column, line, words.icon, words.tone)

    def _noted(self, column: QVBoxLayout, verdict: Verdict) -> None:
        notes = verdict.person.notes if verdict.person else ""
        line = f"{_who(verdict, self._language)}\n{notes}"
        self._strip(column, line, "warning", Tone.AGAIN)

    def _strip(self, column: QVBoxLayout, words: str, icon: str, tone: Tone) -> None:
        strip = Strip(self._theme)
        # Parent first: a widget shown without one becomes a window of its own.
        column.addWidget(strip)
        strip.say(words, icon, tone)


def _who(verdict: Verdict, language: Language) -> str:
    return _named(verdict.person, language) if verdict.person else ""


def _named(person: Person, language: Language) -> str:
    first, second = in_order(person.name, person.native_name, language)
    return language.beside(f"{person.number:03}", first, second, between="  ")


def _contacts(group: Group, language: Language) -> list[str]:
    """A line for each focal point."""
    label = language.text("Focal point")
    return [language.labelled(label, contact_line(point, language)) for point in group.focal_points]


def _scrolling() -> tuple[QScrollArea, QVBoxLayout]:
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, STEP, 0)
    column.setSpacing(STEP)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inner)
    return scroll, column
