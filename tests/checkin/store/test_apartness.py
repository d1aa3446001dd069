"""How old what a desk knows of the others is."""

from __future__ import annotations

import pytest

from checkin.store.apartness import ALONE, LATE_MS, Apartness, of_times
from tests.factories import MORNING


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        ((), ALONE),
        ((0,), Apartness(is_together=True)),
        ((LATE_MS, 0), Apartness(is_together=True)),
        ((LATE_MS + 1, 0), Apartness()),  # one of them is silent
        ((LATE_MS + 1,), Apartness(heard_at=MORNING - LATE_MS - 1)),
        ((LATE_MS + 9, LATE_MS + 5), Apartness(heard_at=MORNING - LATE_MS - 5)),
        ((-LATE_MS,), Apartness(is_together=True)),  # a clock that was put back
    ],
)
def test_a_desk_is_apart_when_it_heard_of_none_and_together_when_of_all(
    ago: tuple[int, ...], expected: Apartness
) -> None:
    assert of_times([MORNING - before for before in ago], MORNING) == expected
