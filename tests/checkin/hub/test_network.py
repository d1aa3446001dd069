"""A network that goes down and up while desks exchange: nothing is lost, nothing comes twice."""

from __future__ import annotations

import ctypes
import os
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from checkin.domain import Tier
from checkin.errors import HubUnreachable
from checkin.hub.local import Listening
from checkin.hub.watch import Watch, WatchNews
from tests.checkin.hub.desks_at_hub import (
    DesksAtHub,
    desks_at_hub,
    ids,
    login_of,
    own_entries,
    private_cluster,
    sync,
    wait_for,
    write,
)
from tests.checkin.hub.network import Network
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TIMES: Final = 50 if THOROUGH else 3
WRITTEN: Final = 20  # before each of them
LONG: Final = 10  # each so many times it stays down until the desk has noticed
PATIENCE: Final = 60
NEW_NETWORK: Final = 0x40000000  # CLONE_NEWNET
HERE: Final = "10.213.77.1"


def unreachable(told: list[WatchNews]) -> int:
    return sum(isinstance(news.failure, HubUnreachable) for news in told)


@contextmanager
def running(watch: Watch, first: Callable[[], object] = lambda: None) -> Iterator[None]:
    """The watch on a thread of its own, which does something else first."""

    def run() -> None:
        first()
        watch.run()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        watch.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def goes_down_and_up(
    desks: DesksAtHub, watch: Watch, told: list[WatchNews], net: tuple[Callable[[], None], ...]
) -> None:
    """Writes while the network is up, and while it is down."""
    first, desk, _ = desks.stations
    cut, mend = net
    wait_for(lambda: bool(told))
    for time in range(TIMES):
        write(desk, WRITTEN)
        watch.nudge()
        cut()
        write(desk, WRITTEN)
        if time % LONG == 0:
            before = unreachable(told)
            wait_for(lambda before=before: unreachable(told) > before)  # type: ignore[misc]
        mend()
        watch.nudge()
    wait_for(lambda: told[-1].failure is None and told[-1].to_send == 0)
    sync(first)
    assert len(own_entries(desk)) == 2 * TIMES * WRITTEN
    assert ids(desk) <= ids(first)
    count = "SELECT count(*) FROM uketsuke.entry WHERE event = %s AND desk = %s"
    assert desks.of_event(count, desk.desk_id) == [(2 * TIMES * WRITTEN,)]
    assert first.journal.verify().intact


def test_connections_that_are_cut_lose_nothing(at_hub: DesksAtHub) -> None:
    desk, told = at_hub.stations[1], list[WatchNews]()
    with Network(login_of(desk)).laid() as network:
        watch = Watch(desk.exchange, network.login, told.append)
        with running(watch):
            goes_down_and_up(at_hub, watch, told, (network.cut, network.mend))


@pytest.mark.soak
def test_a_cable_that_is_pulled_loses_nothing(tmp_path: Path) -> None:
    """A network of its own for the desk: what is sent into it vanishes without a word."""
    told: list[WatchNews] = []
    with (
        own_network() as name,
        private_cluster(where=Listening(HERE, 0)) as cluster,
        desks_at_hub(cluster, tmp_path, [Tier.DESK, Tier.DOOR]) as desks,
    ):
        desk = desks.stations[1]
        watch = Watch(desk.exchange, login_of(desk), told.append)
        with running(watch, lambda: enter(name)):
            goes_down_and_up(
                desks,
                watch,
                told,
                (lambda: ip(f"link set {name} down"), lambda: ip(f"link set {name} up")),
            )


@contextmanager
def own_network() -> Iterator[str]:
    """A network namespace and a cable to it, both of that name; only root can make them."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("a network of its own can only be made by root")
    name = f"desk{os.getpid()}"
    try:
        ip(f"netns add {name}")
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"this machine makes no network: {error}")
    try:
        ip(f"link add {name} type veth peer name desk netns {name}")
        ip(f"addr add {HERE}/24 dev {name}")
        ip(f"link set {name} up")
        ip(f"-n {name} addr add 10.213.77.2/24 dev desk")
        ip(f"-n {name} link set desk up")
        yield name
    finally:
        ip(f"netns delete {name}")


def ip(words: str) -> None:
    subprocess.run(["ip", *words.split()], check=True, capture_output=True)


def enter(name: str) -> None:
    """This thread alone is in that network from now on."""
    with Path(f"/run/netns/{name}").open("rb") as network:
        if ctypes.CDLL(None, use_errno=True).setns(network.fileno(), NEW_NETWORK):
            raise OSError(ctypes.get_errno(), "setns")
