"""Acts on many delegates at once: whom they concern, who may do them, and that they can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.desk import BulkAct
from checkin.domain import Flag, Role, Status
from checkin.errors import NotAllowed
from tests.store_copies import ADA, BEN, DORA, EVERYBODY, GUS, HANA, identifier

if TYPE_CHECKING:
    from checkin.station import Station

VOTING = Flag.VOTING.value
ALL = tuple(map(identifier, EVERYBODY))


def status(station: Station, number: int) -> Status:
    return station.people.card(identifier(number)).delegate.status


def marked(station: Station) -> list[int]:
    return [one.number for one in station.people.delegates() if VOTING in one.flags]


def test_only_who_waits_is_approved(station: Station) -> None:
    change = station.people.bulk.change(BulkAct.APPROVE, ALL)
    assert change.before == ((identifier(GUS), Status.PENDING),)
    assert status(station, GUS) is Status.EXPECTED
    assert status(station, DORA) is Status.CANCELLED
    assert station.people.bulk.undo(change) == 1
    assert status(station, GUS) is Status.PENDING


def test_a_cancellation_of_many_is_undone_to_what_each_was(station: Station) -> None:
    change = station.people.bulk.change(BulkAct.CANCEL, ALL)
    assert change.people == len(ALL) - 1  # one was cancelled before
    assert {one.status for one in station.people.delegates()} == {Status.CANCELLED}
    station.people.reinstate(identifier(ADA))
    station.people.flag(identifier(ADA), VOTING, on=True)
    assert station.people.bulk.undo(change) == len(ALL) - 2
    assert [status(station, number) for number in (ADA, DORA, GUS)] == [
        Status.EXPECTED,
        Status.CANCELLED,
        Status.PENDING,
    ]


def test_a_mark_is_set_and_cleared_and_either_undone(station: Station) -> None:
    bulk, some = station.people.bulk, tuple(map(identifier, (ADA, BEN, HANA)))
    station.people.flag(identifier(BEN), VOTING, on=True)
    change = bulk.change(BulkAct.SET_FLAG, some, VOTING)
    assert (marked(station), change.people) == ([ADA, BEN, HANA], 2)
    bulk.undo(change)
    assert marked(station) == [BEN]
    bulk.undo(bulk.change(BulkAct.CLEAR_FLAG, some, VOTING))
    assert marked(station) == [BEN]


def test_a_mark_is_cleared_of_a_double_too(station: Station) -> None:
    for number in (ADA, BEN):
        station.people.flag(identifier(number), VOTING, on=True)
    station.people.doubles.join(identifier(ADA), identifier(BEN))
    station.people.bulk.change(BulkAct.CLEAR_FLAG, [identifier(ADA)], VOTING)
    assert marked(station) == []


def test_an_act_that_is_repeated_changes_nothing(station: Station) -> None:
    station.people.bulk.change(BulkAct.SET_FLAG, ALL, VOTING)
    before = station.journal.verify().entries
    assert station.people.bulk.change(BulkAct.SET_FLAG, ALL, VOTING).people == 0
    assert station.journal.verify().entries == before


def test_progress_reaches_the_end(station: Station) -> None:
    told: list[float] = []
    station.people.bulk.change(BulkAct.SET_FLAG, ALL, VOTING, told.append)
    assert told[-1] == 1


@pytest.mark.parametrize(
    ("role", "act"),
    [
        (Role.VOLUNTEER, BulkAct.APPROVE),
        (Role.VOLUNTEER, BulkAct.SET_FLAG),
        (Role.VOLUNTEER, BulkAct.CLEAR_FLAG),
        (Role.LEAD, BulkAct.CANCEL),
    ],
)
def test_who_may_not_do_it_to_one_may_not_do_it_to_many(
    station: Station, role: Role, act: BulkAct
) -> None:
    station.shift.role = role
    with pytest.raises(NotAllowed):
        station.people.bulk.change(act, ALL, VOTING)
