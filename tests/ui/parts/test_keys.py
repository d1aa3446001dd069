"""The table of keys: one meaning for each, taken from one place, and written down."""

from __future__ import annotations

import ast
import re
from typing import Final

import pytest
from PySide6.QtGui import QKeySequence

from tests.paths import ROOT
from ui.parts.keys import WindowKey, sequence

TABLE: Final = ROOT / "ui" / "parts" / "keys.py"
KEY: Final = re.compile(r"F\d{1,2}|(Ctrl|Alt|Shift)[ +]\S+|Enter|Esc|Del|Ins|PgUp|PgDown")
# A label of a scanner's terminator, and the same key as `Ctrl +` on keyboards where + needs Shift.
NO_SHORTCUTS: Final = {("trial_sheet.py", "Enter"), ("page.py", "Ctrl+=")}


def test_keys_are_taken_from_the_table_alone() -> None:
    """So no key has two meanings: the table is an enum without repeats."""
    found = {
        (file.name, node.value)
        for file in (ROOT / "ui").rglob("*.py")
        if file != TABLE
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and KEY.fullmatch(node.value)
    }
    assert found <= NO_SHORTCUTS


def test_each_member_has_one_name_and_one_place() -> None:
    """An action of a page has one key, and a key the actions of one meaning."""
    places: dict[str, set[str]] = {}
    for file in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Offer"
                and isinstance(node.args[0], ast.Attribute)
                and isinstance(node.args[-1], ast.Attribute)
            ):
                place = f"{ast.unparse(node.args[0])}"
                places.setdefault(place, set()).add(node.args[-1].attr)
    assert len(places) > 20
    # The lead's key calls the lead or is the lead's own; each act has exactly one key.
    assert {act: keys for act, keys in places.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("key", WindowKey)
def test_qt_understands_each_key(key: WindowKey) -> None:
    assert QKeySequence(sequence(key)).toString()


def test_no_two_keys_are_the_same_for_qt() -> None:
    keys = [QKeySequence(sequence(key)).toString() for key in WindowKey]
    assert len(set(keys)) == len(keys)


def test_each_key_is_in_the_documents() -> None:
    page = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    assert [key for key in WindowKey if f"| {key} |" not in page] == []
