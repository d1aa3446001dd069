"""A person is erased on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import store_copies
from tests.store_copies import HANA

if TYPE_CHECKING:
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
