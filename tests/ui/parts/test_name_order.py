"""Collation: the sort order of names by the window's language."""

import pytest

from checkin.language import load
from ui.parts.name_order import in_order

LATIN = "Somebody"


@pytest.mark.parametrize(
    ("language", "native"),
    [
        ("ja", "佐々木 希"),  # the iteration mark's Unicode name does not say ideograph
        ("ja", "〆木 花"),
        ("ja", "マリー・ｱﾝﾅ"),
        ("ja", "𠮷田 一"),
        ("zh-Hant", "陳 大文"),
        ("zh-Hant", "陳 々"),
        ("ug", "ئابدۇرەھمان قۇربانجان"),
        ("ug", "ﺋﺎﺑﺪﯗ"),
    ],
)
def test_a_name_in_the_script_of_the_readers_stands_first(language: str, native: str) -> None:
    assert in_order(LATIN, native, load(language)) == (native, LATIN)


@pytest.mark.parametrize(
    ("language", "native"),
    [
        ("ja", "김민준"),
        ("ja", "田中 Ann"),
        ("zh-Hant", "たなか"),
        ("ug", "陳 大文"),
        ("en", "陳 大文"),
        ("ja", ""),
        ("ja", "・"),
    ],
)
def test_any_other_stands_second(language: str, native: str) -> None:
    assert in_order(LATIN, native, load(language)) == (LATIN, native)
