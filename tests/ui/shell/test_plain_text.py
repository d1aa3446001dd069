"""Nothing that came from outside is drawn as markup: looked for in every widget of every page, and in how each is made."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

import pytest

from checkin import settings
from tests.paths import ROOT
from tests.ui import demo_store, ui_audit
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Heard, happen
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

MARKUP: Final = "<img src='file:///nowhere/{at}.png'><b>Zed {at}</b> of a long name that fits into no column at all"
FIELDS: Final = ("name", "native_name", "organisation", "title", "notes", "country", "email")
# What draws markup, and the only places that may: the help that comes with the program.
DRAWS: Final = frozenset(
    {"setHtml", "insertHtml", "appendHtml", "setMarkdown", "setTextFormat", "showText"}
)
MAKES: Final = frozenset(
    {"QLabel", "QMessageBox", "QErrorMessage", "QTextEdit", "QTextBrowser", "QTextDocument"}
    | {"QInputDialog", "QStaticText", "QWebEngineView", "QGraphicsTextItem", "QSystemTrayIcon"}
)
MAY: Final = frozenset(
    {
        ("ui/help/help_sheet.py", "QTextBrowser"),
        ("ui/help/help_sheet.py", "setHtml"),
        ("ui/help/help_sheet.py", "setMarkdown"),
        ("ui/help/handbook_pdf.py", "QTextDocument"),
        ("ui/help/handbook_pdf.py", "setMarkdown"),
        ("ui/printing/list_printing.py", "QTextDocument"),  # filled with a cursor: plain text
    }
)


def test_a_window_full_of_markup_shows_it_as_words(
    tmp_path: Path, store: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    rows = [
        {**row, **{field: MARKUP.format(at=f"{field}-{at}") for field in FIELDS if field in row}}
        for at, row in enumerate(demo_store.demo_rows()[:12])
    ]
    demo_store.open_world(store, rows).station.close()
    window = MainWindow(
        settings.Settings(language="en", theme=settings.Theme.LIGHT, idle_minutes=0),
        tmp_path / "settings.json",
        Appearance(qapp),
        InlineBackground(),
        Heard(),
    )
    qtbot.addWidget(window)
    window.show()
    window.start(store)
    window.reception.unlock(demo_store.PASSPHRASE)
    assert window.workplace is not None
    assert window.station is not None
    window.station.desk.checkin(1, "entrance")
    seen = 0
    for place in window.workplace.places():
        window.workplace.go(place)
        happen()
        window.grab()
        assert list(ui_audit.markup(window)) == [], place
        seen += any("<img" in words for words in ui_audit.told(window))
    assert seen >= 1
    window.close_store()


@pytest.mark.parametrize("file", sorted((ROOT / "ui").rglob("*.py")), ids=lambda path: path.stem)
def test_nothing_that_draws_markup_is_made_but_for_the_help(file: Path) -> None:
    place = file.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            name = getattr(called, "attr", getattr(called, "id", ""))
            plain = name == "setTextFormat" and ast.unparse(node.args[0]).endswith("PlainText")
            if name in DRAWS | MAKES and not plain:
                assert (place, name) in MAY, f"{place}:{node.lineno}: {name}"
        if isinstance(node, ast.ClassDef):
            for base in map(ast.unparse, node.bases):
                if base == "QLabel":
                    assert "PlainText" in ast.unparse(node), f"{place}: {node.name}"
                assert base not in MAKES - {"QLabel"}, f"{place}: {node.name}"
