"""What somebody chose as a name, path or code is spelt out on a terminal, never obeyed by it."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.cli.terminal import escaped, escaped_json, one_line
from tests.thorough import tries

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.cli.program import Program, Ran

HOSTILE: Final = "a\x1b]0;title\x07\x1b[2J\x9b31m\u202egnp\nAll is well.\rb"


def obeyed(text: str) -> set[str]:
    """The characters that a terminal obeys, but for the line breaks between our sentences."""
    spelt = {letter for letter in text if unicodedata.category(letter) in {"Cc", "Cs"}}
    return (spelt | ({*text} & {"\u202e"})) - {"\n"}


@pytest.mark.parametrize(
    "words",
    [
        ("scan", HOSTILE),
        ("find", HOSTILE),
        ("look", HOSTILE),
        ("undo", HOSTILE),
        ("import", HOSTILE),
        ("import", "--undo", HOSTILE),
        ("create", HOSTILE),
        ("bundle", "read", HOSTILE),
        ("restore", HOSTILE),
        ("photos", "import", HOSTILE),
        ("desk", "join", HOSTILE),
        ("session", "cancel", HOSTILE),
        ("stats", "--day", HOSTILE),
        ("stats", "--passphrase-file", HOSTILE),
        ("sync", "--hub", HOSTILE),
        ("badges", "--out", "x.pdf", "--layout", HOSTILE),
        ("walkin", "--name", "Ada", "--category", HOSTILE),
        ("settle", HOSTILE, "--how", "note", "--reason", "x"),
        ("event", "set", HOSTILE),
        (HOSTILE,),
        ("stats", HOSTILE),
        ("checkin", HOSTILE),
    ],
    ids=" ".join,
)
def test_no_argument_reaches_the_terminal_as_it_is(
    looking: Program, words: tuple[str, ...]
) -> None:
    for ran in (looking(*words), looking(*words, "--json")):
        assert obeyed(ran.out + ran.err) == set(), ran
        assert "\nAll is well." not in ran.out + ran.err
        assert ran.status in {0, 1, 2}, ran


def test_neither_does_the_path_of_a_store(looking: Program, tmp_path: Path) -> None:
    ran: Ran = looking.on(tmp_path / HOSTILE.replace("/", ""))("stats")
    assert (ran.status, obeyed(ran.err), ran.err.count("\n")) == (1, set(), 1)


@tries(60, 2_000)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_means_the_same_and_plain_words_stay(text: str) -> None:
    assert json.loads(escaped_json(json.dumps(text, ensure_ascii=False))) == text
    assert obeyed(one_line(text)) == set()
    assert "\n" not in one_line(text)
    if obeyed(text) == set() and not {*text} & {*"\u2028\u2029\u202a\u202b\u202c\u202d"}:
        assert escaped(text) == text
