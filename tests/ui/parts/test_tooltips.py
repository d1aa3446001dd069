"""No tooltip draws what somebody wrote into a roster, or opens the file that it names."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Rich
from PySide6.QtGui import QTextDocument

from tests.paths import ROOT
from tests.thorough import tries
from ui.parts.tables import TableModel
from ui.parts.theme import LIGHT
from ui.parts.tooltips import tooltip
from ui.parts.widgets import Choice, Elided

HOSTILE = (
    '<img src="file:////server/share/x.png">',
    "<b>Minister</b> of trade",
    "&lt;img src=x&gt;",
    "a < b & c > d",
    "<!-- --><a href='https://example.org'>x</a>",
    "plain words",
)


def shown(tip: str) -> str:
    """What a reader of the tooltip sees."""
    if not Rich.mightBeRichText(tip):
        return tip
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize("words", HOSTILE)
def test_a_tooltip_shows_the_words_as_they_are(words: str) -> None:
    assert shown(tooltip(words)) == words


@tries(60, 2_000)
@given(st.text(st.sampled_from("<>&/!\"'= abimgsrc-"), max_size=40))
def test_whatever_is_written_nothing_is_drawn(words: str) -> None:
    drawn = QTextDocument()
    drawn.setHtml(tooltip(words)) if Rich.mightBeRichText(tooltip(words)) else drawn.setPlainText(
        words
    )
    assert " ".join(drawn.toPlainText().split()) == " ".join(words.split())


@pytest.mark.parametrize("words", HOSTILE[:2])
def test_widgets_and_tables_use_it(words: str, qapp: object) -> None:
    elided, choice = Elided(words, ""), Choice(LIGHT)
    elided.resize(20, 20)
    elided.grab()
    choice.offer("one", words)
    choice.resize(40, 40)
    choice.grab()
    model = TableModel(elided)
    model.show(("Name",), ((words,),))
    cell = model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    tips = [elided.toolTip(), choice.toolTip(), str(cell)]
    assert all(shown(tip) == words for tip in tips if tip)
    assert sum(map(bool, tips)) >= 2


def test_each_tooltip_of_the_window_is_made_plain() -> None:
    seen = 0
    for file in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"setToolTip", "setWhatsThis", "setStatusTip"}
            ):
                (argument,) = node.args
                called = argument.func if isinstance(argument, ast.Call) else None
                assert isinstance(called, ast.Name), f"{file}:{node.lineno}"
                assert called.id == "tooltip", f"{file}:{node.lineno}"
                seen += 1
    assert seen > 5
