"""Wrong clocks on the command line: said on standard error, and a desk's times corrected."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin.bootstrap import open_store
from checkin.cli.joining_commands import milliseconds
from checkin.domain import Tier
from checkin.errors import UsageError
from tests.factories import DAY, HOUR, MINUTE, Clock
from tests.several_desks import PASSPHRASE, stations, tell

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.cli.program import Program

SAID = "This computer's clock says "


@pytest.fixture
def heard(program: Program, tmp_path: Path) -> tuple[Program, str]:
    """An organiser's store that has heard of a desk whose clock is nine hours ahead; and that desk's id."""
    ahead = Clock(time.time_ns() // 1_000_000 + 9 * HOUR)
    with stations(tmp_path, [Tier.DESK]) as (first, other):
        other.close()
        with open_store(other.folder, PASSPHRASE, clock=ahead) as wrong:
            wrong.desk.walkin({"name": "Ada", "category": "scholar"}, approved=True)
            tell(wrong, first)
            first.exchange.hear(wrong.exchange.statement())
    return replace(program, store=first.folder, passphrase=PASSPHRASE), other.desk_id


def test_times_are_shown_corrected_and_put_back(heard: tuple[Program, str]) -> None:
    first, desk = heard
    ran = first("desk", "clock", desk, "--json")
    assert ran.err.startswith(SAID)  # there is one other desk, and it may be right
    shown = ran.json
    assert (shown["from"], shown["corrected"]) == (1, False)
    assert shown["offset"] == -9 * HOUR  # less what it took to come
    done = first("desk", "clock", desk, "--earlier", "9h", "--json").json
    assert (done["offset"], done["corrected"]) == (-9 * HOUR, True)
    assert first("desk", "clock", desk, "--json").json["offset"] is None
    assert "is moved 9 hours earlier." not in first("desk", "clock", desk).out
    numbers = ("--from", done["from"], "--to", done["to"])
    back = first("desk", "clock", desk, *numbers, "--later", "0", "--json").json
    assert back["offset"] == 0
    assert first("verify", "--json").json["intact"]
    assert first("desk", "clock", desk, "--earlier", "soon").status == 2
    assert first("desk", "clock", desk, "--earlier", "9h", "--from", "1").status == 2


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("9h", 9 * HOUR),
        ("2d 3h", 2 * DAY + 3 * HOUR),
        ("90m", 90 * MINUTE),
        ("1500ms", 1500),
        ("0", 0),
    ],
)
def test_times_are_given_in_the_usual_units(text: str, ms: int) -> None:
    assert milliseconds(text) == ms


@pytest.mark.parametrize("text", ["", "9", "h", "-9h", "9 hours", "٣h"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        milliseconds(text)
