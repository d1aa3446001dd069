"""Two people of one number, which desks that were apart gave them: each act reaches the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.badges import BadgeGroup, Whose
from checkin.domain import DelegateId, Outcome
from checkin.errors import NotPossible
from checkin.journal import delegate_changed
from tests import factories
from tests.store_copies import ADA, BEN, CHIO, identifier

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.domain import Delegate
    from checkin.station import Station

TWIN = "f0" * 16  # has Ada's number


@pytest.fixture(autouse=True)
def twin(station: Station) -> None:
    fields = factories.delegate_fields(number=ADA, name="Another", organisation="Bureau")
    with station.store.write() as connection:
        station.journal.append(connection, delegate_changed(TWIN, fields))


def delegate(station: Station, who: str) -> Delegate:
    return station.people.card(who).delegate


def test_a_number_that_two_people_have_is_refused_and_names_the_id(station: Station) -> None:
    for act in (station.desk.checkin, station.desk.look, station.desk.group_of):
        with pytest.raises(NotPossible, match="--id"):
            act(ADA)
    verdict = station.desk.checkin(TWIN, "entrance")
    assert verdict.person is not None
    assert verdict.person.id == TWIN
    assert not station.people.card(identifier(ADA)).scans


def test_the_look_up_shows_both(station: Station) -> None:
    assert {hit.id for hit in station.desk.find(str(ADA))[:2]} == {identifier(ADA), TWIN}


def test_a_group_is_that_of_who_was_chosen(station: Station) -> None:
    for who in (TWIN, identifier(BEN)):
        station.people.correct(who, {"organisation": "Bureau"})
    members = station.desk.group_of(DelegateId(TWIN)).members
    assert {member.person.id for member in members} == {TWIN, identifier(BEN)}
    chosen = [DelegateId(member.person.id) for member in members]
    assert len(station.desk.admit_group(chosen, "entrance").let_in) == 2
    assert station.people.card(TWIN).scans
    assert not station.people.card(identifier(ADA)).scans


def test_an_undo_takes_back_the_scan_of_the_right_one(station: Station) -> None:
    station.desk.checkin(identifier(ADA), "entrance")
    station.desk.undo(station.desk.checkin(TWIN, "entrance").entry)
    assert station.people.card(identifier(ADA)).inside == ("entrance",)
    assert station.people.card(TWIN).inside == ()
    change = station.desk.last_change()
    assert change is not None
    assert change.delegates == (identifier(ADA),)


def test_a_badge_is_printed_from_the_queue_for_the_right_one(
    station: Station, tmp_path: Path
) -> None:
    station.badges.enqueue([TWIN])
    (job,) = station.badges.waiting()
    assert job.delegate is not None
    assert job.delegate.id == TWIN
    assert station.badges.work_off(station.badges.folder_printer(tmp_path)).printed == 1
    assert station.people.card(TWIN).badges_printed == 1
    assert station.people.card(identifier(ADA)).badges_printed == 0


def test_a_badge_that_cannot_be_printed_keeps_no_other_of_its_number_back(station: Station) -> None:
    station.people.correct(TWIN, {"name": "Smile 😀"})
    selection = station.badges.selection(Whose(BadgeGroup.NAMED, f"{ADA}, {BEN}"))
    assert [one.id for one in selection.printable] == [identifier(ADA), identifier(BEN)]
    assert (selection.to_look_at, len(selection.delegates)) == (1, 3)
    (finding,) = [found for found in selection.findings if found.row]
    assert (finding.row, finding.delegate) == (ADA, TWIN)


def test_a_walk_in_has_their_own_badge_whatever_their_number(station: Station) -> None:
    new = station.desk.walkin({"name": "New"}, approved=True)
    with station.store.write() as connection:
        station.journal.append(connection, delegate_changed(new.id, {"number": ADA}))
    made = station.badges.prepare([delegate(station, new.id)])
    assert made.delegates == (new.id,)
    codes = station.people.card(new.id).codes
    assert {code.delegate for code in codes} == {new.id}


def test_a_number_of_two_says_nothing_of_whom_somebody_accompanies(station: Station) -> None:
    with station.store.write() as connection:
        fields = {"accompanies": str(ADA)}
        station.journal.append(connection, delegate_changed(identifier(CHIO), fields))
    for who in (identifier(ADA), TWIN, identifier(CHIO)):
        assert station.people.card(who).company == ()
    with pytest.raises(NotPossible, match="--id"):
        station.people.correct(identifier(BEN), {"accompanies": str(ADA)})


def test_an_outcome_of_one_is_not_that_of_the_other(station: Station) -> None:
    station.people.cancel(TWIN)
    assert station.desk.checkin(TWIN, "entrance").outcome is Outcome.CANCELLED
    assert station.desk.checkin(identifier(ADA), "entrance").outcome is Outcome.ADMITTED
