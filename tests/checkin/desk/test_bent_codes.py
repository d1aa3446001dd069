"""External ticket codes garbled by a keyboard layout mismatch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from checkin import codes
from checkin.desk import bent_codes
from checkin.domain import CodeKind, Outcome
from checkin.journal import code_issued
from checkin.keyboards import US, bent, layout_named
from tests import store_copies
from tests.store_copies import ADA, BEN, CHIO, FAY, HANA

if TYPE_CHECKING:
    from checkin.domain import Verdict
    from checkin.station import Station

PRETIX = "qw7z4yk2m9xa5hbtj3fnce8urdpgva6s"
URL = "https://tickets.example.org/t?x=YZ1&q=a_b"
INDICO = json.dumps(
    {
        "registration_id": 1234,
        "checkin_secret": "6a7f9c1e-5d2b-4b8e-9c3d-00ff12ab34cd",
        "event_id": "77",
        "server_url": "https://indico.example.org",
    }
)
SEATS = {"Y12": ADA, "Q0001-TICKET-2026": BEN}


def issue(station: Station, issued: dict[str, int]) -> None:
    with station.store.write() as connection:
        for code, number in issued.items():
            draft = code_issued(code, CodeKind.EXTERNAL, store_copies.identifier(number))
            station.journal.append(connection, draft)


def scan(station: Station, text: str) -> Verdict:
    return station.desk.scan(text, "entrance")


def number_of(verdict: Verdict) -> int | None:
    return verdict.person.number if verdict.person else None


@pytest.mark.parametrize("computer", ["gb", "jp", "fr", "de", "tr", "ru", "ua"])
@pytest.mark.parametrize("code", [PRETIX, URL], ids=["secret", "url"])
def test_the_code_of_another_system_is_known_though_a_layout_has_bent_it(
    station: Station, code: str, computer: str
) -> None:
    issue(station, {code: HANA})
    verdict = scan(station, bent(code, US, layout_named(computer)))
    assert (verdict.outcome, number_of(verdict)) == (Outcome.ADMITTED, HANA)


@pytest.mark.parametrize("computer", ["gb", "fr", "de", "tr", "ru", "ua"])
def test_so_is_the_json_that_indico_prints(station: Station, computer: str) -> None:
    issue(station, {INDICO: HANA})
    assert number_of(scan(station, bent(INDICO, US, layout_named(computer)))) == HANA


def test_its_prefix_is_bent_with_it(station: Station) -> None:
    issue(station, {PRETIX: HANA})
    assert number_of(scan(station, bent("]Q1" + PRETIX, US, layout_named("fr")))) == HANA


def test_caps_lock_does_not_matter(station: Station) -> None:
    issue(station, {PRETIX: HANA})
    assert number_of(scan(station, PRETIX.upper())) == HANA


def test_what_is_recorded_is_the_code_and_the_same_again_is_a_repeat(station: Station) -> None:
    issue(station, {PRETIX: HANA})
    first = scan(station, bent(PRETIX, US, layout_named("fr")))
    assert scan(station, PRETIX).entry == first.entry


def test_a_revoked_one_is_revoked_however_it_comes(station: Station) -> None:
    issue(station, {PRETIX: HANA})
    station.people.revoke_code(PRETIX)
    assert scan(station, bent(PRETIX, US, layout_named("fr"))).outcome is Outcome.REVOKED


@pytest.mark.parametrize("presented", ["Z12", "y12", "A0001-TICKET-2026"])
def test_a_neighbours_ticket_lets_nobody_in_under_another_name(
    station: Station, presented: str
) -> None:
    """Z12 may be Y12 on a German keyboard, or a ticket that has not been imported yet."""
    issue(station, {**SEATS, "Q0002-TICKET-2026": CHIO})
    assert scan(station, presented).outcome is Outcome.UNKNOWN


def test_a_letter_that_no_ticket_has_shows_that_it_was_bent(station: Station) -> None:
    """`!` on a French keyboard is `/` on an American one, and no ticket here has a `!`."""
    issue(station, {"T/12": FAY, "T/13": BEN})
    assert number_of(scan(station, "T!12")) is None  # digits arrive as signs
    assert number_of(scan(station, bent("T/12", US, layout_named("fr")))) == FAY


def test_a_text_that_may_be_either_of_two_codes_is_neither(station: Station) -> None:
    """`~` on a Japanese keyboard is `)` or `+` on an American one."""
    issue(station, {"SEAT-(12)-AAAAAA": ADA, "SEAT-(12+-BBBBBB": BEN})
    typed = bent("SEAT-(12)-AAAAAA", US, layout_named("jp"))
    assert number_of(scan(station, typed)) == ADA
    issue(station, {"SEAT-(12+-AAAAAA": CHIO})
    assert scan(station, typed).outcome is Outcome.UNKNOWN


def test_a_very_long_text_is_not_turned_over(station: Station) -> None:
    assert scan(station, "x" * 1_001).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "presented",
    [
        "\uff50\uff52\uff45\uff54\uff49\uff58\uff0d\uff17\uff46\uff21\uff19",
        "\ufeffpretix-7fA9",
        "pre\u200btix-7fA9\u200d",
        "\u3000pretix-7fA9 ",
        "]Q1pretix-7fA9",
    ],
    ids=["full width", "byte order mark", "zero width", "spaces", "symbology"],
)
def test_a_code_of_another_system_is_known_in_any_dress(station: Station, presented: str) -> None:
    assert number_of(scan(station, presented)) == HANA


def test_two_codes_that_differ_in_case_stay_two(station: Station) -> None:
    issue(station, {"Seat-a": ADA, "Seat-A": BEN})
    assert number_of(scan(station, "Seat-a")) == ADA
    assert number_of(scan(station, "Seat-A")) == BEN


def test_an_address_is_never_straightened(station: Station) -> None:
    issue(station, {URL: HANA})
    assert scan(station, URL.swapcase()).outcome is Outcome.UNKNOWN


def test_an_unknown_code_is_straightened_before_the_transaction(station: Station) -> None:
    """What is scanned while a bent code is worked out waits for nothing."""
    reading = codes.read(bent(PRETIX, US, layout_named("fr")))
    issue(station, {PRETIX: HANA})
    with station.store.write():
        assert bent_codes.straightened(station.store, reading).text == PRETIX
