"""A stick or a shared folder that is pulled, and a disk that fills up while a bundle or a hub's entries come in."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from checkin import bundle
from checkin.bootstrap import open_with_key
from checkin.bundle import folder as folders
from checkin.bundle.records import RecordWriter
from checkin.domain import Tier
from checkin.errors import BadFile, DiskFull, NotPossible
from checkin.journal import delegate_changed
from tests.factories import Clock, delegate_fields
from tests.faults.test_disk import fill
from tests.several_desks import stations
from tests.store_copies import identifier
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.station import Station

UNREADABLE: Final = Path("/proc/self/mem")  # a file whose first byte is an input/output error
PEOPLE: Final = 150


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[list[Station]]:
    with stations(tmp_path, [Tier.DESK], Clock()) as both:
        add_people(both[0])
        yield both


def add_people(station: Station) -> None:
    drafts = [
        delegate_changed(identifier(number), delegate_fields(number=number, name=f"Guest {number}"))
        for number in range(1, PEOPLE + 1)
    ]
    with station.store.write() as connection:
        station.journal.append_many(connection, drafts)


def held_by(station: Station) -> dict[str, int]:
    return {chain: head.seq for chain, head in station.exchange.heads().items()}


def same(one: Station, other: Station) -> bool:
    return held_by(one) == held_by(other) and other.journal.verify().intact


@pytest.mark.skipif(not UNREADABLE.exists(), reason="no file of this system fails to be read")
def test_a_stick_that_is_pulled_while_it_is_read_is_said(
    pair: list[Station], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.symlink_to(UNREADABLE)
    before = held_by(pair[1])
    with pytest.raises(BadFile, match="stick cannot be read"):
        bundle.read(pair[1].exchange, stick)
    assert held_by(pair[1]) == before
    stick.unlink()
    bundle.write(pair[0].exchange, stick)
    bundle.read(pair[1].exchange, stick)
    assert same(*pair)


def test_a_stick_that_is_pulled_while_it_is_written_is_said(
    pair: list[Station], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    pull_before_the_end(stick, monkeypatch)
    with pytest.raises(DiskFull, match="cannot be written"):
        bundle.write(pair[0].exchange, stick / "bundle")
    monkeypatch.undo()
    stick.mkdir()
    bundle.write(pair[0].exchange, stick / "bundle")
    bundle.read(pair[1].exchange, stick / "bundle")
    assert same(*pair)


def pull_before_the_end(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stick vanishes when all but the end of a bundle is on it."""
    finish = RecordWriter.finish

    def pulled(self: RecordWriter) -> None:
        shutil.rmtree(stick)
        finish(self)

    monkeypatch.setattr(RecordWriter, "finish", pulled)


def test_a_shared_folder_that_goes_away_is_said_and_written_later(
    pair: list[Station], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    pull_before_the_end(shared, monkeypatch)
    with pytest.raises(DiskFull, match="cannot be written"):
        folders.round(pair[0].exchange, shared)
    monkeypatch.undo()
    with pytest.raises(NotPossible, match="cannot be reached"):
        folders.round(pair[1].exchange, shared)
    shared.mkdir()
    for station in pair:
        folders.round(station.exchange, shared)
    assert same(*pair)


@pytest.mark.skipif(not UNREADABLE.exists(), reason="no file of this system fails to be read")
def test_a_file_of_the_folder_that_cannot_be_read_is_left_for_later(
    pair: list[Station], tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    folders.round(pair[0].exchange, shared)
    (file,) = shared.iterdir()
    whole = file.read_bytes()
    file.unlink()
    file.symlink_to(UNREADABLE)
    folders.round(pair[1].exchange, shared)
    assert not same(*pair)
    file.unlink()
    file.write_bytes(whole)
    folders.round(pair[1].exchange, shared)
    assert same(*pair)


LEFT: Final = range(0, 600_000, 30_000) if THOROUGH else (60_000, 120_000, 400_000)


@pytest.mark.parametrize("left", LEFT)
def test_a_disk_that_fills_up_while_a_bundle_is_read_loses_nothing(
    small_disk: Path, tmp_path: Path, left: int
) -> None:
    """There may be room for the copy of the bundle, or for a part of its entries."""
    with stations(tmp_path, [Tier.DESK], Clock()) as (first, second):
        add_people(first)
        bundle.write(first.exchange, tmp_path / "bundle")
        second.close()
        store = Path(shutil.copytree(second.folder, small_disk / "desk.uketsuke"))
        with open_with_key(store, second.store.key, clock=Clock()) as desk:
            before = held_by(desk)
            filler = fill(small_disk, left)
            with pytest.raises(DiskFull):
                bundle.read(desk.exchange, tmp_path / "bundle")
            assert all(held_by(desk)[chain] >= seq for chain, seq in before.items())
            filler.unlink()
            bundle.read(desk.exchange, tmp_path / "bundle")
            assert same(first, desk)
            assert sorted(path.name for path in store.iterdir() if path.name[0] in ".t") == []
