"""Whom an import adds: one file read at two desks that are apart puts nobody on the roster twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.checkin.roster.roster_files import load, nobody, table, text_file

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

PEOPLE = table(
    {"name": "Ada Lund", "email": "ada@example.org", "organisation": "Orrery"},
    {"name": "Ben Okoro", "organisation": "Orrery"},
)


def ids(station: Station, path: Path) -> dict[str, str]:
    """The id of each new delegate, with the code of their invitation."""
    before = {delegate.id for delegate in station.roster.delegates()}
    load(station, path).apply(accept=True)
    new = [person for person in station.roster.delegates() if person.id not in before]
    return {delegate.id: station.people.card(delegate.id).codes[0].code for delegate in new}


def test_two_desks_give_the_people_of_one_file_the_same_ids_and_codes(tmp_path: Path) -> None:
    found = []
    for desk in ("one", "two"):
        folder = tmp_path / desk
        folder.mkdir()
        with nobody(folder) as station:
            found.append(ids(station, text_file(folder, PEOPLE)))
    assert len(found[0]) == 2
    assert found[0] == found[1]


def test_whoever_is_on_the_roster_under_that_id_is_not_overwritten(tmp_path: Path) -> None:
    """Corrected since, they were not matched with their row: whose row it is, a person decides."""
    path = text_file(tmp_path, PEOPLE)
    with nobody(tmp_path) as station:
        first = ids(station, path)
        for delegate in station.roster.delegates():
            fields = {
                "name": f"Corrected {delegate.number}",
                "email": "",
                "organisation": "Elsewhere",
            }
            station.people.correct(delegate.id, fields)
        second = ids(station, path)
        names = {delegate.name for delegate in station.roster.delegates()}
    assert len(second) == 2
    assert not first.keys() & second.keys()
    assert names >= {"Corrected 1", "Corrected 2", "Ada Lund", "Ben Okoro"}
