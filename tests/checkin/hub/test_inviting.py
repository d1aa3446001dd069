"""A desk that is invited where there is a hub uses it at once; one that is revoked does no more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin import hub as hubs
from checkin.bootstrap import open_store
from checkin.domain import Outcome, Tier
from checkin.errors import HubRefuses, HubUnreachable
from checkin.hub import sync_once
from checkin.joining import NewDesk, join
from checkin.sync import DeskPhase, desks
from tests.checkin.hub.desks_at_hub import login_of, sync
from tests.factories import Clock
from tests.several_desks import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from tests.checkin.hub.desks_at_hub import DesksAtHub


def invited(organiser: Station, folder: Path, tier: Tier) -> Path:
    """The store of a new machine that joined with a code."""
    file = folder / f"{tier}.invitation"
    given = organiser.invitations.invite(tier, file, name=f"New {tier}")
    new = NewDesk(file, PASSPHRASE, given.code or "", folder / "requests")
    store = folder / f"new-{tier}.uketsuke"
    return join(store, new, now=organiser.journal.now).path


def through_own_hub(station: Station) -> None:
    membership = hubs.stored(station.store)
    assert membership is not None
    sync_once(station.exchange, membership)


@pytest.mark.parametrize("tier", [Tier.DESK, Tier.DOOR])
def test_an_invited_desk_knows_the_hub(at_hub: DesksAtHub, tmp_path: Path, tier: Tier) -> None:
    first, desk, _ = at_hub.stations
    person = desk.desk.walkin({"name": "Walk In", "category": "scholar"}, approved=True)
    sync(desk, first)
    with open_store(invited(first, tmp_path, tier), PASSPHRASE, clock=Clock()) as new:
        assert new.desk.checkin(person.number, "entrance").outcome is Outcome.ADMITTED
        through_own_hub(new)
        sync(first, desk)
        assert desk.desk.checkin(person.number, "entrance").outcome is Outcome.ALREADY_IN
        assert desk.journal.verify().intact


def test_a_revoked_desk_is_let_into_the_hub_no_more(at_hub: DesksAtHub, tmp_path: Path) -> None:
    first, desk, door = at_hub.stations
    with open_store(invited(first, tmp_path, Tier.DESK), PASSPHRASE, clock=Clock()) as new:
        through_own_hub(new)
        sync(first)
        first.revocations.revoke(new.desk_id)
        sync(first, desk, door)
        for station in (first, desk, door):
            phases = {state.id: state.phase for state in desks(station.exchange)}
            assert phases[new.desk_id] is DeskPhase.REVOKED
        with pytest.raises(HubRefuses):
            through_own_hub(new)


def test_a_login_ends_also_where_the_desk_was_revoked_without_the_hub(at_hub: DesksAtHub) -> None:
    first, _, door = at_hub.stations
    sync(first, door)
    login = login_of(first)
    hubs.keep(first.store, replace(login, address=replace(login.address, port=9)))
    with pytest.raises(HubUnreachable):
        first.revocations.revoke(door.desk_id)
    hubs.keep(first.store, login)
    sync(door)  # nobody has told the hub
    sync(first)
    with pytest.raises(HubRefuses):
        sync(door)


def test_a_login_that_a_hub_put_back_brings_again_ends_again(at_hub: DesksAtHub) -> None:
    first, _, door = at_hub.stations
    first.revocations.revoke(door.desk_id)
    hubs.keep(door.store, hubs.member_for(first.exchange, door.desk_id, Tier.DOOR))
    sync(door)
    sync(first)
    with pytest.raises(HubRefuses):
        sync(door)
