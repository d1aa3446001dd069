"""Every name in the glossary exists in the code."""

import re
from pkgutil import resolve_name

import pytest

from tests.paths import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:checkin|ui)\.[\w.]+)`", GLOSSARY)))
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.splitlines()
    if line.startswith("| ")
]
HEAD = ["our word", "the field's word", "what it is"]


@pytest.mark.parametrize("name", NAMED)
def test_what_the_glossary_names_exists(name: str) -> None:
    resolve_name(name)  # raises where the name does not exist


def test_each_row_has_a_word_the_field_s_word_and_a_sentence() -> None:
    assert all(len(row) == len(HEAD) and all(row) for row in ROWS)
    words = [row[0] for row in ROWS if row != HEAD]
    assert len(words) == len(set(words))
