"""The line about the connection, and why a desk began a new chain."""

from __future__ import annotations

import pytest

from checkin.domain import LinkPhase, LinkState, NewChain, SilentDesk
from checkin.errors import HubRefuses, HubUnreachable
from checkin.language import LANGUAGES, load
from checkin.wording import LinkLine, Tone, link_line, new_chain

TEN = 1_793_322_000_000  # 10:00 in Tokyo on the first day of the demo event
MINUTE = 60_000
FAILURE = HubUnreachable("no answer")
SHARED = LinkPhase.SHARED


def line(now: int = TEN, **facts: object) -> LinkLine:
    state = LinkState(**{"since": TEN, **facts})  # type: ignore[arg-type]
    return link_line(state, now, "Asia/Tokyo", load("en"))


def test_a_desk_without_company_says_nothing() -> None:
    assert line() == LinkLine("", None)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "Shared just now"), (12, "Shared, 12 s ago"), (125, "Shared at 10:00")],
)
def test_how_fresh_it_is(seconds: int, words: str) -> None:
    assert line(TEN + seconds * 1000, phase=SHARED) == LinkLine(words, Tone.WELCOME)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"to_send": 3, "failure": FAILURE}, "3 to send, no connection since 10:00"),
        ({"failure": FAILURE}, "No connection since 10:00"),
        ({"to_send": 3}, "3 not accepted since 10:00"),
    ],
)
def test_what_waits(facts: dict[str, object], words: str) -> None:
    assert line(TEN, **{"phase": LinkPhase.WAITING, **facts}) == LinkLine(words, Tone.AGAIN)


def test_a_desk_that_the_hub_refuses_is_told_so_and_not_to_wait_for_a_network() -> None:
    refused = HubRefuses("The hub does not let this desk in.")
    told = line(phase=LinkPhase.WAITING, to_send=3, failure=refused)
    assert told == LinkLine("The hub does not let this desk in.", Tone.STOP)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"silent": (SilentDesk("Desk 3", TEN - 2 * MINUTE),)}, "Desk 3 silent since 09:58"),
        (
            {"silent": (SilentDesk("Desk 3", TEN), SilentDesk("Door", TEN + MINUTE))},
            "2 desks silent since 10:00",
        ),
        ({"held": 12}, "12 held"),
        ({"clock_off": 4 * MINUTE}, "This clock is 4 minutes fast"),
        ({"clock_off": -61_000}, "This clock is 1 minute slow"),
        ({"fast_clocks": ("Door 1",)}, "The clock of Door 1 is ahead"),
        (
            {"held": 1, "silent": (SilentDesk("Desk 3", TEN),)},
            "Desk 3 silent since 10:00 · 1 held",
        ),
    ],
)
def test_what_is_to_be_looked_at(facts: dict[str, object], words: str) -> None:
    assert line(TEN, **{"phase": SHARED, **facts}) == LinkLine(words, Tone.AGAIN)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", NewChain)
def test_each_reason_of_a_new_chain_is_a_sentence(reason: NewChain, language: str) -> None:
    assert new_chain(reason, load(language))
