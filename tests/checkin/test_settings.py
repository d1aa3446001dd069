"""Settings: whatever is in the file, the desk starts, and nobody's settings are overwritten."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import settings
from checkin.settings import Loaded, Printing, Settings, Theme

CHANGED = Settings(
    language="ja",
    theme=Theme.DARK,
    last_store="/somewhere/フォーラム.uketsuke",
    stores=(("/somewhere/フォーラム.uketsuke", "0f3c"),),
    room="Room 201",
    session="plenary",
    printer="Brother QL",
    label_printers=("zebra://192.0.2.7?dpi=300", "brother:///dev/usb/lp0?roll=62"),
    routes=(("category:press", "zebra://192.0.2.7?dpi=300"), ("layout:a7", "Laser")),
    printing=Printing.ONCE,
    second_backup="/media/stick",
    idle_minutes=3,
    volume=0,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_without_a_file_the_defaults_hold(path: Path) -> None:
    assert settings.load(path) == Loaded(Settings())


def test_what_was_saved_is_read_again(path: Path) -> None:
    settings.save(path, CHANGED)
    assert settings.load(path) == Loaded(CHANGED)


def test_saving_makes_the_folder_and_a_file_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "settings.json"
    settings.save(path, CHANGED)
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


UNREADABLE = {
    "empty": b"",
    "binary": bytes(range(256)),
    "half a file": b'{"language": "ja", "vol',
    "a list": b"[1, 2]",
    "a number": b"7",
    "null": b"null",
    "more than a megabyte": b'{"language": "' + b"a" * 1_000_000 + b'"}',
    "a thousand brackets": b"[" * 100_000,
    "text as number": b'{"volume": "loud"}',
    "number as text": b'{"language": 7}',
    "yes as number": b'{"volume": true}',
    "below nothing": b'{"idle_minutes": -1}',
    "beyond reason": b'{"idle_minutes": 1e99}',
    "too much": b'{"idle_minutes": 1000001}',
    "no such theme": b'{"theme": "pink"}',
    "list as theme": b'{"theme": ["dark"]}',
    "nothing as text": b'{"room": null}',
    "endless text": json.dumps({"room": "x" * 5_000}).encode(),
    "not utf-8": b'{"language": "\xff"}',
    "not a number": b'{"volume": NaN}',
}


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_an_unreadable_file_is_kept_aside_and_reported(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    loaded = settings.load(path)
    assert loaded.settings == Settings()
    assert loaded.moved_aside is not None
    assert loaded.moved_aside.read_bytes() == raw
    assert not path.exists()


def test_every_unreadable_file_is_kept(path: Path) -> None:
    for raw in (b"one", b"two", b"three"):
        path.write_bytes(raw)
        settings.load(path)
    kept = sorted(file.read_bytes() for file in path.parent.iterdir())
    assert kept == [b"one", b"three", b"two"]


def test_settings_of_a_newer_program_are_passed_over(path: Path) -> None:
    path.write_text('{"language": "ug", "hologram": {"on": true}}', encoding="utf-8")
    assert settings.load(path) == Loaded(replace(Settings(), language="ug"))


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "settings.json"
    folder.mkdir()
    assert settings.load(folder) == Loaded(Settings())
    assert folder.is_dir()


def test_a_file_that_cannot_be_moved_aside_stays_and_the_defaults_hold(tmp_path: Path) -> None:
    path = tmp_path / ("s" * 250)  # no name is left that is longer
    path.write_bytes(b"rubbish")
    assert settings.load(path) == Loaded(Settings())
    assert path.read_bytes() == b"rubbish"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(
    st.dictionaries(st.sampled_from([*Settings.__dataclass_fields__, "more"]), values, max_size=5)
)
def test_no_document_whatever_makes_reading_fail(document: dict[str, Any]) -> None:
    read = settings.parse(json.dumps(document).encode())
    assert read is None or isinstance(read, Settings)


def test_the_last_store_is_remembered_while_it_is_there(tmp_path: Path) -> None:
    store = tmp_path / "forum.uketsuke"
    remembered = replace(Settings(), last_store=str(store))
    assert settings.remembered_store(remembered) is None
    store.mkdir()
    assert settings.remembered_store(remembered) == store
    assert settings.remembered_store(Settings()) is None


def test_new_stores_go_where_somebody_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UKETSUKE_STORES", str(tmp_path))
    assert settings.stores_folder() == tmp_path
    monkeypatch.delenv("UKETSUKE_STORES")
    assert settings.stores_folder() == Path.home() / "Uketsuke"


def test_the_settings_file_is_in_the_users_own_folder() -> None:
    path = settings.default_path()
    assert path.name == settings.NAME
    assert path.is_relative_to(Path.home())


def test_which_store_was_in_a_folder_is_known_of_the_last_ones(tmp_path: Path) -> None:
    chosen = Settings()
    for number in range(settings.MOST_ROWS + 5):
        chosen = settings.with_store(chosen, tmp_path / str(number), "a")
    assert len(chosen.stores) == settings.MOST_ROWS
    last = tmp_path / str(settings.MOST_ROWS + 4)
    assert settings.is_another_store(chosen, last, "b")
    assert not settings.is_another_store(chosen, last, "a")
    assert not settings.is_another_store(chosen, tmp_path / "0", "b")  # long ago
    assert not settings.is_another_store(settings.with_store(chosen, last, None), last, "b")
