"""The desk: one field does it all, one verdict at a time, two keys finish any case."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from checkin import wording
from checkin.desk import presentation
from checkin.domain import EXIT
from checkin.errors import KnownError
from checkin.roles import Action
from ui.desk import actions, card_content
from ui.desk.actions import DeskAct
from ui.desk.card_content import Case
from ui.desk.dialogs import DeskDialogs
from ui.desk.live_search import LiveSearch
from ui.desk.verdict_card import CardContent
from ui.desk.view import DeskView
from ui.parts.shell import Change
from ui.parts.timers import repeating, single_shot
from ui.scanning.scanner_input import ScannerInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import GroupAnswer, Presentation
    from checkin.domain import Stats, Verdict
    from checkin.settings import Settings
    from ui.parts.page import PageEnvironment
    from ui.parts.settings_holder import SettingsHolder
    from ui.parts.sounds import Sounds
    from ui.parts.widgets import Sheet

CLEAR_AFTER_MS: Final = 15_000
TICK_MS: Final = 1_000
LIST_AFTER_MS: Final = 60
LAST: Final = 10


class DeskPage(DeskView):
    """One verdict at a time. Between a scan and the paint of its verdict nothing else is read."""

    shows = frozenset({Change.SCAN, Change.ROSTER, Change.DELEGATE})

    def __init__(
        self,
        now: Presentation,
        settings: SettingsHolder,
        sounds: Sounds,
        around: PageEnvironment,
    ) -> None:
        desk = now.desk
        super().__init__(desk.event, around)
        self._desk = desk
        self._sounds = sounds
        self._settings = settings
        self._now = now
        self._face = CardContent("", "")
        self._case = Case.READY
        self._asking = DeskDialogs(self, desk, self._now, self._do)
        self._acts = self._all_acts()
        self.scanner = ScannerInput(self.field.edit)
        # A blink behind the verdict: it costs more than that, and of a burst nobody reads every line.
        self.listing = single_shot(self, LIST_AFTER_MS, self._list)
        self.clearing = single_shot(self, CLEAR_AFTER_MS, self.clear)
        self.looking = LiveSearch(self, now)
        self._ticking = repeating(self, TICK_MS, self._tick)
        self._ticking.start()
        self.results.foot.setVisible(desk.shift.may(Action.WALK_IN))
        if not desk.shift.may(Action.FIND):
            self.field.edit.setPlaceholderText(self.language.text("Scan a code, or type a number"))
        self._connect()
        self._show_again()
        self._use_settings(settings.current)
        self._tick()
        self._show_last()
        self.stale = False
        self.run(desk.prepare_search, lambda _: self.looking.ready())

    # What it is made of

    def _connect(self) -> None:
        self.scanner.scanned.connect(self.scan)
        self.scanner.broken_off.connect(self._drop_torso)
        self.scanner.composing.connect(self._warn_of_input_method)
        self.field.edit.textEdited.connect(self._typed)
        self.field.edit.composed.connect(self._composed)
        self.looking.shown.connect(self._offer)
        self.looking.emptied.connect(self.clear)
        self.onward.connect(self._open_card)
        self.back.connect(self.clear)
        self.results.picked.connect(self._check_in)
        self.results.changed.connect(self._offer)
        self.results.walk_in.connect(self._asking.walk_in)
        self.bar.chosen.connect(lambda act: self._acts[act]())
        self.strip.chip.clicked.connect(self._choose_session)
        self.camera.scanned.connect(self.scanner.take)
        self.camera.turned.connect(self._offer)
        self._settings.changed.connect(self._use_settings)

    def _all_acts(self) -> dict[DeskAct, Callable[[], None]]:
        return {
            DeskAct.NEXT: self.clear,
            DeskAct.CLEAR: self.clear,
            DeskAct.SEEN: self._seen,
            DeskAct.ANSWERED: lambda: self._do(self._now.answered),
            DeskAct.DECLINED: lambda: self._do(lambda: self._now.answered(no=True)),
            DeskAct.EXIT: lambda: self._do(lambda: self._now.again(EXIT)),
            DeskAct.EXIT_MODE: self._turn,
            DeskAct.LEFT_BETWEEN: lambda: self._do(self._now.left_between),
            DeskAct.REPRESENTED: self._asking.represented,
            DeskAct.BADGE: lambda: self._asking.badge(self._badge_again),
            DeskAct.CALL_LEAD: self._call_lead,
            DeskAct.OVERRIDE: self._asking.override,
            DeskAct.UNDO: self._undo,
            DeskAct.WALK_IN: self._asking.walk_in,
            DeskAct.CHECK_IN: self._check_in,
            DeskAct.GROUP: self._ask_group,
            DeskAct.CARD: self._open_card,
            DeskAct.CAMERA: self.camera.toggle,
        }

    # Presenting

    def scan(self, text: str) -> None:
        """A code was presented, by whatever means; it waits while a note has not been read."""
        self._present(text)

    def check_in(self, number: int) -> None:
        """Somebody who was found on another page."""
        self._present(number)

    def _present(self, presented: str | int) -> None:
        self.field.edit.clear()
        if not (self._now.held or self.waiting or self._asking.holds):
            self._answer(presented)
        elif self._now.wait(presented):
            self._show_face(self._face)
            self._asking.say_waiting()
            self._sounds.play(wording.Tone.ASK)

    def _answer(self, presented: str | int) -> None:
        self._asking.give_way()
        self._do(partial(self._now.present, presented))

    @property
    def waiting(self) -> int:
        """How many presentations wait until a note has been read, or a list is done."""
        return self._now.waiting

    def go_on(self) -> None:
        """The next one who waits, where nothing is in the way any more."""
        if self.waiting and self.sheet is None and not (self._now.held or self._asking.holds):
            self.clear()

    def _seen(self) -> None:
        """The note was read: the next one who waits, else the same card with it."""
        self._now.seen()
        if self.waiting:
            self.clear()
            return
        self._show_face(replace(self._face, notes_tone=None))
        self._offer()
        self.clearing.start()
        if self.field.edit.text():
            self.looking.look()

    def _check_in(self) -> None:
        if (chosen := self.results.chosen) is not None:
            self.check_in(chosen.number)

    def _do(self, present: Callable[[], Verdict]) -> None:
        """One presentation: the core answers, the card shows it."""
        try:
            verdict = present()
        except KnownError as error:
            self.show_failure(error)
        else:
            self._show_verdict(verdict)

    def _show_verdict(self, verdict: Verdict) -> None:
        words, face = self._told(verdict)
        prints = presentation.prints(self._now.verdict, self._settings.current.printing)
        self._show(
            Case.VERDICT, card_content.with_badge(face, verdict, self.language) if prints else face
        )
        self._sounds.play(words.sound)
        if not self._now.held:
            self.clearing.start()
        if prints and verdict.person is not None:
            self.shell.print_badge(verdict.person.id)
        self.shell.changed(Change.SCAN, self)
        self._list_soon()

    def _told(self, verdict: Verdict) -> tuple[wording.VerdictWords, CardContent]:
        event, tr = self._desk.event, self.language
        facing = self._now.facing or verdict
        words = wording.of(facing, event, tr, desk_name=self._desk.name)
        return words, card_content.of_verdict(verdict, words, event, tr)

    def _show_again(self) -> None:
        """Where the page before this one left off, in another language, theme or role."""
        if (verdict := self._now.shown_again()) is None:
            self._show_ready()
            return
        self._show(Case.VERDICT, self._told(verdict)[1])
        if not self._now.held:
            self.clearing.start()

    def show_failure(self, error: KnownError) -> None:
        """Nothing could be recorded: nobody is shown as admitted."""
        self._now.forget()
        self._show(
            Case.FAILURE, card_content.not_recorded(self.language.explain(error), self.language)
        )
        self._sounds.play(wording.Tone.STOP)

    def clear(self) -> None:
        """Nothing on the card, nothing in the field: ready for the next one, who may be waiting already. A
        note that nobody has read stays."""
        if self._now.held:
            return
        if self.waiting:
            self._answer(self._now.next())
            return
        self._now.forget()
        self.field.edit.clear()
        self._show_ready()

    def _show_ready(self) -> None:
        self._show(Case.READY, card_content.ready(None, self.language, leaving=self._now.leaving))
        self.run(self._desk.stats, self._show_counts)

    def _show_counts(self, stats: Stats) -> None:
        if self._case is Case.READY:
            count = stats.sessions.get(self._desk.current_session().session.key)
            face = card_content.ready(count, self.language, leaving=self._now.leaving)
            self._show_face(face)

    def _show(self, case: Case, face: CardContent) -> None:
        self._case = case
        self.clearing.stop()
        self.looking.stop()
        self.last.choose_none()
        self._show_face(face)
        self.show_card()
        self.shell.shown(self._now.verdict if case is Case.VERDICT else None)
        self._offer()
        if self.sheet is None:
            self.field.edit.setFocus()

    def _show_face(self, face: CardContent) -> None:
        self._face = face
        self.card.show_face(card_content.waiting(face, self.waiting, self.language))

    # Searching

    def _typed(self, text: str) -> None:
        self.clearing.stop()
        self.looking.typed(text, busy=self.scanner.busy)

    def _composed(self, _: str) -> None:
        self.clearing.stop()
        self.looking.composed()

    def _drop_torso(self) -> None:
        """Half a code: neither it nor what was found by it may wait for an Enter."""
        self.field.edit.clear()
        self.looking.look()
        self.tell(self.language.text("Only a part of a code came. Scan it once more."))

    def _open_card(self) -> None:
        if (chosen := self.results.chosen) is not None:
            self.shell.show_person(chosen.id)

    # Offers

    def _offer(self) -> None:
        tr, verdict, leaving = self.language, self._now.verdict, self._now.leaving
        if self.is_searching:
            chosen = self.results.chosen
            offers = actions.when_searching(chosen, tr, self._desk.shift.may, leaving=leaving)
        elif verdict is not None:
            offers = actions.after(verdict, tr, self._desk.shift.may)
        elif self._case is Case.READY:
            offers = actions.when_idle(
                tr, self._desk.shift.may, leaving=leaving, camera=self.camera.is_on
            )
        else:
            offers = actions.after_all(tr)
        self.bar.show_offers(offers)

    def _turn(self) -> None:
        """From entry to exit, and back."""
        self._now.leaving = not self._now.leaving
        self.field.icon.show_icon("exit" if self._now.leaving else "scan", self.theme.text)
        self.clear()

    def _undo(self) -> None:
        if self.listing.isActive():
            self._show_last()  # what was scanned just now is meant too
        try:
            name = self._now.undo(self.last.chosen, self.last.scans)
        except KnownError as error:
            self.show_error(error)
            return
        if name is not None:
            self._show(Case.UNDONE, card_content.undone(name, self.language))
            self.clearing.start()
            self._show_last()
            self.shell.changed(Change.SCAN, self)

    def _call_lead(self) -> None:
        person = self._now.verdict.person if self._now.verdict else None
        self._show(Case.VERDICT, card_content.lead_called(person, self._desk.name, self.language))
        self._sounds.play(wording.Tone.ASK)

    def _badge_again(self) -> None:
        verdict = self._now.verdict
        if verdict is not None and verdict.person is not None:
            self.shell.print_badge_again(verdict.person.id)
            self._show_face(card_content.with_badge(self._face, verdict, self.language))

    def open_sheet(self, sheet: Sheet) -> None:
        self.clearing.stop()
        super().open_sheet(sheet)
        self._asking.say_waiting()

    def close_sheet(self) -> None:
        held = self._asking.holds
        super().close_sheet()
        if held:
            # Not from within the key that closed it; and another sheet may follow.
            QTimer.singleShot(0, self, self.go_on)

    def _ask_group(self) -> None:
        if (chosen := self.results.chosen) is not None:
            self._asking.group(chosen.number, self._came_together, self._group_done)

    def _came_together(self, answer: GroupAnswer) -> None:
        for verdict in answer.let_in:
            if presentation.prints(verdict, self._settings.current.printing) and verdict.person:
                self.shell.print_badge(verdict.person.id)
        refused = wording.Tone.AGAIN if answer.refused or answer.to_be_read else None
        self._sounds.play(refused or wording.Tone.WELCOME)
        self._show_last()
        self.shell.changed(Change.SCAN, self)

    def _group_done(self) -> None:
        if not self.waiting:  # else they come as soon as the list is gone
            self.clear()

    def _choose_session(self) -> None:
        self._asking.session(self._chose_session)

    def _chose_session(self) -> None:
        self._tick()
        self._show_last()
        self.take_focus()
        self.clear()
        self.shell.keep_session(self._desk.fixed)

    # What time and others change

    def _use_settings(self, chosen: Settings) -> None:
        self.camera.use(chosen.camera)

    def refresh(self) -> None:
        self._tick()
        self._list_soon()

    def take_focus(self) -> None:
        self.field.edit.setFocus()

    def _list_soon(self) -> None:
        """The last ten, once what is on the card has been painted."""
        if not self.listing.isActive():
            self.listing.start()

    def _list(self) -> None:
        if self.card.unpainted:  # another verdict came meanwhile
            self.listing.start()
        else:
            self._show_last()

    def _tick(self) -> None:
        self.strip.show_session(self._desk.current_session(), self._desk.now())

    def _show_last(self) -> None:
        self.listing.stop()
        try:
            self.last.show_scans(self._desk.last(LAST))
        except KnownError as error:
            self.show_error(error)

    def _warn_of_input_method(self) -> None:
        self.field.edit.clear()
        self.tell(
            self.language.text(
                "The keyboard's input method is on, so the scanner cannot be read. Switch it off."
            )
        )
