"""Findings: how severe each is, and that none names anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.checkin.roster.roster_files import load, nobody, severity, table, text_file

if TYPE_CHECKING:
    from pathlib import Path

ALI = {"name": "Ali Veli", "organisation": "Press Club", "email": "ali@example.org"}


def test_severities_are_what_the_manual_says(tmp_path: Path) -> None:
    with nobody(tmp_path) as station:
        load(station, text_file(tmp_path, table({**ALI, "badge_name": "Nobody"})))
        rows = ({"name": "Nobody", "category": "x"}, {"name": "Ali Veli", "organisation": "Z"})
        preview = station.roster.read(text_file(tmp_path, table(*rows)))

        for code in ("name_in_use", "unknown_category", "same_name"):
            assert severity(preview, code) == "doubt"
        assert "Ali" not in next(
            finding.message for finding in preview.findings if finding.code == "name_in_use"
        )
