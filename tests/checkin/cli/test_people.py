"""People who are on the roster twice, and two people of one number, on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.journal import delegate_changed
from tests import factories, store_copies
from tests.store_copies import ADA, BEN, CHIO, identifier

if TYPE_CHECKING:
    from tests.checkin.cli.program import Program

TWIN = "f0" * 16
AT = ("--session", "entrance", "--at", "2026-10-30T09:05")


@pytest.fixture(autouse=True)
def twin(program: Program) -> None:
    """Ada's number and name again."""
    assert program.store is not None
    with store_copies.opened(program.store) as station, station.store.write() as connection:
        fields = factories.delegate_fields(number=ADA, name=f"{store_copies.CANARY} 1")
        station.journal.append(connection, delegate_changed(TWIN, fields))


def test_doubles_are_listed_joined_and_parted(program: Program) -> None:
    (group,) = program.json("people", "doubles")
    assert group["why"] == "name"
    assert [one["id"] for one in group["delegates"]] == [identifier(ADA), TWIN]
    joined = program.json("people", "join", identifier(ADA), TWIN)
    assert (joined["id"], joined["doubles"]) == (identifier(ADA), [TWIN])
    assert program("people", "doubles").out == "Nobody is on the roster twice.\n"
    assert TWIN not in {one["id"] for one in program.json("delegates")}
    assert program.json("look", ADA)["delegate"]["id"] == identifier(ADA)
    assert program("people", "join", identifier(ADA), TWIN).outcome == (1, "")
    parted = program.json("people", "part", TWIN)
    assert (parted["id"], parted["doubles"]) == (TWIN, [])
    assert program("people", "part", TWIN).outcome == (1, "")


@pytest.mark.parametrize(
    "words",
    [("checkin", ADA), ("look", ADA), ("badges", "--number", ADA, "--out", "x.pdf")],
    ids=str,
)
def test_a_number_of_two_is_refused_and_names_the_id(
    program: Program, words: tuple[object, ...]
) -> None:
    ran = program(*words)
    assert ran.outcome == (1, "")
    assert "--id" in ran.err


def test_the_id_reaches_the_one_who_is_meant(program: Program) -> None:
    assert program.json("checkin", "--id", TWIN, *AT)["delegate"]["id"] == TWIN
    assert program.json("look", "--id", identifier(ADA))["delegate"]["id"] == identifier(ADA)


def test_in_a_list_the_id_says_who_is_meant(program: Program) -> None:
    ran = program("checkin", ADA, BEN, *AT)
    assert ran.outcome == (1, "")
    assert "--id" in ran.err
    verdicts = program.json("checkin", ADA, BEN, "--id", TWIN, *AT)
    assert [verdict["delegate"]["id"] for verdict in verdicts] == [TWIN, identifier(BEN)]
    assert program("checkin", CHIO, BEN, "--numbers-file", "x", *AT).outcome == (2, "")
