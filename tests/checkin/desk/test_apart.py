"""A desk that has not heard of the others for a minute says so, and may let in what it would refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import codes, language, schema, wording
from checkin.desk import Presentation
from checkin.domain import EXIT, DelegateId, Manner, Outcome, Reason, Tier
from checkin.visibility import Audience, Viewer, verdict
from tests import factories
from tests.factories import HOUR, MINUTE, Clock
from tests.several_desks import stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.domain import Delegate, Verdict
    from checkin.station import Station

LATE = Manner(heard_late=True)
FIELDS = {"name": "Ada Lovelace", "category": "scholar"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pair(tmp_path: Path, clock: Clock) -> Iterator[tuple[Station, Station]]:
    with stations(tmp_path, [Tier.DESK], clock) as (first, other):
        hear(first, other)
        hear(other, first)
        yield first, other


def hear(station: Station, other: Station) -> None:
    tell(other, station)
    station.exchange.hear(other.exchange.statement())


def walk_in(station: Station) -> Delegate:
    return station.desk.walkin(FIELDS, approved=True)


def come(station: Station, who: Delegate, session: str, how: Manner = LATE) -> Verdict:
    return station.desk.present(DelegateId(who.id), session, how)


def test_a_verdict_says_when_the_others_were_heard(
    pair: tuple[Station, Station], clock: Clock
) -> None:
    first, other = pair
    who, heard = walk_in(first), clock.ms
    assert come(first, who, "entrance", Manner()).heard_at is None
    clock.forward(MINUTE + 1)
    told = come(first, who, "exhibition", Manner())
    assert told.heard_at == heard
    assert "As heard at 09:00" in wording.asides(told, first.desk.event, language.load("en"))
    for audience in (Audience.SELF_CHECK_IN, Audience.SECOND_SCREEN):
        viewer = Viewer(first.shift.role, audience=audience)
        assert verdict(told, viewer).heard_at is None
    hear(first, other)
    assert come(first, who, "workshop", Manner()).heard_at is None


def test_a_desk_that_is_alone_and_one_whose_other_has_not_joined_are_not_apart(
    station: Station, clock: Clock
) -> None:
    clock.forward(HOUR)
    code = codes.mint(station.journal.identity.ring.code_key, factories.randomness(9))
    told = station.desk.scan(code, "entrance")
    assert (told.outcome, told.heard_at) == (Outcome.PROVISIONAL, None)


def test_a_genuine_unknown_code_is_let_in_only_while_somebody_was_not_heard(
    pair: tuple[Station, Station], clock: Clock
) -> None:
    first, _ = pair
    minted = (
        codes.mint(first.journal.identity.ring.code_key, factories.randomness(seed))
        for seed in range(2)
    )
    assert first.desk.scan(next(minted), "entrance").outcome is Outcome.CALL_LEAD
    clock.forward(MINUTE + 1)
    assert first.desk.scan(next(minted), "entrance").outcome is Outcome.PROVISIONAL


def test_apart_who_is_in_already_is_let_in_by_anybody_and_it_is_recorded(
    pair: tuple[Station, Station], clock: Clock
) -> None:
    first, other = pair
    who, heard = walk_in(first), clock.ms
    assert come(first, who, "entrance").outcome is Outcome.ADMITTED
    first.shift.hand_over()
    assert come(first, who, "entrance").outcome is Outcome.ALREADY_IN  # together: not so
    clock.forward(2 * MINUTE)
    told = come(first, who, "entrance")
    assert (told.outcome, told.heard_late) == (Outcome.READMITTED, True)
    tell(first, other)
    with other.store.read() as connection:
        query = sa.select(schema.scan).where(schema.scan.c.heard_late == 1)
        (row,) = connection.execute(query).all()
    assert (row.entry, row.heard) == (told.entry, heard)
    words = wording.of(told, first.desk.event, language.load("en"))
    assert words.detail == "Let in, though this desk hears late of the others."
    assert words.tag.endswith("heard late")


def test_apart_so_is_who_has_not_checked_in_and_who_finds_it_full(
    pair: tuple[Station, Station], clock: Clock
) -> None:
    first, _ = pair
    people = [walk_in(first) for _ in range(3)]
    clock.forward(2 * MINUTE)
    refused = come(first, people[0], "workshop", Manner())
    assert (refused.outcome, refused.reason) == (Outcome.WRONG_SESSION, Reason.REQUIRES)
    verdicts = [come(first, who, "workshop") for who in people]  # two places
    assert [told.outcome for told in verdicts] == [Outcome.ADMITTED] * 3
    assert all(told.heard_late for told in verdicts)
    assert first.desk.stats().sessions["workshop"].inside == 3


def test_apart_nobody_passes_what_no_other_desk_can_have_changed(
    pair: tuple[Station, Station], clock: Clock
) -> None:
    first, _ = pair
    cancelled, left = walk_in(first), walk_in(first)
    first.people.cancel(cancelled.id)
    come(first, left, "reception", Manner())
    first.desk.present(DelegateId(left.id), "reception", EXIT)
    clock.forward(2 * MINUTE)
    assert come(first, cancelled, "entrance").outcome is Outcome.CANCELLED
    assert come(first, left, "reception").reason is Reason.NO_RE_ENTRY
    assert come(first, left, "plenary").outcome is Outcome.TOO_EARLY


def scans_recorded(station: Station) -> int:
    return len(station.desk.last(50))


def test_who_is_in_front_is_let_in_by_one_act_and_a_second_press_records_nothing(
    pair: tuple[Station, Station], clock: Clock
) -> None:
    first, _ = pair
    who, front = walk_in(first), Presentation(first.desk)
    first.shift.hand_over()
    first.desk.fixed = "workshop"
    clock.forward(2 * MINUTE)
    assert front.present(DelegateId(who.id)).reason is Reason.REQUIRES
    told = front.let_in_heard_late()
    assert (told.outcome, told.heard_late) == (Outcome.ADMITTED, True)
    before = scans_recorded(first)
    assert front.let_in_heard_late() == told
    assert scans_recorded(first) == before


def test_who_comes_in_anothers_place_still_does_when_let_in_heard_late(
    pair: tuple[Station, Station], clock: Clock
) -> None:
    first, _ = pair
    who, front = walk_in(first), Presentation(first.desk)
    first.desk.fixed = "workshop"
    clock.forward(2 * MINUTE)
    front.present(DelegateId(who.id))
    front.again(Manner(represented_by="Deputy Sato"))
    told = front.let_in_heard_late()
    assert (told.outcome, told.represented_by) == (Outcome.ADMITTED, "Deputy Sato")


def test_if_the_others_were_heard_meanwhile_the_answer_is_the_one_of_now(
    pair: tuple[Station, Station], clock: Clock
) -> None:
    first, other = pair
    who, front = walk_in(first), Presentation(first.desk)
    first.desk.fixed = "workshop"
    clock.forward(2 * MINUTE)
    front.present(DelegateId(who.id))
    hear(first, other)
    told = front.let_in_heard_late()
    assert (told.reason, told.heard_at) == (Reason.REQUIRES, None)
