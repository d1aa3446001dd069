"""Entering afterwards (backdated check-in): a list of numbers is typed, and what it would record stands beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from checkin import wording
from checkin.desk import LateList, LatePreview, LateRow
from checkin.domain import Direction, LateProblem, Manner
from checkin.language import time_of_day
from checkin.wording import Tone, direction_name, icon_of, problem_name, tone_of
from ui.parts.keys import WindowKey
from ui.parts.name_order import in_order
from ui.parts.theme import STEP
from ui.parts.timers import single_shot
from ui.parts.widgets import Choice, Elided, Sheet, Tick, listen
from ui.parts.widgets.field import lead
from ui.parts.widgets.rows import RowDelegate, RowPainter, TupleModel, list_view, row_font

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from checkin.desk import Desk
    from checkin.domain import Event, Person
    from checkin.errors import KnownError
    from checkin.language import Language
    from ui.parts.page import Page
    from ui.parts.theme import Theme

WIDE, HIGH = 900, 640
LEAST: Final = 132  # three numbers, or two people, in a low window
ROW: Final = 52
READ_AFTER_MS: Final = 150
RETURNS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AfterwardsSheet(Sheet):
    """Nothing is recorded before all of it could be seen. Enter begins a new line of the list, as on paper; the
    button has a key of its own. Emits `typed` at every change."""

    typed = Signal()

    def __init__(self, desk: Desk, page: Page, draft: LateList | None) -> None:
        tr, theme = page.language, page.theme
        super().__init__(tr.text("Enter afterwards"), " ", tr.text("Back"), theme)
        self._desk, self._page, self._language = desk, page, tr
        self._preview: LatePreview | None = None
        self._is_refused = False
        self.session, self.day, self.direction = Choice(theme), Choice(theme), Choice(theme)
        self.time, self.reason, self.numbers = QLineEdit(), QLineEdit(), QPlainTextEdit()
        self.from_paper = Tick(tr.text("From a list on paper"), theme)
        self._offer_choices()
        self._lay_out()
        self.rows = _PreviewList(desk.event, tr, theme, desk.name)
        self._meant: set[str] = set()  # of two who have one number
        self._lists = QHBoxLayout()
        self._lists.setSpacing(2 * STEP)
        self._lists.addWidget(self.numbers, 2)
        self._lists.addWidget(self.rows.view, 3)
        self.body.addLayout(self._lists, 1)
        self.note = Elided("", "quiet")  # a wrapped one would shrink the sheet to its least height
        self.body.addWidget(self.note)
        self._reading = single_shot(self, READ_AFTER_MS, self._read)
        if draft is not None:
            self._fill(draft)
        listen_to = (self.session, self.day, self.direction)
        for choice in listen_to:
            choice.currentIndexChanged.connect(self._change)
        for chosen in (self.rows.view.clicked, self.rows.view.activated):
            chosen.connect(lambda index: self._mean(index.row()))
        self.from_paper.toggled.connect(self._change)
        for edit in (self.time, self.reason, self.numbers):
            edit.textChanged.connect(self._change)
        self._show_count()
        listen(self.accept_button, self)
        self._read()

    def _offer_choices(self) -> None:
        tr, desk = self._language, self._desk
        for session in desk.event.sessions:
            self.session.offer(session.key, tr.name(session.name))
        self.session.choose(desk.current_session().session.key)
        today = desk.moment().day
        for day in sorted({*(day for day in desk.event.days if day < today), today}):
            self.day.offer(day, day)
        self.day.choose(today)
        for direction in Direction:
            self.direction.offer(direction, direction_name(direction, tr))

    def _lay_out(self) -> None:
        tr = self._language
        self.row(tr.text("Session"), self.session)
        when = QWidget()
        line = QHBoxLayout(when)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        for part, words in ((self.time, tr.text("Time")), (self.day, tr.text("Day"))):
            part.setAccessibleName(words)
            line.addWidget(part, 1)
        line.addWidget(self.direction, 1)
        self.direction.setAccessibleName(tr.text("In or out"))
        self.time.setPlaceholderText("09:30")
        lead(self.time)
        self.row(tr.text("Time"), when)
        self.row(tr.text("Let in anyway"), self.reason)
        self.reason.setPlaceholderText(tr.text("Type a reason; it goes on record."))
        self.show_row(self.reason, on=False)
        self.row(tr.text("Paper"), self.from_paper)
        self.from_paper.setAccessibleName(self.from_paper.text())
        self.numbers.setAccessibleName(tr.text("Numbers"))
        self.numbers.setPlaceholderText(tr.text("Numbers, one a line or all in one: 12, 13 9:41"))
        self.numbers.setTabChangesFocus(True)
        self.numbers.setMinimumHeight(LEAST)

    def _fill(self, draft: LateList) -> None:
        self.session.choose(draft.session or "")
        self.day.choose(draft.day)
        self.direction.choose(draft.how.direction)
        self.time.setText(draft.time)
        self.reason.setText(draft.how.force)
        self.from_paper.setChecked(draft.how.from_paper)
        self.numbers.setPlainText(draft.numbers)
        self._meant |= draft.meant

    def asked(self) -> LateList:
        """What is typed and chosen."""
        direction = Direction(self.direction.chosen())
        reason = self.reason.text().strip() if direction is Direction.ENTRY else ""
        return LateList(
            self.numbers.toPlainText(),
            self.time.text(),
            self.day.chosen(),
            self.session.chosen(),
            Manner(direction=direction, force=reason, from_paper=self.from_paper.isChecked()),
            frozenset(self._meant),
        )

    @property
    def preview(self) -> LatePreview | None:
        """What is shown, where it is of what is typed."""
        shown = self._preview
        return shown if shown is not None and shown.asked == self.asked() else None

    def complete(self) -> bool:
        return self.preview is not None and bool(self.preview.good)

    def refuse(self, sentence: str) -> None:
        super().refuse(sentence)
        self._is_refused = True
        self._read()

    def first(self) -> QWidget:
        return self.numbers if self.time.text() else self.time

    def sizeHint(self) -> QSize:
        return QSize(WIDE, HIGH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter goes on to the list: on paper the time stands above it, and is no reason to record.
        if event.key() in RETURNS and not isinstance(self.focusWidget(), QPushButton):
            self.numbers.setFocus()
            return
        super().keyPressEvent(event)

    def _mean(self, row: int) -> None:
        """Of two people of one number, this one is meant."""
        person = self.rows.who_may_be_meant(row)
        if person is not None:
            self._meant.add(person.id)
            self._change()

    # Preview

    def _change(self) -> None:
        self.typed.emit()
        if self._is_refused:
            self._is_refused = False
            self.say("", "ask", None)
        self._show_count()
        self._reading.start()

    def _read(self) -> None:
        asked = self.asked()

        def failed(error: KnownError) -> None:
            if asked == self.asked():
                self._show(None, self._language.explain(error))

        self._page.run_or(
            lambda: self._desk.afterwards.read(asked),
            lambda preview: self._show(preview, ""),
            failed,
        )

    def _show(self, preview: LatePreview | None, said: str) -> None:
        if preview is not None and preview.asked != self.asked():
            return  # there is a newer one to come
        if preview != self._preview:
            self._page.settling.renew()
        self._preview = preview
        rows = (*preview.bad, *preview.good) if preview else ()
        self.rows.show_rows(rows)
        refused = any(row.problem is LateProblem.REFUSED for row in rows)
        self.show_row(self.reason, on=refused or bool(self.reason.text()))
        self.note.setText(said or self._counted(preview))
        self._show_count()

    def _counted(self, preview: LatePreview | None) -> str:
        tr = self._language
        bad = len(preview.bad) if preview else 0
        return tr.plural("{n} cannot be recorded", "{n} cannot be recorded", bad) if bad else ""

    def _show_count(self) -> None:
        preview = self.preview
        count = len(preview.good) if preview else 0
        words = self._language.plural("Record {n} person", "Record {n} people", count)
        self.accept_button.change(words, WindowKey.SAVE)
        self.accept_button.setEnabled(bool(count))


class _PreviewList:
    """A row for each number: who it is, what would be recorded and when, or what is in the way."""

    def __init__(self, event: Event, language: Language, theme: Theme, desk_name: str) -> None:
        self._event, self._language, self._theme = event, language, theme
        self._desk_name = desk_name
        self._name = row_font(15, QFont.Weight.DemiBold)
        self._small = row_font(13)
        self._model = TupleModel[LateRow](self._spoken)
        self._painter = RowDelegate(theme, ROW, self._write)
        self.view = list_view(language.text("What will be recorded"))
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._painter)
        self.view.setMinimumHeight(LEAST)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_rows(self, rows: tuple[LateRow, ...]) -> None:
        """Where two people have a number there is a row for each, of which one is to be chosen."""
        several = LateProblem.SEVERAL
        shown = tuple(
            replace(row, people=(person,))
            for row in rows
            if row.problem is several
            for person in row.people
        )
        others = tuple(row for row in rows if row.problem is not several)
        self._model.show((*shown, *others))
        to_choose = Qt.FocusPolicy.StrongFocus if shown else Qt.FocusPolicy.NoFocus
        self.view.setFocusPolicy(to_choose)

    def who_may_be_meant(self, row: int) -> Person | None:
        """Whom this row offers, where two people have the number."""
        item = self._model.item(row)
        return item.person if item and item.problem is LateProblem.SEVERAL else None

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Who, and what, of each row."""
        return tuple((self._who(row), self._what(row)) for row in self._model.items)

    def _who(self, row: LateRow) -> str:
        named = [_named(person, self._language) for person in row.people]
        return self._language.listed(named) or row.text

    def _what(self, row: LateRow) -> str:
        tr, verdict = self._language, row.verdict
        if row.problem is LateProblem.SEVERAL:
            return tr.text("Two people have this number. Choose who is meant.")
        if row.problem not in {None, LateProblem.REFUSED} or verdict is None:
            return problem_name(row.problem or LateProblem.REFUSED, tr)
        session = self._event.session(verdict.session)
        tag = wording.of(verdict, self._event, tr, desk_name=self._desk_name).tag
        return tr.beside(tag, tr.name(session.name) if session else "")

    def _time(self, row: LateRow) -> str:
        return "" if row.at is None else time_of_day(row.at, self._event.time_zone)

    def _spoken(self, row: LateRow) -> str:
        parts = (self._who(row), self._what(row), self._time(row))
        return self._language.listed(part for part in parts if part)

    def _write(self, row: RowPainter, shown: LateRow) -> None:
        theme, verdict = self._theme, shown.verdict
        tone, icon = Tone.AGAIN, "warning"
        if verdict is not None and shown.problem in {None, LateProblem.REFUSED}:
            tone = tone_of(verdict.outcome, verdict.reason)
            icon = icon_of(verdict.outcome, verdict.reason)
        row.icon(icon, theme.tone(tone).ink, 8, 20)
        taken = row.trailing(self._time(shown), self._small, theme.muted, 8) + 12
        room, top = row.box.width() - 40 - taken, row.box.top()
        row.text(self._who(shown), self._name, theme.text, QRect(40, top + 5, room, 22))
        row.text(self._what(shown), self._small, theme.muted, QRect(40, top + 26, room, 20))


def _named(person: Person, language: Language) -> str:
    first, second = in_order(person.name, person.native_name, language)
    return language.beside(f"{person.number:03}", first, second, between="  ")
