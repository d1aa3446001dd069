"""Form of a session (agenda item): new, copied, or changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit

from checkin.domain import HandsOut, ReEntry, Session
from checkin.plan.changing import session_in_words
from checkin.plan.event_change import (
    ChangeKind,
    EventChange,
    copied_session,
    free_key,
    session_times,
)
from checkin.presence import calendar_of
from checkin.time_input import plain
from ui.event.change_sheet import ChangeSheet
from ui.event.choice_line import ChoiceLine
from ui.event.names_field import NamesField
from ui.event.words import clock_time, day_name, hands_out_name, re_entry_name
from ui.parts.columns import FlowBox
from ui.parts.theme import STEP
from ui.parts.widgets import Choice, Tick, lead

if TYPE_CHECKING:
    from checkin.domain import Event
    from checkin.language import Language
    from ui.parts.theme import Theme

WIDE: Final = 880
ROOMY: Final = 980  # a page in which the form has all its columns
NARROWEST: Final = 520
COLUMNS: Final = 6
LINES_HIGH: Final = 72
# The words of a condition are those of an event file, in every language.
EXAMPLES: Final = "Training = yes\npress: until 12:00"
NUMBERS: Final = ("doors_minutes", "capacity", "quorum", "leave_minutes")
_NUMBER: Final = re.compile(r"[0-9]{1,18}")


class SessionForm(ChangeSheet):
    """A session that is there (`is_copy`: as the pattern of a new one), or a new one on a day."""

    def __init__(
        self,
        event: Event,
        session: Session | None,
        language: Language,
        theme: Theme,
        *,
        is_copy: bool = False,
        day: str = "",
    ) -> None:
        tr = language
        is_new = session is None or is_copy
        title = tr.text("New session")
        if session is not None:
            title = tr.name(session.name)
            title = tr.text("Copy of {session}", session=title) if is_copy else title
        super().__init__(title, tr.text("Add") if is_new else tr.text("Change"), tr, theme)
        self._event, self._session, self._is_copy = event, session, is_copy
        self._known = session_in_words(session, event.time_zone) if session else {}
        self.names = NamesField(tr.text("Session name"), session.name if session else {}, tr)
        self._make_place(day)
        self._make_numbers()
        self._make_rules(theme)
        self._make_who(theme)
        self._lay_out()
        self._first = self._times()

    def change(self) -> EventChange | None:
        fields = {key: value for key, value in self._typed().items() if value != self._was(key)}
        if self.names.value():
            fields["name"] = self.names.value()
        times = self._times()
        if self._session is None or times != self._first:
            fields |= session_times(self._event, *times)
        if self._session is None:
            key = free_key(self._event, self.names.first_text())
            return EventChange(ChangeKind.NEW_SESSION, key, fields)
        if self._is_copy:
            return copied_session(self._event, self._session.key, fields)
        return EventChange(ChangeKind.SESSION, self._session.key, fields) if fields else None

    # Fields

    def _make_place(self, day: str) -> None:
        tr, event, session = self.language, self._event, self._session
        rooms = sorted({other.room for other in event.sessions if other.room})
        self.room = ChoiceLine(session.room if session else "", rooms, self.theme)
        self.day = Choice(self.theme)
        self.day.offer("", tr.text("Every day, without times"))
        if session is not None:
            day = "" if session.starts is None else calendar_of(event).day(session.starts)
        for known in dict.fromkeys((*event.days, *filter(None, [day]))):
            self.day.offer(known, day_name(known, tr))
        self.day.choose(day)
        zone = event.time_zone
        self.starts = lead(QLineEdit(clock_time(session.starts if session else None, zone)))
        self.ends = lead(QLineEdit(clock_time(session.ends if session else None, zone)))
        for line, example in ((self.starts, "10:00"), (self.ends, "11:30")):
            line.setPlaceholderText(example)
        self.day.currentIndexChanged.connect(self._allow_times)
        self._allow_times()

    def _allow_times(self) -> None:
        for line in (self.starts, self.ends):
            line.setEnabled(bool(self.day.chosen()))

    def _allow_day(self) -> None:
        """What is handed out has no times."""
        is_for_people = self.hands_out.chosen() == HandsOut.NOTHING.value
        if not is_for_people:
            self.day.choose("")
        self.day.setEnabled(is_for_people)

    def _make_numbers(self) -> None:
        self.numbers = {key: lead(QLineEdit(_shown(self._was(key)))) for key in NUMBERS}

    def _make_rules(self, theme: Theme) -> None:
        tr = self.language
        self.requires = Choice(theme)
        self.requires.offer("", tr.text("Nothing"))
        for other in self._event.sessions:
            if self._session is None or other.key != self._session.key or self._is_copy:
                self.requires.offer(other.key, tr.name(other.name))
        self.requires.choose(self._was("requires"))
        self.re_entry = Choice(theme)
        for rule in ReEntry:
            self.re_entry.offer(rule.value, re_entry_name(rule, tr))
        self.re_entry.choose(self._was("re_entry"))
        self.hands_out = Choice(theme)
        for what in HandsOut:
            self.hands_out.offer(what.value, hands_out_name(what, tr))
        self.hands_out.choose(self._was("hands_out"))
        self.hands_out.currentIndexChanged.connect(self._allow_day)
        self._allow_day()
        self.exclusive = Tick(tr.text("Who enters leaves other rooms"), theme)
        self.exclusive.setChecked(self._was("exclusive"))
        if self._session is None:  # as where an event file says nothing
            self.room.currentTextChanged.connect(
                lambda room: self.exclusive.setChecked(bool(room.strip()))
            )

    def _make_who(self, theme: Theme) -> None:
        tr, chosen = self.language, self._was("categories")
        self.ticks: dict[str, Tick] = {}
        offered = [*self._event.categories]
        offered += [gone for gone in self._event.gone_categories if gone.key in chosen]
        for category in offered:
            tick = Tick(tr.name(category.name), theme)
            tick.setChecked(category.key in chosen)
            self.ticks[category.key] = tick
        self.categories = FlowBox(2)
        self.categories.show_all(list(self.ticks.values()))
        self.people = lead(QLineEdit(", ".join(map(str, self._was("people")))))
        self.conditions = QPlainTextEdit("\n".join(self._was("conditions")))
        self.conditions.setTabChangesFocus(True)
        self.conditions.setPlaceholderText(EXAMPLES)
        self.conditions.setFixedHeight(LINES_HIGH)

    def _lay_out(self) -> None:
        tr, n = self.language, self.numbers
        rows = (
            ("name", tr.text("Session name"), self.names, 6),
            ("room", tr.text("Room"), self.room, 2),
            ("day", tr.text("Day"), self.day, 2),
            ("starts", tr.text("Starts"), self.starts, 1),
            ("ends", tr.text("Ends"), self.ends, 1),
            ("doors_minutes", tr.text("Doors open, minutes before"), n["doors_minutes"], 2),
            ("capacity", tr.text("Places"), n["capacity"], 1),
            ("quorum", tr.text("Quorum"), n["quorum"], 1),
            ("leave_minutes", tr.text("All have left, minutes after"), n["leave_minutes"], 2),
            ("requires", tr.text("Only who is checked in at"), self.requires, 2),
            ("re_entry", tr.text("In again"), self.re_entry, 2),
            ("exclusive", tr.text("Presence"), self.exclusive, 2),
            ("categories", tr.text("For these categories; none: everybody"), self.categories, 6),
            ("people", tr.text("For these numbers, with commas"), self.people, 2),
            ("hands_out", tr.text("Handed out here"), self.hands_out, 2),
            ("conditions", tr.text("Conditions, one a line"), self.conditions, 2),
        )
        self._cells = [(self.cell(key, words, field), span) for key, words, field, span in rows]
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(STEP + 4)
        self._grid.setVerticalSpacing(STEP)
        self.body.addLayout(self._grid)
        self.arrange(ROOMY)

    def arrange(self, width: int) -> None:
        """Lays the fields out for a page of that width: six columns, or two."""
        columns = COLUMNS if width >= ROOMY else 2
        self.setMinimumWidth(WIDE if columns == COLUMNS else NARROWEST)
        place = 0
        for cell, wide in self._cells:
            span = wide if columns == COLUMNS else -(-wide // 4)  # 6: both; 2 and 1: one of two
            if place % columns + span > columns:
                place += columns - place % columns
            self._grid.addWidget(cell, place // columns, place % columns, 1, span)
            place += span
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))

    # Values

    def _was(self, key: str) -> Any:
        return self._known[key] if self._known else _plain(key)

    def _typed(self) -> dict[str, Any]:
        """The values but for names and times, as an event file has them."""
        was, ticked = (
            self._was("categories"),
            [key for key, tick in self.ticks.items() if tick.isChecked()],
        )
        people = re.split(r"[\s,、，،;；]+", plain(self.people.text()).strip())
        return {
            "room": self.room.text(),
            **{key: _number(line.text()) for key, line in self.numbers.items()},
            "categories": was if set(was) == set(ticked) else ticked,
            "requires": self.requires.chosen(),
            "re_entry": self.re_entry.chosen(),
            "hands_out": self.hands_out.chosen(),
            "exclusive": self.exclusive.isChecked(),
            "people": [_number(part) for part in people if part],
            "conditions": [
                line.strip() for line in self.conditions.toPlainText().splitlines() if line.strip()
            ],
        }

    def _times(self) -> tuple[str, str, str]:
        return self.day.chosen(), self.starts.text(), self.ends.text()


def _plain(key: str) -> Any:
    return session_in_words(Session("", {}), "UTC")[key]


def _shown(value: int | None) -> str:
    return "" if value is None else str(value)


def _number(typed: str) -> int | str | None:
    """A number where it is one; else the text, which is refused with the name of its field."""
    text = plain(typed.strip())
    return int(text) if _NUMBER.fullmatch(text) else text or None
