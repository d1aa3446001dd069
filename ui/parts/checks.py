"""Checks of this machine (diagnostics): one line per check, with status and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from checkin.doctor import Check, CheckState
from checkin.language import mark
from ui.parts.columns import WidgetList
from ui.parts.theme import STEP
from ui.parts.widgets import IconLabel, Panel, button, rule, text
from ui.parts.widgets.frames import LampState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checkin.language import Language
    from ui.parts.theme import Theme

_NAMES: Final[Mapping[str, str]] = {
    "roster": mark("Roster"),
    "hub": mark("Other desks"),
    "clock": mark("Clock"),
    "printer": mark("Printer"),
    "test badge": mark("Test badge"),
    "code": mark("Invitation"),
    "fonts": mark("Fonts"),
    "backup": mark("Backup"),
    "tried backup": mark("Backup tried"),
    "second place": mark("Second place"),
    "disk": mark("Disk"),
    "place": mark("Place of the store"),
    "permissions": mark("Other users"),
    "camera": mark("Camera"),
}
WORST_FIRST: Final = (CheckState.FAIL, CheckState.WARN, CheckState.OK)
_STATES: Final[Mapping[CheckState, tuple[str, LampState]]] = {
    CheckState.OK: ("check", LampState.GOOD),
    CheckState.WARN: ("warning", LampState.CARE),
    CheckState.FAIL: ("stop", LampState.BAD),
}


class ChecksPanel(Panel):
    """Never colour alone: each status has its icon, and the sentence says the same."""

    def __init__(
        self, heading: str, language: Language, theme: Theme, *, worst_first: bool = False
    ) -> None:
        super().__init__(heading)
        self._worst_first = worst_first
        self._language, self._theme = language, theme
        self._checks: tuple[Check, ...] = ()
        self._acts: dict[str, tuple[str, Callable[[], None]]] = {}
        self._pile = WidgetList()
        self.body.addWidget(self._pile)
        self.body.addStretch(1)

    @property
    def checks(self) -> tuple[Check, ...]:
        return self._checks

    def offer(self, check: str, words: str, act: Callable[[], None]) -> None:
        """A button beside this check while it is not well."""
        self._acts[check] = (words, act)

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """Shows the checks, in the order of the morning set-up."""
        order = list(_NAMES)
        known = [check for check in checks if check.check in _NAMES]
        known.sort(key=lambda check: order.index(check.check))
        if self._worst_first:
            known.sort(key=lambda check: WORST_FIRST.index(check.state))
        self._checks = tuple(known)
        rows: list[QWidget] = []
        for check in self._checks:
            rows += [self._row(check), rule()]
        self._pile.show_all(rows[:-1])

    def _row(self, check: Check) -> QWidget:
        icon, state = _STATES[check.state]
        tone = state.value
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(18, STEP, 18, STEP)
        line.setSpacing(14)
        line.addWidget(
            IconLabel(icon, self._theme.tone(tone).ink if tone else self._theme.muted, 22)
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(text(self._language.text(_NAMES[check.check]), "row"))
        words.addWidget(text(check.message, "small").wrapped())
        line.addLayout(words, 1)
        if check.check in self._acts and check.state is not CheckState.OK:
            label, act = self._acts[check.check]
            mend = button(label)
            mend.setAccessibleName(f"{label} {self._language.text(_NAMES[check.check])}")
            mend.clicked.connect(act)
            line.addWidget(mend)
        return row


def camera_check(cameras: int, language: Language) -> Check:
    """The number of cameras, unknown to the core's doctor. A desk may well have none."""
    if cameras:
        words = language.plural("{n} camera is there.", "{n} cameras are there.", cameras)
    else:
        words = language.text("There is none; a scanner or the keyboard does as well.")
    return Check("camera", CheckState.OK, words)
