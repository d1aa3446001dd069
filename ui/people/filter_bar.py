"""Filter chips over the list of People: what is asked most with its count, and each condition in force."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from checkin.desk import FilterCondition, FilteredPeople, PeopleFilter, Topic
from checkin.desk.people_filter import NO, YES
from checkin.domain import Status
from ui.parts.columns import FlowBox
from ui.parts.keys import WindowKey, sequence
from ui.parts.tooltips import tooltip
from ui.parts.widgets import chip_button, link
from ui.people.filter_words import condition_name

if TYPE_CHECKING:
    from checkin.domain import Event
    from checkin.language import Language

HEIGHT: Final = 32
WAITS: Final = FilterCondition(Topic.STATUS, Status.PENDING.value)
INSIDE: Final = FilterCondition(Topic.INSIDE, YES)
NOT_TODAY: Final = FilterCondition(Topic.TODAY, NO)
NO_BADGE: Final = FilterCondition(Topic.BADGE, NO)
ASKED_MOST: Final = (WAITS, INSIDE, NOT_TODAY, NO_BADGE)


class FilterBar(QWidget):
    """Emits `changed` for another filter, `more` for all that can be filtered by, `for_all` for acts on those listed,
    and `undo` for the last such act."""

    changed = Signal()
    more = Signal()
    for_all = Signal()
    undo = Signal()

    def __init__(self, event: Event, language: Language) -> None:
        super().__init__()
        self._event, self._language = event, language
        self.filter = PeopleFilter()
        self.found = FilteredPeople(self.filter)
        self._undo = ""
        self.chips: dict[FilterCondition, QPushButton] = {}
        self.fixed: dict[WindowKey, QPushButton] = {}
        self._flow = FlowBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._flow)
        self._fill()
        for key in self.fixed:
            shortcut = QShortcut(QKeySequence(sequence(key)), self)
            shortcut.activated.connect(partial(self._press, key))

    def show_found(self, found: FilteredPeople) -> None:
        """Shows how many there are with each of the conditions asked most."""
        self.found = found
        self._fill()

    def set_filter(self, wanted: PeopleFilter) -> None:
        """Filters by this from now on."""
        if wanted.conditions != self.filter.conditions:
            self.filter = PeopleFilter(wanted.conditions)
            self._fill()
            self.changed.emit()

    def clear(self) -> bool:
        """Takes all conditions away; returns whether there were any."""
        had_any = bool(self.filter.conditions)
        self.set_filter(PeopleFilter())
        return had_any

    def offer_undo(self, sentence: str) -> None:
        """Offers to undo the last act on all, named by the sentence; empty: there is none."""
        self._undo = sentence
        self._fill()

    def _fill(self) -> None:
        tr, wanted, count = self._language, self.filter.conditions, len(self.found.people)
        focused = next((each for each, chip in self.chips.items() if chip.hasFocus()), None)
        others = (condition for condition in wanted if condition not in ASKED_MOST)
        asked = (each for each in ASKED_MOST if each in wanted or self._count(each))
        self.chips = {condition: self._toggle(condition) for condition in (*asked, *others)}
        more = self._chip(tr.text("Filter…"), WindowKey.FILTER)
        for_all = self._chip(tr.plural("For this one…", "For all {n}…", count), WindowKey.FOR_ALL)
        for_all.setEnabled(bool(wanted and count))
        undo = self._chip(self._undo, WindowKey.UNDO_FOR_ALL)
        undo.setEnabled(bool(self._undo))
        self.fixed = {
            WindowKey.FILTER: more,
            WindowKey.FOR_ALL: for_all,
            WindowKey.UNDO_FOR_ALL: undo,
        }
        enabled = [chip for chip in (for_all, undo) if chip.isEnabled()]
        self._flow.show_all([more, *self.chips.values(), *enabled])
        if focused in self.chips:
            self.chips[focused].setFocus()

    def _count(self, condition: FilterCondition) -> int:
        return self.found.facet(*condition.subject).count(condition.value)

    def _toggle(self, condition: FilterCondition) -> QPushButton:
        tr = self._language
        words = {
            INSIDE: tr.text("Inside now"),
            NOT_TODAY: tr.text("Not come today"),
            NO_BADGE: tr.text("No badge yet"),
        }.get(condition) or condition_name(condition, self._event, tr)
        count = self._count(condition)
        chip = chip_button(tr.beside(words, str(count)))
        chip.setCheckable(True)
        chip.setChecked(condition in self.filter.conditions)
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.toggled.connect(lambda on: self._toggled(condition, on=on))
        return chip

    def _toggled(self, condition: FilterCondition, *, on: bool) -> None:
        wanted = self.filter
        self.set_filter(
            wanted.with_condition(condition) if on else wanted.without(condition.subject)
        )

    def _press(self, key: WindowKey) -> None:
        self.fixed[key].click()

    def _chip(self, words: str, key: WindowKey) -> QPushButton:
        signals = {
            WindowKey.FILTER: self.more,
            WindowKey.FOR_ALL: self.for_all,
            WindowKey.UNDO_FOR_ALL: self.undo,
        }
        # What filters is a chip; what is done to those listed is none.
        chip = chip_button(words) if key is WindowKey.FILTER else link(words)
        chip.setFixedHeight(HEIGHT)
        chip.setToolTip(tooltip(sequence(key)))
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        chip.clicked.connect(signals[key])
        return chip
