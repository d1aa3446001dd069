"""Self-check-in (kiosk): a delegate by themselves is let in, or sent to a human, and learns nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkin import rules
from checkin.domain import ENTRY, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk.transaction import DeskTransaction
    from checkin.desk.verdict_parts import Shown
    from checkin.domain import Session, Verdict


@dataclass(frozen=True, slots=True)
class Served:
    """What came of it. `let_in`: they may go on by themselves; `badge`: theirs has never been printed.

    The verdict has no entry where only a human may decide: nothing was recorded.
    """

    verdict: Verdict
    let_in: bool
    badge: bool


def serve(
    act: DeskTransaction, shown: Shown, session: Session, told: Callable[[Verdict], Verdict]
) -> Served:
    """Answers the delegate whose code was presented. `told` gives a verdict as the desk may show it.

    Somebody with a note that a human has to read, and a code that is not known here yet, are not let in by
    a machine. Nothing is recorded of them, so that the desk begins with them anew.
    """
    decided = act.decide(shown, session, ENTRY)
    needs_human = told(decided).attention or decided.outcome is Outcome.PROVISIONAL
    if needs_human and not decided.repeated:
        return Served(replace(told(decided), person=None), let_in=False, badge=False)
    verdict = told(act.record(decided, shown, ENTRY))
    let_in = verdict.outcome in rules.LETS_IN and not needs_human
    badge = let_in and not verdict.repeated and not verdict.badge_printed
    return Served(verdict if let_in else replace(verdict, person=None), let_in, badge)
