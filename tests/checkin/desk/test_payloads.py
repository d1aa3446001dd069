"""Payloads of other systems: the secret within is looked up, and nothing short."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.desk.payloads import secrets_within
from checkin.domain import CodeKind, Outcome
from checkin.journal import code_issued
from tests import store_copies
from tests.store_copies import HANA

if TYPE_CHECKING:
    from checkin.station import Station

SECRET = "8d0f7780-8536-41ef-a55c-f18fd2fa1bf8"


@pytest.mark.parametrize(
    "payload",
    [
        '{"i": [101, "8d0f7780-8536-41ef-a55c-f18fd2fa1bf8", "https://indico.example.org"]}',
        '{"registrant_id": "5", "checkin_secret": "8D0F7780853641EFA55CF18FD2FA1BF8"}',
        "https://indico.example.org/ticket/8d0f7780-8536-41ef-a55c-f18fd2fa1bf8/",
        "https://indico.example.org/t?event=7&code=8d0f7780-8536-41ef-a55c-f18fd2fa1bf8",
        "https://indico.example.org/t#8d0f7780-8536-41ef-a55c-f18fd2fa1bf8",
    ],
)
def test_the_secret_within_a_payload_lets_in(station: Station, payload: str) -> None:
    with station.store.write() as connection:
        draft = code_issued(SECRET, CodeKind.EXTERNAL, store_copies.identifier(HANA))
        station.journal.append(connection, draft)

    verdict = station.desk.scan(payload, "entrance")
    assert verdict.person is not None
    assert (verdict.outcome, verdict.person.number) == (Outcome.ADMITTED, HANA)


def test_an_address_without_the_secret_is_unknown(station: Station) -> None:
    assert station.desk.scan("https://example.org/t/other-secret", "entrance").person is None


@pytest.mark.parametrize(
    "text",
    [SECRET, "https://example.org/t/12", '{"n": 12345678}', "{broken", "[" * 5_000, "https://[broken/12345678"],
)  # fmt: skip
def test_nothing_is_found_in_a_code_or_in_what_is_no_payload(text: str) -> None:
    assert secrets_within(text) == frozenset()
