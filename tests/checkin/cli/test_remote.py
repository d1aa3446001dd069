"""The command `remote`: a participant report becomes attendance of a session, doubts only when accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.cli.program import Program

REPORT = (
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    "Anybody,hana@example.org,10/30/2026 10:00:00 AM,10/30/2026 11:00:00 AM,60,Yes\n"
    "A Stranger,,10/30/2026 10:00:00 AM,10/30/2026 11:00:00 AM,60,Yes\n"
)


def test_doubts_are_told_and_stored_only_when_accepted(program: Program, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    report.write_text(REPORT, "utf-8")
    asked = ("remote", report, "--session", "plenary")
    refused = program(*asked)
    assert refused.status == 1
    assert "in doubt" in refused.err
    told = program.json(*asked, "--accept-findings")
    assert {key: told[key] for key in ("matched", "doubtful", "unknown")} == {
        "matched": 0,
        "doubtful": 1,
        "unknown": 1,
    }
    assert [finding["code"] for finding in told["findings"]] == ["likely", "unknown"]
    assert program.json("stats")["sessions"]["plenary"]["remote"] == 1
    again = program.json(*asked, "--accept-findings")
    assert (again["added"], again["unchanged"], again["batch"]) == (0, 1, None)
    program.json("import", "--undo", told["batch"])
    assert program.json("stats")["sessions"]["plenary"]["remote"] == 0
