"""The preview of an import says which rows meet the watch list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Outcome, Role
from checkin.errors import NotAllowed
from tests.checkin.roster.roster_files import codes_of, load, nobody, severity, table, text_file

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    {"name": "KEIJI Furuya", "code": "pretix-1"},
    {"name": "Ali Veli", "code": "pretix-2"},
    {"name": "Eric Lund", "code": "pretix-3"},
    {"name": "Bo Li", "code": "pretix-4"},
)


def test_rows_of_watched_names_and_codes_are_told_before_they_come_in(tmp_path: Path) -> None:
    with nobody(tmp_path) as station:
        file = text_file(tmp_path, table(*ROWS))
        assert station.roster.read(file).watched == ()
        station.desk.watch_list.add("古屋圭司", "Erik Lund", "PRETIX-4")
        preview = station.roster.read(file)
        assert preview.watched == (2, 4, 5)
        assert "watched" in codes_of(preview, 5)
        assert (severity(preview, "watched"), preview.in_doubt) == ("note", 0)
        preview.apply()
        again = station.roster.read(file)
        assert again.watched == (2, 4, 5)


def test_who_was_cleared_is_not_told_again(tmp_path: Path) -> None:
    with nobody(tmp_path) as station:
        file = text_file(tmp_path, table(*ROWS))
        station.desk.watch_list.add("古屋圭司", "Erik Lund")
        load(station, file)
        for delegate in station.roster.delegates():
            if station.desk.watch_list.is_watched(delegate.id):
                assert station.desk.look(delegate.number).outcome is Outcome.CALL_LEAD
                station.desk.watch_list.clear(delegate.id, "somebody else")
        assert station.roster.read(file).watched == ()


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEAD])
def test_nobody_but_an_organiser_is_told(tmp_path: Path, role: Role) -> None:
    with nobody(tmp_path) as station:
        station.desk.watch_list.add("Ali Veli")
        station.shift.role = role
        with pytest.raises(NotAllowed):
            station.roster.read(text_file(tmp_path, table(*ROWS)))
