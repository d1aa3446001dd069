"""What comes from outside is measured before it is parsed: no file hangs, no document takes longer than its size."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import outside, settings
from checkin.desk import payloads
from checkin.errors import BadLayout, StoreDamaged
from checkin.joining.grant import from_record
from checkin.layout import reading, sheets
from checkin.store import keyslots
from tests.paths import ROOT
from tests.thorough import tries

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE_TOML = {
    "dotted keys": ".".join("a" * 20_000) + " = 1",
    "quoted dotted keys": ".".join(['"a"'] * 10_000) + " = 1",
    "a header of dots": "[" + " . ".join("a" * 20_000) + "]",
    "nested lists": "a = " + "[" * 100_000,
    "nested tables": "a = " + "{a = " * 20_000,
    "a number of 5,000 digits": "a = " + "9" * 5_000,
    "a hexadecimal one": "a = 0x" + "f" * 5_000,
    "parted by underscores": "a = " + "1_" * 5_000 + "1",
    "a fraction": "a = 1." + "9" * 5_000,
    "half a letter": 'a = "\\ud800"',
    "a string without an end": 'a = """' + '\\"""' * 50_000,
    "a day that is none": "a = 2026-02-31",
    "quotation marks": '"' * 100_001,
}
HOSTILE_JSON = {
    "nested lists": "[" * 100_000,
    "nested objects": '{"a":' * 50_000,
    "a number of 5,000 digits": "9" * 5_000,
    "a number without an end": "1e400",
    "no number": "NaN",
    "half a letter": '"\\ud800"',
    "half a letter in a key": '{"\\uDC00": 1}',
    "half a letter in bytes": b'"\xed\xa0\x80"',
    "no UTF-8": b"\xff",
    "backslashes": '"' + "\\" * 100_001,
}


@pytest.mark.parametrize("text", HOSTILE_TOML.values(), ids=HOSTILE_TOML.keys())
def test_hostile_toml_is_refused_at_once(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        outside.toml(text)


@pytest.mark.parametrize("raw", HOSTILE_JSON.values(), ids=HOSTILE_JSON.keys())
def test_hostile_json_is_refused_at_once(raw: bytes | str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it
        outside.parsed_json(raw)


def test_the_line_is_named() -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match=r"\(at line 3, column 5\)$"):
        outside.toml('# [[[\ntext = "[[[ 9.9.9"\nn = ' + "1" * 40)


@pytest.mark.parametrize("file", sorted((ROOT / "resources").rglob("*.toml")), ids=str)
def test_our_own_files_are_read_as_ever(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert outside.toml(text) == tomllib.loads(text)


VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


@tries(60, 2_000)
@given(VALUES, st.booleans())
def test_json_comes_back_as_it_was_written(value: object, ascii_only: bool) -> None:
    assert outside.parsed_json(json.dumps(value, ensure_ascii=ascii_only)) == value


@tries(100, 5_000)
@given(st.text("ab.[]{}=\"'\\#\n 01_\u0301", max_size=40))
def test_nothing_but_its_own_errors_comes_out(text: str) -> None:
    for read in (outside.toml, outside.parsed_json):
        try:
            read(text)
        except ValueError:
            continue


# The places that read such documents


@pytest.mark.parametrize("text", HOSTILE_TOML.values(), ids=HOSTILE_TOML.keys())
def test_layouts_and_sheets_say_a_sentence(text: str) -> None:
    with pytest.raises(BadLayout):
        reading.read(text, "badge")
    with pytest.raises(BadLayout):
        sheets.read_sheets(text, "sheets")


@pytest.mark.parametrize("raw", HOSTILE_JSON.values(), ids=HOSTILE_JSON.keys())
def test_settings_keyslots_grants_and_codes_take_none_of_it(raw: bytes | str) -> None:
    data = raw if isinstance(raw, bytes) else raw.encode()
    assert settings.parse(data) is None
    assert settings.parse(b'{"room": ' + data + b"}") is None
    with pytest.raises(StoreDamaged):
        keyslots.parse(data)
    with pytest.raises(ValueError):  # noqa: PT011 - as above
        from_record(data)
    if isinstance(raw, str):
        assert isinstance(payloads.secrets_within(raw), frozenset)


# Files


def test_a_pipe_and_a_device_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    for name in ("pipe", "link", ".", "none"):
        with pytest.raises(OSError, match=r"no |No |Is a"):
            outside.data(tmp_path / name, 10)


def test_a_file_that_is_larger_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345678901")
    with pytest.raises(OSError, match="large"):
        outside.data(tmp_path / "file", 10)
    assert outside.data(tmp_path / "file", 11) == b"12345678901"


def test_a_secret_may_come_through_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"six words\nmore",))
    writer.start()
    assert outside.first_line(pipe, 100) == b"six words"
    writer.join()


def test_a_pipe_that_nobody_writes_to_does_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "PATIENCE", 0.01)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TimeoutError):
        outside.first_line(tmp_path / "pipe", 100)


# Each place that reads such documents goes through this door.

_PARSERS = re.compile(r"\b(?:tomllib\.loads?|json\.loads?)\(")
# What a store itself has written, opened with its key, and files that come with the program.
OWN = {
    "checkin/badges", "checkin/conflicts", "checkin/demo.py", "checkin/desk/search.py", "checkin/desk/card_log.py",
    "checkin/grouping.py", "checkin/hub/membership.py", "checkin/journal", "checkin/outside.py",
    "checkin/photos/shrink_process.py", "checkin/photos/shrinking.py", "checkin/readiness.py",
    "checkin/roster", "checkin/sharing", "checkin/store/attendance.py", "checkin/store/people.py",
    "checkin/store/watch.py", "checkin/sync/erasures.py", "checkin/sync/withheld.py",
    "checkin/joining/revocation.py", "checkin/bundle/folder_state.py",
    "ui/station/ending.py",
    "checkin/paper/picture_process.py",
}  # fmt: skip


def test_no_other_place_parses_what_comes_from_outside() -> None:
    found = {
        file.relative_to(ROOT).as_posix()
        for part in ("checkin", "ui")
        for file in (ROOT / part).rglob("*.py")
        if _PARSERS.search(file.read_text(encoding="utf-8"))
    }
    assert {name for name in found if not any(name.startswith(own) for own in OWN)} == set()


def test_a_command_says_a_sentence_for_each(tmp_path: Path) -> None:
    for at, text in enumerate(HOSTILE_TOML.values()):
        plan = tmp_path / f"{at}.toml"
        plan.write_text(text, encoding="utf-8")
        ran = subprocess.run(
            [sys.executable, "main.py", "create", str(plan), "--store", str(tmp_path / "s")],
            cwd=ROOT,
            env={
                **os.environ,
                "UKETSUKE_PASSPHRASE": "correct horse battery",
                "HOME": str(tmp_path),
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert (ran.returncode, ran.stderr.count("\n")) == (1, 1), ran.stderr
