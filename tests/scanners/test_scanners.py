"""A few codes for each layout and input method, typed into the real window on a virtual screen.

The full test, a thousand of each, is `make scanners`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.scanners.input_methods import Method
from tests.scanners.screen import Screen, missing
from tests.scanners.typing_run import LAYOUTS, Count, Window, compose_codes, type_codes, window

if TYPE_CHECKING:
    from collections.abc import Iterator

LACKING = missing()
pytestmark = pytest.mark.skipif(bool(LACKING), reason=f"this needs {', '.join(LACKING)}")
FEW = 14  # each place of the focus twice, each end of a code more often


@pytest.fixture(scope="module")
def stage() -> Iterator[tuple[Screen, Window]]:
    with Screen() as screen, window(screen) as subject:
        yield screen, subject


def told(count: Count) -> tuple[int, list[str], list[str], list[str]]:
    return count.right, count.wrong, count.pressed, count.written


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_scan_is_read_whatever_the_layout_and_the_focus_and_nothing_is_pressed(
    stage: tuple[Screen, Window], layout: str
) -> None:
    count = type_codes(*stage, layout, FEW)
    assert told(count) == (count.sent, [], [], [])
    assert count.sent >= FEW


@pytest.mark.parametrize("method", Method)
def test_every_scan_is_read_though_an_input_method_stands_between(
    stage: tuple[Screen, Window], method: Method
) -> None:
    stage[0].set_layout("us")
    count = compose_codes(stage[1], method, FEW)
    assert told(count) == (FEW, [], [], [])
