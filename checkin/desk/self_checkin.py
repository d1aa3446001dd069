"""Self-check-in (kiosk): a delegate by themselves is let in, or sent to a human, and learns nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkin import rules, visibility
from checkin.domain import ENTRY, Outcome
from checkin.visibility import Audience

if TYPE_CHECKING:
    from checkin.desk.transaction import DeskTransaction
    from checkin.desk.verdict_parts import Shown
    from checkin.domain import Session, Verdict
    from checkin.visibility import Viewer


@dataclass(frozen=True, slots=True)
class Served:
    """What came of it. `let_in`: they may go on by themselves; `badge`: theirs has never been printed.

    The verdict has no entry where only a human may decide: nothing was recorded.
    """

    verdict: Verdict
    let_in: bool
    badge: bool


def serve(act: DeskTransaction, shown: Shown, session: Session, viewer: Viewer) -> Served:
    """Answers the delegate whose code was presented. `viewer` is who looks at the desk's own screen.

    Somebody with a note that a human has to read, and a code that is not known here yet, are not let in by
    a machine. Nothing is recorded of them, so that the desk begins with them anew.
    """
    decided = act.decide(shown, session, ENTRY)
    needs_human = (
        visibility.verdict(decided, viewer).attention or decided.outcome is Outcome.PROVISIONAL
    )
    if needs_human and not decided.repeated:
        return Served(_alone(decided, viewer), let_in=False, badge=False)
    verdict = act.record(decided, shown, ENTRY)
    let_in = verdict.outcome in rules.LETS_IN and not needs_human
    badge = let_in and not verdict.repeated and not verdict.badge_printed
    return Served(_alone(verdict, viewer), let_in, badge)


def _alone(verdict: Verdict, viewer: Viewer) -> Verdict:
    """What the desk may show, and of that what a delegate reads by themselves."""
    at_desk = visibility.verdict(verdict, viewer)
    return visibility.verdict(at_desk, replace(viewer, audience=Audience.SELF_CHECK_IN))
