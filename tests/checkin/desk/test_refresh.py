"""What a desk knows of the event and of itself is brought up to date when entries of others come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.domain import Tier
from checkin.journal import delegate_changed, desk_revoked
from tests.several_desks import stations, tell
from tests.store_copies import ADA, invitation

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station


def test_a_session_that_another_organiser_added_is_offered_and_nothing_is_new_twice(
    tmp_path: Path,
) -> None:
    with stations(tmp_path, [Tier.ORGANISER]) as (first, other):
        other.programme.set_event({"name": "Renamed Forum"})
        other.programme.add_session("dinner", {"name": {"en": "Dinner"}})
        tell(other, first)
        assert first.desk.event.session("dinner") is None
        assert first.desk.refresh()
        assert first.desk.event.name == "Renamed Forum"
        assert first.desk.event.session("dinner") is not None
        assert not first.desk.refresh()


def test_who_came_at_another_desk_makes_no_other_event(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK]) as (first, other):
        other.rename_desk("Entrance B")
        tell(other, first)
        assert not first.desk.refresh()


def test_a_renamed_desk_has_its_name(station: Station) -> None:
    station.rename_desk("Entrance B")
    assert station.desk.name == "Entrance B"
    assert not station.desk.refresh()


def test_a_scan_goes_by_the_event_as_it_is(station: Station) -> None:
    station.programme.set_event({"show_at_scan": ["Table"]})
    found = station.desk.checkin(ADA).person
    assert found is not None
    with station.store.write() as connection:
        extras = {"extras": {"Table": "4"}}
        station.journal.append(connection, delegate_changed(found.id, extras))
    person = station.desk.scan(invitation(ADA)).person
    assert person is not None
    assert person.columns == (("Table", "4"),)


def test_other_desks_are_machines_and_not_the_root_on_paper(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK, Tier.DOOR]) as (first, *_others):
        first.desk.refresh()
        assert first.desk.other_desks == 2


def test_a_new_event_has_no_other_desk(station: Station) -> None:
    assert station.desk.other_desks == 0


def test_a_name_that_a_revoked_desk_has_changed_is_found_as_it_was(tmp_path: Path) -> None:
    somebody = f"{9:032x}"
    with stations(tmp_path, [Tier.ORGANISER]) as (first, other):
        write(first, somebody, {"number": 901, "name": "Wilhelmina Quist"})
        tell(first, other)
        write(other, somebody, {"name": "Ghost Writer"})
        tell(other, first)
        assert len(first.desk.find("ghost")) == 1
        with first.store.write() as connection:
            first.journal.append(connection, desk_revoked(other.desk_id, {}))
        assert [found.name for found in first.desk.find("wilhelmina")] == ["Wilhelmina Quist"]


def write(station: Station, delegate: str, fields: dict[str, object]) -> None:
    with station.store.write() as connection:
        station.journal.append(connection, delegate_changed(delegate, fields))
