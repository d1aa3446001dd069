"""Delegate management: card, walk-ins, corrections, codes, and search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import CodeKind, CodeStatus, Flag, Manner, Outcome, Role, Status
from checkin.errors import NotAllowed, NotFound, NotPossible
from checkin.store import people
from tests import store_copies
from tests.factories import MINUTE, MORNING, Clock
from tests.store_copies import ADA, BEN, CANARY, DORA, EMIL, EVERYBODY, EXTERNAL_CODE, GUS, HANA

if TYPE_CHECKING:
    from checkin.desk import Desk
    from checkin.station import Station

ada = store_copies.identifier(ADA)
WALK_IN = {"name": "Ito Noe", "native_name": "伊藤野枝", "category": "press"}


def test_a_delegate_chosen_by_hand_is_answered_like_a_code(desk: Desk, clock: Clock) -> None:
    by_hand = desk.checkin(ADA, "entrance")
    assert by_hand.outcome is Outcome.ADMITTED
    clock.forward(MINUTE)
    assert desk.scan(store_copies.invitation(ADA), "entrance").outcome is Outcome.ALREADY_IN


def test_choosing_the_same_row_twice_within_three_seconds_is_one_scan(desk: Desk) -> None:
    first, second = desk.checkin(ADA, "entrance"), desk.checkin(ADA, "entrance")
    assert (second.repeated, second.entry) == (True, first.entry)
    assert len(desk.last()) == 1


@pytest.mark.parametrize("number", [0, -1, 999, 2**63, 2**70, -(2**70)])
def test_a_number_that_nobody_has_is_said(desk: Desk, number: int) -> None:
    with pytest.raises(NotFound, match=str(number)):
        desk.checkin(number, "entrance")


def test_by_hand_a_revoked_code_is_no_obstacle(station: Station) -> None:
    station.people.revoke_code(store_copies.invitation(ADA))
    assert station.desk.checkin(ADA, "entrance").outcome is Outcome.ADMITTED


def test_a_walk_in_gets_the_next_number_and_waits_for_approval(station: Station) -> None:
    delegate = station.desk.walkin(WALK_IN)
    (code,) = station.people.card(delegate.id).codes
    assert delegate.number == max(EVERYBODY) + 1
    assert (delegate.status, delegate.category) == (Status.PENDING, "press")
    assert code.kind is CodeKind.INVITATION
    assert station.desk.scan(code.code, "entrance").outcome is Outcome.NEEDS_APPROVAL
    assert station.desk.checkin(delegate.number, "entrance").outcome is Outcome.NEEDS_APPROVAL


def test_an_approved_walk_in_comes_in_at_once(station: Station) -> None:
    delegate = station.desk.walkin(WALK_IN)
    station.people.approve(delegate.id)
    assert station.desk.checkin(delegate.number, "entrance").outcome is Outcome.ADMITTED


def test_a_lead_approves_a_walk_in_while_writing_it_down(desk: Desk) -> None:
    delegate = desk.walkin(WALK_IN, approved=True)
    assert delegate.status is Status.EXPECTED
    assert desk.checkin(delegate.number, "entrance").outcome is Outcome.ADMITTED


def test_a_walk_in_is_found_at_once(desk: Desk) -> None:
    desk.find("x")
    delegate = desk.walkin(WALK_IN)
    assert [found.id for found in desk.find("noe")] == [delegate.id]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "A name is needed"),
        ({"name": " \u202e\n"}, "A name is needed"),
        ({"organisation": "X"}, "A name is needed"),
        ({"name": "X", "category": "astronaut"}, "astronaut"),
    ],
)
def test_a_walk_in_without_a_name_or_of_no_category_is_refused(
    station: Station, fields: dict[str, str], says: str
) -> None:
    before = station.journal.verify().entries
    with pytest.raises(NotPossible, match=says):
        station.desk.walkin(fields)
    assert station.journal.verify().entries == before


@pytest.mark.parametrize("field", ["status", "number", "flags", "email", "phone", "extras", "x"])
def test_a_walk_in_can_set_nothing_that_an_organiser_decides(station: Station, field: str) -> None:
    before = station.journal.verify().entries
    with pytest.raises(NotPossible, match=f"no field {field}.$"):
        station.desk.walkin({**WALK_IN, field: ""})
    assert station.journal.verify().entries == before


@pytest.mark.parametrize(
    ("typed", "meant"), [("nmae", "name"), ("organization", "organisation"), ("note", "notes")]
)
def test_a_misspelt_field_of_a_walk_in_is_named_with_the_one_meant(
    desk: Desk, typed: str, meant: str
) -> None:
    with pytest.raises(NotPossible, match=f"no field {typed}. Did you mean {meant}?"):
        desk.walkin({**WALK_IN, typed: "Anna"})


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<b>Ali</b>", "<b>Ali</b>"),
        ("  Ali \t Baba\n", "Ali Baba"),
        ("Ali\u202efdp.exe", "Alifdp.exe"),
        ("'); DROP TABLE delegate;--", "'); DROP TABLE delegate;--"),
        ("=1+1", "=1+1"),
        ("Ali \ud83c", "Ali"),
        ("A\u0308", "Ä"),
    ],
)
def test_a_name_is_stored_as_it_may_be_shown(desk: Desk, typed: str, stored: str) -> None:
    assert desk.walkin({"name": typed}).name == stored


def test_a_card_shows_all_that_is_known(station: Station, clock: Clock) -> None:
    station.desk.checkin(ADA, "entrance")
    clock.forward(MINUTE)
    station.people.correct(ada, {"title": "Dr."})
    card = station.people.card(ada)
    assert card.delegate.title == "Dr."
    assert [code.code for code in card.codes] == [store_copies.invitation(ADA)]
    assert [scan.outcome for scan in card.scans] == [Outcome.ADMITTED]
    assert next(dict(change.fields) for change in card.changes) == {"title": "Dr."}
    assert (card.badges_printed, card.inside) == (0, ("entrance",))


def test_a_card_of_nobody_is_said(station: Station) -> None:
    with pytest.raises(NotFound):
        station.people.card("00" * 16)


def test_a_correction_shows_at_the_next_scan_and_search(station: Station, clock: Clock) -> None:
    station.desk.checkin(ADA, "entrance")
    station.desk.find("kan")
    station.people.correct(ada, {"name": "Zoe Newname", "organisation": "Elsewhere"})
    clock.forward(MINUTE)
    verdict = station.desk.checkin(ADA, "entrance")
    assert verdict.person is not None
    assert (verdict.person.name, verdict.person.organisation) == ("Zoe Newname", "Elsewhere")
    assert [found.number for found in station.desk.find("newname")] == [ADA]


def test_a_correction_that_changes_nothing_leaves_no_entry(station: Station) -> None:
    before = station.journal.verify().entries
    same = station.people.correct(ada, {"name": f" {CANARY} {ADA} "})
    assert same.name == f"{CANARY} {ADA}"
    assert station.journal.verify().entries == before


@pytest.mark.parametrize("field", ["number", "status", "flags", "extras", "id", "rank"])
def test_some_fields_are_not_corrected_by_hand(station: Station, field: str) -> None:
    with pytest.raises(NotPossible, match=field):
        station.people.correct(ada, {field: "x"})


def test_the_last_name_cannot_be_taken_away(station: Station) -> None:
    nameless = store_copies.identifier(BEN)
    with pytest.raises(NotPossible, match="A name is needed"):
        station.people.correct(nameless, {"name": "\u200b "})
    assert station.people.correct(ada, {"name": ""}).display_name == "エイダ"


def test_a_cancelled_delegate_stays_out_until_reinstated(station: Station, clock: Clock) -> None:
    assert station.people.cancel(ada).status is Status.CANCELLED
    assert station.desk.checkin(ADA, "entrance").outcome is Outcome.CANCELLED
    assert station.people.reinstate(ada).status is Status.EXPECTED
    clock.forward(MINUTE)
    assert station.desk.checkin(ADA, "entrance").outcome is Outcome.ADMITTED


def test_a_cancelled_delegate_is_not_expected_any_more(station: Station) -> None:
    before = station.desk.stats().sessions["entrance"].expected
    station.people.cancel(ada)
    assert station.desk.stats().sessions["entrance"].expected == before - 1


def test_approving_does_not_take_a_cancellation_back(station: Station) -> None:
    """A lead may approve and may not reinstate."""
    dora = store_copies.identifier(DORA)
    with pytest.raises(NotPossible):
        station.people.approve(dora)
    with station.store.read() as connection:
        assert people.get_delegate(connection, dora).status is Status.CANCELLED


def test_a_flag_is_set_and_taken_away_and_the_others_stay(station: Station) -> None:
    fay = store_copies.identifier(store_copies.FAY)
    flagged = station.people.flag(fay, Flag.CALL_LEAD, on=True)
    assert set(flagged.flags) == {Flag.CHECK_IDENTITY, Flag.ASK_CONSENT, Flag.CALL_LEAD}
    again = station.people.flag(fay, Flag.CALL_LEAD, on=True)
    assert sorted(again.flags) == sorted(flagged.flags)
    cleared = station.people.flag(fay, Flag.CALL_LEAD, on=False)
    assert Flag.CALL_LEAD not in cleared.flags


def test_a_quiet_flag_stops_the_next_scan(station: Station) -> None:
    station.people.flag(ada, Flag.CALL_LEAD, on=True)
    assert station.desk.checkin(ADA, "entrance").outcome is Outcome.CALL_LEAD
    station.people.flag(store_copies.identifier(EMIL), Flag.CALL_LEAD, on=False)
    assert station.desk.checkin(EMIL, "entrance").outcome is Outcome.ADMITTED


def test_codes_of_other_systems_are_not_made_here(station: Station) -> None:
    with pytest.raises(NotPossible):
        station.people.issue_code(ada, CodeKind.EXTERNAL)


@pytest.mark.parametrize("delegate", ["00" * 16, ""])
def test_nobody_gets_no_code(station: Station, delegate: str) -> None:
    before = station.journal.verify().entries
    with pytest.raises(NotFound):
        station.people.issue_code(delegate, CodeKind.BADGE)
    with pytest.raises(NotFound):
        station.people.lost_badge(delegate)
    assert station.journal.verify().entries == before


def test_a_code_that_is_not_there_cannot_be_revoked(station: Station) -> None:
    with pytest.raises(NotFound):
        station.people.revoke_code("BCDEF")


def test_a_card_lists_valid_codes_before_revoked_ones(station: Station) -> None:
    lost = station.people.issue_code(ada, CodeKind.BADGE)
    station.people.revoke_code(lost.code)
    codes = station.people.card(ada).codes
    assert [code.status for code in codes] == [CodeStatus.VALID, CodeStatus.REVOKED]


def test_a_code_of_another_system_can_be_revoked_too(station: Station) -> None:
    station.people.revoke_code(EXTERNAL_CODE)
    assert station.desk.scan(EXTERNAL_CODE, "entrance").outcome is Outcome.REVOKED


def test_a_code_finds_its_bearer_until_it_is_revoked(station: Station) -> None:
    code = store_copies.invitation(ADA)
    assert [found.number for found in station.desk.find(code[:8])] == [ADA]
    station.people.revoke_code(code)
    assert station.desk.find(code[:8]) == ()
    assert station.desk.find(f"{CANARY} {ADA}")[0].number == ADA


def test_a_search_says_who_is_in_already_and_since_when(desk: Desk) -> None:
    desk.checkin(HANA, "entrance")
    (found,) = desk.find(str(HANA), session="entrance")
    assert (found.number, found.inside_since) == (HANA, MORNING)
    (elsewhere,) = desk.find(str(HANA), session="plenary")
    assert elsewhere.inside_since is None


@pytest.mark.parametrize("text", ["", " ", "\0", "zzzz", "\ud83c", "%", "_", "*", "'"])
def test_a_search_that_finds_nobody_finds_nobody(desk: Desk, text: str) -> None:
    assert desk.find(text) == ()


def test_a_search_shows_no_more_than_asked_for(desk: Desk) -> None:
    assert len(desk.find(CANARY)) == 8
    assert len(desk.find(CANARY, limit=3)) == 3


def test_the_desk_marks_the_session_that_is_on_in_its_room(desk: Desk, clock: Clock) -> None:
    assert desk.current_session().session.key == "entrance"
    desk.room = "Room 201"
    clock.set(MORNING + 40 * MINUTE)
    chosen = desk.current_session()
    assert (chosen.session.key, chosen.by_clock) == ("plenary", True)
    assert desk.checkin(ADA).session == "plenary"


def test_a_session_fixed_by_hand_holds_whatever_the_clock_says(desk: Desk) -> None:
    desk.fixed = "reception"
    chosen = desk.current_session()
    assert (chosen.session.key, chosen.by_clock) == ("reception", False)
    desk.fixed = "a session that is gone"
    assert desk.current_session().by_clock


def test_the_last_scans_are_of_this_desk_latest_first(desk: Desk, clock: Clock) -> None:
    for number in (ADA, BEN, GUS):
        desk.checkin(number, "entrance", Manner())
        clock.forward(MINUTE)
    numbers = [past.person.number for past in desk.last() if past.person]
    assert numbers == [GUS, BEN, ADA]
    assert len(desk.last(2)) == 2


def test_a_renamed_desk_is_called_so_in_what_follows(station: Station, clock: Clock) -> None:
    station.rename_desk("North door")
    station.desk.checkin(ADA, "entrance")
    clock.forward(MINUTE)
    assert station.desk.checkin(ADA, "entrance").first_desk == "North door"


def test_contact_details_stay_with_those_who_may_correct_them(station: Station) -> None:
    hana = store_copies.identifier(HANA)
    station.shift.hand_over()
    known = station.people.card(hana).delegate
    assert (known.email, known.phone, known.extras) == ("", "", {})
    station.shift.take_up_as_organiser()
    assert station.people.card(hana).delegate.email == "hana@example.org"


def test_people_are_found_and_listed_by_one_door(station: Station) -> None:
    assert [found.number for found in station.people.find(f"{CANARY} {ADA}", limit=1)] == [ADA]
    assert [delegate.number for delegate in station.people.delegates()] == list(EVERYBODY)
    assert station.people.delegates() == station.roster.delegates()


def test_only_an_organiser_lists_everybody(station: Station) -> None:
    station.shift.role = Role.LEAD
    with pytest.raises(NotAllowed):
        station.people.delegates()
