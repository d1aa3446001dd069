"""The Station page: readiness check, roles, settings. Changes apply at once."""

from __future__ import annotations

from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from checkin.domain import Role, Tier
from checkin.errors import KnownError
from checkin.roles import Action
from checkin.wording import Tone, role_name
from ui.parts.action_bar import ActionBar
from ui.parts.actions import Offer
from ui.parts.background import Lane
from ui.parts.checks import ChecksPanel, camera_check
from ui.parts.columns import Columns, Scrolling
from ui.parts.keys import WindowKey
from ui.parts.page import Page, PageEnvironment
from ui.parts.question_sheet import QuestionSheet
from ui.parts.shell import Change
from ui.parts.theme import STEP
from ui.parts.widgets import Panel, button, text
from ui.printing import printer_choice
from ui.printing.print_desk import Paper
from ui.printing.surroundings import surroundings
from ui.station import scanner_trial
from ui.station.backup_acts import BackupActs
from ui.station.cards import BackupCard, DeskCard, SettingsCard, WindowCard
from ui.station.connection_acts import ConnectionActs
from ui.station.connection_card import ConnectionCard
from ui.station.ending import EndActs, EndCard
from ui.station.modes_card import ModesCard
from ui.station.passphrases import PassphraseActs, PassphraseCard
from ui.station.printer_acts import PrinterActs
from ui.station.printers_card import PrintersCard, routable
from ui.station.program_card import ProgramActs, ProgramCard
from ui.station.scanners_card import ScannersCard
from ui.station.sheets import PinSheet, take_up_sheet
from ui.station.watch_list import WatchActs

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Shift
    from checkin.doctor import Check
    from checkin.language import Language
    from checkin.settings import Settings
    from ui.parts.settings_holder import SettingsHolder
    from ui.printing.print_desk import PrintState
    from ui.station.parts import StationParts


KEYS: Final = (
    WindowKey.HAND_OVER,
    WindowKey.TAKE_UP,
    WindowKey.BACK_UP,
    WindowKey.CHECK_AGAIN,
    WindowKey.CLOSE_EVENT,
)


class StationAct(Enum):
    BACK_UP = auto()
    TAKE_UP = auto()
    HAND_OVER = auto()
    CHECK = auto()


class StationPage(Page):
    """One panel per topic; panels that the role does not permit are left out."""

    def __init__(
        self,
        parts: StationParts,
        settings: SettingsHolder,
        around: PageEnvironment,
    ) -> None:
        super().__init__(around.language.text("Station"), around)
        self.parts = parts
        self._settings = settings
        self._may = parts.shift.may
        self._build()
        backups = BackupActs(self, parts, self.backup)
        if self._may(Action.SET_UP):
            self.readiness.offer("tried backup", self.language.text("Check…"), backups.ask_check)
        self._acts: dict[StationAct, Callable[[], None]] = {
            StationAct.BACK_UP: backups.back_up,
            StationAct.TAKE_UP: self._ask_take_up,
            StationAct.HAND_OVER: self._ask_hand_over,
            StationAct.CHECK: self.refresh,
        }
        self._watching = WatchActs(self, parts)
        self._ending = EndActs(self, parts, self.ending)
        self._passphrases = PassphraseActs(self, parts, self.passphrases)
        self._program = ProgramActs(self, parts, self.program)
        self._printers = PrinterActs(self, parts, self.badges)
        self._connection = ConnectionActs(self, parts, self.connection)
        self._connect()

    def _build(self) -> None:
        core, tr, theme = self.parts, self.language, self.theme
        set_up = self._may(Action.SET_UP)
        # At a desk that is no organiser's whoever has its passphrase names it, and chooses its room and the folder.
        owns = set_up or core.shift.role is core.shift.highest
        self.readiness = ChecksPanel(tr.text("Is this desk ready?"), tr, theme)
        self.role = text("", "strong")
        self.pins = button(tr.text("Set a PIN…"))
        self.watch = button(tr.text("Watch list…"))
        self.desk = DeskCard(self._settings, core.desk.event, core.desk.name, tr, theme)
        names = routable(core.badges.library, core.desk.event, tr)
        self.badges = PrintersCard(self._settings, core.printers(), names, tr, theme)
        self.scanners = ScannersCard(self._settings, core.serial, tr, theme)
        self.backup = BackupCard(self._settings, tr)
        self.connection = ConnectionCard(core.desk, tr, sets_up=set_up)
        self.window_card = WindowCard(self._settings, tr, theme, locks=set_up)
        self.passphrases = PassphraseCard(tr)
        self.ending = EndCard(tr, theme)
        self.program = ProgramCard(tr, theme)
        door = core.desk.tier is Tier.DOOR
        self.ways = ModesCard(self._settings, tr, theme, set_up=set_up, door=door)
        # Only hidden, never shown: a widget without a parent would be a window of its own for a moment.
        for part, permitted in (
            (self.pins, set_up),
            (self.watch, self._may(Action.WATCH)),
            (self.desk, owns),
            (self.backup, set_up),
            (self.connection, owns),
            (self.passphrases, owns),
            (self.badges, self._may(Action.PRINT)),
            (self.ending, self._may(Action.ERASE)),
        ):
            if not permitted:
                part.hide()
        self.foot = ActionBar(theme)
        self.foot.listen(KEYS)
        side = _column(self.readiness, self._who())
        last = (self.passphrases, self.program, self.ending)
        main = _column(self.desk, self.connection, *self.cards[1:], *last)
        columns = Columns(side, main, nested=True)
        self.body.addWidget(Scrolling(_column(columns, self.foot, stretch=False)), 1)
        self._show_role()

    @property
    def cards(self) -> tuple[SettingsCard, ...]:
        return (
            self.desk,
            self.badges,
            self.scanners,
            self.ways,
            self.backup,
            self.window_card,
        )

    def _who(self) -> Panel:
        panel = Panel(self.language.text("Who uses this desk"))
        line = QHBoxLayout()
        line.setContentsMargins(18, STEP, 12, STEP)
        line.addWidget(self.role, 1)
        line.addWidget(self.pins)
        panel.body.addLayout(line)
        below = QHBoxLayout()
        below.setContentsMargins(18, 0, 12, STEP)
        below.addStretch(1)
        below.addWidget(self.watch)
        panel.body.addLayout(below)
        return panel

    def _connect(self) -> None:
        for card in self.cards:
            card.changed.connect(self._change)
        self.desk.renamed.connect(self._rename)
        self.badges.test.clicked.connect(self._test_print)
        self.parts.print_desk.changed.connect(self._show_print_state)
        self.window_card.test.clicked.connect(self._hear)
        self.ways.kiosk.clicked.connect(self.shell.start_kiosk)
        self.ways.practice.clicked.connect(self.shell.practise)
        self.scanners.card.clicked.connect(lambda: scanner_trial.save_card(self, self.parts))
        self.scanners.trial.clicked.connect(lambda: scanner_trial.try_scanner(self))
        self.pins.clicked.connect(self._ask_pin)
        self.watch.clicked.connect(self._watching.open)
        self.foot.chosen.connect(lambda act: self._acts[act]())
        # Its button is on its card, away from what is pressed every day.
        self.foot.missed.connect(self._press_on_card)

    def _press_on_card(self, key: str) -> None:
        if key == WindowKey.CLOSE_EVENT and not self.ending.isHidden():
            self._ending.close()

    def takes(self, text: str | None, *, serial: bool) -> bool:
        return scanner_trial.takes(self, text, self._settings.current if serial else None)

    # State

    def come(self) -> None:
        """Refreshes each time: plugged-in devices and free disk space send no change."""
        self.stale = True
        super().come()

    def refresh(self) -> None:
        """Runs all checks again, in the background."""
        core, tr = self.parts, self.language
        self.badges.show_printers(core.printers())
        self.badges.show_rolls(core.print_desk.state.rolls)
        cameras = core.cameras()
        self.scanners.show_devices(cameras, core.serial.ports())
        self.desk.show_session(core.desk.fixed)
        self._connection.show()
        if not self.passphrases.isHidden():
            self._passphrases.show()
        self._program.show()
        self._show_role()

        chosen, link, place = (
            self._settings.current,
            core.sync.state,
            core.sync.connection.place,
        )

        def work() -> tuple[Check, ...]:
            around = surroundings(chosen, link, place, core.trouble)
            return (*core.readiness.look(tr, around).checks, camera_check(len(cameras), tr))

        self.run(work, self.readiness.show_checks, Lane.FREE)

    def take_focus(self) -> None:
        if self.sheet is None:
            self.setFocus()

    def _show_role(self) -> None:
        tr, role = self.language, self.parts.shift.role
        self.role.setText(role_name(role, tr))
        offers = (
            Offer(StationAct.HAND_OVER, tr.text("Hand over to volunteers"), WindowKey.HAND_OVER)
            if role is not Role.VOLUNTEER
            else None,
            Offer(StationAct.TAKE_UP, tr.text("Switch role"), WindowKey.TAKE_UP),
            Offer(StationAct.BACK_UP, tr.text("Back up now"), WindowKey.BACK_UP)
            if self._may(Action.SET_UP)
            else None,
            Offer(StationAct.CHECK, tr.text("Check again"), WindowKey.CHECK_AGAIN),
        )
        self.foot.show_offers(tuple(offer for offer in offers if offer is not None))

    # Settings

    def _change(self, settings: Settings) -> None:
        before = self._settings.current
        looks = [(state.language, state.theme, state.names) for state in (settings, before)]
        if looks[0] != looks[1]:
            # Deferred: the window is rebuilt; not from within the box that was just pressed.
            QTimer.singleShot(0, self, lambda: self._settings.change(settings))
            return
        self._settings.change(settings)
        desk = self.parts.desk
        desk.room = settings.room
        if settings.session != before.session:
            desk.fixed = settings.session
        if (settings.printer, settings.routes) != (before.printer, before.routes):
            self._use_printers(settings)

    def _use_printers(self, settings: Settings) -> None:
        self.parts.print_desk.use(*printer_choice.chosen(settings, self.parts.badges))
        self.refresh()

    def _test_print(self) -> None:
        desk, tr = self.parts.print_desk, self.language
        printer = printer_choice.shown(self._settings.current.printer)

        def tested(count: int) -> None:
            if count:
                self.parts.readiness.note_test_badge(printer)
                self.refresh()
            self.tell(tr.text("The test page is at the printer."))

        try:
            desk.print_test(Paper(desk.layout), tested)
        except KnownError as error:
            self.show_error(error)

    def _show_print_state(self, state: PrintState) -> None:
        """Shows the labels left, and the error of a test page where it was started."""
        self.badges.show_rolls(state.rolls)
        if state.trouble is not None and self.isVisible():
            self.show_error(state.trouble)

    def _rename(self, name: str) -> None:
        try:
            self.parts.rename(name)
        except KnownError as error:
            self.desk.show_name(self.parts.desk.name)
            self.show_error(error)

    def _hear(self) -> None:
        sounds = self.parts.sounds
        sounds.set_volume(self._settings.current.volume)
        sounds.play(Tone.WELCOME)
        if not sounds.available:
            self.tell(self.language.text("This machine has nothing to play a sound with."))

    # Roles

    def _ask_hand_over(self) -> None:
        tr = self.language
        sheet = QuestionSheet(
            tr.text("Hand over to volunteers?"),
            tr.sentences(
                tr.text(
                    "They can scan, find people and print badges. A lead's PIN or the passphrase switches "
                    "back."
                ),
                _how_unlocked(self.parts.shift, tr),
            ),
            tr.text("Hand over"),
            tr.text("Back"),
            self.theme,
        )
        self.confirm(sheet, self._hand_over)

    def _hand_over(self) -> None:
        self.parts.shift.hand_over()
        self._tell_role()

    def _ask_take_up(self) -> None:
        self.ask_behind(
            take_up_sheet(self.language, self.theme),
            lambda sheet: partial(self.parts.take_up, sheet.given()),
            lambda _: self._tell_role(),
        )

    def _ask_pin(self) -> None:
        self.ask_until(PinSheet(self.language, self.theme), self._set_pin, self._tell_pin)

    def _set_pin(self, sheet: PinSheet) -> str:
        role, pin, name = sheet.given()
        self.parts.shift.set_pin(role, pin, name)
        return name or role_name(role, self.language)

    def _tell_pin(self, who: str) -> None:
        self.tell(self.language.text("The PIN is set: {role}.", role=who))

    def _tell_role(self) -> None:
        self._show_role()
        # Deferred: the pages are rebuilt for the role; not from within this one.
        QTimer.singleShot(0, self, lambda: self.shell.changed(Change.ROLE, self))


def _how_unlocked(shift: Shift, tr: Language) -> str:
    """What volunteers must know before the desk is theirs."""
    if shift.has_pin(Role.VOLUNTEER):
        return tr.text("When it locks itself, the volunteers' PIN opens it again.")
    return tr.text("It does not lock itself: the volunteers have no PIN.")


def _column(*parts: QWidget, stretch: bool = True) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * STEP)
    for part in parts:
        column.addWidget(part)
    if stretch:
        column.addStretch(1)
    return widget
