"""Sealed exports: round trip, a wrong passphrase, and every kind of damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import BadFile, KnownError, WrongPassphrase
from checkin.passphrase_strength import WeakPassphrase
from checkin.sealed_export import open_sealed, read, seal
from checkin.sealed_frames import FRAME, TAG
from tests.store_copies import ADA, CANARY

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

PASSPHRASE = "otter crane violet gravel"
PLAIN = b"Number,Name\n1,Kanarienvogel 1\n"
LAST = len(PLAIN) + TAG  # bytes of the only frame
REGIONS = {"magic": 3, "format": 15, "salt": 20, "memory": 34, "iterations": 38, "lanes": 40}


@given(
    st.binary(max_size=300) | st.sampled_from([b"x" * FRAME, b"x" * (FRAME + 1), b"y" * 200_000])
)
def test_what_was_sealed_is_opened_again(data: bytes) -> None:
    sealed = seal(data, PASSPHRASE)
    assert open_sealed(sealed, PASSPHRASE) == data
    assert sealed != seal(data, PASSPHRASE)


@given(st.data())
def test_a_byte_that_was_changed_anywhere_is_refused(data: st.DataObject) -> None:
    sealed = bytearray(seal(PLAIN, PASSPHRASE))
    at = data.draw(st.sampled_from(sorted(REGIONS.values())) | st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(KnownError):
        open_sealed(bytes(sealed), PASSPHRASE)


@given(st.integers(0, 200), st.binary(min_size=1, max_size=3))
def test_a_file_that_is_cut_or_longer_is_refused(cut: int, more: bytes) -> None:
    sealed = seal(PLAIN, PASSPHRASE)
    for altered in (sealed[: min(cut, len(sealed) - 1)], sealed + more):
        with pytest.raises(KnownError):
            open_sealed(altered, PASSPHRASE)


def test_frames_of_another_file_are_refused() -> None:
    one, other = seal(PLAIN, PASSPHRASE), seal(PLAIN, PASSPHRASE)
    with pytest.raises(BadFile):
        open_sealed(one[:-LAST] + other[-LAST:], PASSPHRASE)


def test_a_wrong_passphrase_and_no_sealed_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase, match="passphrase is wrong"):
        open_sealed(seal(PLAIN, PASSPHRASE), "lantern walrus cobalt thimble")
    (tmp_path / "list.csv").write_bytes(PLAIN)
    with pytest.raises(BadFile, match="no sealed list"):
        read(tmp_path / "list.csv", PASSPHRASE)
    with pytest.raises(BadFile, match="cannot be read"):
        read(tmp_path / "nothing", PASSPHRASE)


def test_a_newer_format_is_said() -> None:
    sealed = bytearray(seal(PLAIN, PASSPHRASE))
    sealed[15] = 2
    with pytest.raises(BadFile, match="newer"):
        open_sealed(bytes(sealed), PASSPHRASE)


def test_a_weak_passphrase_seals_nothing(station: Station, tmp_path: Path) -> None:
    table = station.reports.delegates()
    with pytest.raises(WeakPassphrase):
        station.reports.write(table, "csv", tmp_path / "list", passphrase="password1")
    assert not (tmp_path / "list").exists()
    assert station.export_log.history() == ()


def test_no_plain_copy_of_a_sealed_list_is_on_the_disk(station: Station, tmp_path: Path) -> None:
    path = tmp_path / "list.uketsuke-export"
    written = station.reports.write(station.reports.delegates(), "csv", path, passphrase=PASSPHRASE)
    assert written.rows > ADA
    assert f"{CANARY} {ADA}" in read(path, PASSPHRASE).decode("utf-8-sig")
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert not [file for file in files if CANARY.encode() in file.read_bytes()]
    assert station.export_log.history()[0].sealed
