"""Preflight check before printing: which badges are selected, and which have findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QVBoxLayout,
)

from checkin.badges import BadgeGroup, BadgeOrder, Whose
from ui.parts.field_names import field_name
from ui.parts.findings_list import EDGE, FindingsList
from ui.parts.theme import STEP
from ui.parts.timers import single_shot
from ui.parts.widgets import Choice, Panel, Tick, lead, rule, text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from checkin.badges import BadgeSelection
    from checkin.domain import Event, Finding
    from checkin.language import Language
    from ui.parts.theme import Theme

MEASURED: Final = 60  # rows; measured for the height; more are higher than the window anyway
LOWEST: Final = 172  # two rows
ANY_HEIGHT: Final = 16_777_215  # QWIDGETSIZE_MAX: no limit
TYPING_MS: Final = 200
NAMED: Final = BadgeGroup.NAMED.value


class Preflight(Panel):
    """Emits `whose_changed` when the selection changes, `meant(delegate)` when a finding is chosen."""

    whose_changed = Signal()
    meant = Signal(str)

    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language = language
        self.whose = Choice(theme)
        self.typed = lead(QLineEdit())
        self.order = Choice(theme)
        self.dividers = Tick(language.text("A divider before each letter or group"), theme)
        self.list = FindingsList(
            language.text("Badges that need a look"),
            lambda found: heading(found, language),
            lambda found: sentence(found, language),
            theme,
        )
        self.ready = text("", "quiet").wrapped()
        self.heading.setText(" ")
        self._offer(event)
        self._build()
        self._typing = single_shot(self, TYPING_MS, self.whose_changed.emit)
        self.whose.currentIndexChanged.connect(self._chose)
        self.order.currentIndexChanged.connect(lambda _: self.whose_changed.emit())
        self.typed.textEdited.connect(lambda _: self._typing.start())
        self.typed.returnPressed.connect(self.whose_changed)
        self.list.meant.connect(self._mean)

    def chosen(self) -> Whose:
        """The selected set of badges."""
        group, _, category = self.whose.chosen().partition(" ")
        said = self.typed.text() if group == NAMED else category
        return Whose(BadgeGroup(group), said, BadgeOrder(self.order.chosen()))

    def show_checking(self) -> None:
        self.heading.setText(self._language.text("Looking at the badges…"))

    def show_pile(self, selection: BadgeSelection) -> None:
        """Shows the findings, and the number of badges without any."""
        tr, all_of_them = self._language, len(selection.delegates)
        self.list.show_findings(selection.findings)
        self.list.setVisible(bool(selection.findings))
        self._fit_list()
        heading = tr.plural(
            "Before it prints: {n} of {all} needs a look",
            "Before it prints: {n} of {all} need a look",
            selection.to_look_at,
            all=all_of_them,
        )
        self.heading.setText(heading if selection.findings else tr.text("Before it prints"))
        if not selection.delegates:
            self.ready.setText(self._nobody())
            return
        fine = all_of_them - selection.to_look_at
        sentence = tr.plural("{n} is ready.", "{n} are ready.", fine)
        self.ready.setText(tr.text("{ready} Nothing prints as an empty box.", ready=sentence))

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.list.findings

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_list()

    def _fit_list(self) -> None:
        """As high as its rows, so that the sentence stands right under them."""
        high, count = self.list.height_of(MEASURED), len(self.findings)
        self.list.setMinimumHeight(min(high, LOWEST))
        self.list.setMaximumHeight(high if count <= MEASURED else ANY_HEIGHT)

    def _nobody(self) -> str:
        tr = self._language
        match self.chosen().group:
            case BadgeGroup.ALL | BadgeGroup.CATEGORY:
                return tr.text("Nobody is here yet. Bring the list of delegates in under Roster.")
            case BadgeGroup.UNPRINTED:
                return tr.text("Everybody's badge has been printed.")
            case BadgeGroup.CHANGED:
                return tr.text("No badge has changed since it was printed.")
            case BadgeGroup.NAMED:
                return tr.text("Type numbers or names: 18, 20-25, tanaka")

    def _offer(self, event: Event) -> None:
        tr = self._language
        for group, words in (
            (BadgeGroup.ALL, tr.text("All badges")),
            (BadgeGroup.UNPRINTED, tr.text("Not yet printed")),
            (BadgeGroup.CHANGED, tr.text("Changed since they were printed")),
            (BadgeGroup.NAMED, tr.text("By number or name")),
        ):
            self.whose.offer(group.value, words)
        for category in event.categories:
            name = tr.name(category.name)
            words = tr.text("Category: {name}", name=name)
            self.whose.offer(f"{BadgeGroup.CATEGORY.value} {category.key}", words)
        for order, words in (
            (BadgeOrder.NUMBER, tr.text("Order: number")),
            (BadgeOrder.FAMILY, tr.text("Order: family name")),
            (BadgeOrder.DELEGATION, tr.text("Order: delegation")),
            (BadgeOrder.CATEGORY, tr.text("Order: category")),
        ):
            self.order.offer(order.value, words)

    def _build(self) -> None:
        tr = self._language
        self.whose.setAccessibleName(tr.text("Whose badges"))
        self.order.setAccessibleName(tr.text("Order"))
        self.typed.setAccessibleName(tr.text("Numbers or names"))
        self.typed.setPlaceholderText(tr.text("18, 20-25, tanaka"))
        self.typed.hide()
        fields = QVBoxLayout()
        fields.setContentsMargins(EDGE - 6, 12, EDGE - 6, 12)
        fields.setSpacing(STEP)
        fields.addWidget(self.whose)
        fields.addWidget(self.typed)
        fields.addWidget(self.order)
        fields.addWidget(self.dividers)
        head = QVBoxLayout()
        head.setContentsMargins(EDGE, 0, EDGE, 0)
        self.heading.setFixedHeight(42)
        head.addWidget(self.heading)
        self.ready.setContentsMargins(EDGE, 16, EDGE, 16)
        self.body.addLayout(fields)
        self.body.addWidget(rule())
        self.body.addLayout(head)
        self.body.addWidget(rule())
        self.body.addWidget(self.list, 100)
        self.body.addWidget(self.ready)
        self.body.addStretch(1)

    def _chose(self) -> None:
        named = self.whose.chosen() == NAMED
        self.typed.setVisible(named)
        if named:
            self.typed.setFocus()
        self.whose_changed.emit()

    def _mean(self, found: Finding) -> None:
        if found.delegate:
            self.meant.emit(found.delegate)


def heading(found: Finding, language: Language) -> str:
    """The delegate whose badge it concerns."""
    if found.row:
        return language.text("Delegate {number}", number=found.row)
    return language.text("On every badge")


def sentence(found: Finding, language: Language) -> str:
    field = field_name(found.column, language)
    return language.text("{field}: {sentence}", field=field, sentence=found.message)
