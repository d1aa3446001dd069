"""What a role and a mode may see, of everybody and everywhere: by the real desk, on what it returns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin import visibility
from checkin.domain import EXIT, CodeStatus, Flag, Onlookers, Outcome, Role
from checkin.visibility import Audience, Viewer
from tests.factories import MINUTE
from tests.store_copies import ADA, BEN, EMIL, identifier, invitation

if TYPE_CHECKING:
    from checkin.station import Station
    from tests.factories import Clock

from tests.checkin.who_sees import (
    AT_THE_DESK,
    CONTACT,
    OF_DELEGATIONS,
    Mode,
    Seen,
    delegates,
    hand_over,
    in_person,
    note,
    settled,
    words,
)

__all__ = ["delegates"]  # a fixture

pytestmark = [pytest.mark.parametrize("role", Role), pytest.mark.parametrize("mode", Mode)]


def test_the_first_verdict(station: Station, delegates: tuple[Seen, ...]) -> None:
    hand_over(station, delegates[0].role, delegates[0].mode)
    for seen in delegates:
        verdict = station.desk.scan(invitation(seen.number), "entrance")
        asks_a_lead = verdict.outcome is Outcome.CALL_LEAD
        assert asks_a_lead is seen.quiet
        if asks_a_lead:
            assert words(verdict) == seen.named, seen
        else:
            comes = verdict.outcome is Outcome.ADMITTED and seen.mode is Mode.NAMES
            tell = {"tell"} if comes else set()
            assert words(verdict) == in_person(seen) | note(seen) | tell, seen
        to_read = Flag.ATTENTION in seen.flags and not asks_a_lead
        assert verdict.attention is (to_read and bool(note(seen))), seen


def test_a_verdict_that_was_forced_is_told_anew_to_who_takes_over(
    station: Station, delegates: tuple[Seen, ...], clock: Clock
) -> None:
    verdicts = [settled(station, clock, seen.number) for seen in delegates]
    hand_over(station, delegates[0].role, delegates[0].mode)
    for seen, verdict in zip(delegates, verdicts, strict=True):
        told = station.desk.told(verdict)
        reason = {"reason"} if seen.leads else set()
        proxy = {"proxy"} if seen.mode is Mode.NAMES else set()
        assert words(told) == in_person(seen) | note(seen) | reason | proxy, seen
        assert station.desk.told(told) == told


def test_a_later_verdict(station: Station, delegates: tuple[Seen, ...], clock: Clock) -> None:
    for seen in delegates:
        settled(station, clock, seen.number)
    hand_over(station, delegates[0].role, delegates[0].mode)
    for seen in delegates:
        verdict = station.desk.scan(invitation(seen.number), "plenary", EXIT)
        assert (verdict.outcome, verdict.attention) == (Outcome.LEFT, False)
        was_read = Flag.ATTENTION in seen.flags
        assert words(verdict) == in_person(seen) | (set() if was_read else note(seen)), seen


def test_a_seat_that_is_taken(
    station: Station, delegates: tuple[Seen, ...], role: Role, mode: Mode, clock: Clock
) -> None:
    calm = [seen for seen in delegates if not seen.quiet]
    for seen in calm:
        settled(station, clock, seen.number)
    clock.forward(MINUTE)
    hand_over(station, role, mode)
    for seen in calm:
        verdict = station.desk.scan(invitation(seen.number), "plenary")
        assert verdict.outcome is Outcome.ALREADY_IN
        proxy = {"proxy"} if mode is Mode.NAMES else set()
        assert words(verdict) - {"note"} == in_person(seen) | proxy, seen


@pytest.mark.parametrize("audience", [Audience.SELF_CHECK_IN, Audience.SECOND_SCREEN])
def test_no_card_is_for_a_screen_in_the_hall(
    station: Station, delegates: tuple[Seen, ...], role: Role, mode: Mode, audience: Audience
) -> None:
    hand_over(station, Role.ORGANISER, mode)
    hall = Viewer(role, audience=audience)
    card = visibility.card(station.people.card(identifier(ADA)), hall)
    assert (words(card), card.changes) == (set(), ())
    assert invitation(ADA) not in repr(card)
    assert words([visibility.found(hit, hall) for hit in station.desk.find(str(ADA))]) == set()


def test_the_last_ten(station: Station, delegates: tuple[Seen, ...], clock: Clock) -> None:
    for seen in delegates:
        settled(station, clock, seen.number)
    hand_over(station, delegates[0].role, delegates[0].mode)
    lines = station.desk.last(2 * len(delegates))
    for seen in delegates:
        forced, first = (
            line for line in lines if line.person and line.person.number == seen.number
        )
        named = seen.named
        proxy = {"proxy"} if named else set()
        assert words(forced) == named | proxy | ({"reason"} if seen.leads else set()), seen
        assert words(first) == (set() if seen.quiet else named), seen
        assert forced.by_lead is (seen.leads or (bool(named) and not seen.quiet)), seen


@pytest.mark.parametrize("onlookers", Onlookers)
def test_the_last_ten_at_rest(
    station: Station, delegates: tuple[Seen, ...], clock: Clock, onlookers: Onlookers
) -> None:
    """Once the card has gone, visitors read nothing but the number and the answer."""
    for seen in delegates:
        settled(station, clock, seen.number)
    role = delegates[0].role
    hand_over(station, role, delegates[0].mode)
    station.shift.onlookers = onlookers
    yes = {Onlookers.YES: True, Onlookers.NO: False, Onlookers.AUTOMATIC: role is Role.VOLUNTEER}
    for line in station.desk.last(2 * len(delegates)):
        resting = visibility.at_rest(line, station.shift.viewer)
        if not yes[onlookers]:
            assert resting == line
            continue
        assert words(resting) == set()
        assert not resting.by_lead
        assert line.person
        assert resting.person
        assert (resting.person.number, resting.person.category) == (line.person.number, "scholar")


def test_who_may_ask_for_a_legal_name(station: Station, delegates: tuple[Seen, ...]) -> None:
    """Leads and organisers, of whom is shown by an alias, on a desk that shows names."""
    hand_over(station, delegates[0].role, delegates[0].mode)
    for seen in delegates:
        viewer, wanted = station.shift.viewer, seen.leads and seen.protected
        verdict = station.desk.scan(invitation(seen.number), "entrance")
        assert verdict.person
        assert visibility.asks_legal_name(verdict.person, viewer) is wanted, seen
        card = station.people.card(identifier(seen.number))
        assert visibility.asks_legal_name(card.delegate, viewer) is wanted, seen
        for audience in (Audience.SELF_CHECK_IN, Audience.SECOND_SCREEN):
            hall = replace(viewer, audience=audience)
            assert not visibility.asks_legal_name(verdict.person, hall)
            assert not visibility.asks_legal_name(card.delegate, hall)


def test_a_look_up(station: Station, delegates: tuple[Seen, ...]) -> None:
    mode = delegates[0].mode
    hand_over(station, delegates[0].role, mode)
    for seen in delegates:
        (hit,) = (
            found for found in station.desk.find(str(seen.number)) if found.number == seen.number
        )
        reading = {"reading"} if mode is Mode.NAMES and not seen.protected else set()
        assert words(hit) == seen.named | reading, seen
        assert (hit.namesake, bool(hit.marked_name)) == (mode is Mode.NAMES, False)
    assert bool(station.people.find("Zwicky")) is (mode is Mode.NAMES)
    assert station.people.find("Zwicky") == station.desk.find("Zwicky")


def test_the_card(station: Station, delegates: tuple[Seen, ...], clock: Clock) -> None:
    for seen in delegates:
        settled(station, clock, seen.number)
    hand_over(station, delegates[0].role, delegates[0].mode)
    for seen in delegates:
        card = station.people.card(identifier(seen.number))
        assert words(card.delegate) == on_card(seen), seen
        assert words(card.codes) == set()


def on_card(seen: Seen) -> set[str]:
    if seen.mode is not Mode.NAMES:
        return seen.marks(AT_THE_DESK)
    marks = seen.marks(AT_THE_DESK | OF_DELEGATIONS)
    reading = set() if seen.protected else {"reading"}
    if seen.leads:
        extra = {"extra"} if seen.role is Role.ORGANISER else set()
        return seen.named | reading | {"tell"} | marks | {"note"} | CONTACT | extra
    shown = seen.named | {"tell"} | marks | reading
    withheld = {Flag.CALL_LEAD, Flag.ATTENTION} & set(seen.flags)
    return shown if withheld else shown | {"note"}


def test_the_history(station: Station, delegates: tuple[Seen, ...], clock: Clock) -> None:
    """Scans and changes: what tells of a quiet check is for leads."""
    for seen in delegates:
        settled(station, clock, seen.number)
    hand_over(station, delegates[0].role, delegates[0].mode)
    for seen in delegates:
        card = station.people.card(identifier(seen.number))
        outcomes = [scan.outcome for scan in card.scans]
        asked = Outcome.CALL_LEAD if seen.quiet else Outcome.TOO_EARLY
        named = seen.mode is Mode.NAMES
        if seen.leads:
            assert outcomes == [Outcome.ADMITTED, asked]
            assert card.scans[0].by_lead
            assert {"reason", "proxy"} <= words(card.scans)
            assert words(card.changes) >= {"note", *seen.marks(set())}
        else:
            assert card.changes == ()
            assert outcomes == ([Outcome.ADMITTED] if seen.quiet else [Outcome.ADMITTED, asked])
            assert card.scans[0].by_lead is (named and not seen.quiet), seen
            assert words(card.scans) == ({"proxy"} if named else set()), seen


def test_a_check_that_is_over_stays_with_leads(
    station: Station, role: Role, mode: Mode, clock: Clock
) -> None:
    settled(station, clock, EMIL)
    station.people.flag(identifier(EMIL), Flag.CALL_LEAD, on=False)
    hand_over(station, role, mode)
    scans = station.people.card(identifier(EMIL)).scans
    leads = Seen(role, mode).leads
    assert len(scans) == (2 if leads else 1)
    assert scans[0].by_lead is leads


def test_self_check_in(station: Station, delegates: tuple[Seen, ...]) -> None:
    hand_over(station, delegates[0].role, delegates[0].mode)
    station.desk.fixed = "entrance"
    for seen in delegates:
        served = station.desk.self_service.by_code(invitation(seen.number))
        named = seen.named & {"name", "native", "pseudonym"} if served.let_in else set()
        assert words(served) == named, seen
        asked = {Flag.CALL_LEAD, Flag.CHECK_IDENTITY, Flag.ASK_CONSENT} & set(seen.flags)
        assert not (asked and served.let_in)
        expected = Outcome.ADMITTED if served.let_in else Outcome.NEEDS_ANSWER
        assert served.verdict.outcome is expected, seen


def test_the_second_screen(station: Station, delegates: tuple[Seen, ...], clock: Clock) -> None:
    verdicts = [settled(station, clock, seen.number) for seen in delegates]
    hand_over(station, delegates[0].role, delegates[0].mode)
    for seen, verdict in zip(delegates, verdicts, strict=True):
        delegate = replace(station.shift.viewer, audience=Audience.SECOND_SCREEN)
        greeted = visibility.verdict(verdict, delegate)
        assert (greeted.outcome, words(greeted)) == (Outcome.ADMITTED, set()), seen
        later = station.desk.scan(invitation(seen.number), "entrance")
        shown = visibility.verdict(later, delegate)
        came = later.outcome is Outcome.ADMITTED
        assert shown.outcome is (Outcome.ADMITTED if came else Outcome.NEEDS_ANSWER), seen
        assert words(shown) == set(), seen
        assert identifier(seen.number) not in repr((greeted, shown))


@pytest.mark.parametrize("audience", Audience)
def test_an_old_code_says_nothing_of_whose_it_was(
    station: Station, role: Role, mode: Mode, audience: Audience
) -> None:
    station.people.revoke_code(invitation(ADA))
    hand_over(station, role, mode)
    verdict = station.desk.scan(invitation(ADA), "entrance")
    told = visibility.verdict(verdict, Viewer(role, audience=audience))
    (line,) = station.desk.last()
    assert (verdict.person, told.person, line.person) == (None, None, None)
    assert line.outcome is Outcome.REVOKED


def test_a_hit_who_is_checked_quietly_looks_like_any_other(
    station: Station, role: Role, mode: Mode
) -> None:
    """But for what tells anybody from anybody: the number, the name, the id."""
    hand_over(station, role, mode)
    told = []
    for number in (EMIL, ADA + 8):
        (hit,) = (found for found in station.desk.find(str(number)) if found.number == number)
        told.append((hit.organisation, hit.category, hit.status, hit.inside_since, hit.reading))
    assert told[0] == told[1]


def test_a_code_is_whole_for_who_may_issue_one(station: Station, role: Role, mode: Mode) -> None:
    hand_over(station, role, mode)
    (code,) = station.people.card(identifier(BEN)).codes
    whole = mode is Mode.NAMES and role is not Role.VOLUNTEER
    assert code.code == (invitation(BEN) if whole else invitation(BEN)[-4:])
    assert code.status is CodeStatus.VALID


def test_only_who_may_see_everybody_is_shown_more_than_eight(
    station: Station, role: Role, mode: Mode
) -> None:
    hand_over(station, role, mode)
    everybody = role is Role.ORGANISER and mode is Mode.NAMES
    found = len(station.people.find("Kanarienvogel", 500))
    nobody = mode is not Mode.NAMES
    assert found == (12 if everybody else 0 if nobody else 8)
