"""Conflicts of two desks that were apart are listed and settled by the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checkin.domain import Tier
from tests import several_desks
from tests.checkin.cli.program import Program

if TYPE_CHECKING:
    from pathlib import Path


def two_desks(folder: Path) -> tuple[Program, Program]:
    (folder / "home").mkdir()
    with several_desks.stations(folder, [Tier.DESK]) as stations:
        stations[0].desk.walkin({"name": "Ada", "category": "scholar"}, approved=True)
        several_desks.tell(stations[0], stations[1])
        folders = [station.folder for station in stations]
    first, second = (Program(folder / "home", store, several_desks.PASSPHRASE) for store in folders)
    return first, second


def give(giver: Program, taker: Program, file: Path) -> Any:
    giver.json("bundle", "write", file)
    return taker.json("bundle", "read", file)


def test_a_double_entry_is_listed_and_settled_at_both_desks(tmp_path: Path) -> None:
    first, second = two_desks(tmp_path)
    assert first("conflicts").out == "There is nothing to settle.\n"
    assert first.json("conflicts") == []
    (found,) = first.json("find", "Ada")
    scans = [
        desk.json("checkin", "--id", found["id"], "--session", "entrance")
        for desk in (first, second)
    ]
    assert [scan["outcome"] for scan in scans] == ["admitted"] * 2
    assert give(first, second, tmp_path / "there")["conflicts"] == 1
    assert give(second, first, tmp_path / "back")["conflicts"] == 1
    (conflict,) = first.json("conflicts")
    assert second.json("conflicts") == [conflict]
    assert (conflict["kind"], conflict["settled"]) == ("double_entry", None)
    assert conflict["people"] == [found["id"]]
    assert conflict["entries"] == [scan["entry"] for scan in scans]
    assert len(conflict["desks"]) == 2
    text = first("conflicts").out
    assert text.startswith(f"{conflict['id']}  Let in twice · ")
    for part in ("Ada", "Desk 1, Desk 2", "Entrance"):
        assert part in text
    reason = ("--reason", "Both doors")
    settled = second.json("settle", conflict["id"], "--how", "undo", *reason)
    assert settled["settled"]["how"] == "undo"
    assert give(second, first, tmp_path / "again")["conflicts"] == 0
    assert first.json("conflicts") == second.json("conflicts") == [settled]
    assert first("settle", conflict["id"], "--how", "note", *reason).outcome == (1, "")
    assert first("settle", conflict["id"], "--how", "burn", *reason).status == 2
