"""Benchmark of desks at a hub: how soon one desk knows of another's scan, and ten that come back at once."""

from __future__ import annotations

import random
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import hub as hubs
from checkin import schema
from checkin.domain import CodeKind, Outcome, Tier
from checkin.errors import HubMissing
from checkin.hub import watch as watching
from checkin.hub.watch import Watch
from checkin.journal import delegate_changed
from tests import factories, store_copies
from tests.bench.figures import Figure, percentile, single
from tests.bench.stores import say
from tests.checkin.hub.coming_back import come_back_at_once
from tests.checkin.hub.desks_at_hub import desks_at_hub, login_of, private_cluster, sync

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checkin.hub.local import LocalHub
    from checkin.station import Station
    from tests.bench.context import Workshop

GUESTS: Final = 30
BETWEEN_S: Final = 0.7
LOOK_EVERY_S: Final = 0.005
PATIENCE_S: Final = 60.0
DESKS: Final = 10
ENTRIES: Final = 1_000


def at_a_hub(workshop: Workshop) -> Iterator[Figure]:
    """With a PostgreSQL of its own on this machine; nothing where none is installed."""
    try:
        with private_cluster() as cluster:
            yield _until_known(cluster, workshop, "by hub", 1_000, _watched)
            yield _until_known(cluster, workshop, "by polling", 7_000, _polling)
            yield from _coming_back(cluster, workshop)
    except HubMissing as error:
        say(f"no hub: {error}")


def _coming_back(cluster: LocalHub, workshop: Workshop) -> Iterator[Figure]:
    say(f"{DESKS} desks with {ENTRIES:,} entries each come back")
    back = come_back_at_once(cluster, workshop.home / "back", DESKS, ENTRIES)
    assert len(back.hashes) == 1
    assert all(back.intact)
    facts = {"desks": DESKS, "entries": ENTRIES}
    yield single("desks come back to a hub", "s", back.seconds, 5.0, **facts)
    yield single("CPU of the busiest of them", "s", back.busiest, 1.5, **facts)


def _until_known(
    cluster: LocalHub, workshop: Workshop, way: str, hold: float, taking: Callable[..., object]
) -> Figure:
    """From a scan at one desk, in the core, until another one would say "already in"."""
    say(f"how soon a scan is known, {way}")
    folder = workshop.home / way.replace(" ", "-")
    with desks_at_hub(cluster, folder, [Tier.DESK]) as at_hub:
        here, there = at_hub.stations
        codes = _roster(here)
        sync(here, there)
        with _watched(here) as watch, taking(there):  # type: ignore[attr-defined]
            samples = [_scan_and_wait(here, there, code, watch) for code in codes.items()]
        again = there.desk.scan(next(iter(codes.values())), "entrance")
        assert again.outcome is Outcome.ALREADY_IN
    values = {"p50": percentile(samples, 50), "p95": percentile(samples, 95)}
    facts = {"samples": len(samples)}
    return Figure(f"until another desk knows, {way}", "ms", values, {"p95": hold}, facts)


def _roster(station: Station) -> dict[str, str]:
    key = store_copies.code_key(station)
    codes = {store_copies.identifier(n): factories.code(n, key) for n in range(1, GUESTS + 1)}
    with station.store.write() as connection:
        station.journal.append_many(
            connection,
            (
                delegate_changed(
                    delegate, factories.delegate_fields(), codes={code: CodeKind.INVITATION}
                )
                for delegate, code in codes.items()
            ),
        )
    return codes


def _scan_and_wait(here: Station, there: Station, guest: tuple[str, str], watch: Watch) -> int:
    delegate, code = guest
    pause = random.uniform(0, 2 * BETWEEN_S)  # noqa: S311 - when somebody comes
    threading.Event().wait(pause)
    began = time.perf_counter_ns()
    assert here.desk.scan(code, "entrance").outcome is Outcome.ADMITTED
    watch.nudge()
    while not _is_known(there, delegate):
        assert time.perf_counter_ns() - began < PATIENCE_S * 1e9
        threading.Event().wait(LOOK_EVERY_S)
    return time.perf_counter_ns() - began


def _is_known(station: Station, delegate: str) -> bool:
    of = schema.attendance.c.delegate == delegate
    with station.store.read() as connection:
        return connection.scalar(sa.select(sa.exists().where(of))) or False


@contextmanager
def _watched(station: Station) -> Iterator[Watch]:
    watch = Watch(station.exchange, login_of(station))
    with _running(watch.run, watch.stop):
        yield watch


@contextmanager
def _polling(station: Station) -> Iterator[None]:
    """As often as a watch looks where no notification comes through."""
    stopped = threading.Event()

    def poll() -> None:
        spread = watching.SPREAD
        while not stopped.wait(watching.EVERY * random.uniform(1 - spread, 1 + spread)):  # noqa: S311
            hubs.sync_once(station.exchange, login_of(station))

    with _running(poll, stopped.set):
        yield


@contextmanager
def _running(run: Callable[[], None], stop: Callable[[], None]) -> Iterator[None]:
    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop()
        thread.join()
