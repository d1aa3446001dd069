"""What a hub withholds: told after a minute, until it has come, and anew when it happens again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.domain import Tier
from checkin.journal import Head
from checkin.sync import withheld
from tests.factories import MINUTE, Clock
from tests.several_desks import stations

if TYPE_CHECKING:
    from pathlib import Path

CHAIN, OTHER, DESK = "c" * 32, "d" * 32, "e" * 32
FIFTH, SIXTH, NINTH = (Head(CHAIN, number, f"{number}" * 64) for number in (5, 6, 9))


def test_it_is_sure_after_a_minute_and_stays_until_it_happens_again(tmp_path: Path) -> None:
    clock = Clock()
    with stations(tmp_path, [Tier.DESK], clock) as (first, _):

        def after(*missing: Head) -> list[tuple[int, bool, bool]]:
            withheld.note(first.store, dict.fromkeys(missing, DESK), clock.ms)
            with first.store.read() as connection:
                noted = withheld.noted(connection)
            assert {one.seen_by for one in noted} <= {DESK}
            return [(one.seq, one.is_sure, one.is_over) for one in noted]

        assert after(SIXTH, FIFTH) == [(5, False, False)]
        assert after() == []  # it was late
        assert after(FIFTH) == [(5, False, False)]
        clock.forward(MINUTE)
        # The chain goes on meanwhile: the latest statement names a later entry of it.
        assert after(SIXTH, Head(OTHER, 1, "1" * 64)) == [(5, True, False), (1, False, False)]
        assert after() == [(5, True, True)]
        assert after(NINTH) == [(9, False, False)]
