"""Self-check-in (kiosk mode): lets a delegate in or sends them to staff, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkin import rules, visibility
from checkin.desk.bent_codes import reading_of
from checkin.desk.self_search import Attempts, identified
from checkin.domain import ENTRY, DelegateId, Outcome
from checkin.visibility import Audience

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from checkin.desk.shift import Shift
    from checkin.desk.transaction import DeskTransaction
    from checkin.desk.verdict_parts import Shown
    from checkin.domain import Session, Verdict
    from checkin.store.store import Store
    from checkin.visibility import Viewer


@dataclass(frozen=True, slots=True)
class Served:
    """The result. `let_in`: no staff is needed; `badge`: theirs has never been printed.

    The verdict has no entry where only a human may decide: nothing was recorded.
    """

    verdict: Verdict
    let_in: bool
    badge: bool


class SelfService:
    """A desk that delegates use alone. `transaction` begins one act of it."""

    def __init__(
        self,
        store: Store,
        transaction: Callable[[], AbstractContextManager[DeskTransaction]],
        session: Callable[[], Session],
        shift: Shift,
        now: Callable[[], int],
    ) -> None:
        self._store, self._transaction = store, transaction
        self._session, self._shift = session, shift
        self.attempts = Attempts(now)

    def by_code(self, text: str) -> Served:
        """The answer to a delegate without staff beside them. Raises what `Desk.scan` raises."""
        reading = reading_of(self._store, text)
        with self._transaction() as act:
            return serve(act, act.look_up(reading), self._session(), self._shift.viewer)

    def by_name(self, name: str, proof: str) -> Served | None:
        """The same without a code, by name and number or e-mail address.

        None where they do not match, or too many attempts have failed. Raises what `Desk.scan` raises.
        """
        if self.attempts.waits_ms:
            return None
        with self._transaction() as act:
            found = identified(act.connection, name, proof)
            self.attempts.count(found=found is not None)
            if found is None:
                return None
            shown = act.look_up(DelegateId(found.id))
            return serve(act, shown, self._session(), self._shift.viewer)


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
