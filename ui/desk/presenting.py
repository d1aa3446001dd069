"""One presentation after another: what was shown to the desk, and how it is shown again.

No widget in here. Every method that presents gives the verdict, already on disk, or raises the
`KnownError` because of which nothing was recorded.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from checkin.domain import ENTRY, EXIT, Manner, Outcome, Question
from checkin.settings import Printing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checkin.desk import Desk
    from checkin.domain import PastScan, Verdict

CAME_IN: Final = frozenset({Outcome.ADMITTED, Outcome.READMITTED})
# Taking one of these back changes who is in.
UNDOABLE: Final = CAME_IN | {Outcome.LEFT, Outcome.PROVISIONAL}


class Case(Enum):
    """What the card is about."""

    READY = auto()
    VERDICT = auto()
    UNDONE = auto()
    FAILURE = auto()


class Presenting:
    """The person in front: their verdict, and the way to ask again; and those who wait behind them, in their
    order. It outlives the page that shows it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.presented = ""  # by what the one in front was presented
        self._waiting: dict[str, Callable[[], Verdict]] = {}
        self._present: Callable[[Manner], Verdict] | None = None
        self.verdict: Verdict | None = None
        self.leaving = False  # whoever is presented next goes out
        self._yes: frozenset[Question] = frozenset()
        self._no: frozenset[Question] = frozenset()

    def scan(self, text: str) -> Verdict:
        self._present = lambda how: self.desk.scan(text, how=how)
        return self.again(self._manner())

    def checkin(self, number: int) -> Verdict:
        """Somebody chosen by hand."""
        self._present = lambda how: self.desk.checkin(number, how=how)
        return self.again(self._manner())

    def walk_in(self, fields: Mapping[str, str]) -> Verdict:
        """Registers somebody new and presents them at once."""
        delegate = self.desk.walkin(fields)
        self._present = lambda how: self.desk.checkin(delegate.number, how=how)
        return self.again(ENTRY)

    def again(self, how: Manner) -> Verdict:
        """The same thing once more, in another manner."""
        assert self._present is not None  # noqa: S101 - offered only after a presentation
        self.verdict = None
        self._yes = self._no = frozenset()
        self.verdict = self._present(how)
        return self.verdict

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
            return self.again(Manner(answers=yes | refused, declined=refused))
        self._yes, self._no = yes, refused
        self.verdict = replace(verdict, questions=verdict.questions[1:])
        return self.verdict

    def left_between(self) -> Verdict:
        """They went out unseen, and are back."""
        self.again(EXIT)
        return self.again(ENTRY)

    def represented(self, name: str) -> Verdict:
        """The seat is taken by somebody else: the entry makes way for one that says so."""
        if self.verdict is not None:
            self.desk.undo(self.verdict.entry)
        return self.again(Manner(represented_by=name))

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

    def wait(self, what: str, present: Callable[[], Verdict]) -> bool:
        """Somebody has to wait, who was presented so; False where they are in front already: staff present one
        badge twice."""
        if self.held and what == self.presented:
            return False
        self._waiting.setdefault(what, present)
        return True

    def next(self) -> tuple[str, Callable[[], Verdict]]:
        """The first of those who wait."""
        what = next(iter(self._waiting))
        return what, self._waiting.pop(what)

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
        self.verdict = None
        self._present = None
        self._yes = self._no = frozenset()

    def _manner(self) -> Manner:
        return EXIT if self.leaving else ENTRY


def prints(verdict: Verdict | None, printing: Printing) -> bool:
    """Whether this check-in prints a badge by itself."""
    if verdict is None or verdict.outcome not in CAME_IN or verdict.repeated:
        return False
    first = printing is Printing.ONCE and not verdict.badge_printed
    return first or printing is Printing.ALWAYS


def _can_be_undone(scan: PastScan) -> bool:
    return scan.outcome in UNDOABLE and not scan.undone
