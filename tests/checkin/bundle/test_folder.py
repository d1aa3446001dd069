"""A shared folder: desks agree by files that nobody changes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin.bundle import folder
from checkin.bundle.folder_state import FolderState, Spans
from checkin.bundle.records import RecordWriter
from checkin.bundle.sealed_stream import transport_key
from checkin.domain import Tier
from checkin.errors import NotPossible
from checkin.sync import Exchanged, desks
from tests.checkin.bundle.carrying import (
    CANARY,
    MovingClock,
    inside,
    last_numbers,
    register,
)
from tests.several_desks import stations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from checkin.journal import Entry
    from checkin.station import Station

NAME = re.compile(r"[0-9a-f]{16}-[0-9]{6}\.uketsuke-bundle")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    path = tmp_path / "shared"
    path.mkdir()
    return path


def rounds(path: Path, *desks: Station) -> Exchanged:
    """A round of each desk, one after the other."""
    return sum((folder.round(desk.exchange, path) for desk in desks), Exchanged())


def agree(*desks: Station) -> bool:
    numbers = [last_numbers(desk.exchange) for desk in desks]
    return all(other == numbers[0] for other in numbers)


def contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.iterdir()}


def put_file(path: Path, desk: Station, entries: Sequence[Entry]) -> None:
    """A whole file that this desk could have written."""
    with path.open("wb") as file:
        writer = RecordWriter(file, transport_key(desk.journal.identity.ring))
        writer.put_statement(desk.exchange.statement())
        for entry in entries:
            writer.put_entry(entry)
        writer.finish()


def entries_of(desk: Station) -> list[Entry]:
    pages = desk.exchange.entries_after({}, Tier.ORGANISER, desks=[desk.desk_id])
    return [entry for page in pages for entry in page]


class TestAgreeing:
    def test_three_desks_know_of_each_other_s_people(self, shared: Path, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DESK, Tier.DOOR], MovingClock()) as (first, desk, door):
            register(first)
            register(desk)
            rounds(shared, first, desk, door)
            rounds(shared, first, desk, door)
            assert agree(first, desk, door)
            assert (inside(first), inside(desk), inside(door)) == (2, 2, 2)
            assert first.exchange.stated().keys() == {desk.desk_id, door.desk_id}

    def test_with_nothing_new_nothing_is_written(self, shared: Path, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk):
            register(first)
            rounds(shared, first, desk)
            before = contents(shared)
            assert rounds(shared, first, desk, first) == Exchanged()
            assert contents(shared) == before

    def test_a_desk_that_has_nothing_to_say_is_heard_every_five_minutes(
        self, shared: Path, tmp_path: Path
    ) -> None:
        clock = MovingClock()
        with stations(tmp_path, [Tier.DESK], clock) as (first, desk):
            rounds(shared, first, desk)
            rounds(shared, first)
            _, heard = first.exchange.stated()[desk.desk_id]
            clock.forward(folder.STATEMENT_EVERY)
            assert rounds(shared, desk, first) == Exchanged()
            assert first.exchange.stated()[desk.desk_id][1] > heard

    def test_one_desk_passes_on_what_another_has_told_it(
        self, shared: Path, tmp_path: Path
    ) -> None:
        other = tmp_path / "other"
        other.mkdir()
        with stations(tmp_path, [Tier.DESK, Tier.DESK], MovingClock()) as (first, second, third):
            register(second)
            rounds(other, second, first)
            rounds(shared, first, third)
            assert last_numbers(third.exchange)[second.desk_id] > 0
            assert agree(first, third)


class TestTheFiles:
    def test_they_only_become_more_and_none_is_changed(self, shared: Path, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk):
            before: dict[str, bytes] = {}
            for _ in range(3):
                register(first)
                rounds(shared, first, desk)
                assert before.items() < contents(shared).items()
                before = contents(shared)

    def test_names_and_bytes_say_nothing(self, shared: Path, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk):
            register(first)
            rounds(shared, first, desk)
            words = (CANARY, first.desk.event.name, "Desk", first.desk_id, first.exchange.event)
            for name, data in contents(shared).items():
                assert NAME.fullmatch(name)
                assert not any(word.encode() in data for word in words)
                assert not any(word in name for word in words)

    def test_a_large_journal_is_cut_into_several(
        self, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(folder, "FULL", 2_000)
        with stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk):
            for _ in range(10):
                register(first)
            rounds(shared, first)
            sizes = [len(data) for data in contents(shared).values()]
            assert len(sizes) > 3
            assert max(sizes) < 20_000
            assert rounds(shared, desk).received > 10
            assert agree(first, desk)


class TestWhatIsIgnored:
    def test_a_half_written_file_until_it_is_whole(self, shared: Path, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk):
            register(first)
            rounds(shared, first)
            (file,) = shared.iterdir()
            whole = file.read_bytes()
            for size in (0, 1, 100, len(whole) // 2, len(whole) - 1):
                file.write_bytes(whole[:size])
                assert rounds(shared, desk).received == 0
            file.write_bytes(whole)
            assert rounds(shared, desk).received > 0
            assert agree(first, desk)

    def test_a_program_s_copies_of_a_conflict(self, shared: Path, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk):
            register(first)
            rounds(shared, first)
            (file,) = shared.iterdir()
            for name in (
                f"{file.stem}.sync-conflict-20261130-100000-ABCDEFG{file.suffix}",
                f"{file.stem} (conflicted copy){file.suffix}",
                f".{file.name}.new",
                f"~{file.name}",
                "Thumbs.db",
            ):
                file.rename(shared / name)
                assert rounds(shared, desk).received == 0
                (shared / name).rename(file)
            assert rounds(shared, desk).received > 0

    def test_files_of_another_event_in_the_same_folder(self, shared: Path, tmp_path: Path) -> None:
        (tmp_path / "other").mkdir()
        with (
            stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk),
            stations(tmp_path / "other", [], MovingClock()) as (stranger,),
        ):
            rounds(shared, stranger)
            register(first)
            rounds(shared, first, desk, stranger)
            assert agree(first, desk)
            assert {state.id for state in desks(stranger.exchange)} == {stranger.desk_id}

    def test_what_is_forged_there_does_not_stand_for_the_true_entry(
        self, shared: Path, tmp_path: Path
    ) -> None:
        with stations(tmp_path, [Tier.DESK, Tier.DESK], MovingClock()) as (first, thief, third):
            register(first)
            mine = entries_of(first)
            forged = [replace(entry, signature=bytes(64)) for entry in mine]
            put_file(shared / f"{'f' * 16}-000001.uketsuke-bundle", thief, forged[-2:])
            stripped = [replace(entry, sealed={}) for entry in mine]
            put_file(shared / f"{'e' * 16}-000001.uketsuke-bundle", thief, stripped)
            rounds(shared, first, third)
            assert last_numbers(third.exchange)[first.desk_id] == len(mine)


class TestMishaps:
    def test_another_stick_under_the_same_path(self, shared: Path, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk):
            register(first)
            rounds(shared, first, desk)
            shared.rename(tmp_path / "first stick")
            shared.mkdir()
            register(first)
            rounds(shared, first)
            names = set(contents(shared))
            assert not names & set(contents(tmp_path / "first stick"))
            assert rounds(shared, desk).received > 0
            assert agree(first, desk)
            shared.rename(tmp_path / "second stick")
            (tmp_path / "first stick").rename(shared)
            register(desk)
            rounds(shared, desk, first)
            assert agree(first, desk)

    def test_a_folder_that_was_emptied_is_filled_again(self, shared: Path, tmp_path: Path) -> None:
        with stations(tmp_path, [Tier.DESK, Tier.DESK], MovingClock()) as (first, desk, late):
            register(first)
            rounds(shared, first, desk)
            for file in shared.iterdir():
                file.unlink()
            rounds(shared, first, late)
            assert agree(first, late)

    def test_what_was_in_a_file_that_has_gone_is_written_again(
        self, shared: Path, tmp_path: Path
    ) -> None:
        with stations(tmp_path, [Tier.DESK, Tier.DESK], MovingClock()) as (first, desk, late):
            for _ in range(3):
                register(first)
                rounds(shared, first, desk)
            series = min(shared.iterdir()).name[:16]
            min(shared.glob(f"{series}-*")).unlink()
            rounds(shared, first, desk, late)
            assert agree(first, late)

    def test_a_copy_of_a_store_does_not_write_over_a_file(
        self, shared: Path, tmp_path: Path
    ) -> None:
        with stations(tmp_path, [], MovingClock()) as (first,):
            rounds(shared, first)
            (file,) = shared.iterdir()
            taken = file.with_name(file.name.replace("000001", "000002"))
            taken.write_bytes(b"of the copy")
            register(first)
            rounds(shared, first)
            assert taken.read_bytes() == b"of the copy"
            assert len(contents(shared)) == 3

    def test_a_desk_that_forgot_what_it_has_read_reads_it_again(
        self, shared: Path, tmp_path: Path
    ) -> None:
        with stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk):
            register(first)
            rounds(shared, first, desk)
            before = contents(shared)
            # As after a crash, or when an older copy of the store was put back.
            with first.store.write() as connection:
                connection.exec_driver_sql("DELETE FROM setting WHERE name = 'shared_folders'")
            assert rounds(shared, first) == Exchanged()
            register(first)
            rounds(shared, first, desk)
            assert before.items() < contents(shared).items()
            assert agree(first, desk)

    def test_a_folder_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        with (
            stations(tmp_path, [], MovingClock()) as (first,),
            pytest.raises(NotPossible, match="cannot be reached"),
        ):
            rounds(tmp_path / "gone", first)


class TestWhatIsRemembered:
    def test_numbers_are_kept_as_spans(self) -> None:
        spans = Spans()
        for number in (5, 1, 2, 3, 9, 4, 2):
            spans.add(number, number)
        assert spans.spans == [(1, 5), (9, 9)]
        assert [number in spans for number in (0, 1, 5, 6, 9)] == [False, True, True, False, True]
        assert (len(spans), spans.last) == (6, 9)

    def test_it_comes_back_as_it_was(self) -> None:
        state = FolderState(own={"a": 17})
        state.series["a"].has_read(2, [("desk", 1), ("desk", 2), ("other", 7)])
        again = FolderState.from_json(state.to_json())
        assert again == state
        assert again.held_in({"a": {2}, "unread": {1}}) == {"desk": 2}
        assert again.held_in({"a": {1}}) == {}
