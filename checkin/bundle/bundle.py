"""Bundle (sync by file): one sealed file with what a desk can give, for a stick or an e-mail.

Inside: the statement of the desk that wrote it, those of others, the entries chain by chain in the
order of their introductions, their number and hash. Outside one sees a size.
"""

from __future__ import annotations

import os
import tempfile
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final

from checkin import files, outside
from checkin.bundle.delivery import Delivery
from checkin.bundle.records import RecordWriter, read_records
from checkin.bundle.sealed_stream import (
    BrokenStream,
    ForeignStream,
    NewerStream,
    transport_key,
)
from checkin.bundle.selection import entries_for
from checkin.errors import BadFile, NotFound, NotPossible
from checkin.gc_pause import gc_paused
from checkin.journal import Entry
from checkin.language import mark
from checkin.store.backup import disk
from checkin.sync import DeskPhase, DeskState, Exchange, Exchanged, SignedStatement, desks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


SUFFIX: Final = ".uketsuke-bundle"
LARGEST: Final = 1_000_000_000
KEPT: Final = 16_000_000  # bytes of a bundle whose records fit into the memory
_PIECE: Final = 1_048_576
_DAMAGED: Final = mark("{name} is no bundle of Uketsuke, or it is damaged. Nothing was taken in.")


def write(exchange: Exchange, path: Path, for_desk: str | None = None) -> Exchanged:
    """Writes a bundle; replaces `path`, which stays as it is where this fails.

    `for_desk` is a desk's id or name: then only what its last statement lacks, and it may read. Raises
    `NotFound`, `NotPossible` or `DiskFull`.
    """
    if path.is_dir():
        raise NotPossible(mark("{path} is a folder. Name a file."), path=path)
    exchange.begin_after_clock()
    if for_desk is None:
        entries = entries_for(exchange, {})
    else:
        reader = _desk_named(exchange, for_desk)
        heard = exchange.stated().get(reader.id)
        known = {head.desk: head.seq for head in heard[0].heads} if heard else {}
        entries = entries_for(exchange, known, reader.tier)
    key = transport_key(exchange.journal.identity.ring)
    with disk(path), files.replacing(path) as file:
        writer = RecordWriter(file, key)
        for signed in exchange.statements():
            writer.put_statement(signed)
        for entry in entries:
            writer.put_entry(entry)
        writer.finish()
        _read_back(file, key, writer.entries, path)
    return Exchanged(sent=writer.entries)


def read(exchange: Exchange, path: Path) -> Exchanged:
    """Takes in a bundle, after all of it was found to be whole. Read again it changes nothing.

    Raises `BadFile` and takes in nothing where it is damaged, of another event, of a newer program or
    larger than a gigabyte. Entries that wait for others are held; how many, the result says.
    """
    key = transport_key(exchange.journal.identity.ring)
    with _copy(path, exchange.store.folder) as copy, gc_paused():
        delivery = Delivery(exchange, "bundle")
        delivery.add(_checked(copy, key, path.name))
        return delivery.finish()


def _checked(file: BinaryIO, key: bytes, name: str) -> Iterable[SignedStatement | Entry]:
    """The records of a whole bundle. Raises the `BadFile` that says why it is none of this event.

    Those of a large one are read a second time rather than kept.
    """
    try:
        if os.fstat(file.fileno()).st_size <= KEPT:
            return list(read_records(file, key))
        deque(read_records(file, key), maxlen=0)
        file.seek(0)
        return read_records(file, key)
    except ForeignStream as error:
        raise BadFile(
            mark("{name} belongs to another event. Nothing was taken in."), name=name
        ) from error
    except NewerStream as error:
        raise BadFile(
            mark("{name} was written by a newer Uketsuke. Use that one to read it."), name=name
        ) from error
    except BrokenStream as error:
        raise BadFile(_DAMAGED, name=name) from error


def _desk_named(exchange: Exchange, wanted: str) -> DeskState:
    found = [desk for desk in desks(exchange) if wanted in (desk.id, desk.name)]
    if not found:
        raise NotFound(mark("There is no desk {desk}."), desk=wanted)
    if found[0].phase is DeskPhase.REVOKED:
        raise NotPossible(mark("{desk} was revoked. It is given nothing more."), desk=found[0].name)
    if len(found) > 1:
        raise NotPossible(mark("More than one desk is called {desk}. Give the id."), desk=wanted)
    return found[0]


def _read_back(file: BinaryIO, key: bytes, entries: int, path: Path) -> None:
    """Before it takes the place of another: what is on the disk is what was written."""
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):  # or the system would answer from its memory
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    file.seek(0)
    try:
        whole = sum(isinstance(record, Entry) for record in read_records(file, key)) == entries
    except (BrokenStream, ForeignStream, NewerStream):
        whole = False
    if not whole:
        raise NotPossible(mark("{path} could not be read back. Use another disk."), path=path)


@contextmanager
def _copy(path: Path, folder: Path) -> Iterator[BinaryIO]:
    """A copy beside the store, without a name: a stick may be pulled, a file on a share may change."""
    with disk(folder):
        copy = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed below
    with copy:
        _fill(copy, path, folder)
        copy.seek(0)
        yield copy


def _fill(copy: BinaryIO, path: Path, folder: Path) -> None:
    if not path.is_file():
        raise BadFile(mark("There is no file {name}."), name=path.name)
    try:
        with outside.opened(path) as source:
            left = LARGEST - os.fstat(source.fileno()).st_size
            while left >= 0 and (piece := source.read(_PIECE)):
                with disk(folder):
                    left = LARGEST - copy.tell() - copy.write(piece)  # it may grow meanwhile
    except OSError as error:
        raise BadFile(mark("{name} cannot be read."), name=path.name) from error
    if left < 0:
        raise BadFile(mark("{name} is larger than a gigabyte and is not read."), name=path.name)
    with disk(folder):
        copy.flush()
