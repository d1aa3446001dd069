"""Actions of the roster page at each step of an import."""

from __future__ import annotations

from enum import Enum, IntEnum, auto
from typing import TYPE_CHECKING

from ui.parts.actions import ENTER, Offer
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from checkin.language import Language


class Step(IntEnum):
    FILE = 0
    COLUMNS = 1
    FINDINGS = 2
    DONE = 3


class RosterAct(Enum):
    CHOOSE = auto()
    NEXT = auto()
    AS_PROPOSED = auto()
    APPLY = auto()
    BACK = auto()
    UNDO = auto()
    FINISH = auto()


def offers(
    step: Step, language: Language, *, still_open: int, to_bring_in: int, undoable: bool
) -> tuple[Offer, ...]:
    """`still_open`: findings to decide; `to_bring_in`: whom the import touches; `undoable`: it wrote something."""
    tr = language
    back = Offer(RosterAct.BACK, tr.text("Back"), WindowKey.BACK)
    another = Offer(RosterAct.CHOOSE, tr.text("Another file…"), WindowKey.OPEN)
    match step:
        case Step.FILE:
            return ()  # the only action is the button in the middle of the page
        case Step.COLUMNS:
            return (Offer(RosterAct.NEXT, tr.text("To the findings"), ENTER), another, back)
        case Step.FINDINGS if still_open:
            proposed = Offer(RosterAct.AS_PROPOSED, tr.text("As proposed"), ENTER)
            later = Offer(RosterAct.APPLY, tr.text("Bring in {n}", n=to_bring_in), "")
            return (proposed, later, another, back)
        case Step.FINDINGS if not to_bring_in:
            finish = Offer(RosterAct.FINISH, tr.text("Nothing is new: done"), ENTER)
            return (finish, another, back)
        case Step.FINDINGS:
            apply = Offer(RosterAct.APPLY, tr.text("Bring in {n}", n=to_bring_in), ENTER)
            return (apply, another, back)
        case Step.DONE:
            finish = Offer(RosterAct.FINISH, tr.text("Done"), ENTER)
            undo = Offer(RosterAct.UNDO, tr.text("Undo this import"), WindowKey.TAKE_BACK)
            return (finish, undo, another) if undoable else (finish, another)
