"""A door: a laptop without names, without codes, and without the key that makes codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import codes, schema
from checkin.domain import CodeKind, DoorOverride, Flag, Manner, Outcome, Question, Reason, Tier
from checkin.errors import NotPossible
from checkin.journal import delegate_changed
from tests.factories import Clock, delegate_fields, randomness
from tests.several_desks import stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

CANARY = "Tursun Canary"
WHO = "0a" * 16


@dataclass(frozen=True)
class Desks:
    organiser: Station
    desk: Station
    door: Station
    code: str
    clock: Clock

    def tell_the_door(self) -> None:
        self.clock.forward(60_000)
        tell(self.desk, self.organiser)
        tell(self.organiser, self.desk)
        tell(self.organiser, self.door)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    """Three desks and one delegate, of whom all have heard."""
    clock = Clock()
    with stations(tmp_path, [Tier.DESK, Tier.DOOR], clock) as (organiser, desk, door):
        ring = organiser.journal.identity.ring
        code = codes.code_of(ring.code_key, WHO, CodeKind.INVITATION, 0)
        fields = delegate_fields(number=7, name=CANARY, notes=CANARY)
        draft = delegate_changed(WHO, fields, codes={code: CodeKind.INVITATION})
        with organiser.store.write() as connection:
            organiser.journal.append(connection, draft)
        found = Desks(organiser, desk, door, code, clock)
        found.tell_the_door()
        yield found


def test_a_door_lets_in_by_the_digest_of_a_code(desks: Desks) -> None:
    verdict = desks.door.desk.scan(desks.code, "entrance")
    assert verdict.outcome is Outcome.ADMITTED
    assert verdict.person is not None
    assert (verdict.person.number, verdict.person.name) == (7, "")
    tell(desks.door, desks.organiser)
    assert desks.organiser.desk.scan(desks.code, "entrance").outcome is Outcome.ALREADY_IN


def test_a_door_holds_no_name_and_no_code(desks: Desks) -> None:
    desks.door.desk.scan(desks.code, "entrance")
    desks.door.desk.scan(f"  {desks.code.lower()} ", "exhibition")
    with desks.door.store.read() as connection:
        rows = [
            repr(row)
            for metadata in (schema.journal, schema.fold, schema.local)
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table)).all()
        ]
    assert len(rows) > 20
    assert not [row for row in rows if CANARY in row or desks.code in row]
    assert desks.door.journal.identity.ring.code_key == b""


def test_who_must_be_stopped_is_sent_to_the_desk(desks: Desks) -> None:
    desks.desk.people.flag(WHO, Flag.CALL_LEAD, on=True)
    desks.tell_the_door()
    verdict = desks.door.desk.scan(desks.code, "entrance")
    assert (verdict.outcome, verdict.reason) == (Outcome.CALL_LEAD, Reason.DOOR)
    forced = Manner(force=DoorOverride.PERMITTED)
    assert desks.door.desk.scan(desks.code, "entrance", forced).outcome is Outcome.CALL_LEAD
    desks.desk.people.flag(WHO, Flag.CALL_LEAD, on=False)
    desks.tell_the_door()
    assert desks.door.desk.scan(desks.code, "entrance").outcome is Outcome.ADMITTED


def test_two_flags_are_two_marks_and_each_goes_by_itself(desks: Desks) -> None:
    """Desks apart: one takes away a question while the other sets another one."""
    desks.organiser.people.flag(WHO, Flag.CHECK_IDENTITY, on=True)
    desks.tell_the_door()
    desks.organiser.people.flag(WHO, Flag.CHECK_IDENTITY, on=False)
    desks.desk.people.flag(WHO, Flag.ASK_CONSENT, on=True)
    desks.tell_the_door()
    verdict = desks.door.desk.scan(desks.code, "entrance")
    assert (verdict.outcome, verdict.reason) == (Outcome.CALL_LEAD, Reason.DOOR)


def test_who_was_asked_at_a_desk_is_let_in_at_the_door(desks: Desks) -> None:
    desks.organiser.people.flag(WHO, Flag.CHECK_IDENTITY, on=True)
    desks.tell_the_door()
    assert desks.door.desk.scan(desks.code, "exhibition").outcome is Outcome.CALL_LEAD
    answered = Manner(answers=frozenset({Question.IDENTITY}))
    assert desks.desk.desk.scan(desks.code, "entrance", answered).outcome is Outcome.ADMITTED
    desks.tell_the_door()
    assert desks.door.desk.scan(desks.code, "exhibition").outcome is Outcome.ADMITTED


def test_an_unknown_code_of_any_kind_is_sent_to_the_desk(desks: Desks) -> None:
    """A stolen door can make no code that lets in, and cannot tell a genuine one that is new."""
    genuine = codes.mint(desks.organiser.journal.identity.ring.code_key, randomness(5))
    foreign = codes.mint(bytes(32), randomness(6))
    for text in (genuine, foreign, "https://example.org/x", "12345"):
        verdict = desks.door.desk.scan(text, "entrance")
        assert (verdict.outcome, verdict.reason) == (Outcome.CALL_LEAD, Reason.DOOR)
    damaged = desks.code[1:] + ("B" if desks.code[-1] != "B" else "C")
    assert desks.door.desk.scan(damaged, "entrance").outcome is Outcome.UNREADABLE
    assert desks.door.journal.verify().intact


def test_a_replaced_code_is_refused_at_the_door(desks: Desks) -> None:
    desks.desk.people.revoke_code(desks.code)
    desks.tell_the_door()
    assert desks.door.desk.scan(desks.code, "entrance").outcome is Outcome.REVOKED


def test_an_override_at_a_door_is_one_of_five_reasons(desks: Desks) -> None:
    desks.organiser.people.cancel(WHO)
    desks.tell_the_door()
    door = desks.door.desk
    assert door.scan(desks.code, "entrance").outcome is Outcome.CANCELLED
    with pytest.raises(NotPossible):
        door.scan(desks.code, "entrance", Manner(force="the minister said so"))
    verdict = door.scan(desks.code, "entrance", Manner(force=DoorOverride.ON_THE_LIST))
    assert verdict.outcome is Outcome.ADMITTED
    tell(desks.door, desks.organiser)
    with desks.organiser.store.read() as connection:
        reasons = connection.scalars(sa.select(schema.scan.c.reason)).all()
    assert sorted(reasons) == ["", DoorOverride.ON_THE_LIST]


def test_by_hand_and_undone_at_a_door(desks: Desks) -> None:
    verdict = desks.door.desk.checkin(7, "entrance")
    assert verdict.outcome is Outcome.ADMITTED
    desks.door.desk.undo(verdict.entry)
    tell(desks.door, desks.organiser)
    with desks.organiser.store.read() as connection:
        presented = connection.scalars(sa.select(schema.scan.c.presented)).all()
    assert presented == [f"hand:{WHO}"]
    assert desks.organiser.desk.scan(desks.code, "entrance").outcome is Outcome.ADMITTED
