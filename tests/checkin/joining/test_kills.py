"""`kill -9` while keys are changed: a desk is revoked or it is not, and nobody is left without the new keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from checkin import hub as hubs
from checkin.bootstrap import open_with_key
from checkin.domain import Tier
from checkin.joining import revocation
from checkin.journal import Journal
from checkin.store.store import write_ring
from checkin.sync import DeskPhase, Exchange, desks, exchange
from tests.factories import Clock
from tests.faults.killing import die, forked, put, was_killed
from tests.several_desks import stations, tell

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = forked

CANARY: Final = "Tursun Canary"


def between_revocation_and_new_keys() -> None:
    append, appended = Journal.append, iter([False, True])

    def append_or_die(self: Journal, *given: Any) -> object:
        return die() if next(appended) else append(self, *given)

    put(Journal, "append", append_or_die)


def before_the_keys_are_used() -> None:
    put(Journal, "take_keys", die)


def before_the_keys_are_kept() -> None:
    put(revocation, "write_ring", die)


def after_the_keys_are_kept() -> None:
    def write_and_die(*given: Any) -> NoReturn:
        write_ring(*given)
        die()

    put(revocation, "write_ring", write_and_die)


def before_the_hub_is_told() -> None:
    put(hubs, "stored", die)


STEPS: Final = {
    between_revocation_and_new_keys: False,
    before_the_keys_are_used: False,
    before_the_keys_are_kept: False,
    after_the_keys_are_kept: False,
    before_the_hub_is_told: True,
}


def test_a_kill_in_a_revocation_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK, Tier.DESK], Clock()) as (first, thief, stays):
        folder, key = first.folder, first.store.key
        first.close()
        for step, is_done in STEPS.items():
            assert was_killed(folder, key, step, lambda it: it.revocations.revoke(thief.desk_id))
            with open_with_key(folder, key, clock=Clock()) as again:
                assert again.journal.verify().intact
                phase = next(
                    state.phase for state in desks(again.exchange) if state.id == thief.desk_id
                )
                assert (phase is DeskPhase.REVOKED) is is_done, step
                ring = again.journal.identity.ring.sealing[Tier.DESK]
                assert (len(ring.by_epoch) == 2) is is_done, step
        with open_with_key(folder, key, clock=Clock()) as again:
            again.desk.walkin({"name": CANARY, "category": "scholar"}, approved=True)
            for desk in (thief, stays):
                tell(again, desk)
            assert [found.name for found in stays.desk.find(CANARY)] == [CANARY]
            assert thief.desk.find(CANARY) == ()


def before_the_new_keys_are_kept() -> None:
    put(exchange, "write_ring", die)


def after_new_keys_are_taken_in() -> None:
    take_in = Exchange.take_in

    def take_in_and_die(self: Exchange, *given: Any) -> NoReturn:
        take_in(self, *given)
        die()

    put(Exchange, "take_in", take_in_and_die)


def test_a_kill_while_new_keys_come_loses_none(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK, Tier.DESK], Clock()) as (first, thief, stays):
        folder, key = stays.folder, stays.store.key
        stays.close()
        first.revocations.revoke(thief.desk_id)
        first.desk.walkin({"name": CANARY, "category": "scholar"}, approved=True)
        for step in (before_the_new_keys_are_kept, after_new_keys_are_taken_in):
            assert was_killed(folder, key, step, lambda it: tell(first, it))
            with open_with_key(folder, key, clock=Clock()) as again:
                assert again.journal.verify().intact
        with open_with_key(folder, key, clock=Clock()) as again:
            tell(first, again)
            assert [found.name for found in again.desk.find(CANARY)] == [CANARY]
            assert again.journal.verify().intact
