"""Keyslots: a damaged, truncated or forged file opens nothing and is reported."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest

from checkin import keys
from checkin.errors import KnownError, StoreDamaged, StoreTooNew, WrongPassphrase
from checkin.store import keyslots
from tests import store_copies
from tests.factories import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def raw() -> bytes:
    return (store_copies.template().folder / keyslots.NAME).read_bytes()


def test_a_store_has_a_slot_for_the_passphrase_and_one_for_recovery(folder: Path) -> None:
    slots = keyslots.read(folder)
    assert [slot.kind for slot in slots] == ["passphrase", "recovery"]
    assert all(slot.memory_kib == keys.MEMORY_KIB for slot in slots)
    assert len({slot.salt for slot in slots}) == 2


def test_the_file_says_nothing_about_the_event(raw: bytes) -> None:
    document = json.loads(raw)
    assert set(document) == {"version", "slots", "checksum"}
    assert set(document["slots"][0]) == {
        "kind",
        "salt",
        "memory_kib",
        "iterations",
        "lanes",
        "wrapped",
        "added",
    }
    assert store_copies.template().key not in raw
    assert store_copies.template().key.hex().encode() not in raw
    assert b64encode(store_copies.template().key) not in raw


def test_every_flipped_bit_is_noticed(raw: bytes) -> None:
    """Before any key is derived, so that a damaged file is not taken for a wrong passphrase."""
    for place in range(len(raw)):
        for bit in range(8):
            flipped = bytearray(raw)
            flipped[place] ^= 1 << bit
            with pytest.raises((StoreDamaged, StoreTooNew)):
                keyslots.parse(bytes(flipped))


def test_wherever_the_file_is_cut_it_is_damaged(raw: bytes) -> None:
    for length in range(len(raw)):
        with pytest.raises(StoreDamaged):
            keyslots.parse(raw[:length])


RUBBISH = {
    "binary": bytes(range(256)),
    "null": b"null",
    "a list": b"[]",
    "a number": b"1",
    "a thousand brackets": b"[" * 100_000,
    "no slots": b'{"version": 1, "checksum": ""}',
    "version in words": b'{"version": "one", "slots": [], "checksum": ""}',
    "version below one": b'{"version": 0, "slots": [], "checksum": ""}',
    "endless": b'{"version": 1, "slots": "' + b"a" * 1_000_000 + b'"}',
}


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH.keys())
def test_what_is_no_keyslot_file_is_damaged(rubbish: bytes) -> None:
    with pytest.raises(StoreDamaged):
        keyslots.parse(rubbish)


def test_a_file_of_a_newer_program_is_said_to_be_newer(raw: bytes) -> None:
    document = {**json.loads(raw), "version": 2}
    with pytest.raises(StoreTooNew):
        keyslots.parse(json.dumps(document).encode())


def written_anew(raw: bytes, **changes: Any) -> bytes:
    """A keyslots file with a correct checksum, as an attacker would write it."""
    document = json.loads(raw)
    for slot in document["slots"]:
        slot.update(changes)
    listed = json.dumps(document["slots"], sort_keys=True).encode()
    document["checksum"] = hashlib.sha256(listed).hexdigest()
    return json.dumps(document).encode()


def test_a_file_written_anew_with_nothing_changed_opens(raw: bytes) -> None:
    slots = keyslots.parse(written_anew(raw))
    assert keyslots.unlock(slots, PASSPHRASE) == store_copies.template().key


def test_more_slots_than_a_store_ever_has_are_not_tried(raw: bytes) -> None:
    """A wrong passphrase tries each: 320 of them, or fewer that cost more, would keep it busy for minutes."""
    document = json.loads(raw)
    slot = document["slots"][0]
    for count, costs in ((33, {}), (9, {"memory_kib": 262_144, "iterations": 8})):
        listed = [{**slot, "salt": b64encode(bytes(16)).decode(), **costs}] * count
        checksum = hashlib.sha256(json.dumps(listed, sort_keys=True).encode()).hexdigest()
        written = {"version": 1, "slots": listed, "checksum": checksum}
        with pytest.raises(StoreDamaged):
            keyslots.parse(json.dumps(written).encode())


HOSTILE: dict[str, dict[str, Any]] = {
    "more memory than there is": {"memory_kib": 2**40},
    "a gigabyte": {"memory_kib": 1_048_576},
    "nine passes": {"iterations": 9},
    "too little memory for its lanes": {"memory_kib": 8, "lanes": 4},
    "no memory": {"memory_kib": 0},
    "endless passes": {"iterations": 10**9},
    "no pass": {"iterations": 0},
    "half a pass": {"iterations": 1.5},
    "passes in words": {"iterations": "3"},
    "yes for a number": {"lanes": True},
    "no salt": {"salt": ""},
    "salt of nothing": {"salt": None},
    "salt that is no base64": {"salt": "!!!!"},
    "nothing wrapped": {"wrapped": ""},
    "something else wrapped": {"wrapped": b64encode(bytes(60)).decode()},
    "a list for a kind": {"kind": ["passphrase"]},
    "an unknown kind": {"kind": "fingerprint"},
}


@pytest.mark.parametrize("changes", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_an_enemy_writes_nothing_opens_and_nothing_breaks(
    folder: Path, raw: bytes, changes: dict[str, Any]
) -> None:
    (folder / keyslots.NAME).write_bytes(written_anew(raw, **changes))
    with pytest.raises((StoreDamaged, WrongPassphrase)):
        keyslots.unlock(keyslots.read(folder), PASSPHRASE)


def test_without_any_slot_every_passphrase_is_wrong() -> None:
    with pytest.raises(WrongPassphrase):
        keyslots.unlock((), PASSPHRASE)


def test_a_damaged_file_changes_nothing_else(folder: Path, raw: bytes) -> None:
    (folder / keyslots.NAME).write_bytes(raw[:-1])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(KnownError, match="nothing was changed"):
        store_copies.open_with_passphrase(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_in_the_place_of_the_file_is_no_crash(folder: Path) -> None:
    (folder / keyslots.NAME).unlink()
    (folder / keyslots.NAME).mkdir()
    with pytest.raises(KnownError):
        store_copies.open_with_passphrase(folder)


def test_new_slots_replace_the_file_whole_and_only_their_passphrases_open(folder: Path) -> None:
    slot = keys.wrap(store_copies.template().key, "another one", "passphrase")
    keyslots.write(folder, [slot])
    assert keyslots.read(folder) == (slot,)
    assert keyslots.unlock(keyslots.read(folder), "another one") == store_copies.template().key
    with pytest.raises(WrongPassphrase):
        keyslots.unlock(keyslots.read(folder), PASSPHRASE)
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
