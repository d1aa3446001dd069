"""Columns that the event describes: a value of another type is told, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checkin.journal import delegate_changed
from tests.checkin.roster.roster_files import csv_of, nobody, text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station


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


def test_what_a_desk_has_corrected_stays_when_the_list_comes_again(
    station: Station, tmp_path: Path
) -> None:
    station.programme.set_event({"show_at_scan": ["Table"]})
    file = text_file(tmp_path, csv_of([["number", "name", "TABLE"], ["1", "Ada", "7"]]))
    station.roster.read(file).apply()
    (ada,) = station.roster.delegates()
    # As a desk writes it that cannot read the organiser's columns.
    with station.store.write() as connection:
        station.journal.append(connection, delegate_changed(ada.id, {"at_scan": {"Table": "8"}}))
    again = station.roster.read(file)
    again.apply(accept=True)
    (ada,) = station.roster.delegates()
    assert (again.counts.changed, ada.extras, ada.at_scan) == (0, {"TABLE": "7"}, {"Table": "8"})
