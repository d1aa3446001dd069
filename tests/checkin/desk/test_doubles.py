"""Somebody who is on the roster twice: joined, and parted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import (
    CodeKind,
    CodeStatus,
    ConflictKind,
    DelegateId,
    Flag,
    Likeness,
    Outcome,
    Role,
    Status,
    Tier,
)
from checkin.errors import NotAllowed, NotFound, NotPossible
from checkin.journal import code_issued, delegate_changed
from tests import several_desks
from tests.factories import MINUTE
from tests.store_copies import ADA, BEN, CHIO, DORA, EMIL, FAY, identifier, invitation

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from tests.factories import Clock

FIRST, SECOND, THIRD = identifier(ADA), identifier(BEN), identifier(CHIO)


def join(station: Station) -> None:
    station.people.doubles.join(FIRST, SECOND)


def numbers(station: Station) -> list[int]:
    return [delegate.number for delegate in station.people.delegates()]


def test_a_double_is_listed_no_more_and_their_number_and_code_find_the_person(
    station: Station,
) -> None:
    before = station.desk.stats().delegates
    joined = station.people.doubles.join(FIRST, SECOND)
    assert joined.id == FIRST
    assert BEN not in numbers(station)
    assert station.desk.stats().delegates == before - 1
    for presented in (BEN, DelegateId(SECOND)):
        verdict = station.desk.look(presented)
        assert verdict.person is not None
        assert verdict.person.id == FIRST
    verdict = station.desk.scan(invitation(BEN), "entrance")
    assert verdict.person is not None
    assert (verdict.person.id, verdict.outcome) == (FIRST, Outcome.ADMITTED)
    assert station.desk.scan(invitation(ADA), "entrance").outcome is Outcome.ALREADY_IN
    assert station.people.card(SECOND).delegate.id == FIRST
    table = station.reports.attendance("entrance")
    assert BEN not in {row[0] for row in table.rows}


def test_a_double_is_found_by_name_and_number_as_the_person(station: Station) -> None:
    station.people.correct(SECOND, {"name": "Beniamino Rossi"})
    assert [hit.id for hit in station.desk.find("rossi")] == [SECOND]
    join(station)
    for text in ("rossi", str(BEN)):
        found = station.desk.find(text)
        assert found[0].id == FIRST
        assert found[0].marked_name == ()
        assert SECOND not in {hit.id for hit in found}
    station.people.doubles.part(SECOND)
    assert [hit.id for hit in station.desk.find("rossi")] == [SECOND]


def test_a_person_is_no_namesake_of_their_double(station: Station) -> None:
    name = station.people.card(FIRST).delegate.name
    station.people.correct(SECOND, {"name": name})
    assert any(hit.namesake for hit in station.desk.find(name))
    join(station)
    (found,) = [hit for hit in station.desk.find(name) if hit.id == FIRST]
    assert not found.namesake


def test_the_card_shows_the_double_with_who_joined_them(station: Station, clock: Clock) -> None:
    station.desk.checkin(BEN, "entrance")
    clock.forward(MINUTE)
    join(station)
    card = station.people.card(FIRST)
    (double,) = card.doubles
    assert (double.delegate.id, double.at, double.operator) == (SECOND, clock.ms, "organiser")
    assert card.inside == ("entrance",)
    assert len(card.scans) == 1
    assert {code.code for code in card.codes} == {invitation(ADA), invitation(BEN)}


def test_parted_each_is_as_before(station: Station) -> None:
    station.desk.checkin(BEN, "entrance")
    join(station)
    station.desk.checkin(ADA, "exhibition")
    assert station.people.doubles.part(SECOND).id == SECOND
    assert station.people.card(FIRST).inside == ("exhibition",)
    assert station.people.card(SECOND).inside == ("entrance",)
    assert {ADA, BEN} <= set(numbers(station))


def test_of_a_chain_each_is_parted_with_those_who_were_joined_with_them(station: Station) -> None:
    doubles = station.people.doubles
    doubles.join(SECOND, THIRD)
    doubles.join(FIRST, THIRD)  # who is the second already
    assert station.people.card(THIRD).delegate.id == FIRST
    doubles.part(SECOND)
    assert station.people.card(THIRD).delegate.id == SECOND
    doubles.part(THIRD)
    assert {ADA, BEN, CHIO} <= set(numbers(station))


def test_the_mark_of_a_double_stops_the_person_until_it_is_taken_away(
    station: Station, clock: Clock
) -> None:
    emil = identifier(EMIL)
    station.people.doubles.join(FIRST, emil)
    assert station.desk.checkin(ADA, "entrance").outcome is Outcome.CALL_LEAD
    assert station.people.flag(FIRST, Flag.CALL_LEAD, on=False).flags == ()
    clock.forward(MINUTE)
    assert station.desk.checkin(ADA, "entrance").outcome is Outcome.ADMITTED


def test_a_name_on_the_watch_list_is_watched_also_as_a_double(
    station: Station, clock: Clock
) -> None:
    station.people.correct(SECOND, {"name": "Erik Lund"})
    station.desk.watch_list.add("Erik Lund")
    join(station)
    assert station.desk.watch_list.is_watched(FIRST)
    assert station.desk.checkin(ADA, "entrance").outcome is Outcome.CALL_LEAD
    station.desk.watch_list.clear(FIRST, "somebody else")
    clock.forward(MINUTE)
    assert station.desk.checkin(ADA, "entrance").outcome is Outcome.ADMITTED


def test_the_registration_that_stays_says_whether_it_is_cancelled(station: Station) -> None:
    dora = identifier(DORA)  # cancelled
    doubles = station.people.doubles
    assert doubles.join(FIRST, dora).status is Status.EXPECTED
    assert station.desk.checkin(DORA, "entrance").outcome is Outcome.ADMITTED
    doubles.part(dora)
    assert doubles.join(dora, FIRST).status is Status.CANCELLED
    assert station.desk.checkin(ADA, "exhibition").outcome is Outcome.CANCELLED


def test_a_new_badge_replaces_that_of_the_double_too(station: Station) -> None:
    codes = [station.people.issue_code(who, CodeKind.BADGE).code for who in (FIRST, SECOND)]
    join(station)
    new = station.people.lost_badge(SECOND)
    assert new.delegate == FIRST
    states = {code.code: code.status for code in station.people.card(FIRST).codes}
    assert [states[code] for code in (*codes, new.code)] == [
        CodeStatus.REVOKED,
        CodeStatus.REVOKED,
        CodeStatus.VALID,
    ]


def test_a_badge_has_the_persons_own_code_and_waits_for_the_person(
    station: Station, tmp_path: Path
) -> None:
    of_double = station.people.issue_code(SECOND, CodeKind.BADGE).code
    station.badges.enqueue([SECOND])
    join(station)
    assert station.badges.enqueue([FIRST]) == 0
    (job,) = station.badges.waiting()
    assert job.delegate is not None
    assert job.delegate.id == FIRST
    station.badges.work_off(station.badges.folder_printer(tmp_path))
    card = station.people.card(FIRST)
    assert card.badges_printed == 1
    badge = [code for code in card.codes if code.kind is CodeKind.BADGE and code.code != of_double]
    assert len(badge) == 1


def test_prints_are_the_persons(station: Station) -> None:
    station.badges.record_printed([SECOND])
    join(station)
    assert station.people.card(FIRST).badges_printed == 1
    assert station.desk.look(ADA).badge_printed == 1
    station.people.doubles.part(SECOND)
    assert station.people.card(FIRST).badges_printed == 0


def test_erasing_a_person_erases_their_doubles(station: Station) -> None:
    join(station)
    station.people.erase(SECOND)
    card = station.people.card(FIRST)
    assert card.delegate.name == ""
    assert [double.delegate.name for double in card.doubles] == [""]
    assert station.journal.verify().intact
    with pytest.raises(NotPossible):
        station.people.doubles.join(THIRD, FIRST)


def test_what_names_nobody_or_one_person_is_refused(station: Station) -> None:
    doubles = station.people.doubles
    with pytest.raises(NotFound):
        doubles.join(FIRST, "f0" * 16)
    with pytest.raises(NotPossible):
        doubles.join(FIRST, FIRST)
    with pytest.raises(NotPossible):
        doubles.part(FIRST)
    join(station)
    with pytest.raises(NotPossible):
        doubles.join(SECOND, FIRST)
    with pytest.raises(NotPossible):
        doubles.part(FIRST)


@pytest.mark.parametrize("role", [Role.LEAD, Role.VOLUNTEER])
def test_only_an_organiser_joins_and_parts(station: Station, role: Role) -> None:
    station.shift.role = role
    doubles = station.people.doubles
    for act in (doubles.likely, lambda: doubles.join(FIRST, SECOND), lambda: doubles.part(SECOND)):
        with pytest.raises(NotAllowed):
            act()


def test_likely_doubles_are_listed_with_why(station: Station) -> None:
    doubles = station.people.doubles
    assert doubles.likely() == ()
    station.people.correct(THIRD, {"email": "A@example.org"})
    station.people.correct(identifier(FAY), {"email": "a@example.org"})
    with station.store.write() as connection:
        for who in (FIRST, SECOND):
            station.journal.append(connection, code_issued("pretix-1", CodeKind.EXTERNAL, who))
        same = {"name": station.people.card(FIRST).delegate.name}
        station.journal.append(connection, delegate_changed(identifier(DORA), same))
    groups = [(group.why, [one.number for one in group.delegates]) for group in doubles.likely()]
    assert groups == [
        (Likeness.CODE, [ADA, BEN]),
        (Likeness.EMAIL, [CHIO, FAY]),
        (Likeness.NAME, [ADA, DORA]),
    ]
    assert [group.why for group in doubles.likely(SECOND)] == [Likeness.CODE]
    join(station)
    assert [group.why for group in doubles.likely()] == [Likeness.EMAIL, Likeness.NAME]


def test_an_import_of_the_same_file_changes_the_double_and_not_the_person(
    station: Station, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    rows = ["number,name,organisation,code", "901,Ann,Alpha,x-901", "902,Anne,Alpha,x-902"]
    file.write_text("\n".join(rows))
    station.roster.read(file).apply()
    ann, anne = (
        next(one for one in station.people.delegates() if one.number == number)
        for number in (901, 902)
    )
    station.people.doubles.join(ann.id, anne.id)
    rows[2] = "902,Anna,Alpha,x-902"
    for text in (rows, [row.partition(",")[2] for row in rows]):  # by number, then by code
        file.write_text("\n".join(text))
        preview = station.roster.read(file)
        assert preview.counts.added == 0
        preview.apply(accept=True)
    card = station.people.card(ann.id)
    assert card.delegate.name == "Ann"
    assert [double.delegate.name for double in card.doubles] == ["Anna"]


def test_desks_apart_agree_and_the_conflict_is_gone(tmp_path: Path) -> None:
    tiers = [Tier.ORGANISER, Tier.DOOR]
    with several_desks.stations(tmp_path, tiers) as (first, second, door):
        fields = {"name": "Ada", "category": "scholar", "organisation": "Alpha"}
        mine, theirs = (one.desk.walkin(fields, approved=True) for one in (first, second))
        for giver, taker in ((first, second), (second, first), (first, door)):
            several_desks.tell(giver, taker)
        (conflict,) = first.conflicts.every()
        assert conflict.kind is ConflictKind.PERSON_TWICE
        door.desk.checkin(theirs.id, "entrance")
        first.people.doubles.join(mine.id, theirs.id)
        second.people.doubles.join(theirs.id, mine.id)
        for giver, taker in ((door, first), (second, first), (first, second), (first, door)):
            several_desks.tell(giver, taker)
        for station in (first, second, door):
            station.desk.refresh()
            assert station.people.card(theirs.id).delegate.id == mine.id
            assert station.people.card(mine.id).inside == ("entrance",)
            assert station.desk.checkin(theirs.number, "entrance").outcome is Outcome.ALREADY_IN
        assert first.conflicts.every() == second.conflicts.every() == ()


def test_a_flag_of_one_and_an_admission_of_the_other_are_a_conflict(tmp_path: Path) -> None:
    with several_desks.stations(tmp_path, [Tier.DESK]) as (first, second):
        ada, double = (
            first.desk.walkin({"name": name, "category": "scholar"}, approved=True)
            for name in ("Ada", "Adda")
        )
        first.people.flag(double.id, Flag.CALL_LEAD, on=True)
        several_desks.tell(first, second)
        second.desk.checkin(ada.id, "entrance")
        several_desks.tell(second, first)
        assert first.conflicts.every() == ()
        first.people.doubles.join(ada.id, double.id)
        (conflict,) = first.conflicts.every()
        assert conflict.kind is ConflictKind.FLAGGED_LET_IN
        assert conflict.people == (ada.id,)
