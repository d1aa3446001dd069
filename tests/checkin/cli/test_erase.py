"""A person is erased on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import store_copies
from tests.store_copies import HANA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.cli.program import Program


def test_a_person_is_erased_whose_number_is_typed_beside_the_id(program: Program) -> None:
    hana = store_copies.identifier(HANA)
    ran = program("erase", hana, "--confirm", HANA + 1)
    assert (ran.status, ran.err) == (1, "This is not their number. Nothing was erased.\n")
    done = program.json("erase", hana, "--confirm", HANA)
    assert (done["erased"], done["backups"]) == (hana, [])
    assert done["entries"] >= 1
    (row,) = [row for row in program.json("delegates") if row["id"] == hana]
    assert (row["name"], row["status"]) == ("", "cancelled")
    assert program.json("verify")["intact"] is True


def test_an_event_is_purged_whose_name_is_typed(program: Program) -> None:
    ran = program("purge", "--confirm", "Another")
    assert (ran.status, ran.err) == (1, "This is not the id or the name of the event.\n")
    done = program.json("purge", "--confirm", "International Forum")
    assert done["removed"] >= len(store_copies.EVERYBODY)
    assert {row["name"] for row in program.json("delegates")} == {""}
    assert program.json("verify")["intact"] is True


def test_it_is_told_which_desks_have_not_confirmed(program: Program, tmp_path: Path) -> None:
    hana = store_copies.identifier(HANA)
    invited = tmp_path / "door.uketsuke-invitation"
    program.json("desk", "invite", "--tier", "door", "--name", "Door", "--out", invited)
    done = program.json("erase", hana, "--confirm", HANA)
    assert (done["confirmed"], done["not_confirmed"]) == ([], ["Door"])
    assert "sticks" in done["not_reached"]
    again = program("erase", hana, "--confirm", HANA)
    assert "Not confirmed yet: Door" in again.out
    assert {desk["name"]: desk["not_erased"] for desk in program.json("desk", "list")} == {
        "Desk 1": [],
        "Door": [hana],
    }
    assert "1 erasure not confirmed" in program("desk", "list").out
    waits = program.json("purge", "--confirm", "International Forum")
    assert (waits["complete"], waits["not_confirmed"]) == (False, ["Door"])
    told = program("purge", "--confirm", "International Forum").out
    assert "It is not over yet. Run this again later." in told
    over = program.json("purge", "--confirm", "International Forum", "--finish")
    assert (over["complete"], over["not_confirmed"], over["hub"]) == (True, ["Door"], "none")
