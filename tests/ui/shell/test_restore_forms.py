"""First page: a lost store comes back from its backup, with the words on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Outcome
from tests import store_copies
from tests.factories import PASSPHRASE
from tests.store_copies import ADA
from tests.ui.input_driver import tap
from tests.ui.shell.first_page import ESC

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.shell.first_page import FirstPage


@pytest.fixture
def stick(tmp_path: Path, first: FirstPage, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All that is left of a laptop: the copy on a stick."""
    monkeypatch.setenv("UKETSUKE_STORES", str(tmp_path / "stores"))
    lost = store_copies.copied(tmp_path)
    file = tmp_path / "stick" / "forum.uketsuke-backup"
    file.parent.mkdir()
    with store_copies.opened(lost) as station:
        station.backup(file)
    first.files.path = file
    first.choose("Restore from a backup…")
    return file


@pytest.mark.parametrize("by", ["passphrase", "paper"])
def test_a_store_comes_back_where_there_was_none(
    first: FirstPage, stick: Path, tmp_path: Path, by: str
) -> None:
    first.fill("not this")
    assert first.said == "The passphrase is wrong. Nothing was changed."
    assert first.opened == []
    first.fill(PASSPHRASE if by == "passphrase" else store_copies.template().recovery.lower())
    (opened,) = first.opened
    assert opened.station.folder == tmp_path / "stores" / "forum.uketsuke"
    assert opened.station.desk.checkin(ADA, "entrance").outcome is not Outcome.UNKNOWN
    assert stick.exists()


def test_a_store_of_that_name_stays_as_it_is(first: FirstPage, stick: Path, tmp_path: Path) -> None:
    there = store_copies.copied(tmp_path / "stores")
    before = (there / "store.db").read_bytes()
    tap(ESC)
    first.choose("Restore from a backup…")
    first.fill(PASSPHRASE)
    (opened,) = first.opened
    assert opened.station.folder.name == "forum-2.uketsuke"
    assert (there / "store.db").read_bytes() == before


def test_what_is_no_backup_is_said_and_leaves_nothing(
    first: FirstPage, stick: Path, tmp_path: Path
) -> None:
    stick.write_bytes(b"x")
    first.fill(PASSPHRASE)
    assert "is no backup of Uketsuke" in first.said
    assert list((tmp_path / "stores").glob("*")) == []
