"""A morning with three laptops: a hub that goes down and up, a stick, a stolen door, and one true list.

The organiser's laptop makes the event, runs the hub and invites a desk and a door by file.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checkin import bundle
from checkin import hub as hubs
from checkin.bootstrap import create_store, open_store
from checkin.domain import Flag, Outcome, Reason, Tier
from checkin.errors import HubMissing, HubRefuses, HubUnreachable
from checkin.hub import sync_once
from checkin.hub.local import Listening, LocalHub
from checkin.joining import NewDesk, ask, join
from checkin.sync import DeskPhase, desks
from tests import store_copies
from tests.factories import MINUTE, MORNING, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.station import Station

PASSPHRASE = "only this morning"
PEOPLE = [f"Delegate {letter}" for letter in "ABCDEF"]


@dataclass
class Morning:
    organiser: Station
    desk: Station
    door: Station
    hub: LocalHub
    clock: Clock
    stick: Path

    def everybody(self) -> tuple[Station, ...]:
        return self.organiser, self.desk, self.door

    def sync(self, *stations: Station) -> None:
        for station in stations:
            membership = hubs.stored(station.store)
            assert membership is not None
            sync_once(station.exchange, membership)

    def carry(self, giver: Station, taker: Station) -> None:
        """A stick goes from one desk to another."""
        bundle.write(giver.exchange, self.stick)
        bundle.read(taker.exchange, self.stick)

    def later(self) -> None:
        self.clock.forward(MINUTE)


@pytest.fixture
def morning(tmp_path: Path) -> Iterator[Morning]:
    home = Path(tempfile.mkdtemp(prefix="uketsuke-journey-"))
    home.chmod(0o755)
    clock = Clock(MORNING)
    store = tmp_path / "organiser.uketsuke"
    create_store(store, store_copies.plan(), PASSPHRASE, clock=clock)
    try:
        hub = LocalHub(home / "hub", Listening("127.0.0.1", 0))
        with hub, open_store(store, PASSPHRASE, clock=clock) as organiser:
            hubs.prepare(hub.administrator_url, organiser.exchange)
            with (
                _joined(organiser, tmp_path, Tier.DESK, clock) as desk,
                _joined(organiser, tmp_path, Tier.DOOR, clock) as door,
            ):
                yield Morning(organiser, desk, door, hub, clock, tmp_path / "stick")
    except HubMissing as error:
        pytest.skip(str(error))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _joined(organiser: Station, folder: Path, tier: Tier, clock: Clock) -> Station:
    """A new machine asks, is invited, and joins."""
    requests = folder / f"requests-{tier}"
    request = ask(f"The {tier}", PASSPHRASE, folder / f"{tier}.request", requests)
    invitation = folder / f"{tier}.invitation"
    organiser.invitations.invite(tier, invitation, request=request)
    new = NewDesk(invitation, PASSPHRASE, requests=requests)
    joined = join(folder / f"{tier}.uketsuke", new, now=clock.wall)
    return open_store(joined.path, PASSPHRASE, clock=clock)


def test_three_laptops_and_one_true_list(morning: Morning) -> None:
    a, b, c, d, e, f = (
        morning.organiser.desk.walkin({"name": name, "category": "scholar"}, approved=True).number
        for name in PEOPLE
    )
    morning.sync(*morning.everybody())
    _with_a_network_each_knows_what_the_others_did(morning, a)
    _without_one_a_stick_tells(morning, b, c)
    _who_must_be_stopped_is_stopped_at_the_door(morning, PEOPLE[3], d)
    _what_a_stolen_door_writes_counts_nowhere(morning, e)
    morning.desk.desk.checkin(f, "entrance")
    morning.sync(morning.desk, morning.organiser)
    for station in (morning.organiser, morning.desk):
        assert _inside(station) == {a, b, c, f}
        assert station.journal.verify().intact


def _with_a_network_each_knows_what_the_others_did(morning: Morning, a: int) -> None:
    morning.desk.desk.checkin(a, "entrance")
    morning.sync(morning.desk, morning.door)
    morning.later()
    assert morning.door.desk.checkin(a, "entrance").outcome is Outcome.ALREADY_IN


def _without_one_a_stick_tells(morning: Morning, b: int, c: int) -> None:
    """Both let the same person in; a stick tells the desk what the door did."""
    desk, door = morning.desk, morning.door
    morning.hub.stop()
    desk.desk.checkin(b, "entrance")
    door.desk.checkin(b, "entrance")
    door.desk.checkin(c, "entrance")
    with pytest.raises(HubUnreachable):
        morning.sync(desk)
    morning.carry(door, desk)
    morning.later()
    assert desk.desk.checkin(c, "entrance").outcome is Outcome.ALREADY_IN
    morning.hub.start()


def _who_must_be_stopped_is_stopped_at_the_door(morning: Morning, name: str, d: int) -> None:
    """The door hears that a lead wants to be called, and nothing else about them."""
    organiser, door = morning.organiser, morning.door
    flagged = next(found for found in organiser.desk.find(name) if found.number == d)
    organiser.people.flag(flagged.id, Flag.CALL_LEAD, on=True)
    morning.sync(organiser, morning.desk, door, organiser)
    stopped = door.desk.checkin(d, "entrance")
    assert (stopped.outcome, stopped.reason) == (Outcome.CALL_LEAD, Reason.DOOR)


def _what_a_stolen_door_writes_counts_nowhere(morning: Morning, e: int) -> None:
    organiser, desk, door = morning.everybody()
    morning.sync(door, organiser)
    door.desk.checkin(e, "entrance")
    organiser.revocations.revoke(door.desk_id)
    with pytest.raises(HubRefuses):
        morning.sync(door)
    morning.carry(door, organiser)
    morning.sync(organiser, desk)
    assert organiser.desk.stats().sessions["entrance"].inside == 3
    phases = {state.id: state.phase for state in desks(desk.exchange)}
    assert phases[door.desk_id] is DeskPhase.REVOKED


def _inside(station: Station) -> set[object]:
    table = station.reports.inside()
    place = table.columns.index("Number")
    return {row[place] for row in table.rows}
