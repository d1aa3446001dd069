"""The Paper page: badges, the print queue, lists, invitations, in tabs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin.badges.badges import LAYOUT
from checkin.errors import KnownError
from ui.paper import actions
from ui.paper.actions import Part
from ui.paper.badges_part import THE_USUAL, BadgesPart
from ui.paper.invitations import InvitationsPart
from ui.paper.layout_sheet import sheet_words
from ui.paper.lists import ListsPart
from ui.paper.queue import QueuePart
from ui.parts.action_bar import ActionBar
from ui.parts.columns import Scrolling, Stack
from ui.parts.keys import WindowKey, sequence
from ui.parts.page import Page, PageEnvironment
from ui.parts.shell import Change
from ui.parts.theme import STEP
from ui.parts.widgets import LampState, Tabs, chip_button
from ui.printing.print_desk import Paper

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from checkin.badges import BadgeSelection
    from checkin.settings import Settings
    from ui.paper.actions import PaperAct
    from ui.paper.part import PaperPart, PaperParts
    from ui.parts.settings_holder import SettingsHolder
    from ui.printing.print_desk import PrintState

WATCH_MS: Final = 1_000  # poll interval while the queue is processed


class PaperPage(Page):
    """Four parts in tabs, one button bar for the current one."""

    shows = frozenset({Change.SCAN, Change.ROSTER, Change.DELEGATE, Change.QUEUE, Change.ENTRIES})

    def __init__(
        self,
        core: PaperParts,
        settings: SettingsHolder,
        around: PageEnvironment,
    ) -> None:
        super().__init__(around.language.text("Paper"), around)
        self._core = core
        self._settings = settings
        self._keys = actions.permitted(core.may)
        self.outdated = chip_button("")
        self.outdated.hide()
        self.header.add(self.outdated)
        self.printer = self.header.lamp()
        # In a narrow window the counts are elided, not the page's title.
        self.header.title.setMinimumWidth(self.header.title.sizeHint().width())
        self.badges = BadgesPart(core, self, self._paper(settings.current))
        self.queue = QueuePart(core, self, self.badges.print_test)
        self.lists = ListsPart(core, self)
        self.invitations = InvitationsPart(core, self)
        self._parts: dict[Part, PaperPart] = {
            Part.BADGES: self.badges,
            Part.QUEUE: self.queue,
            Part.LISTS: self.lists,
            Part.INVITATIONS: self.invitations,
        }
        self.tabs = Tabs()
        self.stack = Stack()
        self.foot = ActionBar(self.theme)
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(self.language.text("Paper"))
        for key in self._keys:
            at = self.tabs.addTab(actions.part_name(key, self.language))
            self.tabs.setTabToolTip(at, actions.PART_KEYS[key])
            self.stack.addWidget(self._parts[key])
            shortcut = QShortcut(QKeySequence(sequence(actions.PART_KEYS[key])), self.content)
            shortcut.activated.connect(partial(self.tabs.setCurrentIndex, at))
        self.foot.listen(actions.KEYS)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        # Parent first: a widget shown without one is a window of its own for a moment.
        self.tabs.setVisible(len(self._keys) > 1)
        self.body.addWidget(Scrolling(inner), 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._to_part)
        self.outdated.clicked.connect(self.show_changed)
        self.badges.looked.connect(self._show_counts)
        self.badges.paper_chosen.connect(self._choose_paper)
        for part in self._parts.values():
            part.offers_changed.connect(self._offer)
        self.foot.chosen.connect(self._do)
        self._core.print_desk.changed.connect(self._show_printer)
        self._watch.timeout.connect(self.queue.come)

    @property
    def key(self) -> Part:
        """The key of the current part."""
        return self._keys[max(self.tabs.currentIndex(), 0)]

    @property
    def part(self) -> PaperPart:
        return self._parts[self.key]

    def refresh(self) -> None:
        self._show_printer(self._core.print_desk.state)
        self._to_part()

    def take_focus(self) -> None:
        if self.sheet is None:
            self.tabs.setFocus()

    def show_layout(self, layout: str) -> None:
        """A layout was saved in the designer: badges are printed with it."""
        self.badges.use_layout(layout)

    def show_changed(self) -> None:
        """Selects the badges that have changed since they were printed."""
        self.tabs.setCurrentIndex(self._keys.index(Part.BADGES))
        self.badges.show_changed()

    def _to_part(self) -> None:
        self.stack.setCurrentWidget(self.part)
        self.part.come()
        self._offer()

    def _offer(self) -> None:
        offers = self.part.offers()
        self.foot.show_offers(offers)
        for offer in offers:
            if offer.act in self.part.acts:
                self.foot.enable(offer.act, on=self.part.possible(offer.act))

    def _do(self, act: PaperAct) -> None:
        self.part.acts[act]()

    def _show_counts(self, selection: BadgeSelection) -> None:
        tr = self.language
        self.outdated.setText(tr.text("changed since last print: {n}", n=selection.changed))
        self.outdated.setVisible(selection.changed > 0)
        paper, count = self.badges.current, len(selection.delegates)
        badges = (
            tr.plural("{n} card", "{n} cards", count)
            if self.badges.card
            else tr.plural("{n} badge", "{n} badges", count)
        )
        layout = self._core.badges.library.get(paper.layout)
        words = tr.text(
            "{badges} · {width} × {height} mm · {paper}",
            badges=badges,
            width=f"{layout.width:g}",
            height=f"{layout.height:g}",
            paper=sheet_words(paper.sheet, tr),
        )
        self.header.subtitle.setText(words)

    def _paper(self, settings: Settings) -> Paper:
        """The stock chosen last; the default badge singly when that no longer exists."""
        badges, name = self._core.badges, settings.layout or LAYOUT
        try:
            return Paper(name, badges.sheet(settings.sheet, name) if settings.sheet else None)
        except KnownError:
            return THE_USUAL

    def _choose_paper(self, paper: Paper) -> None:
        sheet = paper.sheet.name if paper.sheet else ""
        self._core.print_desk.layout = paper.layout
        chosen = replace(self._settings.current, layout=paper.layout, sheet=sheet)
        self._settings.change(chosen)

    def _show_printer(self, state: PrintState) -> None:
        tr = self.language
        if state.trouble is not None:
            self.printer.show_state(tr.text("Printer: look"), LampState.BAD)
        elif not state.printer:
            self.printer.show_state(tr.text("No printer"), LampState.OFF)
        else:
            self.printer.show_state(tr.text("Printer ready"), LampState.GOOD)
        name, waiting = (
            actions.part_name(Part.QUEUE, tr),
            state.waiting + state.set_aside + state.unsure,
        )
        words = tr.text("{name} · {n}", name=name, n=waiting) if waiting else name
        self.tabs.setTabText(self._keys.index(Part.QUEUE), words)
        self._keep_watch()
        if self.key is Part.QUEUE:
            self.queue.come()

    def _keep_watch(self) -> None:
        """Polls the queue while badges are being printed."""
        if self._core.print_desk.state.working and self.isVisible():
            self._watch.start()
        else:
            self._watch.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.foot.press(WindowKey.BACK):
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keep_watch()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch.stop()
