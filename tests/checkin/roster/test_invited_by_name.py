"""Columns of a roster that say who may enter what, and when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.checkin.roster.roster_files import load, nobody, severity, table, text_file, workbook

if TYPE_CHECKING:
    from pathlib import Path

ALI = {"name": "Ali Veli"}


@pytest.mark.parametrize(
    ("sessions", "valid_from", "valid_until"),
    [
        ("Sessions", "Valid from", "Valid until"),
        ("招待セッション", "有効開始", "有効期限"),
        ("受邀場次", "有效起始", "有效截止"),
        ("يىغىنلار", "باشلىنىش ۋاقتى", "ئاخىرلىشىش ۋاقتى"),
    ],
)
def test_the_columns_are_known_in_four_languages(
    tmp_path: Path, sessions: str, valid_from: str, valid_until: str
) -> None:
    row = {sessions: "Plenary; workshop", valid_from: "2026/10/30", valid_until: "2026-10-30 18:00"}
    with nobody(tmp_path) as station:
        load(station, text_file(tmp_path, table({**ALI, **row})))
        (delegate,) = station.roster.delegates()
        assert delegate.sessions == "plenary, workshop"
        assert (delegate.valid_from, delegate.valid_until) == ("2026-10-30", "2026-10-30 18:00")
        assert not delegate.extras


def test_an_import_limits_a_session_and_its_undo_opens_it_again(tmp_path: Path) -> None:
    listed = "name,sessions\nAli Veli,workshop\nBo Li,\n"
    with nobody(tmp_path) as station:
        load(station, text_file(tmp_path, listed.encode()))
        expected = station.desk.stats().sessions["workshop"].expected
        (batch,) = [past.batch for past in station.roster.imports()]
        station.roster.undo(batch)
        load(station, text_file(tmp_path, listed.replace("workshop", "").encode()))
        open_to_all = station.desk.stats().sessions["workshop"].expected
        assert (expected, open_to_all) == (1, 2)
        assert station.journal.verify().intact


def test_the_preview_says_which_sessions_the_file_closes_to_everybody_else(
    tmp_path: Path,
) -> None:
    """The entrance never is, and one that somebody lists already is not said again."""
    listed = text_file(tmp_path, b"name,sessions\nAli Veli,workshop; entrance\nBo Li,workshop\n")
    with nobody(tmp_path) as station:
        (finding,) = station.roster.read(listed).findings
        assert (finding.code, finding.row, finding.severity) == ("limits_session", 0, "note")
        assert finding.value.lower().startswith("workshop")
        load(station, listed)
        more = text_file(tmp_path, b"name,sessions\nCho Kim,workshop\n", "more.csv")
        assert station.roster.read(more).findings == ()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"sessions": "gala"}, "unknown_session"),
        ({"valid_until": "tomorrow"}, "bad_time"),
        ({"valid_from": "2026-10-31", "valid_until": "2026-10-30"}, "backwards"),
    ],
)
def test_what_cannot_be_meant_is_a_doubt(tmp_path: Path, row: dict[str, str], code: str) -> None:
    with nobody(tmp_path) as station:
        preview = station.roster.read(text_file(tmp_path, table({**ALI, **row})))
        assert severity(preview, code) == "doubt"


def test_a_date_of_a_workbook_is_no_doubt_where_a_date_belongs(tmp_path: Path) -> None:
    content = workbook([["name", "valid from"], ["Ali Veli", date(2026, 10, 30)]])
    with nobody(tmp_path) as station:
        preview = station.roster.read(text_file(tmp_path, content, "roster.xlsx"))
        assert [finding.code for finding in preview.findings] == []
        preview.apply()
        assert station.roster.delegates()[0].valid_from == "2026-10-30"


def test_an_exported_roster_keeps_them(tmp_path: Path) -> None:
    row = {"sessions": "plenary", "valid_from": "2026-10-30", "valid_until": "2026-10-31"}
    with nobody(tmp_path) as station:
        load(station, text_file(tmp_path, table({**ALI, **row})))
        exported = station.reports.delegates()
        found = dict(zip(exported.columns, exported.rows[0], strict=True))
        assert (found["Sessions"], found["Valid until"]) == ("plenary", "2026-10-31")
