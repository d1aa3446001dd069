"""`kill -9` in the middle of a round: nothing is lost, nothing comes twice, and the next round goes on."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any, Final, NoReturn

from checkin.bootstrap import open_with_key
from checkin.hub import pushing, queries
from checkin.sync import Exchange
from tests.checkin.hub.desks_at_hub import ids, sync, write
from tests.factories import Clock
from tests.faults.killing import die, forked, put, was_killed

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from checkin.hub.connection import HubConnection
    from tests.checkin.hub.desks_at_hub import DesksAtHub

pytestmark = forked

ENTRIES: Final = 20  # two pages


def before_the_push() -> None:
    put(pushing.Push, "own", die)


def in_the_transaction_of_the_second_page() -> None:
    insert, pages = queries.insert, iter([False, True, True])

    def insert_and_die(connection: HubConnection, *given: Any) -> int:
        with connection.transaction():
            sent: int = insert(connection, *given)
            if next(pages):
                die()
        return sent

    put(queries, "insert", insert_and_die)


def after_a_page_is_at_the_hub() -> None:
    insert = queries.insert

    def insert_and_die(*given: Any) -> int:
        insert(*given)
        die()

    put(queries, "insert", insert_and_die)


def before_it_is_told() -> None:
    put(queries, "notify", die)


def before_the_second_page_is_taken_in() -> None:
    take_in, pages = Exchange.take_in, iter([False, True, True])

    def take_in_or_die(self: Exchange, *given: Any) -> object:
        return die() if next(pages) else take_in(self, *given)

    put(Exchange, "take_in", take_in_or_die)


def after_a_page_is_taken_in() -> None:
    take_in = Exchange.take_in

    def take_in_and_die(self: Exchange, *given: Any) -> NoReturn:
        take_in(self, *given)
        die()

    put(Exchange, "take_in", take_in_and_die)


def before_its_statement() -> None:
    put(queries, "state", die)


STEPS: Final = (
    before_the_push,
    in_the_transaction_of_the_second_page,
    after_a_page_is_at_the_hub,
    before_it_is_told,
    before_the_second_page_is_taken_in,
    after_a_page_is_taken_in,
    before_its_statement,
)


def test_a_kill_at_any_step_of_a_round_loses_nothing(
    at_hub: DesksAtHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # what is killed leaves its files
    monkeypatch.setattr(queries, "PAGE_ROWS", ENTRIES // 2)
    first, desk, _ = at_hub.stations
    folder, key = desk.folder, desk.store.key
    desk.close()
    for step in STEPS:
        write(first, ENTRIES)
        sync(first)
        with open_with_key(folder, key, clock=Clock()) as station:
            write(station, ENTRIES)
            written = ids(station)
        assert was_killed(folder, key, step, sync), step
        with open_with_key(folder, key, clock=Clock()) as again:
            assert again.journal.verify().intact
            assert written <= ids(again)
            sync(again, first)
            assert ids(again) == ids(first)
    counted = at_hub.of_event(
        "SELECT count(*), count(DISTINCT id) FROM uketsuke.entry WHERE event = %s"
    )
    assert counted == [(len(ids(first)),) * 2]
