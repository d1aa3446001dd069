"""Open calls at a lead's desk (notifications): told with a sound, answered by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from PySide6.QtCore import QObject, Signal

from checkin import wording
from checkin.domain import CallKind
from checkin.errors import KnownError
from checkin.roles import Action
from ui.desk.actions import DeskAct
from ui.parts.actions import Offer
from ui.parts.keys import WindowKey
from ui.parts.question_sheet import QuestionSheet
from ui.parts.timers import repeating

if TYPE_CHECKING:
    from checkin.desk import Desk
    from checkin.desk.lead_calls import LeadCall
    from ui.desk.view import DeskView
    from ui.parts.sounds import Sounds

LOOK_MS: Final = 5_000


class OpenCalls(QObject):
    """The calls of all desks, at the desk of a lead; a volunteer's desk shows none. Emits `changed`."""

    changed = Signal()

    def __init__(self, page: DeskView, desk: Desk, sounds: Sounds) -> None:
        super().__init__(page)
        self._page, self._desk, self._sounds = page, desk, sounds
        self._calls: tuple[LeadCall, ...] = ()
        if desk.shift.may(Action.FLAG):
            repeating(self, LOOK_MS, self.look).start()

    def look(self) -> None:
        """Reads the open calls, beside the scans."""
        self._page.run(self._desk.lead_calls.open_calls, self._show)

    def offers(self) -> tuple[Offer, ...]:
        """The key that answers the longest waiting call."""
        if not self._calls:
            return ()
        words = self._page.language.plural("{n} call", "{n} calls", len(self._calls))
        return (Offer(DeskAct.CALLS, words, WindowKey.LEAD),)

    def ask(self) -> None:
        """Shows the longest waiting call; accepting it says that the lead goes there."""
        if not self._calls:
            return
        tr, call = self._page.language, self._calls[0]
        arrived = call.kind is CallKind.ARRIVAL
        sheet = QuestionSheet(
            self._headline(call),
            self._words(call),
            tr.text("They are told") if arrived else tr.text("I am going"),
            tr.text("Back"),
            self._page.theme,
        )
        self._page.confirm(sheet, lambda: self._answer(call))

    def _headline(self, call: LeadCall) -> str:
        """Without a name: the banner can be read by the queue."""
        tr = self._page.language
        match call.kind:
            case CallKind.HELP:
                return tr.text("A lead is needed at {desk}.", desk=call.desk)
            case CallKind.ARRIVAL:
                arrived = tr.text("Somebody has come whose arrival is to be told.")
                whom = tr.text("Tell: {whom}", whom=call.tell) if call.tell else ""
                return tr.sentences(arrived, whom)
            case _:
                assert_never(call.kind)

    def _words(self, call: LeadCall) -> str:
        tr, event, now = self._page.language, self._desk.event, self._desk.now()
        at = wording.when(call.at, now, event.time_zone)
        if call.scan is None:
            return at
        name, line = wording.change_lines(call.scan, 1, event, tr, now)
        return "\n".join(part for part in (name, line) if part)

    def _answer(self, call: LeadCall) -> None:
        try:
            self._desk.lead_calls.answer(call.id)
        except KnownError as error:
            self._page.show_error(error)
        self.look()

    def _show(self, calls: tuple[LeadCall, ...]) -> None:
        known = {call.id for call in self._calls}
        fresh = [call for call in calls if call.id not in known]
        if calls == self._calls:
            return
        self._calls = calls
        if fresh:
            self._page.tell(self._headline(fresh[0]))
            self._sounds.play(wording.Tone.ASK)
        self.changed.emit()
