"""One folder in the place of another: what fails is undone, and what was noted is not believed blindly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checkin import folder_exchange
from checkin.errors import StoreBusy, StoreDamaged
from checkin.folder_exchange import ExchangeReason, FolderExchange

REKEY = ExchangeReason.REKEY


@pytest.fixture
def exchange(tmp_path: Path) -> FolderExchange:
    """An old folder with a file that stays and one that does not, and a new one."""
    folder, new = tmp_path / "forum.uketsuke", tmp_path / ".rekey-1"
    for path, words in ((folder, "old"), (new, "new")):
        path.mkdir()
        (path / "store.db").write_text(words)
    (folder / "layout.toml").write_text("x")
    return FolderExchange(folder, new, REKEY, frozenset({"store.db"}))


def contents(place: Path) -> dict[str, str]:
    files = (path for path in place.rglob("*") if path.is_file())
    return {path.relative_to(place).as_posix(): path.read_text() for path in files}


OLD = {"forum.uketsuke/store.db": "old", "forum.uketsuke/layout.toml": "x"}


def test_the_new_folder_is_in_its_place_with_all_that_it_has_not_of_its_own(
    exchange: FolderExchange, tmp_path: Path
) -> None:
    exchange.run(lambda _: True)
    assert contents(tmp_path) == {**OLD, "forum.uketsuke/store.db": "new"}
    assert folder_exchange.put_right(exchange.folder) is None


def test_where_the_old_one_was_written_to_it_is_in_its_place_again(
    exchange: FolderExchange, tmp_path: Path
) -> None:
    with pytest.raises(StoreBusy, match="written to meanwhile"):
        exchange.run(lambda _: False)
    assert contents(tmp_path) == {**OLD, ".rekey-1/store.db": "new"}
    assert not folder_exchange.is_unfinished(exchange.folder)


def test_where_the_new_one_cannot_be_put_there_the_old_one_is_in_its_place_again(
    exchange: FolderExchange, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path, _target: Path) -> Path:
        raise PermissionError("a scanner of viruses has it open")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refused)
        with pytest.raises(PermissionError):
            exchange.run(lambda _: True)
    assert contents(tmp_path) == {**OLD, ".rekey-1/store.db": "new"}
    assert not folder_exchange.is_unfinished(exchange.folder)


def test_while_one_process_exchanges_a_folder_another_one_waits_its_turn(
    exchange: FolderExchange,
) -> None:
    def meanwhile(_: Path) -> bool:
        with pytest.raises(StoreBusy, match="replacing this store"):
            folder_exchange.put_right(exchange.folder)
        return True

    exchange.run(meanwhile)


@pytest.mark.parametrize(
    "noted",
    [
        b"",
        b"[]",
        b'{"why": "rekey"}',
        json.dumps({"why": "rekey", "new": "thesis", "aside": "x", "own": []}).encode(),
        json.dumps({"why": "rekey", "new": "../a", "aside": "../b", "own": []}).encode(),
        json.dumps({"why": "rekey", "new": ".rekey-1/../..", "aside": "a", "own": []}).encode(),
    ],
)
def test_a_note_that_this_program_did_not_write_moves_and_deletes_nothing(
    exchange: FolderExchange, tmp_path: Path, noted: bytes
) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / ".forum.uketsuke.exchange").write_bytes(noted or b" ")
    before = contents(tmp_path)
    with pytest.raises(StoreDamaged, match="was being replaced"):
        folder_exchange.put_right(exchange.folder)
    assert contents(tmp_path) == before
    assert (tmp_path / "thesis").exists()
