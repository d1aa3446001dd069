"""Language switch at runtime: text, right-to-left direction, letter forms, and the next printout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from checkin import settings
from checkin.language import LANGUAGES, load
from tests.ui import demo_store
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Heard
from ui.parts.theme import LIGHT, base_font, font_for
from ui.parts.widgets import lead
from ui.shell.appearance import Appearance, language_of
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.shell.workplace import Workplace

ENGLISH = settings.Settings(language="en", theme=settings.Theme.LIGHT)
RIGHT = Qt.LayoutDirection.RightToLeft


@pytest.fixture
def window(store: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The window with the demo event open, in English."""
    demo_store.open_world(store, demo_store.demo_rows()[:45]).station.close()
    made = MainWindow(
        ENGLISH, tmp_path / "settings.json", Appearance(qapp), InlineBackground(), Heard()
    )
    qtbot.addWidget(made)
    made.show()
    made.start(store)
    made.reception.unlock(demo_store.PASSPHRASE)
    yield made
    made.close_store()
    demo_store.clear_the_screen()  # Qt would restyle the pages once more.
    Appearance(qapp).put_on(load("en"), LIGHT)


def work(window: MainWindow) -> Workplace:
    assert window.workplace is not None
    return window.workplace


def speak(window: MainWindow, code: str) -> None:
    window.settings.change(replace(window.settings.current, language=code))
    # No event loop deletes the pages of the language before, and Qt would restyle them each time.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_every_page_speaks_the_language_that_was_chosen_last(window: MainWindow) -> None:
    for place in work(window).places():
        work(window).go(place)
    for code in (*(code for code in LANGUAGES if code != "en"), "en"):
        speak(window, code)
        words = load(code).text("Scan a code, or type a name in any script")
        assert work(window).desk.field.edit.placeholderText() == words
        assert work(window).layoutDirection() is (
            RIGHT if code == "ug" else Qt.LayoutDirection.LeftToRight
        )


def test_uyghur_is_mirrored_and_english_mirrored_back(window: MainWindow) -> None:
    def rail_is_at_the_right() -> bool:
        here = work(window)
        return here.rail.mapTo(here, QPoint()).x() > here.width() // 2

    speak(window, "ug")
    QApplication.processEvents()
    assert rail_is_at_the_right()
    speak(window, "en")
    QApplication.processEvents()
    assert not rail_is_at_the_right()


def test_what_is_printed_next_is_in_the_language_that_was_chosen_last(window: MainWindow) -> None:
    desk = window.host.print_desk
    assert desk is not None
    speak(window, "zh-Hant")
    assert desk.language.code == "zh-Hant"


def test_han_letters_have_the_forms_of_the_language(window: MainWindow) -> None:
    speak(window, "zh-Hant")
    chinese = base_font().families()
    speak(window, "ja")
    japanese = base_font().families()
    assert chinese.index("Noto Sans TC") < chinese.index("Noto Sans JP")
    assert japanese.index("Noto Sans JP") < japanese.index("Noto Sans TC")
    assert font_for("ug").families() == font_for("en").families()


@pytest.mark.parametrize(("code", "side"), [("ug", "AlignRight"), ("en", "AlignLeft")])
def test_an_empty_line_begins_where_the_window_begins(
    window: MainWindow, code: str, side: str
) -> None:
    speak(window, code)
    line = lead(QLineEdit())
    assert line.alignment() & Qt.AlignmentFlag[side]
    assert work(window).desk.field.edit.alignment() & Qt.AlignmentFlag[side]
    line.deleteLater()


def test_the_systems_language_is_taken_where_none_was_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    assert language_of(settings.Settings()).code == "zh-Hant"
    monkeypatch.setenv("LC_ALL", "ug_CN.UTF-8")
    assert language_of(settings.Settings()).code == "ug"
