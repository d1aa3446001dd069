"""Desk state machine: presents a code or number, and shows the verdict, a failure, or ready."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from checkin import wording
from checkin.desk import presentation
from checkin.domain import BadgeState
from checkin.errors import KnownError
from checkin.roles import Action
from ui.desk import card_content
from ui.desk.badge_on_table import BadgeOnTable
from ui.desk.card_content import Case
from ui.desk.dialogs import DeskDialogs
from ui.desk.late_additions import LateAdditions
from ui.desk.look_mode import LookMode
from ui.desk.recent_scans import RecentScans
from ui.desk.sheets import undo_sheet
from ui.desk.verdict_card import CardContent
from ui.parts.shell import Change
from ui.parts.timers import single_shot

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import GroupAnswer, Presentation
    from checkin.desk.last_change import LastChange
    from checkin.domain import Found, Presentable, Stats, Verdict
    from ui.desk.view import DeskView
    from ui.parts.settings_holder import SettingsHolder
    from ui.parts.sounds import Sounds

CLEAR_AFTER_MS: Final = 15_000


class CasePresenter(QObject):
    """One case at a time on the card of a desk; scans that come meanwhile are queued while a note, or a list,
    is open. Emits `turned` when the card is about something else."""

    turned = Signal()

    def __init__(
        self, page: DeskView, now: Presentation, settings: SettingsHolder, sounds: Sounds
    ) -> None:
        super().__init__(page)
        self._page, self._now, self._desk = page, now, now.desk
        self._settings, self._sounds = settings, sounds
        self._face = CardContent("", "")
        self.case = Case.READY
        self.found: Found | None = None  # on the card
        self._badge_of: Verdict | None = None  # the verdict on the card, if its badge is printed
        self.dialogs = DeskDialogs(page, now.desk, now, self.do)
        self.look = LookMode(self, now, page.language)
        self.recent = RecentScans(page, now.desk)
        card = (lambda: self._face, self.show_face)
        self.table = BadgeOnTable(page, now, settings, *card)
        self.late = LateAdditions(page, now.desk, self.table, *card)
        self.clearing = single_shot(self, CLEAR_AFTER_MS, self.clear)

    # Presenting

    def present(self, presented: Presentable) -> None:
        """Presents a code, or a delegate's number; queued while a note has not been read."""
        self._page.field.edit.clear()
        if self.look.takes(presented):
            if self.case is Case.LOOKED:
                self.clearing.start()
            return
        if not (self._now.held or self._now.waiting or self.dialogs.holds):
            self._answer(presented)
        elif self._now.wait(presented):
            self.show_face(self._face)
            self.dialogs.say_waiting()
            self._sounds.play(wording.Tone.ASK)

    def _answer(self, presented: Presentable) -> None:
        self.dialogs.give_way()
        self.do(partial(self._now.present, presented))

    def do(self, present: Callable[[], Verdict]) -> None:
        """Runs one presentation and shows its verdict."""
        try:
            verdict = present()
        except KnownError as error:
            self.show_failure(error)
        else:
            self._show_verdict(verdict)

    def go_on(self) -> None:
        """Presents the next queued scan, where nothing blocks it any more."""
        free = self._page.sheet is None and not (self._now.held or self.dialogs.holds)
        if self._now.waiting and free:
            self.clear()

    def seen(self) -> bool:
        """Confirms a note: presents the next queued scan, else updates the card. Returns whether it was the card."""
        self._now.seen()
        if self._now.waiting:
            self.clear()
            return False
        self.show_face(replace(self._face, notes_tone=None))
        self._page.settling.renew()
        self.clearing.start()
        return True

    def clear(self) -> None:
        """Clears card and field: ready for the next scan, which may be queued already. An unread note
        stays."""
        if self._now.held:
            return
        if self._now.waiting:
            self._answer(self._now.next())
            return
        self._now.forget()
        self.look.end()
        self._page.field.edit.clear()
        self._show_ready()

    # What is shown

    def _show_verdict(self, verdict: Verdict) -> None:
        words, face = self.told(verdict)
        prints = self._prints(self._now.verdict)
        if prints:
            tr = self._page.language
            face = card_content.with_badge(face, verdict, BadgeState.WAITS, tr)
        self.show(Case.VERDICT, face)
        self._badge_of = verdict if prints else None
        self._sounds.play(words.sound)
        if not self._now.held:
            self.clearing.start()
        if prints and verdict.person is not None:
            self._page.shell.print_badge(verdict.person.id)
        self._page.shell.changed(Change.SCAN, self._page)
        self.recent.soon()

    def told(self, verdict: Verdict) -> tuple[wording.VerdictWords, CardContent]:
        """The words and the card of a verdict."""
        event, tr = self._desk.event, self._page.language
        facing = self._now.facing or verdict
        words = wording.of(facing, event, tr, desk_name=self._desk.name)
        face = card_content.of_verdict(verdict, words, event, tr)
        return words, replace(face, delegate=verdict.person.id if verdict.person else "")

    def show_again(self) -> None:
        """Restores the state of the previous page, after a change of language, theme or role."""
        if (verdict := self._now.shown_again()) is None:
            self._show_ready()
            return
        self.show(Case.VERDICT, self.told(verdict)[1])
        if not self._now.held:
            self.clearing.start()

    def show_failure(self, error: KnownError) -> None:
        """Shows that nothing could be recorded: nobody is shown as admitted."""
        tr = self._page.language
        self._now.forget()
        self.show(Case.FAILURE, card_content.not_recorded(tr.explain(error), tr))
        self._sounds.play(wording.Tone.STOP)

    def _show_ready(self) -> None:
        tr = self._page.language
        if self._desk.read_only:
            self.show(Case.FAILURE, card_content.read_only(tr))
            return
        if self._desk.alarm.problems:
            self.show(Case.FAILURE, card_content.altered(tr))
            return
        finds = self._desk.shift.may(Action.FIND)
        face = card_content.ready(None, tr, leaving=self._now.leaving, finds=finds)
        self.show(Case.READY, face)
        self._page.run(self._desk.stats, self.show_counts)

    def show_counts(self, stats: Stats) -> None:
        """Shows the counts on the empty card, which stays as it is."""
        if self.case is Case.READY:
            count = stats.sessions.get(self._desk.current_session().session.key)
            tr, event, quorum = self._page.language, self._desk.event, count and count.quorum
            line = wording.quorum_line(quorum, event, tr) if quorum else ""
            leaving, finds = self._now.leaving, self._desk.shift.may(Action.FIND)
            face = card_content.ready(count, tr, leaving=leaving, finds=finds, quorum=line)
            self.show_face(face)

    def show(self, case: Case, face: CardContent) -> None:
        """Shows another case on the card."""
        page = self._page
        self.case = case
        self._badge_of = None
        self.clearing.stop()
        page.last.choose_none()
        self.recent.rest(on=not face.name)
        self.show_face(face)
        page.show_card()
        page.settling.renew()
        self.late.soon(face.delegate)
        page.shell.shown(self._now.verdict if case is Case.VERDICT else None)
        self.turned.emit()
        if page.sheet is None:
            page.field.edit.setFocus()

    def show_found(self, found: Found) -> None:
        """Shows who was found by a guess. Nothing is recorded, and nobody is let in."""
        self._now.forget()
        self._page.field.edit.clear()
        self.found = found
        self.show(Case.FOUND, card_content.of_found(found, self._desk.event, self._page.language))
        self.clearing.start()

    def undo(self) -> None:
        """Undoes what was done last for who is on the card, else the selected scan, else asks about the desk's last change."""
        page, chosen = self._page, self._page.last.chosen
        try:
            if chosen is None and self.table.take_back():
                return
            change = self._now.to_undo(chosen)
        except KnownError as error:
            page.show_error(error)
            return
        if change is None:
            return
        if self._now.verdict is not None or chosen is not None:  # it stands on the screen
            self._undo(change)
            return
        asked = undo_sheet(change, self._desk.event, self._desk.now(), page.language, page.theme)
        page.confirm(asked, partial(self._undo, change))

    def _undo(self, change: LastChange) -> None:
        try:
            self._now.undo(change)
        except KnownError as error:
            self._page.show_error(error)
            return
        desk, tr = self._desk, self._page.language
        face = card_content.undone(change, desk.event, tr, desk.now())
        self.show(Case.UNDONE, face)
        self.clearing.start()
        self._page.shell.withdraw_badges(change.delegates)
        self._tell_scan()

    def call_lead(self) -> None:
        """Calls a lead, and shows what to do until one comes."""
        try:
            heard = self._now.call_lead()
        except KnownError as error:
            self._page.show_error(error)
            return
        person = self._now.verdict.person if self._now.verdict else None
        tr = self._page.language
        face = card_content.lead_called(person, self._desk.name, tr, heard=heard)
        self.show(Case.CALLED, face)
        self._sounds.play(wording.Tone.ASK)

    def came_together(self, answer: GroupAnswer) -> None:
        """Shows the result of a group check-in."""
        for verdict in answer.let_in:
            if self._prints(verdict) and verdict.person is not None:
                self._page.shell.print_badge(verdict.person.id)
        refused = wording.Tone.AGAIN if answer.refused or answer.to_be_read else None
        self._sounds.play(refused or wording.Tone.WELCOME)
        self._tell_scan()

    def group_done(self) -> None:
        """The group's sheets are closed."""
        if not self._now.waiting:  # else the queue goes on as soon as the list is closed
            self.clear()

    def _tell_scan(self) -> None:
        self.recent.read()
        self._page.shell.changed(Change.SCAN, self._page)

    def _prints(self, verdict: Verdict | None) -> bool:
        """Whether this check-in prints a badge automatically."""
        return presentation.prints(verdict, self._settings.current.printing)

    def show_badge(self) -> None:
        """The same card, with its badge on the way."""
        self._badge_of = self._now.verdict
        self.badge_moved()
        self._page.settling.renew()

    def badge_moved(self) -> None:
        """Shows what has become of the badge of the verdict on the card."""
        verdict = self._badge_of
        if verdict is None or verdict.person is None or self.case is not Case.VERDICT:
            return
        state = self._page.shell.badge_state(verdict.person.id, verdict.badge_printed)
        self.show_face(card_content.with_badge(self._face, verdict, state, self._page.language))

    def show_face(self, face: CardContent) -> None:
        self._face = face
        tr = self._page.language
        self._page.card.show_face(card_content.waiting(face, self._now.waiting, tr))
