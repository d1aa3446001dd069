"""Bundles between desks with real stores: what comes over, and what is refused whole."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin import bundle
from checkin.bundle import bundle as bundles
from checkin.bundle.records import RecordWriter, padded
from checkin.bundle.sealed_stream import HEADER_BYTES, MAGIC, transport_key
from checkin.domain import Tier
from checkin.errors import BadFile, DiskFull, NotFound, NotPossible
from checkin.journal import desk_named
from checkin.sealed_frames import SEALED_FRAME
from checkin.sync import Exchanged, SignedStatement
from tests.checkin.bundle.carrying import CANARY, MovingClock, inside, last_numbers, register
from tests.several_desks import stations

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station


def refused(station: Station, path: Path) -> str:
    """The sentence with which a file is refused; nothing was taken in."""
    before = last_numbers(station.exchange)
    with pytest.raises(BadFile) as caught:
        bundle.read(station.exchange, path)
    assert last_numbers(station.exchange) == before
    assert [file for file in station.folder.iterdir() if "bundle" in file.name] == []
    return str(caught.value)


class TestWhatComesOver:
    def test_two_desks_and_a_stick_agree(self, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk):
            register(first)
            register(desk)
            register(desk)
            there = bundle.write(desk.exchange, tmp_path / "there")
            read = bundle.read(first.exchange, tmp_path / "there")
            assert there.sent == sum(last_numbers(desk.exchange).values())
            assert read.received == last_numbers(desk.exchange)[desk.desk_id]
            bundle.write(first.exchange, tmp_path / "back")
            bundle.read(desk.exchange, tmp_path / "back")
            assert last_numbers(desk.exchange) == last_numbers(first.exchange)
            assert (inside(first), inside(desk)) == (3, 3)

    def test_read_again_it_changes_nothing(self, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk):
            register(first)
            bundle.write(first.exchange, tmp_path / "file")
            assert bundle.read(desk.exchange, tmp_path / "file").received > 0
            before = last_numbers(desk.exchange)
            assert bundle.read(desk.exchange, tmp_path / "file") == Exchanged()
            assert last_numbers(desk.exchange) == before

    def test_one_that_is_too_large_for_the_memory_is_read_twice(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bundles, "KEPT", 100)
        with stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk):
            register(first)
            bundle.write(first.exchange, tmp_path / "file")
            (tmp_path / "cut").write_bytes((tmp_path / "file").read_bytes()[:-1])
            refused(desk, tmp_path / "cut")
            bundle.read(desk.exchange, tmp_path / "file")
            assert last_numbers(desk.exchange) == last_numbers(first.exchange)

    def test_bundles_come_in_any_order(self, tmp_path: Path) -> None:
        orders = ((0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1))
        tiers = [Tier.DESK] * (1 + len(orders))
        with stations(tmp_path, tiers, MovingClock()) as (first, second, *others):
            parts = [tmp_path / f"part {number}" for number in range(3)]
            for path in parts:
                register(first)
                sent = bundle.write(first.exchange, path, second.desk_id).sent
                assert sent == 2 or path == parts[0]
                bundle.read(second.exchange, path)
                bundle.write(second.exchange, tmp_path / "statement")
                bundle.read(first.exchange, tmp_path / "statement")
            for other, order in zip(others, orders, strict=True):
                for number in order:
                    bundle.read(other.exchange, parts[number])
                assert last_numbers(other.exchange) == last_numbers(first.exchange)
                assert inside(other) == 3

    def test_it_says_how_many_entries_wait_for_earlier_ones(self, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DESK, Tier.DESK], MovingClock()) as (first, second, third):
            register(first)
            bundle.write(first.exchange, tmp_path / "early")
            bundle.read(second.exchange, tmp_path / "early")
            bundle.write(second.exchange, tmp_path / "known")
            bundle.read(first.exchange, tmp_path / "known")  # its statement: what it has
            before = last_numbers(first.exchange)[first.desk_id]
            register(first)
            late = bundle.write(first.exchange, tmp_path / "late", second.desk_id)
            assert late.sent == last_numbers(first.exchange)[first.desk_id] - before
            read = bundle.read(third.exchange, tmp_path / "late")
            assert read == Exchanged(received=0, held=late.sent)
            assert bundle.read(third.exchange, tmp_path / "late").held == late.sent
            bundle.read(third.exchange, tmp_path / "early")
            assert last_numbers(third.exchange) == last_numbers(first.exchange)
            assert bundle.read(third.exchange, tmp_path / "late") == Exchanged()

    def test_for_a_desk_it_has_what_its_statement_lacks_and_it_may_read(
        self, tmp_path: Path
    ) -> None:
        with stations(tmp_path, [Tier.DOOR], MovingClock()) as (first, door):
            register(first)
            whole = bundle.write(first.exchange, tmp_path / "whole", "Desk 2")
            assert whole.sent == sum(last_numbers(first.exchange).values())
            bundle.read(door.exchange, tmp_path / "whole")
            bundle.write(door.exchange, tmp_path / "statement")
            bundle.read(first.exchange, tmp_path / "statement")
            assert bundle.write(first.exchange, tmp_path / "nothing", door.desk_id).sent == 0
            register(first)
            rest = bundle.write(first.exchange, tmp_path / "rest", door.desk_id)
            assert 0 < rest.sent < whole.sent
            size = (tmp_path / "rest").stat().st_size
            assert bundle.read(door.exchange, tmp_path / "rest") == Exchanged(received=rest.sent)
            bundle.write(first.exchange, tmp_path / "uncut")
            assert size < (tmp_path / "uncut").stat().st_size
            assert inside(door) == 2

    def test_a_door_keeps_no_section_that_it_cannot_read(self, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DOOR], MovingClock()) as (first, door):
            register(first)
            bundle.write(first.exchange, tmp_path / "file")
            assert bundle.read(door.exchange, tmp_path / "file").held == 0
            pages = door.exchange.entries_after({}, Tier.ORGANISER)
            kept = {tier for page in pages for entry in page for tier in entry.sealed}
            assert kept == {Tier.DOOR}

    def test_a_door_passes_on_only_what_it_has_whole(self, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DOOR, Tier.DESK, Tier.DOOR], MovingClock()) as desks:
            first, door, desk, other = desks
            register(first)
            bundle.write(first.exchange, tmp_path / "all")
            bundle.read(door.exchange, tmp_path / "all")
            with door.store.write() as connection:
                door.journal.append(connection, desk_named("Door"))
            bundle.write(door.exchange, tmp_path / "from-door")
            read = bundle.read(desk.exchange, tmp_path / "from-door")
            assert read.held == 0
            assert last_numbers(desk.exchange)[door.desk_id] == 1
            # Another door misses nothing of it.
            bundle.write(door.exchange, tmp_path / "to-door", other.desk_id)
            assert bundle.read(other.exchange, tmp_path / "to-door").held == 0
            assert last_numbers(other.exchange) == last_numbers(door.exchange)

    def test_a_desk_hears_what_the_others_hold(self, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DESK, Tier.DESK], MovingClock()) as (first, second, third):
            bundle.write(second.exchange, tmp_path / "second")
            bundle.read(first.exchange, tmp_path / "second")
            bundle.write(first.exchange, tmp_path / "first")
            bundle.read(third.exchange, tmp_path / "first")
            assert third.exchange.stated().keys() == {first.desk_id, second.desk_id}

    def test_a_desk_that_is_unknown_or_named_twice_is_said(
        self, pair: list[Station], tmp_path: Path
    ) -> None:
        first = pair[0]
        with pytest.raises(NotFound, match="There is no desk Nowhere"):
            bundle.write(first.exchange, tmp_path / "file", "Nowhere")
        first.rename_desk("Desk 2")
        try:
            with pytest.raises(NotPossible, match="More than one desk is called Desk 2"):
                bundle.write(first.exchange, tmp_path / "file", "Desk 2")
        finally:
            first.rename_desk("Desk 1")
        assert not (tmp_path / "file").exists()


class TestWhatIsRefused:
    def test_every_flipped_byte(self, pair: list[Station], tmp_path: Path) -> None:
        path = tmp_path / "altered"
        assert bundle.write(pair[0].exchange, path, pair[1].desk_id).sent > 0
        whole = path.read_bytes()
        before = last_numbers(pair[1].exchange)
        for at in range(len(whole)):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
            with pytest.raises(BadFile):
                bundle.read(pair[1].exchange, path)
        assert last_numbers(pair[1].exchange) == before

    def test_every_truncation(self, pair: list[Station], written: Path, tmp_path: Path) -> None:
        whole, path = written.read_bytes(), tmp_path / "cut"
        borders = range(HEADER_BYTES, len(whole), SEALED_FRAME)
        for size in {0, 1, *range(0, len(whole), 1024), *borders, len(whole) - 1}:
            path.write_bytes(whole[:size])
            assert "no bundle of Uketsuke, or it is damaged" in refused(pair[1], path)

    def test_bytes_that_are_appended(
        self, pair: list[Station], written: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "more").write_bytes(written.read_bytes() + b"\0")
        assert "damaged" in refused(pair[1], tmp_path / "more")

    def test_one_of_another_event(self, written: Path, tmp_path: Path) -> None:
        with stations(tmp_path, []) as (stranger,):
            assert refused(stranger, written) == (
                "to.uketsuke-bundle belongs to another event. Nothing was taken in."
            )

    def test_one_of_a_newer_program(
        self, pair: list[Station], written: Path, tmp_path: Path
    ) -> None:
        whole = bytearray(written.read_bytes())
        whole[len(MAGIC)] += 1
        (tmp_path / "newer").write_bytes(whole)
        assert "written by a newer Uketsuke" in refused(pair[1], tmp_path / "newer")

    def test_one_that_is_too_large(self, pair: list[Station], tmp_path: Path) -> None:
        with (tmp_path / "large").open("wb") as file:
            file.truncate(bundles.LARGEST + 1)
        assert "larger than a gigabyte" in refused(pair[1], tmp_path / "large")

    def test_one_that_is_none_or_not_there(self, pair: list[Station], tmp_path: Path) -> None:
        (tmp_path / "letter").write_bytes(b"Dear all, " * 1_000)
        assert "no bundle of Uketsuke" in refused(pair[1], tmp_path / "letter")
        assert refused(pair[1], tmp_path / "gone") == "There is no file gone."
        assert refused(pair[1], tmp_path) == f"There is no file {tmp_path.name}."

    def test_one_without_its_end(self, pair: list[Station], tmp_path: Path) -> None:
        key = transport_key(pair[0].journal.identity.ring)
        with (tmp_path / "endless").open("wb") as file:
            RecordWriter(file, key).put_statement(pair[0].exchange.statement())
        assert "damaged" in refused(pair[1], tmp_path / "endless")

    def test_one_whose_desk_wrote_nonsense(self, pair: list[Station], tmp_path: Path) -> None:
        first, key = pair[0], transport_key(pair[0].journal.identity.ring)
        (page,) = first.exchange.entries_after({}, Tier.DOOR, desks=[first.desk_id])
        header = page[0].header
        for number in (0, 2**63):
            with (tmp_path / "odd").open("wb") as file:
                writer = RecordWriter(file, key)
                writer.put_entry(replace(page[0], header=replace(header, seq=number)))
                writer.finish()
            assert "damaged" in refused(pair[1], tmp_path / "odd")
        with (tmp_path / "odd").open("wb") as file:
            writer = RecordWriter(file, key)
            writer.put_statement(SignedStatement(first.desk_id, b"no JSON", b""))
            writer.finish()
        assert "damaged" in refused(pair[1], tmp_path / "odd")


class TestTheFile:
    def test_no_name_is_in_its_bytes_and_only_its_owner_reads_it(
        self, pair: list[Station], written: Path
    ) -> None:
        data = written.read_bytes()
        first = pair[0]
        for word in (CANARY, "example.org", first.desk.event.name, first.desk.name, "desk_added"):
            assert word.encode() not in data
            assert word.encode("utf-16-le") not in data
        for identifier in (first.desk_id, first.exchange.event):
            assert identifier.encode() not in data
            assert bytes.fromhex(identifier) not in data
        assert written.stat().st_mode & 0o777 == 0o600

    def test_its_size_is_one_that_many_bundles_share(self) -> None:
        sizes = range(5_000, 200_000, 7)
        assert len({padded(size) for size in sizes}) < 200
        assert all(size <= padded(size) <= size * 1.12 for size in sizes)
        assert padded(1) == padded(4_096) == 4_096

    def test_one_that_is_there_is_replaced(
        self, pair: list[Station], written: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "file"
        path.write_bytes(b"of yesterday")
        shutil.copyfile(path, tmp_path / ".file.new")  # of a program that was killed
        bundle.write(pair[0].exchange, path)
        assert path.stat().st_size == written.stat().st_size
        assert [file.name for file in tmp_path.iterdir()] == ["file"]

    def test_a_place_that_cannot_be_written_is_said(
        self, pair: list[Station], tmp_path: Path
    ) -> None:
        with pytest.raises(NotPossible, match="is a folder"):
            bundle.write(pair[0].exchange, tmp_path)
        with pytest.raises(DiskFull, match="cannot be written"):
            bundle.write(pair[0].exchange, tmp_path / "no such folder" / "file")

    @pytest.mark.skipif(not hasattr(os, "pwrite"), reason="the disk is not spoilt that way")
    def test_what_the_disk_does_not_give_back_replaces_nothing(
        self, pair: list[Station], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "file"
        path.write_bytes(b"of yesterday")
        monkeypatch.setattr(os, "fsync", lambda handle: os.pwrite(handle, b"worn out", 1_000))
        with pytest.raises(NotPossible, match="could not be read back"):
            bundle.write(pair[0].exchange, path)
        assert [file.name for file in tmp_path.iterdir()] == ["file"]
        assert path.read_bytes() == b"of yesterday"
