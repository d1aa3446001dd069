"""Flags of a delegate: what the desk asks, checks or must not do; and sessions of their own (invitations)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from checkin.domain import KEYS_APART, Flag, session_keys
from checkin.wording import flag_name
from ui.parts.field_names import field_name
from ui.parts.widgets import Sheet, Tick, text

if TYPE_CHECKING:
    from collections.abc import Collection

    from checkin.domain import Delegate, Event
    from checkin.language import Language
    from ui.parts.theme import Theme


class FlagSheet(Sheet):
    """A checkbox for each flag; custom flags of the roster can be removed.

    Below them is one for each session that is not for everybody. A delegate who is on the watch
    list can be cleared of it by a lead who has looked, with a reason.
    """

    def __init__(
        self,
        delegate: Delegate,
        event: Event,
        limited: Collection[str],
        language: Language,
        theme: Theme,
        *,
        watched: bool = False,
    ) -> None:
        super().__init__(
            language.text("Marks of delegate {number}", number=f"{delegate.number:03}"),
            language.text("Save"),
            language.text("Back"),
            theme,
        )
        self._before = set(delegate.flags)
        others = [flag for flag in delegate.flags if flag not in list(Flag)]
        self.ticks = {
            flag: Tick(flag_name(flag, language), theme)
            for flag in (*(known.value for known in Flag), *others)
        }
        hint = language.text("What is marked here changes what the desk says at the next scan.")
        self.body.addWidget(text(hint, "quiet").wrapped())
        for flag, tick in self.ticks.items():
            tick.setChecked(flag in self._before)
            self.body.addWidget(tick)
        self.body.setSpacing(4)
        own = session_keys(delegate.sessions)
        self.sessions = {
            session.key: Tick(language.name(session.name), theme)
            for session in event.sessions
            if session.key in limited or session.key in own
        }
        if self.sessions:
            self.body.addWidget(text(field_name("sessions", language), "heading"))
        for key, tick in self.sessions.items():
            tick.setChecked(key in own)
            self.body.addWidget(tick)
        self._own = {key for key in own if key in self.sessions}
        self.reason: QLineEdit | None = None
        if watched:
            self.reason = QLineEdit()
            self.body.addWidget(text(language.text("On the watch list"), "strong"))
            self.row(language.text("Somebody else, because"), self.reason)

    def invited(self) -> dict[str, str]:
        """The field of the delegate's own sessions, if it was changed."""
        ticked = [key for key, tick in self.sessions.items() if tick.isChecked()]
        return {} if set(ticked) == self._own else {"sessions": KEYS_APART.join(ticked)}

    def cleared(self) -> str:
        """Why the delegate is not who is on the watch list; empty: not looked at."""
        return self.reason.text().strip() if self.reason else ""

    def changes(self) -> tuple[tuple[str, bool], ...]:
        """The flags that were changed, and whether each is on."""
        return tuple(
            (flag, tick.isChecked())
            for flag, tick in self.ticks.items()
            if tick.isChecked() != (flag in self._before)
        )

    def first(self) -> Tick:
        return next(iter(self.ticks.values()))
