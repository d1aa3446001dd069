"""Desk commands: find, scan, undo, walk-in, counts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

import pytest

from checkin.domain import Flag, Manner
from checkin.domain.enums import Direction
from checkin.journal import delegate_changed
from tests import factories, store_copies
from tests.checkin.cli.program import earlier_today
from tests.factories import Clock, code
from tests.store_copies import ADA, BEN, CHIO, DORA, EMIL, FAY, HANA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.cli.program import Program

FOUND: Final = {
    "id",
    "number",
    "name",
    "native_name",
    "organisation",
    "category",
    "score",
    "match",
    "namesake",
}
VERDICT: Final = {
    "outcome",
    "headline",
    "detail",
    "delegate",
    "session",
    "first_at",
    "first_desk",
    "entry",
}
PERSON: Final = {"id", "number", "name", "native_name", "category"}


class TestFind:
    def test_a_hit_has_the_keys_that_other_programs_rely_on(self, looking: Program) -> None:
        hits = looking.json("find", "エイダ")
        assert hits[0].keys() >= FOUND
        assert (hits[0]["number"], hits[0]["native_name"]) == (ADA, "エイダ")
        assert 0 < hits[0]["score"] <= 1

    def test_a_hit_says_how_it_was_found_and_whether_another_has_the_name(
        self, looking: Program
    ) -> None:
        exact, guess = (looking.json("find", text)[0] for text in ("エイダ", "えいた"))
        assert (exact["match"], exact["namesake"]) == ("exact", False)
        assert guess["match"] == "guess"

    def test_no_more_hits_come_than_were_asked_for_best_first(self, looking: Program) -> None:
        hits = looking.json("find", store_copies.CANARY, "--limit", 3)
        assert len(hits) == 3
        scores = [hit["score"] for hit in hits]
        assert scores == sorted(scores, reverse=True)

    def test_nobody_is_an_empty_list_and_no_failure(self, looking: Program) -> None:
        assert looking.json("find", "qqqqq") == []

    def test_it_finds_while_another_program_writes(self, program: Program) -> None:
        with store_copies.opened(folder(program)) as station:
            station.desk.walkin({"name": "Newcomer"})
            assert [hit["name"] for hit in program.json("find", "newcom")] == ["Newcomer"]


class TestDelegates:
    def test_everybody_is_there_with_their_codes(self, looking: Program) -> None:
        everyone = looking.json("delegates")
        assert [delegate["number"] for delegate in everyone] == list(store_copies.EVERYBODY)
        assert all(delegate.keys() >= {*FOUND, "codes", "flags"} for delegate in everyone)
        hana = everyone[HANA - 1]["codes"]
        assert {(code["kind"], code["code"], code["status"]) for code in hana} == {
            ("invitation", store_copies.invitation(HANA), "valid"),
            ("external", store_copies.EXTERNAL_CODE, "valid"),
        }


class TestScan:
    def test_a_verdict_has_the_keys_that_other_programs_rely_on(self, program: Program) -> None:
        verdict = program.json("scan", store_copies.invitation(ADA))
        assert verdict.keys() >= VERDICT
        assert (verdict["outcome"], verdict["session"]) == ("admitted", "entrance")
        assert verdict["headline"] == "Welcome"
        assert verdict["delegate"].keys() >= PERSON
        assert verdict["delegate"]["number"] == ADA
        assert len(verdict["entry"]) == 64

    def test_it_says_whom_to_tell_and_which_columns_the_plan_shows(self, program: Program) -> None:
        with store_copies.opened(folder(program)) as station:
            whom = {"tell_on_arrival": "protocol office"}
            station.people.correct(store_copies.identifier(ADA), whom)
        verdict = program.json("scan", store_copies.invitation(ADA))
        assert (verdict["tell"], verdict["columns"]) == ("protocol office", {})
        assert program.json("scan", store_copies.invitation(BEN))["tell"] is None

    def test_a_second_scan_says_when_and_where_the_first_was(self, program: Program) -> None:
        clock = Clock(earlier_today())
        with store_copies.opened(folder(program), clock) as station:
            first = station.desk.scan(store_copies.invitation(ADA))
            desk = station.desk.name
        again = program.json("scan", store_copies.invitation(ADA))
        assert again["outcome"] == "already_in"
        assert again["first_desk"] == desk
        assert datetime.fromisoformat(again["first_at"]).timestamp() == first.at // 1000
        assert again["first_at"].endswith("+09:00")
        assert again["entry"] != first.entry

    def test_spaces_hyphens_and_small_letters_are_the_same_code(self, program: Program) -> None:
        spoilt = "-".join(store_copies.invitation(BEN)[at : at + 4] for at in range(0, 20, 4))
        assert program.json("scan", f"]Q1{spoilt.lower()} ")["delegate"]["number"] == BEN

    def test_an_exit_marks_as_out_and_the_next_scan_welcomes_back(self, program: Program) -> None:
        checked_in_before(program, ADA)
        assert program.json("scan", store_copies.invitation(ADA), "--exit")["outcome"] == "left"
        assert program.json("scan", store_copies.invitation(ADA))["outcome"] == "readmitted"

    def test_a_refusal_is_an_answer_and_status_zero(self, program: Program) -> None:
        before = entries(program)
        verdict = program.json("scan", store_copies.invitation(DORA), "--session", "entrance")
        assert (verdict["outcome"], len(verdict["entry"])) == ("cancelled", 64)
        assert entries(program) == before + 1

    def test_a_lead_lets_in_with_a_reason(self, program: Program) -> None:
        forced = program.json("scan", store_copies.invitation(DORA), "--force", "invited anew")
        assert (forced["outcome"], forced["forced"]) == ("admitted", "invited anew")

    def test_who_was_asked_what_must_be_asked_may_enter(self, program: Program) -> None:
        answers = ("--answer", "identity", "--answer", "consent")
        assert program.json("scan", store_copies.invitation(FAY), *answers)["outcome"] == "admitted"

    def test_who_comes_in_somebodys_place_is_noted(self, program: Program) -> None:
        verdict = program.json(
            "scan", store_copies.invitation(BEN), "--represented-by", "Secretary"
        )
        assert (verdict["outcome"], verdict["represented_by"]) == ("admitted", "Secretary")

    @pytest.mark.parametrize(
        ("asked", "session", "outcome"),
        [
            (EMIL, "entrance", "call_lead"),
            (CHIO, "plenary", "wrong_session"),
            (code(), "entrance", "other_event"),
            ("'); DROP TABLE entry;--", "entrance", "unknown"),
        ],
        ids=["call the lead", "wrong session", "other event", "unknown"],
    )
    def test_an_outcome_is_named_in_lower_case(
        self, program: Program, asked: int | str, session: str, outcome: str
    ) -> None:
        presented = store_copies.invitation(asked) if isinstance(asked, int) else asked
        verdict = program.json("scan", presented, "--session", session)
        assert (verdict["outcome"], verdict["session"]) == (outcome, session)

    def test_a_code_of_nobody_has_no_delegate(self, program: Program) -> None:
        verdict = program.json("scan", "WIFI:T:WPA;S:forum;;")
        assert verdict["delegate"] is None
        assert (verdict["first_at"], verdict["first_desk"]) == (None, None)

    def test_the_code_of_another_ticket_system_counts_too(self, program: Program) -> None:
        verdict = program.json("scan", store_copies.EXTERNAL_CODE)
        assert (verdict["outcome"], verdict["delegate"]["number"]) == ("admitted", HANA)

    @pytest.mark.parametrize(
        "words", [("", "entrance"), ("CODE", "garden")], ids=["empty", "where"]
    )
    def test_what_makes_no_sense_is_said_and_nothing_is_noted(
        self, program: Program, words: tuple[str, str]
    ) -> None:
        before = entries(program)
        ran = program("scan", words[0], "--session", words[1], "--json")
        assert ran.outcome == (1, "")
        assert ran.err
        assert entries(program) == before

    def test_one_program_at_a_time_writes(self, program: Program) -> None:
        with store_copies.opened(folder(program)):
            ran = program("scan", store_copies.invitation(ADA), "--json")
        assert ran.outcome == (1, "")
        assert len(ran.err.splitlines()) == 1


class TestCheckin:
    def test_a_delegate_found_by_hand_gets_a_verdict_as_by_scan(self, program: Program) -> None:
        verdict = program.json("checkin", BEN, "--session", "exhibition", "--exit")
        assert verdict.keys() >= VERDICT
        assert (verdict["outcome"], verdict["session"]) == ("left", "exhibition")

    def test_two_with_one_number_are_told_apart_by_id(self, program: Program) -> None:
        with store_copies.opened(folder(program)) as station, station.store.write() as connection:
            twin = delegate_changed("twin", {"number": BEN, "name": "Twin"})
            station.journal.append(connection, twin)
        refused = program("checkin", BEN, "--json")
        assert refused.outcome == (1, "")
        assert "--id" in refused.err
        for chosen in ("twin", store_copies.identifier(BEN)):
            assert program.json("checkin", "--id", chosen)["delegate"]["id"] == chosen
        looked = program("look", BEN, "--json")
        assert looked.outcome == (1, "")
        assert "--id" in looked.err
        assert program.json("look", "--id", "twin")["delegate"]["id"] == "twin"
        assert program("look").status == 2

    def test_a_number_or_an_id_is_needed(self, program: Program) -> None:
        assert program("checkin").status == 2
        assert program("checkin", BEN, "--id", "x").status == 2

    def test_a_number_of_nobody_is_said(self, program: Program) -> None:
        ran = program("checkin", 999, "--json")
        assert ran.outcome == (1, "")
        assert "999" in ran.err


class TestUndo:
    def test_after_it_the_scan_counts_no_more(self, program: Program) -> None:
        entry = checked_in_before(program, ADA)
        assert program.json("undo", entry) == {"undone": entry}
        assert program.json("checkin", ADA)["outcome"] == "admitted"

    def test_it_is_done_once_and_never_to_what_is_no_scan(self, program: Program) -> None:
        entry = checked_in_before(program, ADA)
        program.json("undo", entry)
        assert program("undo", entry).outcome == (1, "")
        assert program("undo", "f" * 64).outcome == (1, "")


class TestWalkIn:
    def test_they_get_the_next_number_and_a_code_and_wait_for_approval(
        self, program: Program
    ) -> None:
        new = program.json(
            "walkin",
            *("--name", "Rena Example", "--native-name", "例 玲奈"),
            *("--organisation", "Observatory", "--category", "press"),
        )
        assert new.keys() >= {*FOUND, "codes"}
        assert new["number"] == max(store_copies.EVERYBODY) + 1
        assert (new["name"], new["native_name"]) == ("Rena Example", "例 玲奈")
        (invitation,) = new["codes"]
        assert (invitation["kind"], invitation["status"]) == ("invitation", "valid")
        assert program.json("scan", invitation["code"])["outcome"] == "needs_approval"

    def test_who_is_approved_at_once_may_enter(self, program: Program) -> None:
        new = program.json("walkin", "--name", "Sole", "--approved")
        assert program.json("scan", new["codes"][0]["code"])["outcome"] == "admitted"

    def test_who_may_be_on_the_roster_already_is_not_added_twice(self, program: Program) -> None:
        walkin = ("walkin", "--name", f"{store_copies.CANARY} {ADA}")
        before = entries(program)
        refused = program(*walkin, "--json")
        assert refused.outcome == (1, "")
        assert f"{ADA:03} {store_copies.CANARY} {ADA}" in refused.err
        assert "--new" in refused.err
        assert entries(program) == before
        new = program.json(*walkin, "--new")
        assert new["number"] == max(store_copies.EVERYBODY) + 1
        assert new["namesake"]

    @pytest.mark.parametrize(
        "words", [(), ("--name", " "), ("--name", "A", "--category", "royalty")], ids=str
    )
    def test_without_a_name_or_with_an_unknown_category_nobody_is_added(
        self, program: Program, words: tuple[str, ...]
    ) -> None:
        before = entries(program)
        assert program("walkin", *words, "--json").outcome == (1, "")
        assert entries(program) == before


class TestStats:
    def test_every_session_is_counted(self, program: Program) -> None:
        with store_copies.opened(folder(program), Clock(earlier_today())) as station:
            for number in (ADA, BEN, CHIO, DORA):
                station.desk.checkin(number, "entrance")
            station.desk.checkin(BEN, "entrance", Manner(direction=Direction.EXIT))
        stats = program.json("stats")
        assert stats["delegates"] == len(store_copies.EVERYBODY)
        assert stats["sessions"].keys() == {
            "entrance",
            "plenary",
            "workshop",
            "reception",
            "exhibition",
        }
        entrance = stats["sessions"]["entrance"]
        assert entrance.keys() >= {"expected", "attended", "inside", "refused"}
        assert (entrance["attended"], entrance["inside"], entrance["refused"]) == (3, 2, 1)
        that_day = program.json("stats", "--day", "2026-10-30")["sessions"]
        assert that_day.keys() == stats["sessions"].keys()
        assert that_day["entrance"]["attended"] == 0
        assert "plenary" not in program.json("stats", "--day", "2026-10-31")["sessions"]

    def test_a_quorum_says_when_it_was_reached_as_every_time_is_said(
        self, program: Program
    ) -> None:
        quorate = factories.session("entrance", quorum=1)
        with store_copies.opened(folder(program), Clock(earlier_today())) as station:
            store_copies.change_event(station, factories.event(sessions=(quorate,)))
            station.people.flag(store_copies.identifier(ADA), Flag.VOTING, on=True)
            at = station.desk.checkin(ADA, "entrance").at
        quorum = program.json("stats")["sessions"]["entrance"]["quorum"]
        assert (quorum["present"], quorum["reached"]) == (1, True)
        assert datetime.fromisoformat(quorum["reached_at"]).timestamp() == at // 1_000

    def test_what_is_no_day_is_refused(self, program: Program) -> None:
        ran = program("stats", "--day", "Friday")
        assert ran.outcome == (1, "")
        assert "Friday" in ran.err


class TestLook:
    def test_a_look_says_what_the_door_would_say_and_counts_nowhere(self, program: Program) -> None:
        for presented in (ADA, store_copies.invitation(ADA)):
            seen = program.json("look", presented, "--session", "entrance")
            assert seen.keys() >= VERDICT
            assert (seen["outcome"], seen["delegate"]["number"]) == ("admitted", ADA)
        assert program.json("stats")["sessions"]["entrance"]["attended"] == 0

    def test_a_look_at_another_time_says_what_would_be_said_then(self, program: Program) -> None:
        look = ("look", ADA, "--session", "plenary", "--at")
        answers = [
            program.json(*look, f"2026-10-30T{time}")["outcome"]
            for time in ("08:00", "10:30", "23:00")
        ]
        assert answers == ["too_early", "admitted", "too_late"]

    @pytest.mark.parametrize("time", ["soon", "25:00", "2026-10-30T99:00"])
    def test_what_is_no_time_is_refused(self, program: Program, time: str) -> None:
        before = entries(program)
        ran = program("look", ADA, "--at", time)
        assert ran.outcome == (1, "")
        assert time in ran.err
        assert entries(program) == before


class TestEnteredAfterwards:
    def test_what_was_missed_has_the_time_at_which_it_happened(self, program: Program) -> None:
        words = ("checkin", ADA, "--session", "plenary", "--at", "2026-10-30T10:05")
        late = program.json(*words)
        assert (late["outcome"], late["at"]) == ("admitted", "2026-10-30T10:05:00+09:00")
        day = program.json("stats", "--day", "2026-10-30")["sessions"]["plenary"]
        assert (day["attended"], day["inside"]) == (1, 0)

    def test_what_is_still_to_come_is_refused(self, program: Program) -> None:
        before = entries(program)
        assert program("checkin", ADA, "--at", "2999-01-01T10:00").outcome == (1, "")
        assert entries(program) == before

    def test_a_day_may_be_named_beside_the_time(self, program: Program) -> None:
        late = program.json("checkin", ADA, "--at", "9:05", "--day", "2026-10-30")
        assert late["at"] == "2026-10-30T09:05:00+09:00"


def folder(program: Program) -> Path:
    assert program.store is not None
    return program.store


def checked_in_before(program: Program, number: int) -> str:
    """Checks a delegate in, an hour ago. Returns the entry."""
    with store_copies.opened(folder(program), Clock(earlier_today())) as station:
        return station.desk.checkin(number).entry


def entries(program: Program) -> int:
    with store_copies.opened(folder(program), read_only=True) as station:
        return station.journal.verify().entries
