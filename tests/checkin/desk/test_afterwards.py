"""Entering afterwards: a whole list with the time at which it happened, all or nothing, undone as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.desk import LateList
from checkin.desk.afterwards import MOST
from checkin.domain import Direction, LateProblem, Manner, Outcome, Role
from checkin.errors import NotAllowed, NotFound, NotPossible
from checkin.journal import delegate_changed
from checkin.language import load
from checkin.wording import tag_of
from tests import factories
from tests.factories import DAY, HOUR, MINUTE, MORNING
from tests.store_copies import ADA, BEN, CHIO, DORA, EMIL, FAY, GUS, HANA, identifier

if TYPE_CHECKING:
    from checkin.desk import Desk, LatePreview
    from checkin.station import Station
    from tests.factories import Clock

LEAVING = Manner(direction=Direction.EXIT)
NOON = MORNING + 3 * HOUR


@pytest.fixture(autouse=True)
def one_o_clock(clock: Clock) -> None:
    clock.set(NOON + HOUR)


def late(numbers: str, time: str = "9:05", **more: object) -> LateList:
    return LateList(numbers, time, session="entrance", **more)  # type: ignore[arg-type]


def problems(preview: LatePreview) -> dict[str, LateProblem | None]:
    return {row.text: row.problem for row in preview.rows}


def inside(desk: Desk, session: str = "entrance") -> int:
    return desk.stats().sessions[session].inside


def record(desk: Desk, numbers: str, time: str = "9:05", **more: object) -> list[str]:
    return [
        entry.entry
        for entry in desk.afterwards.record(desk.afterwards.read(late(numbers, time, **more)))
    ]


class TestPreview:
    def test_it_says_who_each_number_is_and_records_nothing(self, desk: Desk) -> None:
        preview = desk.afterwards.read(late("1, 2 9:41"))
        assert [(row.person and row.person.number, row.at) for row in preview.good] == [
            (ADA, MORNING + 5 * MINUTE),
            (BEN, MORNING + 41 * MINUTE),
        ]
        assert [row.verdict and row.verdict.outcome for row in preview.rows] == [
            Outcome.ADMITTED,
            Outcome.ADMITTED,
        ]
        assert desk.last() == ()
        assert inside(desk) == 0

    def test_it_says_what_is_in_the_way_of_each_of_the_others(
        self, station: Station, clock: Clock
    ) -> None:
        with station.store.write() as connection:
            twin = factories.delegate_fields(number=HANA, name="Hana the Second")
            station.journal.append(connection, delegate_changed("f0" * 16, twin))
        clock.set(MORNING)
        station.desk.checkin(CHIO, "entrance")
        clock.set(NOON)
        numbers = "1, 2 9:99, 3, 4, 01, 999, x, 8, 9 12:01, 10 3:59"
        preview = station.desk.afterwards.read(late(numbers, day="2026-10-30"))
        assert problems(preview) == {
            "1": None,
            "2": LateProblem.BAD_TIME,
            "3": LateProblem.REFUSED,
            "4": LateProblem.REFUSED,
            "01": LateProblem.TWICE,
            "999": LateProblem.UNKNOWN,
            "x": LateProblem.UNREADABLE,
            "8": LateProblem.SEVERAL,
            "9": LateProblem.FUTURE,
            "10": LateProblem.FUTURE,  # before the day begins it is the night after it
        }
        outcomes = [row.verdict.outcome for row in preview.rows if row.verdict and row.problem]
        assert outcomes == [Outcome.ALREADY_IN, Outcome.CANCELLED]
        (twins,) = [row.people for row in preview.rows if row.problem is LateProblem.SEVERAL]
        assert len(twins) == 2
        assert [row.text for row in preview.mistyped] == ["2", "01", "999", "x", "8", "9", "10"]

    def test_a_number_without_any_time_says_so(self, desk: Desk) -> None:
        preview = desk.afterwards.read(late("1, 2 9:41", time=" "))
        assert problems(preview) == {"1": LateProblem.NO_TIME, "2": None}

    def test_a_protected_delegate_has_the_name_for_the_badge(self, station: Station) -> None:
        station.people.correct(identifier(ADA), {"badge_name": "Poppy"})
        station.people.flag(identifier(ADA), "protected", on=True)
        (row,) = station.desk.afterwards.read(late("1")).rows
        assert row.person is not None
        assert (row.person.name, row.person.native_name) == ("Poppy", "")

    def test_a_room_is_not_filled_beyond_its_places(self, desk: Desk) -> None:
        record(desk, "1 2 8", "9:05")
        preview = desk.afterwards.read(LateList("1 2 8", "9:30", session="workshop"))
        assert [row.verdict and row.verdict.outcome for row in preview.rows] == [
            Outcome.ADMITTED,
            Outcome.ADMITTED,
            Outcome.FULL,
        ]
        assert len(desk.afterwards.record(preview)) == 2

    def test_too_long_a_list_is_refused(self, desk: Desk) -> None:
        with pytest.raises(NotPossible, match=f"At most {MOST}"):
            desk.afterwards.read(late("1 " * (MOST + 1)))

    def test_an_unknown_session_is_refused(self, desk: Desk) -> None:
        with pytest.raises(NotFound):
            desk.afterwards.read(LateList("1", "9:05", session="nowhere"))


class TestTime:
    @pytest.mark.parametrize("time", ["9:05", "09:05", "９：０５", "۹:۰۵", "2026-10-30T09:05"])
    def test_a_time_is_read_as_it_is_typed(self, desk: Desk, time: str) -> None:
        (row,) = desk.afterwards.read(late("1", time)).rows
        assert row.at == MORNING + 5 * MINUTE

    def test_it_is_a_time_of_the_chosen_day(self, desk: Desk, clock: Clock) -> None:
        clock.forward(DAY)
        first, second = (
            desk.afterwards.read(late("1", day=day)).rows[0].at
            for day in ("2026-10-30", "2026-10-31")
        )
        assert (first, second) == (MORNING + 5 * MINUTE, MORNING + DAY + 5 * MINUTE)

    def test_times_beside_numbers_are_of_the_day_of_the_common_one(
        self, desk: Desk, clock: Clock
    ) -> None:
        clock.forward(DAY)
        rows = desk.afterwards.read(late("1 9:41, 2", "2026-10-30T09:05")).rows
        assert [row.at for row in rows] == [MORNING + 41 * MINUTE, MORNING + 5 * MINUTE]

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"time": "13:01"}, "still to come"),
            ({"day": "2026-10-31"}, "still to come"),
            ({"day": "2026-10-29"}, "before the first day"),
            ({"time": "soon"}, "no time"),
            ({"day": "Friday"}, "no day"),
        ],
    )
    def test_nothing_is_entered_for_a_time_to_come_nor_before_the_event(
        self, desk: Desk, more: dict[str, str], sentence: str
    ) -> None:
        with pytest.raises(NotPossible, match=sentence):
            desk.afterwards.read(late("1", **more))

    def test_a_time_beside_a_number_may_not_be_before_the_event_either(self, desk: Desk) -> None:
        (row,) = desk.afterwards.read(late("1 2026-10-29T09:00")).rows
        assert row.problem is LateProblem.TOO_OLD

    def test_one_delegate_alone_is_held_to_the_same(self, desk: Desk) -> None:
        with pytest.raises(NotPossible, match="before the first day"):
            desk.checkin(ADA, "entrance", Manner(happened=MORNING - DAY))


class TestRecord:
    def test_all_good_ones_are_in_since_their_time_and_no_other_is_recorded(
        self, station: Station
    ) -> None:
        desk = station.desk
        entries = record(desk, "1; 2 9:41; 4; 999")
        assert len(set(entries)) == 2
        assert [(scan.person and scan.person.number, scan.at) for scan in desk.last()] == [
            (BEN, MORNING + 41 * MINUTE),
            (ADA, MORNING + 5 * MINUTE),
        ]
        rows = {row[0]: row for row in station.reports.attendance("entrance").rows}
        assert "2026-10-30 09:41:00" in rows[BEN]
        assert inside(desk) == 2

    def test_it_says_that_it_was_entered_afterwards_by_whom_and_when(
        self, station: Station, clock: Clock
    ) -> None:
        station.shift.role = Role.LEAD
        record(station.desk, "1")
        scans = (*station.desk.last(), *station.people.card(identifier(ADA)).scans)
        told = {(scan.at, scan.entered_at, scan.operator) for scan in scans}
        assert told == {(MORNING + 5 * MINUTE, clock.ms, "lead")}
        station.desk.checkin(BEN, "entrance")
        assert station.desk.last(1)[0].entered_at is None
        station.shift.role = Role.ORGANISER
        line = station.reports.journal().rows[-2]
        assert "entered afterwards for 2026-10-30 09:05:00" in str(line)

    def test_forgotten_exits_come_before_what_happened_later(
        self, desk: Desk, clock: Clock
    ) -> None:
        clock.set(MORNING)
        desk.checkin(ADA, "entrance")
        desk.checkin(BEN, "entrance")
        clock.set(NOON)
        preview = desk.afterwards.read(late("1 2 3", "11:00", how=LEAVING))
        assert problems(preview) == {"1": None, "2": None, "3": LateProblem.NOT_INSIDE}
        assert preview.mistyped == ()
        verdicts = desk.afterwards.record(preview)
        assert [verdict.outcome for verdict in verdicts] == [Outcome.LEFT] * 2
        assert inside(desk) == 0
        clock.forward(MINUTE)
        assert desk.checkin(ADA, "entrance").outcome is Outcome.READMITTED

    def test_a_lead_lets_in_with_a_reason_whom_the_rules_refuse(self, desk: Desk) -> None:
        refused = " ".join(map(str, (DORA, EMIL, FAY, GUS)))
        assert desk.afterwards.read(late(refused)).good == ()
        forced = late(refused, how=Manner(force="They are on the paper list"))
        verdicts = desk.afterwards.record(desk.afterwards.read(forced))
        assert [verdict.outcome for verdict in verdicts] == [Outcome.ADMITTED] * 4
        assert {verdict.forced for verdict in verdicts} == {"They are on the paper list"}

    def test_nobody_good_means_nothing_is_done(self, station: Station) -> None:
        before = station.journal.verify().entries
        assert record(station.desk, "999 x") == []
        assert station.journal.verify().entries == before

    def test_where_one_has_changed_meanwhile_nothing_is_recorded(self, station: Station) -> None:
        preview = station.desk.afterwards.read(late("1 2 8"))
        station.people.cancel(identifier(BEN))
        before = station.journal.verify().entries
        with pytest.raises(NotPossible, match="number 2 has changed"):
            station.desk.afterwards.record(preview)
        assert station.journal.verify().entries == before
        assert inside(station.desk) == 0

    def test_it_is_undone_as_a_whole_with_one_act(self, desk: Desk) -> None:
        desk.checkin(CHIO, "entrance")
        entries = record(desk, "1 2 9:41 8")
        change = desk.last_change()
        assert change is not None
        assert (set(change.entries), change.people) == (set(entries), 3)
        desk.undo(*change.entries)
        assert inside(desk) == 1
        assert record(desk, "1 2 8") != []

    def test_it_is_no_arrival_that_anybody_is_told_of(self, station: Station) -> None:
        station.people.correct(identifier(ADA), {"tell_on_arrival": "protocol office"})
        record(station.desk, "1")
        assert station.desk.lead_calls.open_calls() == ()

    def test_the_journal_stays_intact(self, station: Station) -> None:
        record(station.desk, "1 2 8")
        assert station.journal.verify().intact


class TestWhoMay:
    def test_a_volunteer_neither_reads_nor_records_a_list(self, desk: Desk) -> None:
        preview = desk.afterwards.read(late("1"))
        desk.shift.hand_over()
        with pytest.raises(NotAllowed):
            desk.afterwards.read(late("1"))
        with pytest.raises(NotAllowed):
            desk.afterwards.record(preview)
        assert desk.last() == ()

    def test_a_desk_that_shows_no_names_shows_none_by_a_list(self, desk: Desk) -> None:
        desk.hide_names(on=True)
        with pytest.raises(NotAllowed):
            desk.afterwards.read(late("1"))


def test_what_comes_from_paper_says_so_in_history_attendance_and_journal(station: Station) -> None:
    desk, reports = station.desk, station.reports
    record(desk, "1", how=Manner(from_paper=True))
    record(desk, "2")
    desk.checkin(
        CHIO, "entrance", Manner(from_paper=True)
    )  # just now: paper or not is all the same
    assert [scan.from_paper for scan in desk.last()] == [False, False, True]
    english = load("en")
    (of_ada,) = station.people.card(identifier(ADA)).scans
    assert tag_of(of_ada, english, "Asia/Tokyo") == "Admitted · from paper, 13:00"
    table = reports.attendance("entrance", None)
    place = table.columns.index("recorded")
    assert [row[place] for row in table.rows[:3]] == ["paper", "afterwards", ""]
    table = reports.attendance("entrance")
    assert table.rows[0][table.columns.index("Recorded")] == "From paper"
    told = [row for row in reports.journal().rows if "From paper" in str(row[7])]
    assert [row[4] for row in told] == [ADA]
    station.journal.rebuild()
    assert [scan.from_paper for scan in desk.last()] == [False, False, True]
