"""Desks are asked for, invited, joined and listed on the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin.domain import Tier
from tests import several_desks, store_copies
from tests.checkin.cli.program import Program
from tests.store_copies import CANARY

if TYPE_CHECKING:
    from pathlib import Path

OWN_PASSPHRASE = "of the new machine"


@pytest.fixture
def machine(program: Program, tmp_path: Path) -> Program:
    """Another machine, where a store is to be made."""
    home = tmp_path / "machine"
    home.mkdir()
    other = replace(program, home=home, store=home / "door.uketsuke")
    return other.with_passphrase(OWN_PASSPHRASE)


def test_a_machine_asks_is_invited_and_joins(
    program: Program, machine: Program, tmp_path: Path
) -> None:
    asked = machine.json("desk", "init", "--name", "Door 2")
    assert asked["request"] == str(machine.home / "door-2.uketsuke-request")
    file = tmp_path / "invitation"
    invite = ("desk", "invite", "--tier", "door", "--for", asked["request"], "--out", file)
    invited = program.json(*invite, "--letters", asked["letters"].lower())
    assert (invited["desk"], invited["code"]) == (asked["desk"], None)
    assert invited["letters"] == asked["letters"]
    joined = machine.json("desk", "join", file)
    assert (joined["desk"], joined["tier"]) == (asked["desk"], "door")
    assert joined["entries"] == program.json("verify")["entries"]
    assert machine.json("stats")["delegates"] == len(store_copies.EVERYBODY)
    code = store_copies.invitation(store_copies.ADA)
    assert machine.json("scan", code, "--session", "entrance")["outcome"] == "admitted"
    assert machine("delegates", "--json").outcome == (1, "")
    recovered = machine.with_passphrase(joined["recovery"]).on(None)
    assert recovered.json("verify")["intact"]  # the new store is the one last opened


def test_a_request_lies_where_it_is_named_or_where_stores_go(
    machine: Program, tmp_path: Path
) -> None:
    new = machine.on(None).given(UKETSUKE_STORES=str(tmp_path / "stores"))
    unnamed = new.json("desk", "init", "--name", "North/Gate")
    assert unnamed["request"] == str(tmp_path / "stores" / "north-gate.uketsuke-request")
    named = new.json("desk", "init", "--name", "北門", "--out", tmp_path / "request")
    assert named["request"] == str(tmp_path / "request")
    assert named["letters"] != unnamed["letters"]


def test_a_machine_with_a_store_asks_for_another_event(program: Program, tmp_path: Path) -> None:
    asked = program.json("desk", "init", "--name", "Door 2", "--out", tmp_path / "request")
    assert asked["request"] == str(tmp_path / "request")
    assert [desk["name"] for desk in program.json("desk", "list")] == ["Desk 1"]


def test_a_desk_joins_with_a_code_from_a_variable_or_a_file(
    program: Program, machine: Program, tmp_path: Path
) -> None:
    for number, way in enumerate(["variable", "file"], 2):
        file, code_file = tmp_path / f"invitation-{number}", tmp_path / f"code-{number}"
        invited = program.json("desk", "invite", "--tier", "desk", "--out", file)
        code_file.write_text(f"{invited['code']}\n", encoding="utf-8")
        new = machine.on(machine.home / f"{number}.uketsuke")
        if way == "variable":
            joined = new.given(UKETSUKE_JOIN_CODE=invited["code"]).json("desk", "join", file)
        else:
            joined = new.json("desk", "join", file, "--code-file", code_file)
        assert (joined["desk"], joined["tier"]) == (invited["desk"], "desk")
        assert joined["name"] == f"Desk {number}"


def test_the_list_tells_who_was_invited_and_who_is_here(
    program: Program, machine: Program, tmp_path: Path
) -> None:
    program.json("desk", "init", "--name", "First")
    file = tmp_path / "invitation"
    invited = program.json("desk", "invite", "--tier", "desk", "--name", "Second", "--out", file)
    machine.given(UKETSUKE_JOIN_CODE=invited["code"]).json("desk", "join", file)
    first, second = program.json("desk", "list")
    assert (first["name"], first["state"], first["this"]) == ("First", "joined", True)
    assert second == {
        "id": invited["desk"],
        "name": "Second",
        "tier": "desk",
        "entries": 0,
        "this": False,
        "state": "invited",
        "version": None,
        "last_heard": None,
        "holds": {},
        "lacks": None,
        "clock_difference": None,
        "not_erased": [],
    }
    assert [desk["state"] for desk in machine.json("desk", "list")] == ["joined", "joined"]


def test_letters_that_differ_stop_the_invitation(
    program: Program, machine: Program, tmp_path: Path
) -> None:
    asked = machine.json("desk", "init", "--name", "Door 2")
    invite = ("desk", "invite", "--tier", "door", "--for", asked["request"])
    ran = program(*invite, "--out", tmp_path / "file", "--letters", "BCDEF-GHIJK-LNOPR-STUVX")
    assert ran.outcome == (1, "")
    assert "letters differ" in ran.err
    assert not (tmp_path / "file").exists()
    assert len(program.json("desk", "list")) == 1


def test_each_failure_is_one_sentence(program: Program, machine: Program, tmp_path: Path) -> None:
    file = tmp_path / "invitation"
    code = program.json("desk", "invite", "--tier", "desk", "--out", file)["code"]
    broken = tmp_path / "broken"
    broken.write_bytes(file.read_bytes()[:-1])
    with_code = machine.given(UKETSUKE_JOIN_CODE=code)
    cases = [
        (machine, file, "opens with a code"),
        (machine.given(UKETSUKE_JOIN_CODE=code[:-1]), file, "The code is wrong"),
        (with_code, broken, "damaged"),
        (with_code, tmp_path / "nowhere", "cannot be read"),
        (with_code.with_passphrase(None), file, "passphrase is needed"),
        (with_code.on(program.store), file, "exists already"),
    ]
    for new, invitation, sentence in cases:
        ran = new("desk", "join", invitation, "--json")
        assert ran.outcome == (1, "")
        assert sentence in ran.err
        assert len(ran.err.splitlines()) == 1
    assert not with_code.store or not with_code.store.exists()
    ran = machine("desk", "join", file, "--code-file", tmp_path / "nowhere")
    assert (ran.status, "cannot be read" in ran.err) == (1, True)


def test_a_desk_that_joined_can_add_none(
    program: Program, machine: Program, tmp_path: Path
) -> None:
    file = tmp_path / "invitation"
    code = program.json("desk", "invite", "--tier", "desk", "--out", file)["code"]
    machine.given(UKETSUKE_JOIN_CODE=code).json("desk", "join", file)
    ran = machine("desk", "invite", "--tier", "door", "--out", tmp_path / "another")
    assert ran.outcome == (1, "")
    assert "organiser" in ran.err
    assert machine.json("desk", "init", "--name", "Own name")["name"] == "Own name"


def test_the_whole_roster_is_for_organisers(
    program: Program, machine: Program, tmp_path: Path
) -> None:
    file = tmp_path / "invitation"
    code = program.json("desk", "invite", "--tier", "desk", "--out", file)["code"]
    machine.given(UKETSUKE_JOIN_CODE=code).json("desk", "join", file)
    refused = machine("delegates", "--json")
    assert refused.outcome == (1, "")
    assert CANARY not in refused.err
    assert len(machine.json("find", CANARY)) > 0


def test_a_desk_is_revoked_and_listed_so(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with several_desks.stations(tmp_path, [Tier.ORGANISER, Tier.DESK]) as stations:
        folder, second, desk = stations[0].folder, *(station.desk_id for station in stations[1:])
    first = Program(home, folder, several_desks.PASSPHRASE)
    listed = {row["id"]: row["state"] for row in first.json("desk", "revoke", desk)}
    assert (listed[desk], listed[second]) == ("revoked", "invited")
    paper = ("--recovery-file", tmp_path / "recovery")
    listed = {row["id"]: row["state"] for row in first.json("desk", "revoke", second, *paper)}
    assert listed[second] == "revoked"
    ran = first("desk", "revoke", "ab" * 16, *paper)
    assert (ran.status, ran.err) == (1, f"There is no desk {'ab' * 16}.\n")
