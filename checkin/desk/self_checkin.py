"""Self-check-in (kiosk mode): lets a delegate in or sends them to staff, nothing else."""

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
    """The result. `let_in`: no staff is needed; `badge`: theirs has never been printed.

    The verdict has no entry where only a human may decide: nothing was recorded.
    """

    verdict: Verdict
    let_in: bool
    badge: bool


def serve(act: DeskTransaction, shown: Shown, session: Session, viewer: Viewer) -> Served:
    """Answers the delegate whose code was presented. `viewer` reads the desk's own screen.

    A delegate with a note that staff must read, or with a code unknown here, is not let in by a
    machine. Nothing is recorded then, so that the desk starts afresh.
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
    """The redacted verdict of the desk, reduced to what a delegate alone may read."""
    at_desk = visibility.verdict(verdict, viewer)
    return visibility.verdict(at_desk, replace(viewer, audience=Audience.SELF_CHECK_IN))
