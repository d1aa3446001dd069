"""Columns that the event describes: a value of another type is told, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.checkin.roster.roster_files import csv_of, nobody, text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.bootstrap import Station


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with nobody(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ({"type": "choice", "choices": ["Vegan"]}, "fish", "no_choice"),
        ({"type": "yes_no"}, "perhaps", "no_yes_or_no"),
        ({"type": "number"}, "two", "not_a_number"),
    ],
)
def test_a_value_of_another_type_is_in_doubt_and_kept_as_text(
    station: Station, tmp_path: Path, column: dict[str, Any], value: str, code: str
) -> None:
    station.programme.add_column("Own", column)
    file = text_file(tmp_path, csv_of([["name", "own"], ["Ada", value], ["Ben", ""]]))
    preview = station.roster.read(file)
    assert [(found.row, found.code) for found in preview.findings] == [(2, code)]
    preview.apply(accept=True)
    assert any(dict(delegate.extras) == {"own": value} for delegate in station.roster.delegates())
