"""Try the rules (dry run): what the door would say to somebody at a session, day and time; nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QLineEdit

from checkin import wording
from checkin.desk.trying import DoorQuestion
from checkin.domain import Direction
from checkin.errors import KnownError
from checkin.language import local
from checkin.presence import calendar_of
from checkin.wording import direction_name
from ui.parts.name_order import in_order
from ui.parts.widgets import Choice, Sheet, lead, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.domain import Event, Session, Verdict
    from checkin.language import Language
    from ui.parts.theme import Theme


class TrySheet(Sheet):
    """Enter asks the door, and the sheet stays for the next question."""

    def __init__(
        self,
        event: Event,
        session: Session | None,
        ask: Callable[[DoorQuestion], Verdict],
        language: Language,
        theme: Theme,
    ) -> None:
        tr = language
        super().__init__(tr.text("Try the rules"), tr.text("Ask the door"), tr.text("Back"), theme)
        self._event, self._ask, self._language = event, ask, tr
        hint = tr.text("What the door would say. Nothing is recorded.")
        self.body.addWidget(text(hint, "quiet").wrapped())
        self.who = QLineEdit()
        self.session, self.day, self.direction = Choice(theme), Choice(theme), Choice(theme)
        self.time = lead(QLineEdit())
        for offered in event.sessions:
            self.session.offer(offered.key, tr.name(offered.name))
        for day in event.days:
            self.day.offer(day, day)
        for direction in Direction:
            self.direction.offer(direction, direction_name(direction, tr))
        self.row(tr.text("Number, name or code"), self.who)
        self.row(tr.text("Session"), self.session)
        self.row(tr.text("Day"), self.day)
        self.row(tr.text("Time"), self.time)
        self.row(tr.text("Direction"), self.direction)
        self.direction.choose(Direction.ENTRY)
        self.session.currentIndexChanged.connect(self._suggest)
        if session is not None:
            self.session.choose(session.key)
        self._suggest()

    def question(self) -> DoorQuestion:
        return DoorQuestion(
            self.who.text(),
            self.session.chosen(),
            self.day.chosen(),
            self.time.text(),
            Direction(self.direction.chosen()),
        )

    def complete(self) -> bool:
        """Shows the answer; it is never done."""
        if not self.who.text().strip():
            self.refuse(self._language.text("Type who comes: a number, a name or a code."))
            return False
        try:
            verdict = self._ask(self.question())
        except KnownError as error:
            self.refuse(self._language.explain(error))
            return False
        self._show(verdict)
        return False

    def _suggest(self) -> None:
        """The day and the start of the session that was chosen."""
        session = self._event.offered_session(self.session.chosen())
        if session is None or session.starts is None:
            self.time.setText(self.time.text() or QTime(9, 0).toString("HH:mm"))
            return
        self.day.choose(calendar_of(self._event).day(session.starts))
        self.time.setText(local(session.starts, self._event.time_zone).strftime("%H:%M"))

    def _show(self, verdict: Verdict) -> None:
        tr = self._language
        words = wording.of(verdict, self._event, tr)
        lines = [words.headline, words.detail]
        if (person := verdict.person) is not None:
            first, second = in_order(person.name, person.native_name, tr)
            lines.insert(0, tr.beside(f"{person.number:03}", first, second, between="  "))
        self.say("\n".join(filter(None, lines)), words.icon, words.tone)
