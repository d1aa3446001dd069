"""A delegate at the desk by themselves: they are let in, or sent to a human, and learn nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkin import rules
from checkin.domain import Outcome

if TYPE_CHECKING:
    from checkin.desk.desk import Desk
    from checkin.domain import Verdict


@dataclass(frozen=True, slots=True)
class Served:
    """What came of it. `let_in`: they may go on by themselves; `badge`: theirs has never been printed."""

    verdict: Verdict
    let_in: bool
    badge: bool


def serve(desk: Desk, text: str) -> Served:
    """Presents a code on behalf of whoever holds it; raises what `Desk.scan` raises.

    Somebody with a note that a human has to read, and a code that is not known here yet, are not let in by
    a machine: what was recorded is taken back, and the desk begins with them anew.
    """
    verdict = desk.scan(text)
    needs_human = verdict.attention or verdict.outcome is Outcome.PROVISIONAL
    if needs_human and not verdict.repeated:
        desk.undo(verdict.entry)
        return Served(replace(verdict, person=None), let_in=False, badge=False)
    let_in = verdict.outcome in rules.LETS_IN and not needs_human
    badge = let_in and not verdict.repeated and not verdict.badge_printed
    return Served(verdict if let_in else replace(verdict, person=None), let_in, badge)
