"""Form that moves a session (reschedule): another day, time or room, as long as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from checkin.plan.event_change import EventChange, moved_session, starting_at
from checkin.presence import calendar_of
from ui.event.change_sheet import ChangeSheet
from ui.event.choice_line import ChoiceLine
from ui.event.words import clock_time, day_name
from ui.parts.widgets import Choice, lead

if TYPE_CHECKING:
    from checkin.domain import Event, Session
    from checkin.language import Language
    from ui.parts.theme import Theme


class MoveSheet(ChangeSheet):
    """A session without times can only change its room."""

    def __init__(self, event: Event, session: Session, language: Language, theme: Theme) -> None:
        tr = language
        title = tr.text("Move {session}", session=tr.name(session.name))
        super().__init__(title, tr.text("Move"), tr, theme)
        self._event, self._session = event, session
        self.day = Choice(theme)
        day = "" if session.starts is None else calendar_of(event).day(session.starts)
        for known in dict.fromkeys((*event.days, *filter(None, [day]))):
            self.day.offer(known, day_name(known, tr))
        self.day.choose(day)
        self.starts = lead(QLineEdit(clock_time(session.starts, event.time_zone)))
        rooms = sorted({other.room for other in event.sessions if other.room})
        self.room = ChoiceLine(session.room, rooms, theme)
        self._before = self.day.chosen(), self.starts.text()
        if session.starts is not None:
            self.body.addWidget(self.cell("starts", tr.text("Starts"), self.starts))
            self.body.addWidget(self.cell("day", tr.text("Day"), self.day))
        self.body.addWidget(self.cell("room", tr.text("Room"), self.room))

    def change(self) -> EventChange | None:
        room = self.room.text()
        to_room = None if room == self._session.room else room
        typed, starts = (self.day.chosen(), self.starts.text()), None
        if self._session.starts is not None and typed != self._before:
            starts = starting_at(self._event, *typed)
        if to_room is None and starts is None:
            return None
        return moved_session(self._event, self._session.key, starts=starts, room=to_room)
