"""Atomicity of desk transactions, with fault injection at each step.

The disk fails at the first step of an action, then at the second, and so on until the action
succeeds. Its result must then be the same as without any failure.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from checkin.desk import GroupAnswer, LateList, Presentation, Served
from checkin.domain import EXIT, Code, CodeKind, Delegate, Flag, Manner, Outcome, Role, Verdict
from checkin.errors import DiskFull, NotFound, NotPossible
from checkin.scan_priority import ScanPriority
from tests import store_copies
from tests.checkin.desk.failing_disk import FailingDisk
from tests.desks_in_memory import dump
from tests.factories import MINUTE, Clock
from tests.store_copies import ADA, BEN, DORA, FAY, GUS, HANA, identifier, invitation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from checkin.desk import Desk, People
    from checkin.station import Station

NOBODYS = "8KZ4-2QXR"  # no form of our codes


@dataclass(frozen=True)
class DeskUnderTest:
    """An open store, its clock, and the current presentation, for one action."""

    station: Station
    clock: Clock
    front: Presentation

    @property
    def desk(self) -> Desk:
        return self.station.desk

    @property
    def people(self) -> People:
        return self.station.people

    def enter(self, *numbers: int) -> None:
        """Checks the delegate in, a minute ago."""
        for number in numbers:
            self.desk.scan(invitation(number), "entrance")
        self.clock.forward(MINUTE)


# Each prepares the desk and returns the action itself.


def scan(at: DeskUnderTest) -> Callable[[], object]:
    return lambda: at.desk.scan(invitation(ADA), "entrance")


def scan_of_nobody(at: DeskUnderTest) -> Callable[[], object]:
    return lambda: at.desk.scan(NOBODYS, "entrance")


def checkin_by_hand(at: DeskUnderTest) -> Callable[[], object]:
    return lambda: at.desk.checkin(ADA, "entrance")


def leave(at: DeskUnderTest) -> Callable[[], object]:
    at.enter(ADA)
    return lambda: at.desk.scan(invitation(ADA), "entrance", EXIT)


def undo(at: DeskUnderTest) -> Callable[[], object]:
    entry = at.desk.scan(invitation(ADA), "entrance").entry
    return lambda: at.desk.undo(entry)


def proxy(at: DeskUnderTest) -> Callable[[], object]:
    at.front.present(invitation(ADA))
    return lambda: at.front.represented("Deputy Sato")


def proxy_of_somebody_chosen(at: DeskUnderTest) -> Callable[[], object]:
    at.front.present(ADA)
    return lambda: at.front.represented("Deputy Sato")


def left_between(at: DeskUnderTest) -> Callable[[], object]:
    at.enter(ADA)
    at.front.present(invitation(ADA))
    return at.front.left_between


def override(at: DeskUnderTest) -> Callable[[], object]:
    at.front.present(invitation(DORA))
    return lambda: at.front.again(Manner(force="the minister asked"))


def self_checkin(at: DeskUnderTest) -> Callable[[], object]:
    return lambda: at.desk.self_service.by_code(invitation(ADA))


def self_checkin_with_a_note(at: DeskUnderTest) -> Callable[[], object]:
    with_a_note(at)
    return lambda: at.desk.self_service.by_code(invitation(ADA))


def group_of_three(at: DeskUnderTest) -> Callable[[], object]:
    at.enter(ADA, BEN, HANA)
    return lambda: at.desk.admit_group([ADA, BEN, HANA], "workshop")


def entered_afterwards(at: DeskUnderTest) -> Callable[[], object]:
    at.clock.forward(MINUTE)
    preview = at.desk.afterwards.read(LateList("1, 2; 8 9:01, 4", "9:00", session="entrance"))
    return lambda: at.desk.afterwards.record(preview)


def exits_entered_afterwards(at: DeskUnderTest) -> Callable[[], object]:
    at.enter(ADA, BEN, HANA)
    preview = at.desk.afterwards.read(LateList("1 2 8", "9:00", session="entrance", how=EXIT))
    return lambda: at.desk.afterwards.record(preview)


def walkin(at: DeskUnderTest) -> Callable[[], object]:
    return lambda: at.desk.walkin({"name": "Sole Example"})


def walkin_and_checkin(at: DeskUnderTest) -> Callable[[], object]:
    return lambda: at.front.walk_in({"name": "Sole Example"})


def consent_refused(at: DeskUnderTest) -> Callable[[], object]:
    at.front.present(invitation(FAY))
    at.front.answered()
    return lambda: at.front.answered(no=True)


def lose_badge(at: DeskUnderTest) -> Callable[[], object]:
    at.people.issue_code(identifier(ADA), CodeKind.BADGE)
    return lambda: at.people.lost_badge(identifier(ADA))


def set_pin(at: DeskUnderTest) -> Callable[[], object]:
    return lambda: at.station.shift.set_pin(Role.LEAD, "246813")


ACTS = {
    "scan": scan,
    "scan of nobody": scan_of_nobody,
    "check-in by hand": checkin_by_hand,
    "exit": leave,
    "undo": undo,
    "proxy": proxy,
    "proxy of somebody chosen": proxy_of_somebody_chosen,
    "left in between": left_between,
    "let in all the same": override,
    "self-check-in": self_checkin,
    "self-check-in with a note": self_checkin_with_a_note,
    "group of three": group_of_three,
    "list entered afterwards": entered_afterwards,
    "exits entered afterwards": exits_entered_afterwards,
    "walk-in": walkin,
    "walk-in with check-in": walkin_and_checkin,
    "consent refused": consent_refused,
    "badge lost": lose_badge,
    "code issued": lambda at: lambda: at.people.issue_code(identifier(ADA), CodeKind.BADGE),
    "code revoked": lambda at: lambda: at.people.revoke_code(invitation(ADA)),
    "flag": lambda at: lambda: at.people.flag(identifier(FAY), Flag.ATTENTION, on=True),
    "correct": lambda at: lambda: at.people.correct(identifier(ADA), {"title": "Dr."}),
    "cancel": lambda at: lambda: at.people.cancel(identifier(ADA)),
    "reinstate": lambda at: lambda: at.people.reinstate(identifier(DORA)),
    "approve": lambda at: lambda: at.people.approve(identifier(GUS)),
    "PIN": set_pin,
    "rename the desk": lambda at: lambda: at.station.rename_desk("South gate"),
}


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> FailingDisk:
    made = FailingDisk()
    monkeypatch.setattr(sqlcipher, "connect", made.connect)
    return made


@pytest.fixture
def place(disk: FailingDisk, folder: Path) -> Iterator[DeskUnderTest]:
    clock = Clock()
    with store_copies.opened(folder, clock) as station:
        yield DeskUnderTest(station, clock, Presentation(station.desk))


def with_a_note(at: DeskUnderTest) -> None:
    at.people.correct(identifier(ADA), {"notes": "A secretary may come"})
    at.people.flag(identifier(ADA), Flag.ATTENTION, on=True)


def state(at: DeskUnderTest) -> object:
    """All that an action may change: the journal, the tables, and the state of the screen."""
    with at.station.store.read() as connection:
        heads, tables = at.station.journal.heads(connection), dump(connection)
    return heads, tables, at.desk.last(50), at.desk.name, at.front.verdict, at.front.waiting


def summary(result: object) -> object:
    """The result of an action, without values that differ in each run."""
    match result:
        case Verdict() as verdict:
            person = verdict.person and verdict.person.number
            said = (verdict.outcome, verdict.direction, verdict.questions, verdict.attention)
            return (*said, verdict.repeated, verdict.forced, verdict.represented_by, person)
        case GroupAnswer(verdicts):
            return tuple(map(summary, verdicts))
        case tuple() as verdicts:
            return tuple(map(summary, verdicts))
        case Served(verdict, let_in, badge):
            return summary(verdict), let_in, badge
        case Delegate() as delegate:
            return delegate.number, delegate.name, delegate.title, delegate.status, delegate.flags
        case Code(_, kind, status, delegate=owner):
            return kind, status, owner
        case _:
            return result


def journalled(station: Station) -> list[str]:
    with station.store.read() as connection:
        return [entry.header.kind for entry in station.journal.entries(connection)]


def undisturbed(act: str, folder: Path) -> tuple[object, list[str]]:
    """The result and the entries of the action without a failure."""
    clock = Clock()
    with store_copies.opened(store_copies.copied(folder), clock) as station:
        do = ACTS[act](DeskUnderTest(station, clock, Presentation(station.desk)))
        return summary(do()), journalled(station)


def until_it_succeeds(
    do: Callable[[], object], disk: FailingDisk, failed: Callable[[int], None]
) -> object:
    """The final result of the action, which fails at each of its steps before."""
    step = 1
    while True:
        disk.steps_left = step
        try:
            result = do()
        except DiskFull:
            failed(step)
            step += 1
        else:
            assert disk.steps_left > 0
            assert step > 3
            return result


@pytest.mark.parametrize("act", ACTS)
def test_an_act_that_fails_at_any_step_has_not_happened(
    act: str, place: DeskUnderTest, disk: FailingDisk, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    expected = undisturbed(act, tmp_path / "other")
    do = ACTS[act](place)
    before = state(place)

    def nothing_happened(step: int) -> None:
        assert state(place) == before, f"step {step} failed, and something had happened"

    result = until_it_succeeds(do, disk, nothing_happened)
    assert (summary(result), journalled(place.station)) == expected
    assert place.station.journal.verify().intact


@pytest.mark.parametrize("act", ["undo", "proxy", "left in between"])
def test_an_act_that_failed_leaves_what_was_scanned_just_now_remembered(
    act: str, place: DeskUnderTest, disk: FailingDisk
) -> None:
    do = ACTS[act](place)
    shown = place.desk.scan(invitation(ADA), "entrance")
    assert shown.repeated

    def still_remembered(_: int) -> None:
        again = place.desk.scan(invitation(ADA), "entrance")
        assert (again.entry, again.repeated) == (shown.entry, True)

    until_it_succeeds(do, disk, still_remembered)


def test_a_group_with_somebody_unknown_admits_nobody(place: DeskUnderTest) -> None:
    before = state(place)
    with pytest.raises(NotFound):
        place.desk.admit_group([ADA, BEN, 999])
    assert state(place) == before
    assert not place.desk.checkin(ADA).repeated


def test_the_last_of_a_group_finds_the_room_full(place: DeskUnderTest) -> None:
    answer = group_of_three(place)()
    assert isinstance(answer, GroupAnswer)
    assert [verdict.outcome for verdict in answer.verdicts] == [
        Outcome.ADMITTED,
        Outcome.ADMITTED,
        Outcome.FULL,
    ]


def test_somebody_twice_on_a_list_is_admitted_once(place: DeskUnderTest) -> None:
    first, second = place.desk.admit_group([ADA, ADA]).verdicts
    assert (first.entry, second.repeated) == (second.entry, True)


@pytest.mark.parametrize("let_in", [True, False])
def test_self_checkin_never_records_that_somebody_is_in_who_needs_a_human(
    place: DeskUnderTest, *, let_in: bool
) -> None:
    if not let_in:
        with_a_note(place)
    served = place.desk.self_service.by_code(invitation(ADA))
    assert (served.let_in, len(place.desk.last())) == (let_in, int(let_in))
    verdict = place.desk.scan(invitation(ADA))
    assert (verdict.repeated, verdict.attention) == (let_in, not let_in)
    assert verdict.outcome is Outcome.ADMITTED


class OvertakenPriority(ScanPriority):
    """Another act is done just before the next one gets its turn to write."""

    def __init__(self, first: Callable[[], object]) -> None:
        super().__init__()
        self._first: Callable[[], object] | None = first

    @contextmanager
    def urgent(self) -> Iterator[None]:
        overtaking, self._first = self._first, None
        if overtaking is not None:
            overtaking()
        with super().urgent():
            yield


def overtake(place: DeskUnderTest, act: Callable[[], object]) -> None:
    place.station.store.priority = OvertakenPriority(act)


def test_two_changes_of_one_delegate_at_once_both_count(place: DeskUnderTest) -> None:
    ada = identifier(ADA)
    overtake(place, lambda: place.people.flag(ada, Flag.NO_PHOTO, on=True))
    place.people.flag(ada, Flag.CALL_LEAD, on=True)
    assert set(place.people.card(ada).delegate.flags) == {Flag.NO_PHOTO, Flag.CALL_LEAD}


def test_a_cancellation_that_comes_before_an_approval_stands(place: DeskUnderTest) -> None:
    gus = identifier(GUS)
    overtake(place, lambda: place.people.cancel(gus))
    with pytest.raises(NotPossible, match="cancelled"):
        place.people.approve(gus)


def test_a_correction_leaves_a_delegate_a_name_whatever_comes_before_it(
    place: DeskUnderTest,
) -> None:
    ada = identifier(ADA)
    overtake(place, lambda: place.people.correct(ada, {"native_name": ""}))
    with pytest.raises(NotPossible, match="name is needed"):
        place.people.correct(ada, {"name": ""})
