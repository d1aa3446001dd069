"""Joining doubles (duplicate merge): the same person looked for, and both beside each other before they are joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from checkin.domain import Status, fields_by_place, session_keys
from checkin.errors import KnownError
from checkin.wording import flag_name, likeness_name, status_name
from ui.parts.field_names import field_name
from ui.parts.keys import WindowKey
from ui.parts.theme import STEP
from ui.parts.timers import single_shot
from ui.parts.widgets import SearchField, Sheet, listen, text
from ui.people.rows import PeopleList
from ui.scanning.rhythm import RHYTHM_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from checkin.desk import People
    from checkin.domain import Card, Delegate, Event
    from checkin.language import Language
    from ui.parts.page import Page
    from ui.parts.theme import Theme

WIDE, HIGH = 1080, 640
NARROW: Final = 760  # below it the two lists stand under each other
LEAST: Final = 180
HITS: Final = 50
FIELDS: Final = tuple(field.name for field in fields_by_place("form"))
STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


def ask_double(
    page: Page,
    people: People,
    event: Event,
    card: Card | None,
    do: Callable[[Callable[[str], object]], object],
) -> None:
    """Asks who is the same person as the one on the card, and joins the two by `do`."""

    def join(sheet: DoublesSheet) -> None:
        if double := sheet.double:
            do(lambda delegate: people.doubles.join(delegate, double.id))

    if card is not None:
        page.ask(DoublesSheet(card, people, event, page.language, page.theme), join)


class DoublesSheet(Sheet):
    """Nothing is joined before both could be seen. Enter joins nobody: the button has a key of its own."""

    def __init__(
        self, card: Card, people: People, event: Event, language: Language, theme: Theme
    ) -> None:
        number = f"{card.delegate.number:03}"
        super().__init__(
            language.text("Who is the same person as {number}?", number=number),
            " ",
            language.text("Back"),
            theme,
        )
        self._people, self._language = people, language
        self._card = card
        self._double: Card | None = None
        self.field = SearchField(theme, language.text("Name or number"), "search")
        self.list = PeopleList(event, language, theme)
        self.comparison = Comparison(event, language)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.accept_button.change(language.text("Join them"), WindowKey.JOIN)
        listen(self.accept_button, self)
        self._searching = single_shot(self, RHYTHM_MS, self._search)
        self.field.edit.textEdited.connect(lambda _: self._searching.start())
        self.list.changed.connect(self._compare)
        self._search()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(STEP)
        side.addWidget(self.field)
        side.addWidget(self.list, 1)
        self._both.setSpacing(2 * STEP)
        self._both.addLayout(side, 2)
        self._both.addWidget(self.comparison, 3)
        self.comparison.setMinimumHeight(LEAST)
        self.body.addLayout(self._both, 1)
        self.body.addWidget(
            text(
                self._language.text(
                    "Codes, scans and badges of the other one become those of {number}. On the card "
                    "they can be parted again.",
                    number=f"{self._card.delegate.number:03}",
                ),
                "quiet",
            ).wrapped()
        )

    @property
    def double(self) -> Delegate | None:
        """Who is chosen."""
        return self._double.delegate if self._double else None

    def complete(self) -> bool:
        return self._double is not None

    def first(self) -> QWidget:
        return self.field.edit

    def sizeHint(self) -> QSize:
        return QSize(WIDE, HIGH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        beside = self.width() >= NARROW
        self._both.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if step := STEPS.get(Qt.Key(event.key())):
            self.list.step(step)
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or (
            self.focusWidget() in {self.accept_button, self.cancel_button}
        ):
            super().keyPressEvent(event)

    def _search(self) -> None:
        """Who may be the same, or whoever is looked for."""
        typed, own = self.field.edit.text().strip(), self._card.delegate.id
        try:
            if typed:
                found = self._people.find(typed, HITS)
                self.list.show_found(tuple(hit for hit in found if hit.id != own))
            else:
                self._show_likely(own)
        except KnownError as error:
            self.list.say(" ", self._language.explain(error))

    def _show_likely(self, own: str) -> None:
        tr, groups = self._language, self._people.doubles.likely(self._card.delegate.id)
        if not groups:
            self.list.say(
                tr.text("Nobody is like them"), tr.text("Look for the other one by name or number.")
            )
            return
        found = {
            delegate.id: delegate
            for group in groups
            for delegate in group.delegates
            if delegate.id != own
        }
        self.list.show_some(tuple(found.values()), likeness_name(groups[0].why, tr))

    def _compare(self) -> None:
        chosen = self.list.chosen
        self._double = self._people.card(chosen.id) if chosen else None
        self.comparison.show_cards(self._card, self._double)
        self.accept_button.setEnabled(self._double is not None)


class Comparison(QScrollArea):
    """What is known of two delegates, one beside the other; what differs stands out."""

    def __init__(self, event: Event, language: Language) -> None:
        super().__init__()
        self._event, self._language = event, language
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines: tuple[tuple[str, str, str], ...] = ()

    def show_cards(self, first: Card, second: Card | None) -> None:
        """A line for each field that either has."""
        ours, theirs = (dict(self._facts(card)) if card else {} for card in (first, second))
        names = dict.fromkeys((*ours, *theirs))
        self.lines = tuple((name, ours.get(name, ""), theirs.get(name, "")) for name in names)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, STEP, 0)
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(STEP)
        for column, stretch in enumerate((2, 3, 3)):
            grid.setColumnStretch(column, stretch)
        for row, (name, one, two) in enumerate(self.lines):
            role = "row" if one != two and second else ""
            for column, label in enumerate((text(name, "small"), text(one, role), text(two, role))):
                grid.addWidget(_top(label.wrapped()), row, column)
        grid.setRowStretch(len(self.lines), 1)
        self.setWidget(inner)

    def _facts(self, card: Card) -> Iterator[tuple[str, str]]:
        tr, delegate = self._language, card.delegate
        yield field_name("number", tr), f"{delegate.number:03}"
        for name in FIELDS:
            if value := self._value(delegate, name):
                yield field_name(name, tr), value
        if delegate.status is not Status.EXPECTED:
            yield field_name("status", tr), status_name(delegate.status, tr)
        if delegate.flags:
            yield (
                field_name("flags", tr),
                tr.listed(flag_name(flag, tr) for flag in delegate.flags),
            )
        yield tr.text("Codes"), str(len(card.codes))
        yield tr.text("Scans"), str(len(card.scans))
        yield tr.text("Badges printed"), str(card.badges_printed)

    def _value(self, delegate: Delegate, name: str) -> str:
        tr = self._language
        if name == "category":
            category = self._event.category(delegate.category)
            return tr.name(category.name) if category else delegate.category
        if name == "sessions":
            known = map(self._event.session, session_keys(delegate.sessions))
            return tr.listed(tr.name(session.name) for session in known if session)
        return str(getattr(delegate, name))


def _top(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
    return label
