"""The Desks page: what is to settle, every machine of the event; adding one, sticks, revoking one."""

from __future__ import annotations

from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from checkin.language import mark
from checkin.roles import Action
from checkin.sync import desks
from ui.desks.adding import AddDeskActs
from ui.desks.conflict_list import ConflictList
from ui.desks.desk_list import DeskList
from ui.desks.exports import CardsPanel, ExportsPanel, ExportsSheet
from ui.desks.held_list import HeldList
from ui.desks.settling import SettleActs
from ui.desks.sheets import RevokeSheet, clock_sheet
from ui.desks.sticks import StickActs
from ui.parts.action_bar import ActionBar
from ui.parts.actions import Offer
from ui.parts.columns import Columns
from ui.parts.keys import WindowKey
from ui.parts.page import Page, PageEnvironment
from ui.parts.shell import Change
from ui.parts.theme import STEP
from ui.parts.widgets import Panel, text
from ui.parts.widgets.frames import HEADER, HEADER_LOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from checkin.domain import HeldEntries
    from checkin.sync import DeskState, TimesToCorrect
    from ui.desks.conflict_list import ToSettle
    from ui.desks.held_list import HeldRow
    from ui.desks.parts import DesksParts
    from ui.desks.tall_list import TallList

    AnyList: TypeAlias = TallList[ToSettle] | TallList[HeldRow] | TallList[DeskState]

LOW: Final = 480  # pixels of the page
KEYS: Final = (
    WindowKey.WRITE_STICK,
    WindowKey.READ_STICK,
    WindowKey.ADD_DESK,
    WindowKey.CORRECT,
    WindowKey.REVOKE_DESK,
)
STEPS: Final = (
    mark("1. Start Uketsuke on the new machine and choose Join an event."),
    mark("2. Bring its request here on a stick, and press Add a desk."),
    mark("3. Take the invitation back to it. It can scan at once."),
)


class DesksAct(Enum):
    WRITE = auto()
    READ = auto()
    ADD = auto()
    CLOCK = auto()
    REVOKE = auto()


class DesksPage(Page):
    """For leads and organisers; only organisers add and revoke."""

    shows = frozenset({Change.ENTRIES})
    is_live = True

    def __init__(self, parts: DesksParts, around: PageEnvironment) -> None:
        super().__init__(around.language.text("Desks"), around)
        self._core = parts
        self._may_set_up = parts.may(Action.SET_UP) and parts.invitations.possible
        self._may_look_back = parts.may(Action.SEE_HISTORY)
        self._adding = AddDeskActs(self, parts, self._told_elsewhere)
        self._sticks = StickActs(self, parts, self._taken_in)
        self._conflict_acts = SettleActs(self, parts, self._show_conflicts, self._taken_in)
        self._is_arriving = False
        self._acts: dict[DesksAct, Callable[[], None]] = {
            DesksAct.WRITE: self._write,
            DesksAct.READ: self._sticks.read,
            DesksAct.ADD: self._add,
            DesksAct.CLOCK: self._ask_clock,
            DesksAct.REVOKE: self._ask_revoke,
        }
        self.conflicts = ConflictList(self.language, self.theme)
        self.conflicts.opened.connect(self._conflict_acts.ask)
        zone = parts.event.time_zone
        self.held = HeldList(zone, self.language, self.theme)
        self.list = DeskList(zone, self.language, self.theme)
        self.exports = ExportsPanel(parts.event, self.language)
        self.cards = CardsPanel(parts.event, self.language)
        self.exports.show_all.clicked.connect(self._show_exports)
        self.foot = ActionBar(self.theme)
        self.foot.listen(KEYS)
        self.foot.chosen.connect(lambda act: self._acts[act]())
        self._rows = self._main()
        self._columns = Columns(self._side(), self._rows, main_first=True)
        for shown in (self.conflicts, self.held, self.list):
            chosen = shown.view.selectionModel().currentChanged
            chosen.connect(partial(self._follow, shown))
        self.list.view.selectionModel().currentChanged.connect(self._offer)
        self.body.addWidget(self._columns, 1)
        self.body.addWidget(self.foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < LOW
        self.header.setFixedHeight(HEADER_LOW if low else HEADER)
        self.foot.set_low(low=low)

    def _main(self) -> QWidget:
        """What is to settle and what is held, above the desks."""
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(self.conflicts)
        column.addWidget(self.held)
        column.addWidget(self.list, 1)
        return main

    def _side(self) -> QWidget:
        """How desks hear of each other, and how one more is added."""
        tr = self.language
        stick = tr.text(
            "A stick carries all that this desk knows to the others. Write it here, read it there, and "
            "the other way round. It is sealed: whoever finds it can read nothing."
        )
        panels: list[Panel] = [_panel(tr.text("By stick"), stick)]
        if self._may_look_back:
            panels[:0] = [self.exports, self.cards]
        if self._may_set_up:
            panels.append(_panel(tr.text("To add a desk"), *map(tr.text, STEPS)))
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        for panel in panels:
            column.addWidget(panel)
        column.addStretch(1)
        return side

    def takes(self, text: str | None, *, serial: bool) -> bool:
        del serial
        return text is not None and self._adding.take_scan(text)

    # State

    def come(self) -> None:
        """Refreshes each time: this desk's own entries send no change."""
        self.stale = self._is_arriving = True
        super().come()

    def refresh(self) -> None:
        exchange = self._core.exchange
        self.run(lambda: (desks(exchange), exchange.held(), exchange.journal.now()), self._show)
        self._conflict_acts.read()
        if self._may_look_back:
            self.run(self._core.export_log.history, self.exports.show_past)
            self.run(self._core.card_log.look, self.cards.show_opened)

    def take_focus(self) -> None:
        if self.sheet is None:
            self._first().setFocus()

    def _first(self) -> QListView:
        return self.conflicts.view if self.conflicts.items else self.list.view

    def _show(self, found: tuple[tuple[DeskState, ...], tuple[HeldEntries, ...], int]) -> None:
        known, waiting, now = found
        self.list.show_desks(known, now)
        self.held.show_held(waiting, now)
        self._offer()

    def _show_conflicts(self, found: tuple[ToSettle, ...]) -> None:
        """Whoever comes to the page finds the focus on what is to settle."""
        held_focus = self.conflicts.view.hasFocus()
        self.conflicts.show_items(found)
        if self._is_arriving or (held_focus and not found):
            self.take_focus()
        self._is_arriving = False

    def _follow(self, shown: AnyList, *_: object) -> None:
        """Another row is chosen: it is scrolled into sight."""
        row = shown.row_of_chosen()
        for corner in (row.bottomLeft(), row.topLeft()):
            place = self._rows.mapToParent(shown.mapTo(self._rows, corner))
            self._columns.ensureVisible(place.x(), place.y(), 0, 1)

    def _offer(self) -> None:
        tr, chosen = self.language, self.list.chosen
        offers = [
            Offer(DesksAct.READ, tr.text("Read a stick…"), WindowKey.READ_STICK),
            Offer(DesksAct.WRITE, tr.text("Write a stick…"), WindowKey.WRITE_STICK),
        ]
        if self._may_set_up:
            offers += [
                Offer(DesksAct.ADD, tr.text("Add a desk…"), WindowKey.ADD_DESK),
                Offer(DesksAct.REVOKE, tr.text("Revoke…"), WindowKey.REVOKE_DESK),
            ]
        if self._may_set_up and chosen is not None and chosen.times_in_doubt:
            offers.append(Offer(DesksAct.CLOCK, tr.text("Correct its times…"), WindowKey.CORRECT))
        self.foot.show_offers(tuple(offers))
        self.foot.enable(DesksAct.REVOKE, on=chosen is not None and chosen.can_be_revoked)

    def _show_exports(self) -> None:
        about = self._core.event, self.language, self.theme
        self.open_sheet(ExportsSheet(self.exports.past, *about))

    # Acts

    def _write(self) -> None:
        own = next((desk.name for desk in self.list.desks if desk.is_this), "")
        self._sticks.write(own)

    def _add(self) -> None:
        number = len(self.list.desks) + 1
        self._adding.ask(self.language.text("Desk {number}", number=number))

    def _ask_clock(self) -> None:
        if (chosen := self.list.chosen) is not None:
            propose = self._core.clock_corrections.propose
            self.run(lambda: propose(chosen.id), lambda found: self._correct(chosen, found))

    def _correct(self, desk: DeskState, found: TimesToCorrect | None) -> None:
        tr = self.language
        if found is None:
            self.tell(tr.text("Nothing seems wrong with the times of {name}.", name=desk.name))
            return

        def correct() -> None:
            numbers = (found.first, found.last)
            work = self._core.clock_corrections.correct
            done = tr.text("The times of {name} are corrected.", name=desk.name)
            self.run(
                lambda: work(desk.id, found.offset, numbers, found.chain),
                lambda _: self._taken_in(done),
            )

        zone = self._core.event.time_zone
        self.confirm(clock_sheet(desk, found, zone, tr, self.theme), correct)

    def _ask_revoke(self) -> None:
        chosen, revocations = self.list.chosen, self._core.revocations
        if chosen is None:
            return
        by_paper = revocations.needs_paper(chosen.id)
        sheet = RevokeSheet(chosen.name, self.language, self.theme, by_paper=by_paper)
        # Where the hub cannot be reached, all but its part is done.
        sheet.closed.connect(self.refresh)

        def revoke(sheet: RevokeSheet) -> Callable[[], None]:
            if by_paper:
                return partial(revocations.revoke_by_paper, chosen.id, sheet.given())
            return partial(revocations.revoke, chosen.id)

        self.ask_behind(sheet, revoke, lambda _: self._revoked(chosen))

    def _revoked(self, desk: DeskState) -> None:
        self._taken_in(self.language.text("{name} is revoked.", name=desk.name))

    def _taken_in(self, sentence: str) -> None:
        self._told_elsewhere()
        self.shell.tell(sentence)  # the pages may have been made anew, and this one with them

    def _told_elsewhere(self) -> None:
        self.refresh()
        self.shell.changed(Change.ENTRIES, self)


def _panel(heading: str, *sentences: str) -> Panel:
    panel = Panel(heading)
    column = QVBoxLayout()
    column.setContentsMargins(18, 14, 18, 18)
    column.setSpacing(STEP)
    for sentence in sentences:
        column.addWidget(text(sentence).wrapped())
    panel.body.addLayout(column)
    return panel
