"""The list of desks: what each has stated of itself, and what this desk knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkin.domain import Tier
from checkin.sync import DeskPhase, DeskState, desks
from tests.factories import HOUR, MINUTE, Clock
from tests.several_desks import stations

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.sync import Exchange


def test_nothing_is_known_of_a_desk_that_was_not_heard(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DOOR]) as (first, door):
        own = state(first.exchange, first.desk_id)
        assert (own.phase, own.is_this, own.tier) == (DeskPhase.JOINED, True, Tier.ORGANISER)
        other = state(first.exchange, door.desk_id)
        assert other == DeskState(
            door.desk_id, "Desk 2", Tier.DOOR, DeskPhase.INVITED, is_this=False, entries=0
        )


def test_a_statement_tells_what_a_desk_holds_its_clock_and_its_program(tmp_path: Path) -> None:
    clock = Clock()
    with stations(tmp_path, [Tier.DESK], clock) as (first, desk):
        desk.rename_desk("Second")
        for entries in desk.exchange.entries_after({}, Tier.ORGANISER):
            first.exchange.take_in(entries, "test")
        stated = desk.exchange.statement()
        before = first.exchange.heads()[first.desk_id]
        first.rename_desk("First")
        first.rename_desk("The first")
        clock.forward(MINUTE - HOUR)
        first.exchange.hear(stated)
        heard = state(first.exchange, desk.desk_id)
        assert (heard.name, heard.phase, heard.entries) == ("Second", DeskPhase.JOINED, 1)
        assert (heard.heard, heard.ahead) == (clock.ms, HOUR - MINUTE)
        assert heard.is_clock_wrong
        assert before in heard.holds
        assert heard.lacks == 2
        assert heard.version == desk.exchange.version


def test_the_list_is_by_name(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DOOR, Tier.DESK]) as (first, *_):
        assert [desk.name for desk in desks(first.exchange)] == ["Desk 1", "Desk 2", "Desk 3"]


def state(exchange: Exchange, desk: str) -> DeskState:
    return next(known for known in desks(exchange) if known.id == desk)


def test_other_desks_can_be_revoked_once() -> None:
    other = DeskState("1", "Desk 2", Tier.DESK, DeskPhase.INVITED, is_this=False, entries=0)
    assert other.can_be_revoked
    assert not replace(other, phase=DeskPhase.REVOKED).can_be_revoked
    assert not replace(other, is_this=True).can_be_revoked
