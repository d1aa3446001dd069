"""Two desks and a stick, by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkin.domain import Tier
from tests import several_desks
from tests.checkin.cli.program import Program

Desks = tuple[Program, Program, Program, Path]
NOTHING = {"sent": 0, "received": 0, "refused": 0, "conflicts": 0}


@pytest.fixture
def desks(tmp_path: Path) -> Desks:
    """Three desks of an event, and a stick."""
    for name in ("home", "stick"):
        (tmp_path / name).mkdir()
    with several_desks.stations(tmp_path, [Tier.DESK, Tier.DESK]) as stations:
        folders = [station.folder for station in stations]
    first, second, third = (
        Program(tmp_path / "home", folder, several_desks.PASSPHRASE) for folder in folders
    )
    return first, second, third, tmp_path / "stick"


def names(desk: Program) -> set[str]:
    """Who of these two is on the roster; the whole of it is for an organiser."""
    return {row["name"] for name in ("Ada", "Ben") for row in desk.json("find", name)}


def test_two_desks_agree_by_a_stick_that_is_carried_to_and_fro(
    desks: Desks,
) -> None:
    first, second, _, stick = desks
    first.json("walkin", "--name", "Ada", "--category", "scholar")
    second.json("walkin", "--name", "Ben", "--category", "scholar")
    there = second.json("bundle", "write", stick / "there.bundle")
    assert there == {**NOTHING, "sent": there["sent"]}
    assert first.json("bundle", "read", stick / "there.bundle") == {**NOTHING, "received": 1}
    assert first.json("bundle", "read", stick / "there.bundle") == NOTHING
    # The statement in it has told what the second desk lacks: Ada, and the third desk.
    back = first.json("bundle", "write", stick / "back.bundle", "--for", "Desk 2")
    assert back == {**NOTHING, "sent": 2}
    assert second.json("bundle", "read", stick / "back.bundle") == {**NOTHING, "received": 2}
    assert names(first) == names(second) == {"Ada", "Ben"}
    assert first.json("verify")["intact"] is True


def test_it_is_said_in_a_sentence_what_came_and_what_waits(desks: Desks) -> None:
    first, second, third, stick = desks
    first.json("walkin", "--name", "Ada", "--category", "scholar")
    first("bundle", "write", stick / "early")
    second("bundle", "read", stick / "early")
    second("bundle", "write", stick / "statement")
    first("bundle", "read", stick / "statement")
    first.json("walkin", "--name", "Ben", "--category", "scholar")
    assert first("bundle", "write", stick / "late", "--for", "Desk 2").out == "1 entry written\n"
    ran = third("bundle", "read", stick / "late")
    assert (ran.status, ran.out) == (0, "0 entries are new here\n")
    assert ran.err == "1 entry waits for earlier ones that have not come yet.\n"
    assert third("bundle", "read", stick / "late", "--json").json == {**NOTHING, "refused": 1}
    assert third("bundle", "read", stick / "early").err == ""
    assert names(third) == {"Ada", "Ben"}


def test_a_file_that_is_none_is_refused_in_one_sentence(
    desks: Desks,
) -> None:
    first, _, _, stick = desks
    (stick / "letter").write_text("Dear all")
    ran = first("bundle", "read", stick / "letter", "--json")
    assert ran.outcome == (1, "")
    assert ran.err == ("letter is no bundle of Uketsuke, or it is damaged. Nothing was taken in.\n")
    ran = first("bundle", "write", stick / "file", "--for", "Nowhere")
    assert (ran.status, ran.err) == (1, "There is no desk Nowhere.\n")
    assert not (stick / "file").exists()
