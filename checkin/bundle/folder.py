"""Shared folder (serverless sync): each desk adds small bundles of its own and reads everybody's.

A network share, a stick that is passed round, a folder that Syncthing or Nextcloud copies. There is no
lock and no server: a file appears by its rename, nobody changes one, and what does not check (yet) is
ignored. Its names say nothing, and neither do its files.
"""

from __future__ import annotations

import io
import re
import secrets
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from checkin import files, outside
from checkin.bundle.bundle import SUFFIX
from checkin.bundle.delivery import Delivery
from checkin.bundle.folder_state import FolderState
from checkin.bundle.records import RecordWriter, read_records
from checkin.bundle.sealed_stream import BrokenStream, ForeignStream, NewerStream, transport_key
from checkin.bundle.selection import entries_for
from checkin.errors import NotPossible
from checkin.journal import Entry
from checkin.language import mark
from checkin.store import store as stores
from checkin.store.backup import disk
from checkin.sync import Exchange, Exchanged, SignedStatement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from checkin.domain import Tier

HUB: Final = "folder:"  # before the path, where a hub is named
FULL: Final = 1_000_000  # bytes of entries, after which the next file begins
LARGEST: Final = 16_000_000
STATEMENT_EVERY: Final = 300_000  # ms; a desk that has nothing to say is heard all the same
_NAME: Final = re.compile(rf"([0-9a-f]{{16}})-([0-9]{{6,9}}){re.escape(SUFFIX)}")
_SETTING: Final = "shared_folders"


def round(exchange: Exchange, path: Path) -> Exchanged:  # noqa: A001 - as with a hub
    """One round: reads what is new in the folder, and adds what the folder lacks.

    Raises `NotPossible` where the folder cannot be reached, and `DiskFull` where it cannot be written.
    """
    exchange.begin_after_clock()
    key = transport_key(exchange.journal.identity.ring)
    state = _load(exchange)
    listed = _listed(path)
    delivery, read = Delivery(exchange, "folder"), list[_FolderFile]()
    for name, number in _unread(listed, state):
        records = _checked(path / _file_name(name, number), key)
        if records is not None:
            delivery.add(records)
            read.append(_FolderFile(name, number, _places(records)))
    taken = delivery.finish()
    if read:
        held = _held_as_whole(exchange, read)
        for file in read:
            state.series[file.series].has_read(
                file.number, [(place.desk, place.seq) for place in file.places if place in held]
            )
        _save(exchange, state)
    written = _SeriesWriter(exchange, path, state, listed, key).write_what_is_lacking()
    return taken + Exchanged(sent=written)


def to_send(exchange: Exchange) -> int:
    """How many entries of this desk no folder holds, as far as it has written or read."""
    state, heads = _load(exchange), exchange.heads()
    count = 0
    for chain in exchange.own_chains & heads.keys():
        written = [one.chains[chain].last for one in state.series.values() if chain in one.chains]
        count += heads[chain].seq - max(written, default=0)
    return count


class _Carried(NamedTuple):
    """An entry in a file."""

    desk: str
    seq: int
    entry: str
    tiers: frozenset[Tier]


@dataclass(frozen=True, slots=True)
class _FolderFile:
    series: str
    number: int
    places: list[_Carried]


def _unread(listed: Mapping[str, set[int]], state: FolderState) -> Iterator[tuple[str, int]]:
    for name, numbers in listed.items():
        for number in sorted(numbers):
            if not state.has_file(name, number):
                yield name, number


def _held_as_whole(exchange: Exchange, read: Iterable[_FolderFile]) -> set[_Carried]:
    """Those entries of which this desk's journal has no more than the files.

    What is forged there, or was stripped of a section, does not count as being in the folder: whoever
    has the true entry adds it.
    """
    wanted: dict[str, list[_Carried]] = defaultdict(list)
    for file in read:
        for place in file.places:
            wanted[place.desk].append(place)
    held: set[_Carried] = set()
    for desk, places in wanted.items():
        numbers = [place.seq for place in places]
        mine = _sections(exchange, desk, max(min(numbers), 1), max(numbers))
        held |= {p for p in places if p.entry in mine and mine[p.entry] <= p.tiers}
    return held


def _sections(exchange: Exchange, desk: str, first: int, last: int) -> dict[str, frozenset[Tier]]:
    """Which sections are here of the entries of a chain, by the entry's id."""
    found: dict[str, frozenset[Tier]] = {}
    for page in exchange.entries_after({desk: first - 1}, exchange.tier, desks=[desk]):
        found |= {entry.id: frozenset(entry.sealed) for entry in page}
        if page[-1].header.seq >= last:
            break
    return found


class _SeriesWriter:
    """Adds files to this desk's own series in a folder; begins one where there is none."""

    def __init__(
        self,
        exchange: Exchange,
        path: Path,
        state: FolderState,
        listed: dict[str, set[int]],
        key: bytes,
    ) -> None:
        self._exchange = exchange
        self._path = path
        self._state = state
        self._key = key
        self._name = next((name for name in listed if name in state.own), secrets.token_hex(8))
        self._known = state.held_in(listed)
        used = listed.get(self._name, set())
        self._next = 1 + max(state.series[self._name].files.last, *used, 0)

    def write_what_is_lacking(self) -> int:
        """The number of entries written."""
        count = 0
        for entries in _in_files(entries_for(self._exchange, self._known)):
            self._write(entries)
            count += len(entries)
        now = self._exchange.journal.now()
        if not count and abs(now - self._state.own.get(self._name, 0)) >= STATEMENT_EVERY:
            self._write([])
        return count

    def _write(self, entries: list[Entry]) -> None:
        target = self._path / _file_name(self._name, self._next)
        while target.exists():  # of a copy of this store on another machine
            self._next += 1
            target = self._path / _file_name(self._name, self._next)
        with disk(target), files.replacing(target) as file:
            writer = RecordWriter(file, self._key)
            writer.put_statement(self._exchange.statement())
            for entry in entries:
                writer.put_entry(entry)
            writer.finish()
        self._state.series[self._name].has_read(
            self._next, [(entry.header.desk, entry.header.seq) for entry in entries]
        )
        self._state.own[self._name] = self._exchange.journal.now()
        self._next += 1
        _save(self._exchange, self._state)


def _in_files(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    """The entries of each file."""
    page: list[Entry] = []
    size = 0
    for entry in entries:
        page.append(entry)
        size += sum(map(len, entry.sealed.values()))
        if size >= FULL:
            yield page
            page, size = [], 0
    if page:
        yield page


def _listed(path: Path) -> dict[str, set[int]]:
    """Series → numbers of its files. Copies that a program made of a conflict have other names."""
    listed: dict[str, set[int]] = defaultdict(set)
    try:
        for file in path.iterdir():
            found = _NAME.fullmatch(file.name)
            if found:
                listed[found[1]].add(int(found[2]))
    except OSError as error:
        raise NotPossible(mark("The folder {path} cannot be reached."), path=path) from error
    return dict(listed)


def _checked(path: Path, key: bytes) -> list[SignedStatement | Entry] | None:
    """The records of a whole file; none of one that is still being copied, is foreign or damaged."""
    try:
        return list(read_records(io.BytesIO(outside.data(path, LARGEST)), key))
    except (OSError, BrokenStream, ForeignStream, NewerStream):
        return None


def _places(records: Iterable[SignedStatement | Entry]) -> list[_Carried]:
    return [
        _Carried(record.header.desk, record.header.seq, record.id, frozenset(record.sealed))
        for record in records
        if isinstance(record, Entry)
    ]


def _file_name(series: str, number: int) -> str:
    return f"{series}-{number:06}{SUFFIX}"


def _load(exchange: Exchange) -> FolderState:
    with exchange.store.read() as connection:
        try:
            return FolderState.from_json(stores.get_setting(connection, _SETTING))
        except KeyError:
            return FolderState()


def _save(exchange: Exchange, state: FolderState) -> None:
    with exchange.store.write_in_background() as connection:
        stores.put_setting(connection, _SETTING, state.to_json())
