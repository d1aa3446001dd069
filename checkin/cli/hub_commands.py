"""CLI commands for the hub and for sync with it: hub init, hub start, sync."""

from __future__ import annotations

import signal
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checkin import hub as hubs
from checkin.bundle import folder
from checkin.cli import shapes
from checkin.cli.answer import Answer
from checkin.cli.context import say
from checkin.errors import HubMissing, StoreBusy
from checkin.language import mark
from checkin.roles import Action
from checkin.sharing import is_exchanging
from checkin.store import store as stores
from checkin.sync import Exchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checkin.cli.context import Context
    from checkin.hub import Membership, WatchNews
    from checkin.sync import Exchange

_FOLDER_EVERY: Final = 5.0  # seconds


def hub(here: Context) -> Answer:
    return _init(here) if here.arguments.act == "init" else _start(here)


def _init(here: Context) -> Answer:
    membership = _prepare(here, here.arguments.url)
    text = here.language.text("This desk uses the hub at {url}", url=membership.address.url)
    return Answer(_shape(membership), text)


def _prepare(here: Context, url: str) -> Membership:
    with here.open() as station:
        station.shift.require(Action.SET_UP)
        return hubs.prepare(url, station.exchange)


def _start(here: Context) -> Answer:
    """Runs a hub on this machine until the program is told to stop."""
    _require_free(here)
    with ExitStack() as stack:
        stopped = stack.enter_context(_until_stopped())
        local = stack.enter_context(hubs.LocalHub(where=hubs.listening(here.arguments.listen)))
        membership = _prepare(here, local.administrator_url)
        text = here.language.text(
            "The hub runs at {url} until this program ends. The firewall must let other desks reach it.",
            url=membership.address.url,
        )
        running = stack.pop_all()

    def until() -> None:
        with running:
            stopped.wait()

    return Answer(_shape(membership), text, until=until)


def _require_free(here: Context) -> None:
    """Raises `StoreBusy` before anything is started, where a window has the store."""
    stores.require(here.store())
    try:
        stores.take_lock(here.store()).release()
    except StoreBusy as error:
        raise StoreBusy(
            mark("The store is open in a window. Start the hub there, under Station.")
        ) from error


def sync(here: Context) -> Answer:
    """One round with the hub, or with `--watch` until stopped. Beside a window that exchanges, nothing: it does."""
    url, watch = here.arguments.hub, here.arguments.watch
    try:
        station = here.open()
    except StoreBusy:
        if url or not is_exchanging(here.store()):
            raise
        text = here.language.text("The open window exchanges by itself.")
        with here.open(read_only=True) as looking:
            open_ones = looking.conflicts.counts().to_settle
        return Answer(shapes.exchanged(Exchanged(), open_ones), text)
    with station:
        exchange = station.exchange
        if url.startswith(folder.HUB):
            done = _through_folder(exchange, Path(url.removeprefix(folder.HUB)), watch=watch)
        elif watch:
            done = _watch(here, exchange, _hub_of(exchange, url))
        else:
            done = hubs.sync_once(exchange, _hub_of(exchange, url)).exchanged
        open_ones = station.conflicts.counts().to_settle
    text = here.language.text(
        "{sent} sent, {received} received, {held} held",
        sent=done.sent,
        received=done.received,
        held=done.held,
    )
    return Answer(shapes.exchanged(done, open_ones), text)


def _hub_of(exchange: Exchange, url: str) -> Membership:
    if url:
        return hubs.at(url, exchange)
    membership = hubs.stored(exchange.store)
    if membership is None:
        raise HubMissing(
            mark("This desk has no hub. Set one up, or join with an invitation that names one.")
        )
    return membership


def _watch(here: Context, exchange: Exchange, membership: Membership) -> Exchanged:
    total = Exchanged()

    def told(news: WatchNews) -> None:
        nonlocal total
        if news.result is not None:
            total += news.result.exchanged
        if news.failure is not None:
            say(here.language.explain(news.failure))

    watch = hubs.Watch(exchange, membership, told)
    with _until_stopped(watch.stop):
        watch.run()
    return total


def _through_folder(exchange: Exchange, path: Path, *, watch: bool) -> Exchanged:
    """Rounds with a shared folder in the place of a hub."""
    total = Exchanged()
    with _until_stopped() as stopped:
        while True:
            done = folder.round(exchange, path)
            total += done
            if not watch or stopped.wait(_FOLDER_EVERY):
                return total


@contextmanager
def _until_stopped(stop: Callable[[], None] | None = None) -> Iterator[threading.Event]:
    """Inside, the signals that end a program set the event, and call `stop`, and do nothing else."""
    stopped = threading.Event()

    def end(_number: int, _frame: object) -> None:
        stopped.set()
        if stop is not None:
            stop()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _shape(membership: Membership) -> dict[str, str]:
    """Without the password."""
    return {"url": membership.address.url, "certificate": membership.certificate}
