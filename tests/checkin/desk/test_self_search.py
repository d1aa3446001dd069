"""Self-check-in without a code: name and number or e-mail address must both match, and nobody can fish for names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.desk.self_search import FREE, LONGEST_MS
from checkin.domain import Flag, Outcome
from checkin.journal import delegate_changed
from tests.store_copies import ADA, BEN, identifier

if TYPE_CHECKING:
    from checkin.station import Station
    from tests.factories import Clock

SECOND = 1_000


@pytest.fixture
def named(station: Station) -> Station:
    give(
        station,
        ADA,
        name="Rabiya Kadeer",
        native_name="رابىيە قادىر",
        reading="らびや かでぃーる",
        email="R.Kadeer@example.org",
    )
    return station


def give(station: Station, number: int, **fields: object) -> None:
    with station.store.write() as connection:
        station.journal.append(connection, delegate_changed(identifier(number), fields))


@pytest.mark.parametrize(
    ("name", "proof"),
    [
        ("Rabiya Kadeer", str(ADA)),
        ("kadeer,  RABIYA", str(ADA)),
        ("رابىيە قادىر", str(ADA)),
        ("Rabiya Kadeer", " r.kadeer@EXAMPLE.org "),
    ],
)
def test_both_match_and_they_are_let_in(named: Station, name: str, proof: str) -> None:
    served = named.desk.self_service.by_name(name, proof)
    assert served is not None
    assert served.let_in
    assert served.verdict.outcome is Outcome.ADMITTED
    assert served.verdict.person is not None
    assert served.verdict.person.name == "Rabiya Kadeer"


@pytest.mark.parametrize(
    ("name", "proof"),
    [
        ("Rabiya", str(ADA)),
        ("Rabiya K", str(ADA)),
        ("", str(ADA)),
        ("Rabiya Kadeer", str(BEN)),
        ("Rabiya Kadeer", "kadeer@example.org"),
        ("Rabiya Kadeer", "%@example.org"),
        ("Rabiya Kadeer", ""),
        ("Rabiya Kadeer", "9" * 40),
        ("' OR 1=1 --", str(ADA)),
    ],
)
def test_what_does_not_match_finds_nobody_and_records_nothing(
    named: Station, name: str, proof: str
) -> None:
    assert named.desk.self_service.by_name(name, proof) is None
    assert named.desk.last() == ()


def test_who_must_not_be_named_is_sent_to_the_desk_like_everybody_who_is_not_found(
    named: Station,
) -> None:
    give(named, ADA, flags=[Flag.PROTECTED.value])
    assert named.desk.self_service.by_name("Rabiya Kadeer", str(ADA)) is None


def test_who_is_marked_is_not_let_in_by_a_machine_and_the_desk_has_it(named: Station) -> None:
    give(named, ADA, flags=[Flag.CALL_LEAD.value])
    served = named.desk.self_service.by_name("Rabiya Kadeer", str(ADA))
    assert served is not None
    assert not served.let_in
    assert served.verdict.person is None
    assert [scan.outcome for scan in named.desk.last()] == [Outcome.CALL_LEAD]


def test_each_attempt_that_fails_makes_the_next_one_wait_longer(
    named: Station, clock: Clock
) -> None:
    attempts = named.desk.self_service
    for _ in range(FREE):
        attempts.by_name("Somebody", str(ADA))
        assert attempts.attempts.waits_ms == 0
    attempts.by_name("Somebody", str(ADA))
    assert attempts.attempts.waits_ms == 2 * SECOND
    assert attempts.by_name("Rabiya Kadeer", str(ADA)) is None  # though it is right
    clock.forward(2 * SECOND)
    attempts.by_name("Somebody", str(ADA))
    assert attempts.attempts.waits_ms == 4 * SECOND
    for _ in range(40):
        clock.forward(LONGEST_MS)
        attempts.by_name("Somebody", str(ADA))
    assert attempts.attempts.waits_ms == LONGEST_MS
    clock.forward(LONGEST_MS)
    assert attempts.by_name("Rabiya Kadeer", str(ADA)) is not None
    assert attempts.attempts.waits_ms == 0


def test_who_is_found_takes_no_wait_from_who_goes_on_trying(named: Station, clock: Clock) -> None:
    """A guest with a registration of their own could else try the names of others for ever."""
    service = named.desk.self_service
    for _ in range(3):
        service.by_name("Somebody", str(ADA))
    clock.forward(2 * SECOND)
    assert service.by_name("Rabiya Kadeer", str(ADA)) is not None
    service.by_name("Somebody", str(ADA))
    assert service.attempts.waits_ms == 4 * SECOND
    clock.forward(5 * 60 * SECOND)  # a quiet minute forgives one
    service.by_name("Somebody", str(ADA))
    assert service.attempts.waits_ms == 0
