"""The request of a new machine, and the keys that it keeps until it is invited."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from checkin import codes, joining
from checkin.errors import BadInvitation, NotPossible, WrongPassphrase
from checkin.joining import DeskRequest, pending
from checkin.joining.request import LONGEST_NAME, letters_of, parse_request
from checkin.paper import qr
from tests.checkin.joining.new_machine import PASSPHRASE
from tests.checkin.paper_samples import symbols_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.joining.new_machine import NewMachine

SIGNS, BOX = bytes(range(32)), bytes(range(32, 64))
REQUEST = DeskRequest("Door 2", SIGNS, BOX)
names = st.text("ab 受付ئÅ-", min_size=1, max_size=LONGEST_NAME).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Door 2", "door-2.x"),
        ("  Room 201 / east  ", "room-201-east.x"),
        ("受付１", "受付１.x"),
        ("../..", "desk.x"),
    ],
)
def test_a_file_is_named_after_its_desk_and_nothing_else(name: str, file: str) -> None:
    assert joining.file_name(name, ".x") == file


@given(names.filter(lambda name: "  " not in name), st.binary(min_size=32, max_size=32))
def test_a_request_is_read_as_it_was_written(name: str, public: bytes) -> None:
    request = DeskRequest(name, public, BOX)
    assert parse_request(request.text()) == request


def test_it_is_read_in_small_letters_and_broken_lines_too() -> None:
    text = REQUEST.text().lower()
    assert parse_request(f"\n {text[:50]}\r\n{text[50:]}  ") == REQUEST


@pytest.mark.parametrize(
    ("other", "same_desk"),
    [
        (DeskRequest("Door 3", SIGNS, BOX), True),
        (DeskRequest("Door 2", BOX, BOX), False),
        (DeskRequest("Door 2", SIGNS, SIGNS), False),
    ],
)
def test_the_letters_and_the_id_tell_requests_apart(other: DeskRequest, *, same_desk: bool) -> None:
    assert other.letters != REQUEST.letters
    assert (other.desk == REQUEST.desk) is same_desk


def test_there_are_twenty_letters_that_all_keyboards_type_alike() -> None:
    assert len(letters_of(REQUEST.letters)) == 20
    assert set(letters_of(REQUEST.letters)) <= set(codes.ALPHABET)
    assert letters_of(REQUEST.letters.lower().replace("-", " ")) == letters_of(REQUEST.letters)


def test_a_letter_that_was_changed_is_seen() -> None:
    text = REQUEST.text()
    for place, letter in enumerate(text):
        other = "B" if letter != "B" else "C"
        with pytest.raises(BadInvitation):
            parse_request(text[:place] + other + text[place + 1 :])


def test_what_is_cut_off_or_something_else_is_no_request() -> None:
    text = REQUEST.text()
    for other in ("", "受付", "UKETSUKE-DESK-1:", "UKETSUKE-DESK-1:AAAA", text + "A", text * 2):
        with pytest.raises(BadInvitation, match="not the request"):
            parse_request(other)
    for size in range(len(text)):
        with pytest.raises(BadInvitation):
            parse_request(text[:size])


def test_a_request_of_a_newer_program_is_told_from_a_damaged_one() -> None:
    with pytest.raises(BadInvitation, match="newer"):
        parse_request(REQUEST.text().replace("DESK-1", "DESK-2"))


@pytest.mark.parametrize("name", ["", " ", "\u200b", "x" * (LONGEST_NAME + 1)])
def test_a_desk_needs_a_name_that_fits(machine: NewMachine, name: str) -> None:
    with pytest.raises(NotPossible):
        joining.ask(name, PASSPHRASE, machine.folder / "file", machine.requests)
    assert not machine.folder.exists()


def test_a_file_that_is_there_is_kept(machine: NewMachine) -> None:
    machine.ask()
    with pytest.raises(NotPossible, match="exists"):
        machine.ask()
    assert len(list(machine.requests.iterdir())) == 1


def test_without_a_passphrase_no_keys_are_kept(machine: NewMachine, tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="passphrase"):
        joining.ask("Door 2", "", tmp_path / "file", machine.requests)
    assert not machine.requests.exists()


def test_the_request_lies_in_the_file(machine: NewMachine) -> None:
    request = machine.ask()
    file = machine.folder / "Door 2.uketsuke-request"
    assert joining.read_request(file) == request
    with pytest.raises(BadInvitation, match="nothing-there"):
        joining.read_request(machine.folder / "nothing-there")


def test_the_private_keys_are_on_this_machine_only_and_under_the_passphrase(
    machine: NewMachine,
) -> None:
    request = machine.ask()
    signer, box = pending.keys_of(machine.requests, request.desk, PASSPHRASE)
    assert (signer.public, box.public) == (request.public_key, request.box_key)
    with pytest.raises(WrongPassphrase):
        pending.keys_of(machine.requests, request.desk, "another one")
    paths = list(machine.folder.rglob("*"))
    for file in filter(lambda path: path.is_file(), paths):
        for private in (signer.private, box.private):
            assert private not in file.read_bytes()
            assert private.hex() not in file.read_text(encoding="utf-8")
    kept = [path for path in paths if path.is_relative_to(machine.requests / request.desk)]
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in kept} == {0}


def test_the_longest_request_is_read_from_its_symbol() -> None:
    request = DeskRequest("受" * LONGEST_NAME, SIGNS, BOX)
    symbol = qr.fitting(request.text())
    assert 21 < symbol.count <= 69  # version 13 at most: a camera reads it from a screen
    side = symbol.count + 8
    image = Image.new("L", (side, side), 255)
    for row in range(symbol.count):
        for column in filter(lambda column: symbol.dark(column, row), range(symbol.count)):
            image.putpixel((column + 4, row + 4), 0)
    (read,) = symbols_in(image.resize((4 * side, 4 * side), Image.Resampling.NEAREST))
    assert parse_request(read.text) == request
