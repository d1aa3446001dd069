"""Who has confirmed which erasure, by the statements of the desks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from checkin.domain import Tier
from checkin.journal import EVERYBODY
from checkin.sync import BadStatement, DeskState, SeenAtHub, desks, erasures
from checkin.sync import statement as statements
from checkin.sync.statement import ERASURE_LENGTH
from tests.factories import Clock
from tests.several_desks import stations, tell

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station


def other(station: Station) -> DeskState:
    (state,) = (state for state in desks(station.exchange) if not state.is_this)
    return state


def a_person(station: Station, name: str) -> str:
    return station.desk.walkin({"name": name, "category": "scholar"}, approved=True).id


def test_a_desk_confirms_what_it_has_erased_and_nothing_else(tmp_path: Path) -> None:
    clock = Clock()
    with stations(tmp_path, [Tier.DESK], clock) as (first, desk):
        ada, ben = a_person(first, "Ada"), a_person(first, "Ben")
        assert other(first).not_erased == ()
        first.people.erase(ada)
        assert other(first).not_erased == (ada,)
        first.exchange.hear(desk.exchange.statement())
        assert other(first).not_erased == (ada,)  # it has not heard of it
        tell(first, desk)
        first.people.erase(ben)
        clock.forward(1)
        first.exchange.hear(desk.exchange.statement())
        assert other(first).not_erased == (ben,)
        assert other(first).has_not_erased(ben)
        assert not other(first).has_not_erased(ada)
        assert other(desk).not_erased == (ada,)  # of whom nothing was heard here


def test_who_is_erased_again_is_not_erased_twice(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK], Clock()) as (first, _):
        ada = a_person(first, "Ada")
        first.people.erase(ada)
        head = first.exchange.heads()[first.desk_id]
        assert first.people.erase(ada).entries == 0
        assert first.exchange.heads()[first.desk_id] == head


def test_who_has_confirmed_a_purge_has_erased_everybody() -> None:
    one, every = "1" * 64, "2" * 64
    known = {one: "ada", every: EVERYBODY}
    confirmed = [every[:ERASURE_LENGTH]]
    assert erasures.not_confirmed(known, confirmed) == ()
    assert erasures.not_confirmed(known, [one[:ERASURE_LENGTH]]) == (EVERYBODY,)
    assert erasures.not_confirmed({one: "ada", "3" * 64: "ada"}, [one[:ERASURE_LENGTH]]) == ()


def test_a_statement_says_what_was_seen_at_which_hub(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK], Clock()) as (first, desk):
        heads = first.exchange.heads()
        seen = heads[first.desk_id]
        first.exchange.seen_at_hub = SeenAtHub("a hub", frozenset([seen]))
        desk.exchange.hear(first.exchange.statement())
        stated, _ = desk.exchange.stated()[first.desk_id]
        assert (stated.hub, stated.seen_at_hub) == ("a hub", (seen,))
        assert len(stated.heads) == len(heads) > 1
        assert desk.exchange.stated({first.desk_id: stated.wall}) == {}


@pytest.mark.parametrize("wrong", [{"erased": [1]}, {"hub": {"id": 1, "lacks": []}}, {"hub": {}}])
def test_a_statement_of_another_shape_is_none(tmp_path: Path, wrong: dict[str, object]) -> None:
    with stations(tmp_path, [Tier.DESK], Clock()) as (first, _):
        signer, event = first.journal.identity.ring.signer, first.exchange.event
        body = json_with(first.exchange.statement().body, wrong)
        signed = statements.SignedStatement(
            first.desk_id, body, signer.sign(statements.CONTEXT + body)
        )
        with pytest.raises(BadStatement):
            statements.read(signed, event, signer.public)


def json_with(body: bytes, more: dict[str, object]) -> bytes:
    return json.dumps({**json.loads(body), **more}).encode()
