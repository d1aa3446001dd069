"""The manual of layouts is complete: every key, choice and source; its examples are valid."""

from __future__ import annotations

import re

import pytest

from checkin.layout.model import ElementKind
from checkin.layout.properties import (
    COLOURS,
    LAYOUT_PROPERTIES,
    PHRASES,
    PROPERTIES,
    SHORTENINGS,
    SOURCES,
)
from checkin.layout.reading import read
from checkin.layout.sheets import BUILT_IN, PAPERS, read_sheets
from tests.checkin.paper_samples import LIBRARY
from tests.paths import ROOT

MANUAL = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"[a-z0-9_.-]+", MANUAL))


@pytest.mark.parametrize("kind", ElementKind)
def test_every_key_and_every_choice_is_in_the_manual(kind: ElementKind) -> None:
    for prop in PROPERTIES[kind]:
        assert f"`{prop.key}`" in MANUAL, prop.key
        assert {choice.lower() for choice in prop.choices or ()} <= WORDS, prop.key


def test_every_key_of_a_layout_is_in_the_manual() -> None:
    for prop in LAYOUT_PROPERTIES:
        assert f"`{prop.key}`" in MANUAL or f"[{prop.key}]" in MANUAL, prop.key
        assert {choice.lower() for choice in prop.choices or ()} <= WORDS, prop.key


@pytest.mark.parametrize("words", [SOURCES, COLOURS, SHORTENINGS, (*BUILT_IN, *PAPERS)])
def test_every_word_with_a_meaning_is_in_the_manual(words: tuple[str, ...]) -> None:
    assert set(words) <= WORDS


def test_every_phrase_and_every_layout_is_in_the_manual() -> None:
    assert all(f".{name}`" in MANUAL for name in PHRASES)
    assert all(f"`{name}`" in MANUAL for name in LIBRARY.built_in())


def test_the_examples_of_the_manual_can_be_used() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", MANUAL, re.DOTALL)
    layout = read(blocks[0], "example")
    assert [element.id for element in layout.elements] == ["band", "name", "symbol"]
    assert read(f"width = 50\nheight = 50\n{blocks[1]}", "short").short["University"] == "Univ."
    assert "avery-l7418" in read_sheets(blocks[2], "sheets")
