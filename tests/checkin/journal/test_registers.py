"""Desks and operators: who introduces a desk first decides for ever, and unknown words read as the safest."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.domain import Role, Tier
from checkin.journal import EntryKind, desk_added, desk_named, operator_set
from checkin.journal.kinds import EntryDraft
from tests.desks_in_memory import MemoryDesk, identifier, signer_of

if TYPE_CHECKING:
    from collections.abc import Iterator

BOX = bytes(range(32))


@pytest.fixture
def one() -> Iterator[MemoryDesk]:
    desk = MemoryDesk(0)
    desk.write(desk_added(desk.id, "Desk 1", Tier.ORGANISER, desk.public, BOX))
    yield desk
    desk.memory.close()


def desks(desk: MemoryDesk) -> dict[str, Any]:
    with desk.memory.read() as connection:
        return {row.id: row for row in connection.execute(sa.select(schema.desk))}


def test_the_first_introduction_decides_keys_tier_and_numbers(one: MemoryDesk) -> None:
    other = signer_of(1).public
    one.write(
        desk_added(identifier(1), "Door 1", Tier.DOOR, other, BOX, 201),
        desk_added(identifier(1), "Trusted", Tier.ORGANISER, signer_of(2).public, bytes(32), 301),
    )
    row = desks(one)[identifier(1)]
    assert (row.name, row.tier, row.first_number) == ("Door 1", "door", 201)
    assert (row.public_key, row.box_key) == (other.hex(), BOX.hex())


def test_a_desk_gives_itself_a_name_and_no_other(one: MemoryDesk) -> None:
    two = MemoryDesk(1)
    one.write(desk_added(two.id, "Desk 2", Tier.DESK, two.public, BOX))
    two.receive(one.entries())
    two.write(desk_named("Press"), desk_named("Press entrance"))
    one.receive(two.entries())
    assert {row.name for row in desks(one).values()} == {"Desk 1", "Press entrance"}
    assert desks(two).keys() == desks(one).keys()
    two.memory.close()


def test_a_name_that_comes_before_the_introduction_waits_for_it() -> None:
    drafts = (
        desk_added(identifier(0), "Desk 1", Tier.ORGANISER, signer_of(0).public, BOX),
        desk_named("North"),
    )
    for order in permutations(drafts):
        desk = MemoryDesk(0)
        desk.write(*order)
        assert desks(desk)[identifier(0)].name == "North"
        desk.memory.close()


def test_a_tier_of_a_newer_program_may_read_least(one: MemoryDesk) -> None:
    draft = desk_added(identifier(1), "Desk 2", Tier.DESK, signer_of(1).public, BOX)
    newer = {**draft.sections[Tier.DOOR], "tier": "auditor"}
    one.write(EntryDraft(EntryKind.DESK_ADDED, {Tier.DOOR: newer}))
    assert Tier(desks(one)[identifier(1)].tier) is Tier.DOOR


def test_a_role_of_a_newer_program_may_do_least(one: MemoryDesk) -> None:
    draft = operator_set("0b", "Mika", Role.LEAD, "00ff")
    one.write(
        EntryDraft(
            EntryKind.OPERATOR_SET, {Tier.DESK: {**draft.sections[Tier.DESK], "role": "boss"}}
        )
    )
    with one.memory.read() as connection:
        roles = connection.scalars(sa.select(schema.operator.c.role))
        assert [Role(role) for role in roles] == [Role.VOLUNTEER]


@pytest.mark.parametrize("pin", ["zz", "0", "00" * 200, 7])
def test_a_digest_that_is_none_is_not_understood(one: MemoryDesk, pin: object) -> None:
    """It would end every attempt to sign in with a PIN."""
    draft = operator_set("0b", "Mika", Role.LEAD, "00ff")
    one.write(
        EntryDraft(EntryKind.OPERATOR_SET, {Tier.DESK: {**draft.sections[Tier.DESK], "pin": pin}})
    )
    with one.memory.read() as connection:
        assert connection.scalars(sa.select(schema.ignored.c.why)).all() == ["not_understood"]
