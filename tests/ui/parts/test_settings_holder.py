"""The settings are held once: kept in the file, and told to whoever listens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin import settings
from checkin.settings import Settings
from ui.parts.settings_holder import SettingsHolder

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_change_is_kept_and_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    holder = SettingsHolder(Settings(), path)
    told: list[Settings] = []
    holder.changed.connect(told.append)
    holder.change(Settings(volume=30))
    assert told == [Settings(volume=30)]
    assert holder.current.volume == 30
    assert settings.load(path).settings.volume == 30


def test_whoever_hears_of_a_change_reads_the_new_ones(tmp_path: Path) -> None:
    holder = SettingsHolder(Settings(), tmp_path / "settings.json")
    read: list[int] = []
    holder.changed.connect(lambda _: read.append(holder.current.volume))
    holder.change(Settings(volume=30))
    assert read == [30]


def test_what_is_only_kept_is_told_to_nobody(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    holder = SettingsHolder(Settings(), path)
    told: list[Settings] = []
    holder.changed.connect(told.append)
    holder.keep(Settings(last_store="x"))
    assert told == []
    assert settings.load(path).settings.last_store == "x"


def test_where_nothing_can_be_written_they_hold_until_the_window_closes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "folder").write_text("a file")
    holder = SettingsHolder(Settings(), tmp_path / "folder" / "settings.json")
    with caplog.at_level("INFO"):
        holder.change(Settings(volume=30))
    assert holder.current.volume == 30
    assert "The settings could not be saved" in caplog.text
