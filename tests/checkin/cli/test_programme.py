"""The event shown and changed from the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkin.plan.plan import read_plan
from tests import factories

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.cli.program import Program


def session_of(shown: dict[str, list[dict[str, object]]], key: str) -> dict[str, object]:
    return next(session for session in shown["session"] if session["key"] == key)


def test_the_programme_is_checked(program: Program) -> None:
    assert program.json("event", "check") == []
    program.json("session", "set", "plenary", "starts=2026-12-30T10:00", "ends=2026-12-30T11:00")
    (found,) = program.json("event", "check")
    assert (found["check"], found["session"]) == ("outside", "plenary")
    assert "2026-12-30" in found["message"]


def test_the_event_is_shown_in_the_keys_of_an_event_file(program: Program) -> None:
    shown = program.json("event", "show", "--json")
    assert shown["event"] == {
        "name": "International Forum",
        "short_name": None,
        "time_zone": "Asia/Tokyo",
        "days": ["2026-10-30", "2026-10-31"],
        "day_starts": "04:00",
        "venue": "National Diet",
        "show_at_scan": [],
        "name_order": "script",
    }
    assert [category["key"] for category in shown["category"]] == [
        "parliamentarian",
        "scholar",
        "press",
    ]
    plenary = session_of(shown, "plenary")
    assert plenary["starts"] == "2026-10-30T10:00:00+09:00"
    assert plenary["categories"] == ["parliamentarian", "scholar"]
    assert plenary["capacity"] is None


def test_fields_are_written_as_in_an_event_file(program: Program) -> None:
    changed = program.json(
        "event", "set", "venue=Hall", "days=2026-10-30, 2026-10-31,2026-11-01", "name.ja=会議",
        "--json",
    )  # fmt: skip
    assert changed["event"]["venue"] == "Hall"
    assert changed["event"]["days"][-1] == "2026-11-01"
    assert changed["event"]["name"] == {"en": "International Forum", "ja": "会議"}
    assert changed["event"]["short_name"] is None
    changed = program.json("event", "set", "short_name=IF26", "short_name.ja=国際26", "--json")
    assert changed["event"]["short_name"] == {"en": "IF26", "ja": "国際26"}
    changed = program.json("event", "set", "short_name.en=", "short_name.ja=", "--json")
    assert changed["event"]["short_name"] is None
    gala = session_of(
        program.json(
            "session", "add", "gala", "name=Gala", "name.ja=晩餐会", "room=201", "capacity=120",
            "starts=2026-10-30T19:00", "people=3,5", "exclusive=false", "--json",
        ),
        "gala",
    )  # fmt: skip
    assert gala["name"] == {"en": "Gala", "ja": "晩餐会"}
    assert (gala["room"], gala["capacity"], gala["people"]) == ("201", 120, [3, 5])
    assert (gala["starts"], gala["exclusive"]) == ("2026-10-30T19:00:00+09:00", False)
    changed = program.json("session", "set", "gala", "capacity=", "people=5", "--json")
    assert session_of(changed, "gala")["capacity"] is None
    assert session_of(changed, "gala")["people"] == [5]
    changed = program.json("session", "cancel", "gala", "--json")
    assert "gala" not in [session["key"] for session in changed["session"]]
    program.json("category", "add", "guest", "name=Guest", "--json")
    changed = program.json("category", "set", "guest", "colour=#123456", "--json")
    assert changed["category"][-1]["colour"] == "#123456"


def test_what_does_not_fit_is_refused_with_the_key(program: Program) -> None:
    refused = program("session", "set", "workshop", "capacity=many")
    assert refused.outcome == (1, "")
    assert "workshop: capacity" in refused.err
    assert program("session", "cancel", "nowhere").status == 1
    assert program("event", "set", "venue").status == 2
    assert "FIELD=VALUE" in program("event", "set", "venue").err


def test_the_event_written_out_makes_the_same_event(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "again.toml"
    shown = program.json("plan", "export", str(file))
    assert shown == program.json("event", "show")
    assert read_plan(file).event("x").sessions == factories.event().sessions
    assert program("plan", "export", str(tmp_path / "nowhere" / "x.toml")).status == 1


def test_a_mistake_in_a_plan_is_told_before_a_passphrase_is_asked(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "plan.toml"
    file.write_text('[event]\nnmae = "Forum"\n', encoding="utf-8")
    nobody = replace(program, passphrase=None)
    refused = nobody("create", str(file), "--store", str(tmp_path / "new"))
    assert refused.outcome == (1, "")
    assert "Line 2: " in refused.err
    assert "Do you mean name?" in refused.err
