"""Preflight check before printing: which badges are selected, and which have findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from checkin.badges import BadgeGroup
from ui.paper.selection_fields import SelectionFields
from ui.parts.field_names import field_name
from ui.parts.findings_list import EDGE, FindingsList
from ui.parts.widgets import Panel, rule, text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from checkin.badges import BadgeSelection
    from checkin.domain import Event, Finding
    from checkin.language import Language
    from checkin.paper.library import Library
    from ui.parts.theme import Theme

MEASURED: Final = 60  # rows; measured for the height; more are higher than the window anyway
LOWEST: Final = 172  # two rows
ANY_HEIGHT: Final = 16_777_215  # QWIDGETSIZE_MAX: no limit


class Preflight(Panel):
    """Emits `meant(delegate)` when a finding is chosen."""

    meant = Signal(str)

    def __init__(self, event: Event, library: Library, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language = language
        self.fields = SelectionFields(event, library, language, theme)
        self.list = FindingsList(
            language.text("Badges that need a look"),
            lambda found: heading(found, language),
            lambda found: sentence(found, language),
            theme,
        )
        self.ready = text("", "quiet").wrapped()
        self.heading.setText(" ")
        self._build()
        self.list.meant.connect(self._mean)

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
        if self.fields.there.isVisibleTo(self):
            return tr.text("Nobody was there for so long.")
        match self.fields.group:
            case BadgeGroup.ALL | BadgeGroup.CATEGORY | BadgeGroup.SESSION:
                return tr.text("Nobody is here yet. Bring the list of delegates in under Roster.")
            case BadgeGroup.UNPRINTED:
                return tr.text("Everybody's badge has been printed.")
            case BadgeGroup.CHANGED:
                return tr.text("No badge has changed since it was printed.")
            case BadgeGroup.DELEGATION:
                return tr.text("There is no such delegation.")
            case BadgeGroup.NAMED:
                return tr.text("Type numbers or names: 18, 20-25, tanaka")

    def _build(self) -> None:
        fields = QVBoxLayout()
        fields.setContentsMargins(EDGE - 6, 12, EDGE - 6, 12)
        fields.addWidget(self.fields)
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
