"""A store that was being replaced when the program ended opens from the first page, and the desk says so."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from checkin.settings import Settings, remembered_store
from tests.ui import demo_store
from tests.ui.input_driver import happen
from ui.shell.workplace import Workplace

if TYPE_CHECKING:
    from pathlib import Path

    from ui.shell.main_window import MainWindow


def test_a_store_in_a_synchronised_folder_is_warned_of(
    window: MainWindow, peopled: Path, tmp_path: Path
) -> None:
    (tmp_path / "Nextcloud").mkdir()
    there = peopled.rename(tmp_path / "Nextcloud" / peopled.name)
    window.start(there)
    window.reception.unlock(demo_store.PASSPHRASE)
    happen()
    assert isinstance(window.workplace, Workplace)
    assert "synchronised" in window.workplace.front.banner.words()


def test_a_store_that_was_left_aside_is_back_in_its_place(
    window: MainWindow, peopled: Path
) -> None:
    aside = peopled.with_name(f"{peopled.name}.before-rekey")
    noted = {"why": "rekey", "new": ".rekey-1", "aside": aside.name, "own": ["store.db"]}
    peopled.with_name(f".{peopled.name}.exchange").write_text(json.dumps(noted))
    peopled.with_name(".rekey-1").mkdir()
    peopled.rename(aside)
    last = remembered_store(replace(Settings(), last_store=str(peopled)))
    assert last == peopled
    window.start(last)
    window.reception.unlock(demo_store.PASSPHRASE)
    happen()
    assert isinstance(window.workplace, Workplace)
    assert "Nothing was changed." in window.workplace.front.banner.words()
    assert not aside.exists()
