"""State of a check-in in progress: the current verdict, its questions, and the waiting queue.

Every method that presents is one transaction of the `Desk`. It returns the verdict, already on
disk, or raises the `KnownError` because of which nothing was recorded; then nothing changes here
either.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin import rules
from checkin.column_values import NO, YES
from checkin.desk import last_change
from checkin.domain import ENTRY, EXIT, DelegateId, EventQuestion, Manner, Outcome, Question
from checkin.roles import Action
from checkin.settings import Printing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.desk.desk import Desk
    from checkin.desk.last_change import LastChange
    from checkin.domain import PastScan, Presentable, Verdict

CAME_IN: Final = frozenset({Outcome.ADMITTED, Outcome.READMITTED})


# Undone after this long, a scan may be another one than was meant.


class Presentation:
    """The delegate in front, their verdict, and those who wait, in order. It outlives the page that shows it.

    A presentation is the text of a code or, chosen by hand, a delegate or their number.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.verdict: Verdict | None = None
        self.leaving = False  # the next presentation is an exit
        self._presented: Presentable = ""
        self._how = ENTRY
        self._waiting: dict[Presentable, None] = {}
        self._given = ENTRY  # the answers so far

    def present(self, presented: Presentable) -> Verdict:
        """Presents the next one."""
        how = EXIT if self.leaving else ENTRY
        return self._show(self.desk.present(presented, how=how), presented, how)

    def walk_in(self, fields: Mapping[str, str]) -> Verdict:
        """Registers a walk-in and presents them at once."""
        verdict = self.desk.walkin_and_checkin(fields)
        return self._show(verdict, DelegateId(verdict.person.id) if verdict.person else "", ENTRY)

    def again(self, how: Manner) -> Verdict:
        """Presents the same one again, in another manner. A representative stays one, also by a lead's reason."""
        if how.force:
            how = replace(how, represented_by=how.represented_by or self._how.represented_by)
        return self._show(self.desk.present(self._presented, how=how), self._presented, how)

    def _show(self, verdict: Verdict, presented: Presentable, how: Manner) -> Verdict:
        self.verdict, self._presented, self._how = verdict, presented, how
        self._given = how
        return verdict

    @property
    def facing(self) -> Verdict | None:
        """The verdict for the card: of several questions, the current one."""
        verdict = self.verdict
        return replace(verdict, questions=verdict.questions[:1]) if verdict else None

    def answered(self, *, no: bool = False) -> Verdict:
        """Records the answer to the question, yes or no; after the last one they are presented again."""
        question = self._question()
        if isinstance(question, EventQuestion):
            return self.reply(NO if no else YES)
        asked = frozenset([question] if question else [])
        declined = self._given.declined | (asked if no else frozenset())
        answers = self._given.answers | asked
        return self._go_on(replace(self._given, answers=answers, declined=declined))

    def reply(self, value: str) -> Verdict:
        """Records the answer to a question of the event's own; an empty one where it may be skipped."""
        question = self._question()
        given = self._given
        if isinstance(question, EventQuestion):
            given = replace(given, replies=(*given.replies, (question.key, value)))
        return self._go_on(given)

    def choose(self, at: int) -> Verdict:
        """Records one of the choices of the question, by its place."""
        question = self._question()
        choices = question.choices if isinstance(question, EventQuestion) else ()
        return self.reply(choices[at])

    def _question(self) -> Question | EventQuestion | None:
        return next(iter(self.verdict.questions), None) if self.verdict else None

    def _go_on(self, given: Manner) -> Verdict:
        """Asks the next question; after the last one they are presented again, a representative as one."""
        verdict = self.verdict
        if verdict is None or len(verdict.questions) <= 1:
            return self.again(given)
        self._given = given
        self.verdict = replace(verdict, questions=verdict.questions[1:])
        return self.verdict

    def let_in_by(self, pin: str, reason: str) -> Verdict:
        """A lead's override at a volunteer's desk: one act in the role of this PIN. Raises `NotAllowed`.

        Whoever was at work is at work again afterwards; a call about this scan is answered.
        """
        desk, refused = self.desk, self.verdict
        with desk.shift.for_once(pin):
            desk.shift.require(Action.OVERRIDE)
            verdict = self.again(Manner(force=reason))
        self.verdict = desk.told(verdict)
        for call in desk.lead_calls.open_calls():
            if refused is not None and call.scan is not None and call.scan.entry == refused.entry:
                desk.lead_calls.answer(call.id)
        return self.verdict

    def let_in_heard_late(self) -> Verdict:
        """Lets in the delegate on the card, though this desk hears late of the others; anybody may.

        Where that is not the verdict any more, as after a second press, nothing is recorded. If the
        others were heard since, the answer is the one of now.
        """
        verdict = self.verdict
        if verdict is not None and not is_heard_late(verdict):
            return verdict
        return self.again(replace(self._how, heard_late=True, force=""))

    def call_lead(self) -> bool:
        """Calls a lead about the verdict on the card, if there is one. Returns whether a lead's desk hears it."""
        calls, verdict = self.desk.lead_calls, self.verdict
        session = verdict.session if verdict else self.desk.current_session().session.key
        calls.call(session, verdict.entry if verdict else "")
        return calls.hears()

    def left_between(self) -> Verdict:
        """For a delegate who left unseen and is back."""
        return self._show(self.desk.left_between(self._presented), self._presented, ENTRY)

    def represented(self, name: str) -> Verdict:
        """Proxy attendance: replaces the entry by one that names the representative."""
        how = Manner(represented_by=name)
        if self.verdict is None:
            return self.again(how)
        verdict = self.desk.proxy(self.verdict.entry, self._presented, name)
        return self._show(verdict, self._presented, how)

    def to_undo(self, chosen: PastScan | None = None) -> LastChange | None:
        """What the key undoes now: the verdict on the card, else the chosen scan, else the desk's last change.

        None where there is nothing to undo: a refusal on the card changed nothing.
        """
        verdict = self.verdict
        if verdict is not None:
            recorded = last_change.changes(verdict.outcome, verdict.reason)
            return self.desk.last_change(verdict.entry) if recorded else None
        return last_change.of_scan(chosen) if chosen else self.desk.last_change()

    def undo(self, change: LastChange) -> None:
        """Undoes a change, whole. Raises what `Desk.undo` raises."""
        self.desk.undo(*change.entries)
        self.forget()

    @property
    def waiting(self) -> int:
        """The length of the queue."""
        return len(self._waiting)

    def wait(self, presented: Presentable) -> bool:
        """Adds to the queue; False if this code is in front already (duplicate scans of one badge)."""
        if self.held and presented == self._presented:
            return False
        self._waiting.setdefault(presented)
        return True

    def next(self) -> Presentable:
        """Takes the first of the queue."""
        presented = next(iter(self._waiting))
        del self._waiting[presented]
        return presented

    def shown_again(self) -> Verdict | None:
        """The verdict for a rebuilt screen, which may hide names by now."""
        if self.verdict is not None:
            self.verdict = self.desk.told(self.verdict)
        return self.verdict

    @property
    def held(self) -> bool:
        """Whether the card has a note that nobody has read yet."""
        return self.verdict is not None and self.verdict.attention

    def seen(self) -> None:
        """Marks the note as read."""
        if self.verdict is not None:
            self.verdict = replace(self.verdict, attention=False)

    def forget(self) -> None:
        """Clears the presentation."""
        self.verdict, self._presented, self._how = None, "", ENTRY
        self._given = ENTRY


def is_heard_late(verdict: Verdict) -> bool:
    """Whether the desk is apart, and what another one did may be against this refusal."""
    is_apart = verdict.heard_at is not None
    return is_apart and rules.may_have_changed(verdict.outcome, verdict.reason, verdict.condition)


def hands_over(verdict: Verdict | None, printing: Printing) -> bool:
    """Whether this check-in is where a badge that was printed beforehand may be handed over."""
    is_new = verdict is not None and verdict.outcome in CAME_IN and not verdict.repeated
    return is_new and printing is Printing.BEFOREHAND


def prints(verdict: Verdict | None, printing: Printing) -> bool:
    """Whether this check-in prints a badge automatically."""
    if verdict is None or verdict.outcome not in CAME_IN or verdict.repeated:
        return False
    first = printing is Printing.ONCE and not verdict.badge_printed
    return first or printing is Printing.ALWAYS
