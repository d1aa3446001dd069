"""The presentation in front of a desk: its verdict, the questions about it, and the queue behind it.

Every method that presents is one act of the `Desk`: it gives the verdict, already on disk, or raises the
`KnownError` because of which nothing was recorded; then nothing changes here either.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin.domain import ENTRY, EXIT, Manner, Outcome, Question
from checkin.settings import Printing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.desk.desk import Desk
    from checkin.domain import PastScan, Verdict

CAME_IN: Final = frozenset({Outcome.ADMITTED, Outcome.READMITTED})
# Taking one of these back changes who is in.
UNDOABLE: Final = CAME_IN | {Outcome.LEFT, Outcome.PROVISIONAL}


class Presentation:
    """The person in front: their verdict, and the way to ask again; and those who wait behind them, in their
    order. It outlives the page that shows it.

    What is presented is the text of a code or, chosen by hand, a delegate's number.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.verdict: Verdict | None = None
        self.leaving = False  # the next one who is presented goes out
        self._presented: str | int = ""
        self._how = ENTRY
        self._waiting: dict[str | int, None] = {}
        self._yes: frozenset[Question] = frozenset()
        self._no: frozenset[Question] = frozenset()

    def present(self, presented: str | int) -> Verdict:
        """The next one."""
        how = EXIT if self.leaving else ENTRY
        return self._show(self.desk.present(presented, how=how), presented, how)

    def walk_in(self, fields: Mapping[str, str]) -> Verdict:
        """Registers somebody new and presents them at once."""
        verdict = self.desk.walkin_and_checkin(fields)
        return self._show(verdict, verdict.person.number if verdict.person else "", ENTRY)

    def again(self, how: Manner) -> Verdict:
        """The same one once more, in another manner."""
        return self._show(self.desk.present(self._presented, how=how), self._presented, how)

    def _show(self, verdict: Verdict, presented: str | int, how: Manner) -> Verdict:
        self.verdict, self._presented, self._how = verdict, presented, how
        self._yes = self._no = frozenset()
        return verdict

    @property
    def facing(self) -> Verdict | None:
        """The verdict as the card tells it: of several questions, the one that is asked now."""
        verdict = self.verdict
        return replace(verdict, questions=verdict.questions[:1]) if verdict else None

    def answered(self, *, no: bool = False) -> Verdict:
        """The question was answered, with yes or with no; after the last one they are presented again."""
        verdict = self.verdict
        asked = frozenset(verdict.questions[:1] if verdict else ())
        yes, refused = self._yes, self._no
        yes, refused = (yes, refused | asked) if no else (yes | asked, refused)
        if verdict is None or len(verdict.questions) <= 1:
            # Somebody who came in another's place still does.
            return self.again(replace(self._how, answers=yes | refused, declined=refused))
        self._yes, self._no = yes, refused
        self.verdict = replace(verdict, questions=verdict.questions[1:])
        return self.verdict

    def left_between(self) -> Verdict:
        """They went out unseen, and are back."""
        return self._show(self.desk.left_between(self._presented), self._presented, ENTRY)

    def represented(self, name: str) -> Verdict:
        """The seat is taken by somebody else: the entry makes way for one that says so."""
        how = Manner(represented_by=name)
        if self.verdict is None:
            return self.again(how)
        verdict = self.desk.proxy(self.verdict.entry, self._presented, name)
        return self._show(verdict, self._presented, how)

    def undo(self, chosen: PastScan | None, last: tuple[PastScan, ...]) -> str | None:
        """Takes back the verdict on the card, else the chosen scan, else the last that let somebody in
        or out. Gives the name; None where there is nothing to take back."""
        scan = chosen or next(filter(_can_be_undone, last), None)
        meant = self.verdict or scan
        if meant is None:
            return None
        self.desk.undo(meant.entry)
        self.forget()
        return meant.person.name if meant.person else ""

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def wait(self, presented: str | int) -> bool:
        """Somebody has to wait; False where they are in front already: staff present one badge twice."""
        if self.held and presented == self._presented:
            return False
        self._waiting.setdefault(presented)
        return True

    def next(self) -> str | int:
        """What the first of those who wait presented; they wait no longer."""
        presented = next(iter(self._waiting))
        del self._waiting[presented]
        return presented

    def shown_again(self) -> Verdict | None:
        """The verdict for a screen that is made anew, and may name nobody now."""
        if self.verdict is not None:
            self.verdict = self.desk.told(self.verdict)
        return self.verdict

    @property
    def held(self) -> bool:
        """Whether a note stands on the card that nobody has seen yet."""
        return self.verdict is not None and self.verdict.attention

    def seen(self) -> None:
        """Somebody has read the note."""
        if self.verdict is not None:
            self.verdict = replace(self.verdict, attention=False)

    def forget(self) -> None:
        """Nobody is in front any more."""
        self.verdict, self._presented, self._how = None, "", ENTRY
        self._yes = self._no = frozenset()


def prints(verdict: Verdict | None, printing: Printing) -> bool:
    """Whether this check-in prints a badge by itself."""
    if verdict is None or verdict.outcome not in CAME_IN or verdict.repeated:
        return False
    first = printing is Printing.ONCE and not verdict.badge_printed
    return first or printing is Printing.ALWAYS


def _can_be_undone(scan: PastScan) -> bool:
    return scan.outcome in UNDOABLE and not scan.undone
