"""Creating a store from a plan or the demo, and the desks of an event."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING, Final

import pytest

from tests import store_copies
from tests.checkin.cli.at_terminal import at_terminal
from tests.checkin.cli.program import earlier_today
from tests.factories import Clock

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.cli.program import Program

PLAN: Final = """
[event]
name = "International Forum"
time_zone = "Asia/Tokyo"
days = ["2026-10-30", "2026-10-31"]
venue = "National Diet, House of Representatives"

[[category]]
key = "parliamentarian"
name = { en = "Parliamentarian", ja = "国会議員" }
colour = "#1f4e9c"

[[category]]
key = "scholar"
name = { en = "Scholar", ja = "研究者" }

[[session]]
key = "entrance"
name = { en = "Entrance", ja = "入口" }

[[session]]
key = "plenary-1"
name = { en = "Opening plenary", ja = "開会" }
room = "Room 201"
starts = 2026-10-30T10:00:00
ends = 2026-10-30T12:00:00
doors_minutes = 45            # opens before the start
capacity = 120                # none: no limit
categories = ["parliamentarian", "scholar"]   # none: everybody
requires = "entrance"         # only who is checked in there; none: nothing
re_entry = "after_exit"       # "after_exit" (default) | "always" | "never"
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "forum.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


class TestCreate:
    def test_the_new_store_holds_the_plan_and_opens_with_the_passphrase_given(
        self, program: Program, plan: Path, tmp_path: Path
    ) -> None:
        new = program.on(tmp_path / "new.uketsuke").with_passphrase("quite another one")
        created = new.json("create", plan)
        assert created["store"] == str(tmp_path / "new.uketsuke")
        assert len(created["event"]) == 32
        assert new.json("stats") == {
            "delegates": 0,
            "sessions": {
                key: {"expected": 0, "attended": 0, "inside": 0, "refused": 0, "remote": 0}
                for key in ("entrance", "plenary-1")
            },
        }

    def test_the_recovery_passphrase_opens_it_too(
        self, program: Program, plan: Path, tmp_path: Path
    ) -> None:
        new = program.on(tmp_path / "new.uketsuke")
        recovery = new.json("create", plan)["recovery"]
        assert new.with_passphrase(recovery).json("delegates") == []

    def test_unnamed_it_lies_where_stores_go_and_is_the_one_last_opened(
        self, program: Program, plan: Path, tmp_path: Path
    ) -> None:
        unnamed = program.on(None).given(UKETSUKE_STORES=str(tmp_path / "stores"))
        created = unnamed.json("create", plan)
        assert created["store"] == str(tmp_path / "stores" / "forum.uketsuke")
        assert unnamed.json("stats")["delegates"] == 0

    def test_what_is_there_is_never_overwritten(self, program: Program, plan: Path) -> None:
        assert program.store is not None
        before = contents(program.store)
        ran = program("create", plan, "--json")
        assert ran.outcome == (1, "")
        assert str(program.store) in ran.err
        assert contents(program.store) == before

    def test_only_the_owner_may_look_into_it(
        self, program: Program, plan: Path, tmp_path: Path
    ) -> None:
        program.on(tmp_path / "new.uketsuke").json("create", plan)
        everything = [tmp_path / "new.uketsuke", *(tmp_path / "new.uketsuke").rglob("*")]
        assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in everything} == {0}

    @pytest.mark.parametrize(
        ("wrong", "right"),
        [("starts = 2026-10-30T10", "ends"), ('"scholar"]', "scholars"), ("Asia/Tokyo", "Mars")],
        ids=["the end before the start", "an unknown category", "no such time zone"],
    )
    def test_a_wrong_plan_makes_no_store_and_names_what_is_wrong(
        self, program: Program, tmp_path: Path, wrong: str, right: str
    ) -> None:
        changed = {
            "starts = 2026-10-30T10": "starts = 2026-10-30T14",
            '"scholar"]': '"scholars"]',
            "Asia/Tokyo": "Mars/Olympus",
        }
        plan = tmp_path / "forum.toml"
        plan.write_text(PLAN.replace(wrong, changed[wrong]), encoding="utf-8")
        ran = program.on(tmp_path / "new.uketsuke")("create", plan, "--json")
        assert ran.outcome == (1, "")
        assert right in ran.err
        assert not (tmp_path / "new.uketsuke").exists()

    def test_a_weak_passphrase_that_is_given_is_set_and_told_to_be_one(
        self, program: Program, plan: Path, tmp_path: Path
    ) -> None:
        new = program.on(tmp_path / "new.uketsuke").with_passphrase("international forum")
        assert "who knows the event" in new.json("create", plan)["warning"]
        assert new.json("verify")["intact"]
        other = new.on(tmp_path / "other.uketsuke")("create", plan)
        assert (other.status, "who knows the event" in other.err) == (0, True)

    @pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
    @pytest.mark.parametrize(
        ("typed", "status", "said"),
        [
            (("correct horse",), 1, "too few words"),
            (("correct horse battery staple", "correct horse battery stapler"), 1, "differ"),
            (("correct horse battery staple", "correct horse battery staple"), 0, ""),
        ],
    )
    def test_at_a_prompt_a_weak_one_is_refused_and_a_good_one_asked_twice(
        self,
        program: Program,
        plan: Path,
        tmp_path: Path,
        typed: tuple[str, ...],
        status: int,
        said: str,
    ) -> None:
        store = tmp_path / "new.uketsuke"
        asking = program.on(store).with_passphrase(None)
        ended, shown = at_terminal(asking, typed, "create", plan)
        assert ended == status
        assert said in shown
        assert not any(words in shown for words in typed)
        assert store.exists() is (status == 0)

    def test_without_a_passphrase_no_store_is_made(
        self, program: Program, plan: Path, tmp_path: Path
    ) -> None:
        ran = program.on(tmp_path / "new.uketsuke").with_passphrase(None)("create", plan)
        assert ran.outcome == (1, "")
        assert not (tmp_path / "new.uketsuke").exists()

    def test_a_plan_that_is_not_there_is_named(self, program: Program, tmp_path: Path) -> None:
        ran = program.on(tmp_path / "new.uketsuke")("create", tmp_path / "none.toml")
        assert ran.outcome == (1, "")
        assert "none.toml" in ran.err


def contents(folder: Path) -> dict[str, bytes]:
    """Every file and its content; the lock file is left out."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


class TestDemo:
    def test_it_is_a_store_with_as_many_people_as_were_asked_for(
        self, program: Program, tmp_path: Path
    ) -> None:
        demo = program.on(tmp_path / "demo.uketsuke")
        made = demo.json("demo", "--no-window", "--delegates", 7, "--seed", 2)
        assert made["store"] == str(demo.store)
        assert len(made["event"]) == 32
        assert demo.json("stats")["delegates"] == 7

    def test_without_a_passphrase_one_is_made_up_and_shown(
        self, program: Program, tmp_path: Path
    ) -> None:
        demo = program.on(tmp_path / "demo.uketsuke").with_passphrase(None)
        ran = demo("demo", "--no-window", "--json")
        assert ran.status == 0
        passphrase = ran.json["passphrase"]
        assert passphrase in ran.err
        assert demo.with_passphrase(passphrase).json("stats")["delegates"] == 150

    def test_a_store_that_is_there_is_not_overwritten(self, program: Program) -> None:
        assert program("demo", "--no-window", "--json").outcome == (1, "")
        assert len(program.json("delegates")) == len(store_copies.EVERYBODY)


class TestDesk:
    def test_a_desk_is_given_a_name_that_the_list_and_later_verdicts_show(
        self, program: Program
    ) -> None:
        named = program.json("desk", "init", "--name", "受付 2")
        assert named["name"] == "受付 2"
        (listed,) = program.json("desk", "list")
        assert listed["id"] == named["id"]
        assert (listed["name"], listed["tier"], listed["this"]) == ("受付 2", "organiser", True)
        # Where exits are not recorded, a second entry shows the first.
        assert program.store is not None
        with store_copies.opened(program.store, Clock(earlier_today())) as station:
            station.desk.checkin(store_copies.ADA, "exhibition")
        verdict = program.json("checkin", store_copies.ADA, "--session", "exhibition")
        assert (verdict["outcome"], verdict["first_desk"]) == ("readmitted", "受付 2")
