"""The desk page (check-in): one input field, one verdict at a time, at most two keys per case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from checkin.domain import EXIT, DelegateId
from checkin.roles import Action
from checkin.settings import Printing
from ui.desk import actions, scanner_hints
from ui.desk.actions import DeskAct
from ui.desk.card_content import Case
from ui.desk.case_presenter import CasePresenter
from ui.desk.document_lines import DocumentLines
from ui.desk.exit_mode import ExitMode
from ui.desk.legal_name import LegalName
from ui.desk.live_search import LiveSearch
from ui.desk.lookup_keys import LookupKeys
from ui.desk.open_calls import OpenCalls
from ui.desk.ready import Ready
from ui.desk.view import DeskView
from ui.parts.shell import Change
from ui.parts.timers import repeating
from ui.scanning.scanner_input import ScannerInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Presentation
    from checkin.domain import Person
    from checkin.errors import KnownError
    from checkin.settings import Settings
    from ui.desk.ready import ReadyParts
    from ui.parts.page import PageEnvironment
    from ui.parts.settings_holder import SettingsHolder
    from ui.parts.sounds import Sounds
    from ui.parts.widgets import Sheet

TICK_MS: Final = 1_000


class DeskPage(DeskView):
    """One verdict at a time. Nothing is read from the store between a scan and the paint of its verdict."""

    shows = frozenset({Change.SCAN, Change.ROSTER, Change.DELEGATE, Change.ENTRIES})
    is_live = True

    def __init__(
        self,
        now: Presentation,
        settings: SettingsHolder,
        sounds: Sounds,
        around: PageEnvironment,
        ready: ReadyParts | None = None,
    ) -> None:
        desk = now.desk
        super().__init__(desk.event, around)
        self._desk, self._now, self._settings, self._sounds = desk, now, settings, sounds
        self._front = CasePresenter(self, now, settings, sounds)
        self._asking, self.recent = self._front.dialogs, self._front.recent
        self.clearing = self._front.clearing
        self.badge_moved = self._front.badge_moved  # called when a printer took a badge
        self.calls = OpenCalls(self, desk, sounds)
        self.scanner = ScannerInput(self.field.edit, self.settling)
        self.looking = LiveSearch(self, now, self.scanner)
        self.documents = DocumentLines(self, now, self.looking, self._front.present)
        self.lookup_keys = LookupKeys(self, self._front, self.looking)
        self.exit_mode = ExitMode(self, now, self.clear)
        self.legal_name = LegalName(self, desk, self._on_card)
        self.ready = Ready(self, self.strip.ready, ready) if ready else None
        self._front.turned.connect(self.exit_mode.renew)
        self._acts = self._all_acts()
        self._ticking = repeating(self, TICK_MS, self._tick)
        self._ticking.start()
        self.results.foot.setVisible(desk.shift.may(Action.WALK_IN))
        if not desk.shift.may(Action.FIND):
            self.field.edit.setPlaceholderText(self.language.text("Scan a code, or type a number"))
        self.camera.use(settings.current.camera)
        self._connect()
        self._counted = ("", "")  # the session and the day that the empty card counts
        self._tick()
        self._front.show_again()
        self.recent.read()
        self.stale = False
        self.run(desk.look_up.prepare, lambda _: self.looking.ready())

    # Construction

    def _connect(self) -> None:
        self.link.follow(
            self._desk.now,
            self._desk.event.time_zone,
            lambda: self._front.case is Case.VERDICT,
        )
        self.scanner.scanned.connect(self.scan)
        scanner_hints.listen(self.scanner, self, self.looking)
        self.looking.begun.connect(self.clearing.stop)
        self.looking.shown.connect(self._offer)
        self.looking.emptied.connect(self.clear)
        self._front.turned.connect(self._show_turned)
        self.onward.connect(self._open_card)
        self.back.connect(self.clear)
        self.results.changed.connect(self._offer)
        self.results.register.clicked.connect(self._asking.walk_in)
        self.bar.chosen.connect(self.act)
        self.strip.offer(
            presence=self._desk.shift.may(Action.SEE_PRESENCE),
            afterwards=self._desk.shift.may(Action.ENTER_LATER),
        )
        self.strip.presence.clicked.connect(self.shell.show_presence)
        self.strip.afterwards.clicked.connect(
            lambda: self._asking.afterwards(self._entered_afterwards)
        )
        self.strip.chip.clicked.connect(lambda: self._asking.session(self._chose_session))
        self.camera.live.scanned.connect(self.scanner.take)
        self.camera.turned.connect(self._offer)
        self.calls.changed.connect(self._offer)
        # A method of this page: a lambda would outlive it, and keep it, as long as the settings live.
        self._settings.changed.connect(self._use_settings)

    def _use_settings(self, chosen: Settings) -> None:
        self.camera.use(chosen.camera)
        self.recent.show()  # visitors may see the screen now, or may not any more

    def _all_acts(self) -> dict[DeskAct, Callable[[], None]]:
        now, do = self._now, self._front.do
        return {
            DeskAct.NEXT: self.clear,
            DeskAct.CLEAR: self.clear,
            DeskAct.SEEN: self._seen,
            DeskAct.ANSWERED: lambda: do(now.answered),
            DeskAct.DECLINED: lambda: do(lambda: now.answered(no=True)),
            DeskAct.SKIPPED: lambda: do(lambda: now.reply("")),
            DeskAct.TYPED: self._asking.reply,
            **{act: partial(do, partial(now.choose, at)) for at, act in enumerate(actions.CHOICES)},
            DeskAct.EXIT: lambda: do(lambda: now.again(EXIT)),
            DeskAct.EXIT_MODE: self.exit_mode.turn,
            DeskAct.LEFT_BETWEEN: lambda: do(now.left_between),
            DeskAct.REPRESENTED: self._asking.represented,
            DeskAct.BADGE: lambda: self._asking.badge(self._badge_again),
            DeskAct.HAND_OVER: self._front.table.hand_over,
            DeskAct.CALL_LEAD: self._front.call_lead,
            DeskAct.LEAD_PIN: self._asking.let_in_by_lead,
            DeskAct.CALLS: self.calls.ask,
            DeskAct.HEARD_LATE: lambda: do(now.let_in_heard_late),
            DeskAct.LOOK: self._front.look.begin,
            DeskAct.LEGAL_NAME: self.legal_name.show,
            DeskAct.OVERRIDE: self._asking.override,
            DeskAct.UNDO: self._front.undo,
            DeskAct.WALK_IN: self._asking.walk_in,
            DeskAct.CHECK_IN: self.lookup_keys.enter,
            DeskAct.WHO: self.lookup_keys.enter,
            DeskAct.LET_IN: self.lookup_keys.let_in,
            DeskAct.GROUP: self._ask_group,
            DeskAct.CARD: self._open_card,
            DeskAct.CAMERA: self.camera.toggle,
        }

    def act(self, act: DeskAct) -> None:
        """Runs an action of the button bar."""
        self._acts[act]()

    # Presenting

    def scan(self, text: str) -> None:
        """Presents a code from any scanner; queued while a note has not been read."""
        if self.documents.takes(text) or (self.ready is not None and self.ready.takes(text)):
            return
        self._front.present(text)

    def check_in(self, delegate: int | DelegateId) -> None:
        """Presents a delegate found on another page."""
        self._front.present(delegate)

    def clear(self) -> None:
        """Clears card and field: ready for the next scan, which may be queued already."""
        self._front.clear()

    def show_failure(self, error: KnownError) -> None:
        """Shows that nothing could be recorded: nobody is shown as admitted."""
        self._front.show_failure(error)

    @property
    def waiting(self) -> int:
        """The number of scans queued until a note has been read, or a list is closed."""
        return self._now.waiting

    def go_on(self) -> None:
        """Presents the next queued scan, where nothing blocks it any more."""
        self._front.go_on()

    def _show_turned(self) -> None:
        self.looking.stop()
        self.lookup_keys.look()
        self._offer()

    def _seen(self) -> None:
        if self._front.seen():
            self._offer()
            if self.field.edit.text():
                self.looking.look()

    # Searching

    def _open_card(self) -> None:
        if (chosen := self.results.chosen) is not None:
            self.shell.show_person(chosen.id)

    # Actions

    def _offer(self) -> None:
        tr, verdict, leaving = self.language, self._now.verdict, self._now.leaving
        if self.is_searching:
            chosen, may = self.results.chosen, self._desk.shift.may
            group = chosen is not None and self._asking.has_group(chosen.id)
            offers = actions.when_searching(chosen, tr, may, leaving=leaving, group=group)
        elif self._front.case is Case.CALLED:
            offers = actions.after_call(verdict, tr, self._desk.shift.may)
        elif verdict is not None:
            on_table = self._settings.current.printing is Printing.BEFOREHAND
            offers = actions.after(verdict, tr, self._desk.shift.may, on_table=on_table)
        elif self._front.case is Case.FOUND and self._front.found is not None:
            offers = actions.when_found(self._front.found, tr, leaving=leaving)
        elif self._front.case is Case.READY:
            offers = actions.when_idle(
                tr, self._desk.shift.may, leaving=leaving, camera=self.camera.is_on
            )
            offers = (*offers, *self.calls.offers())
        else:
            offers = actions.after_all(tr)
        if self.legal_name.is_offered:
            offers = (*offers, actions.legal_name(tr))
        self.bar.show_offers(offers)

    def _on_card(self) -> Person | None:
        """Who is on the card: by their verdict, or by a look."""
        if self.is_searching or self._front.case not in {Case.VERDICT, Case.LOOKED}:
            return None
        verdict = self._now.verdict
        return verdict.person if verdict is not None else self._front.look.person

    def _badge_again(self) -> None:
        verdict = self._now.verdict
        if verdict is not None and verdict.person is not None:
            self.shell.print_badge_again(verdict.person.id)
            self._front.show_badge()

    def open_sheet(self, sheet: Sheet) -> None:
        self.clearing.stop()
        super().open_sheet(sheet)
        self._asking.say_waiting()

    def close_sheet(self) -> None:
        held = self._asking.holds
        super().close_sheet()
        if held:
            # Deferred: not from within the key that closed it; and another sheet may follow.
            QTimer.singleShot(0, self, self.go_on)

    def _ask_group(self) -> None:
        if (chosen := self.results.chosen) is not None:
            self._asking.group(
                DelegateId(chosen.id), self._front.came_together, self._front.group_done
            )

    def _entered_afterwards(self, count: int) -> None:
        tr = self.language
        self.tell(
            tr.plural(
                "{n} person was entered afterwards.", "{n} people were entered afterwards.", count
            )
        )
        self.recent.read()
        self.shell.changed(Change.SCAN, self)
        if self._front.case is Case.READY:
            self._front.show_again()

    def _chose_session(self) -> None:
        self._tick()
        self.recent.read()
        self.take_focus()
        self.clear()
        self.shell.keep_session(self._desk.fixed)

    # Changes by time and other pages

    def refresh(self) -> None:
        self._tick()
        self.recent.soon()
        if (
            self._front.case is Case.READY
            and not self._desk.read_only
            and not self._desk.alarm.problems
        ):
            self.run(self._desk.stats, self._front.show_counts)

    def take_focus(self) -> None:
        self.field.edit.setFocus()

    def _tick(self) -> None:
        desk, chosen = self._desk, self._desk.current_session()
        self.strip.show_session(chosen, desk.now(), desk.shift.operator_name)
        counted = chosen.session.key, desk.moment().day
        if counted != self._counted:
            self._counted = counted
            if self._front.case is Case.READY and not self.is_searching:
                self._front.show_again()
