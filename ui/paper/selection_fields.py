"""Fields of what is printed, for whom, and in which order (print options)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from checkin.badges import BadgeGroup, Whose
from checkin.domain import BadgeOrder
from checkin.layout import Use
from checkin.reports import Threshold
from ui.parts.theme import STEP
from ui.parts.timers import single_shot
from ui.parts.widgets import Choice, Tick, lead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import Event
    from checkin.language import Language
    from checkin.paper.library import Library
    from ui.parts.theme import Theme

TYPING_MS: Final = 200
TYPED: Final = frozenset({BadgeGroup.NAMED, BadgeGroup.DELEGATION})
# What is long enough for a certificate, by the key of its choice.
THRESHOLDS: Final[Mapping[str, Threshold]] = {
    "any": Threshold(),
    "hour": Threshold(minutes=60),
    "half": Threshold(percent=50),
    "most": Threshold(percent=75),
}


class SelectionFields(QWidget):
    """Emits `kind_changed` when something else is to be printed, `changed` for other people or another order."""

    kind_changed = Signal()
    changed = Signal()

    def __init__(self, event: Event, library: Library, language: Language, theme: Theme) -> None:
        super().__init__()
        self._event, self._language = event, language
        self.what = Choice(theme)
        self.whose = Choice(theme)
        self.typed = lead(QLineEdit())
        self.there = Choice(theme)
        self.order = Choice(theme)
        self.dividers = Tick(language.text("A divider before each letter or group"), theme)
        self._offer_kinds(library)
        self._offer_people()
        self._offer_rest()
        self._build()
        self._typing = single_shot(self, TYPING_MS, self.changed.emit)
        self.what.currentIndexChanged.connect(self._chose_kind)
        self.whose.currentIndexChanged.connect(self._chose)
        self.typed.textEdited.connect(lambda _: self._typing.start())
        self.typed.returnPressed.connect(self.changed)
        for choice in (self.there, self.order):
            choice.currentIndexChanged.connect(lambda _: self.changed.emit())

    @property
    def card(self) -> str:
        """The layout of the cards that are chosen; empty for badges."""
        return self.what.chosen()

    @property
    def group(self) -> BadgeGroup:
        return BadgeGroup(self.whose.chosen().partition(" ")[0])

    def chosen(self) -> Whose:
        """For whom, in which order."""
        group, key = self.group, self.whose.chosen().partition(" ")[2]
        said = self.typed.text() if group in TYPED else key
        return Whose(group, said, BadgeOrder(self.order.chosen()))

    @property
    def threshold(self) -> Threshold:
        """How long who gets a certificate must have been there."""
        return THRESHOLDS[self.there.chosen()]

    def ask_for_hours(self, *, asked: bool) -> None:
        """Whether what is printed is only for who was there."""
        self.there.setVisible(asked)

    def _chose_kind(self) -> None:
        self._offer_people()
        self.kind_changed.emit()

    def _chose(self) -> None:
        self._show_typed()
        if self.group in TYPED:
            self.typed.setFocus()
        self.changed.emit()

    def _show_typed(self) -> None:
        tr, group = self._language, self.group
        self.typed.setVisible(group in TYPED)
        by_delegation = group is BadgeGroup.DELEGATION
        words = tr.text("Delegation") if by_delegation else tr.text("Numbers or names")
        self.typed.setAccessibleName(words)
        self.typed.setPlaceholderText(words if by_delegation else tr.text("18, 20-25, tanaka"))

    def _offer_kinds(self, library: Library) -> None:
        tr = self._language
        self.what.offer("", tr.text("Badges"))
        for name in library.names_of(Use.CARD):
            self.what.offer(name, library.title(name, tr))

    def _offer_people(self) -> None:
        """Badges are printed and become outdated; cards are not counted."""
        tr, before = self._language, self.whose.chosen()
        groups = [(BadgeGroup.ALL, tr.text("Everybody") if self.card else tr.text("All badges"))]
        if not self.card:
            groups += [
                (BadgeGroup.UNPRINTED, tr.text("Not yet printed")),
                (BadgeGroup.CHANGED, tr.text("Changed since they were printed")),
            ]
        groups += [
            (BadgeGroup.NAMED, tr.text("By number or name")),
            (BadgeGroup.DELEGATION, tr.text("By delegation")),
        ]
        with QSignalBlocker(self.whose):
            self.whose.clear()
            for group, words in groups:
                self.whose.offer(group.value, words)
            for category in self._event.categories:
                words = tr.text("Category: {name}", name=tr.name(category.name))
                self.whose.offer(f"{BadgeGroup.CATEGORY.value} {category.key}", words)
            for session in self._event.sessions:
                words = tr.text("Session: {name}", name=tr.name(session.name))
                self.whose.offer(f"{BadgeGroup.SESSION.value} {session.key}", words)
            self.whose.choose(before)
        self._show_typed()

    def _offer_rest(self) -> None:
        tr = self._language
        for order, words in (
            (BadgeOrder.NUMBER, tr.text("Order: number")),
            (BadgeOrder.FAMILY, tr.text("Order: family name")),
            (BadgeOrder.DELEGATION, tr.text("Order: delegation")),
            (BadgeOrder.CATEGORY, tr.text("Order: category")),
        ):
            self.order.offer(order.value, words)
        for key, words in (
            ("any", tr.text("Who was there at all")),
            ("hour", tr.text("Who was there for an hour or more")),
            ("half", tr.text("Who was there for half of the hours or more")),
            ("most", tr.text("Who was there for three quarters or more")),
        ):
            self.there.offer(key, words)

    def _build(self) -> None:
        tr = self._language
        self.what.setAccessibleName(tr.text("What to print"))
        self.whose.setAccessibleName(tr.text("Whose badges"))
        self.there.setAccessibleName(tr.text("How long they were there"))
        self.order.setAccessibleName(tr.text("Order"))
        self.there.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        for field in (self.what, self.whose, self.typed, self.there, self.order, self.dividers):
            column.addWidget(field)
