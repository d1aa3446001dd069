"""Property-based state machine test (Hypothesis): random scans, undos, imports, crashes, clocks."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from checkin import rules
from checkin.domain import EXIT, CodeKind, Direction, Flag, Manner, Question
from checkin.errors import FindingsInDoubt, NotPossible
from checkin.roster import Worksheet
from tests import store_copies
from tests.factories import DAY, HOUR, MINUTE, MORNING, Clock
from tests.store_copies import ADA, BEN, FAY

if TYPE_CHECKING:
    from checkin.domain import Delegate, Verdict
    from checkin.station import Station

SESSIONS = ("entrance", "plenary", "workshop", "reception", "exhibition")
MOSTLY = ("entrance", "entrance", "entrance", *SESSIONS)
COMES_AND_GOES = "exhibition"  # sessions in which nobody must leave before coming in again
MANNERS = (
    Manner(),
    EXIT,
    Manner(force="a lead says so"),
    Manner(answers=frozenset(Question)),
    Manner(represented_by="Deputy Sato"),
)
JUMPS = (1, 900, 3_001, MINUTE, HOUR, DAY, -1, -HOUR, -DAY)
MOMENTS = (0, MORNING, MORNING + HOUR, 130 * 365 * DAY)  # the last is in 2099
NAMES = ("Ada Example", "Ben Example", "恵子", "=1+1", "<b>Ali</b>")

REQUIRING, REQUIRED = "workshop", "entrance"  # who leaves the second has left the first
TIMED, TIMED_ENDS = "plenary", MORNING + 3 * HOUR + 30 * MINUTE

some = st.integers(0, 10_000)  # index into a list, whatever its length
few = st.integers(0, 3)  # few delegates, so that their histories grow
session_keys = st.sampled_from(MOSTLY)
manners = st.sampled_from(MANNERS)


def day_of(session: str, at: int) -> int:
    """Days in Tokyo begin at four in the morning there; a timed session has a single one."""
    return 0 if session == TIMED else (max(at, 0) + 5 * HOUR) // DAY


def is_over(session: str, at: int) -> bool:
    return session == TIMED and at >= TIMED_ENDS


class Volunteer(RuleBasedStateMachine):
    """Drives one desk against the real core, and remembers what the desk acknowledged (the model)."""

    def __init__(self) -> None:
        super().__init__()
        self.home = store_copies.scratch()
        self.folder = store_copies.copied(self.home)
        self.clock = Clock()
        self.station: Station = store_copies.opened(self.folder, self.clock)
        self.scans: dict[str, Verdict] = {}  # by entry, in the order of the acknowledgement
        self.undone: set[str] = set()
        self.batches: list[str] = []

    def teardown(self) -> None:
        self.station.close()
        shutil.rmtree(self.home)

    # Rules: a volunteer

    @rule(which=few, session=session_keys, how=manners)
    def check_in(self, which: int, session: str, how: Manner) -> None:
        self.acknowledge(self.station.desk.checkin(self.delegate(which).number, session, how))

    @rule(which=few, session=session_keys, how=manners)
    def scan(self, which: int, session: str, how: Manner) -> None:
        codes = self.station.people.card(self.delegate(which).id).codes
        if codes:
            self.acknowledge(self.station.desk.scan(codes[-1].code, session, how))

    @precondition(lambda self: self.scans)
    @rule(which=few, how=manners, later=st.sampled_from(JUMPS))
    def come_again(self, which: int, how: Manner, later: int) -> None:
        """A delegate who was here lately comes again, in the same session, checked in by hand."""
        lately = [verdict for verdict in self.scans.values() if verdict.person][-1 - which :]
        self.clock.forward(later)
        if lately and lately[0].person:
            number = self.by_id(lately[0].person.id)
            if number:
                self.acknowledge(self.station.desk.checkin(number, lately[0].session, how))

    @rule(text=st.sampled_from(("https://example.org", "BCDEFGHIJKLNOPRSTUVX", "\x1b[2J", "=1+1")))
    def scan_what_is_none_of_ours(self, text: str) -> None:
        self.acknowledge(self.station.desk.scan(text, "entrance"))

    @precondition(lambda self: self.scans)
    @rule(which=some)
    def undo(self, which: int) -> None:
        entry = list(self.scans)[which % len(self.scans)]
        try:
            self.station.desk.undo(entry)
        except NotPossible:
            assert entry in self.undone
        self.undone.add(entry)

    @rule(name=st.sampled_from(NAMES), approved=st.booleans())
    def write_down_a_walk_in(self, name: str, approved: bool) -> None:
        walked_in = self.station.desk.walkin({"name": name}, approved=approved)
        assert walked_in.name == name

    # Rules: a lead or an organiser

    @rule(
        which=few,
        field=st.sampled_from(("name", "organisation", "notes")),
        value=st.sampled_from(NAMES),
    )
    def correct(self, which: int, field: str, value: str) -> None:
        corrected = self.station.people.correct(self.somebody(which), {field: value})
        assert getattr(corrected, field) == value

    @rule(which=few, on=st.booleans(), flag=st.sampled_from((Flag.CALL_LEAD, Flag.CHECK_IDENTITY)))
    def flag(self, which: int, on: bool, flag: Flag) -> None:
        flagged = self.station.people.flag(self.somebody(which), flag, on=on)
        assert (flag in flagged.flags) == on

    @rule(which=few)
    def cancel(self, which: int) -> None:
        self.station.people.cancel(self.somebody(which))

    @rule(which=few)
    def reinstate(self, which: int) -> None:
        self.station.people.reinstate(self.somebody(which))

    @rule(which=few)
    def replace_a_lost_badge(self, which: int) -> None:
        code = self.station.people.lost_badge(self.somebody(which))
        assert code.kind is CodeKind.BADGE

    @rule(
        rows=st.lists(
            st.tuples(
                st.sampled_from(NAMES), st.sampled_from(("A", "B")), st.sampled_from(("", "X1"))
            ),
            min_size=1,
            max_size=3,
        )
    )
    def import_a_list(self, rows: list[tuple[str, str, str]]) -> None:
        sheet = Worksheet([["name", "organisation", "code"], *map(list, rows)])
        preview = self.station.roster.preview(sheet)
        if preview.in_doubt:
            before = self.entries()
            try:
                preview.apply()
            except FindingsInDoubt:
                assert self.entries() == before
        batch = preview.apply(accept=True).batch
        self.batches += [batch] if batch else []

    @precondition(lambda self: self.batches)
    @rule(which=some)
    def take_an_import_back(self, which: int) -> None:
        with suppress(NotPossible):  # already undone, or a member of the same delegation is inside
            self.station.roster.undo(self.batches[which % len(self.batches)])

    # Rules: the environment

    @rule(by=st.sampled_from(JUMPS))
    def time_passes_or_jumps(self, by: int) -> None:
        self.clock.forward(by)

    @rule(to=st.sampled_from(MOMENTS))
    def the_clock_is_set(self, to: int) -> None:
        self.clock.set(to)

    @rule()
    def crash(self) -> None:
        store_copies.forsake(self.station)
        self.station = store_copies.opened(self.folder, self.clock)

    @rule()
    def close_and_open(self) -> None:
        self.station.close()
        self.station = store_copies.opened(self.folder, self.clock)

    @rule()
    def rebuild(self) -> None:
        self.station.journal.rebuild()

    # Invariants

    @invariant()
    def nothing_acknowledged_is_lost(self) -> None:
        past = {scan.entry: scan for scan in self.station.desk.last(100_000)}
        assert past.keys() == self.scans.keys()
        assert {entry for entry, scan in past.items() if scan.undone} == self.undone
        for entry, verdict in self.scans.items():
            assert past[entry].outcome is verdict.outcome

    @invariant()
    def the_tables_say_who_is_inside(self) -> None:
        counts = self.station.desk.stats().sessions
        for session in SESSIONS:
            assert counts[session].inside == len(self.inside(session, self.station.desk.now()))

    @invariant()
    def the_journal_is_whole_and_the_tables_follow_from_it(self) -> None:
        health = self.station.journal.verify()
        assert health.intact, health.problems

    # The model

    def acknowledge(self, verdict: Verdict) -> None:
        assert verdict.entry
        if verdict.repeated:
            assert self.scans[verdict.entry].outcome is verdict.outcome
            return
        if (
            verdict.person
            and verdict.outcome in rules.LETS_IN
            and verdict.session != COMES_AND_GOES
        ):
            inside = self.inside(verdict.session, verdict.at)
            assert verdict.person.id not in inside, "inside twice"
        assert verdict.entry not in self.scans
        self.scans[verdict.entry] = verdict

    def inside(self, session: str, now: int) -> set[str]:
        """The delegates inside, computed from the acknowledged scans alone: each one's last direction there."""
        last: dict[tuple[str, str, int], Direction] = {}
        for entry, verdict in self.scans.items():
            moved = verdict.outcome in rules.LETS_IN or verdict.direction is Direction.EXIT
            if not verdict.person or not moved or entry in self.undone:
                continue
            person, day = verdict.person.id, day_of(verdict.session, verdict.at)
            if verdict.direction is Direction.ENTRY or not is_over(verdict.session, verdict.at):
                before = last.get((person, verdict.session, day))
                last[person, verdict.session, day] = verdict.direction
                left = before is Direction.ENTRY and verdict.direction is Direction.EXIT
                if left and verdict.session == REQUIRED:
                    last[person, REQUIRING, day] = Direction.EXIT
        return {
            person
            for (person, place, day), direction in last.items()
            if place == session and direction is Direction.ENTRY
            if day == day_of(session, now) and not is_over(session, now)
        }

    def delegate(self, which: int) -> Delegate:
        """Two admissible delegates, one with questions, and the latest one."""
        delegates = self.station.roster.delegates()
        return (delegates[ADA - 1], delegates[BEN - 1], delegates[FAY - 1], delegates[-1])[which]

    def somebody(self, which: int) -> str:
        return self.delegate(which).id

    def by_id(self, identifier: str) -> int:
        """The delegate's number; 0 where a rolled back import has removed the delegate."""
        delegates = self.station.roster.delegates()
        return next((delegate.number for delegate in delegates if delegate.id == identifier), 0)

    def entries(self) -> Any:
        with self.station.store.read() as connection:
            return connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one()


TestVolunteer = Volunteer.TestCase
TestVolunteer.settings = hypothesis.settings(
    max_examples=hypothesis.settings().max_examples // 6, stateful_step_count=20
)
