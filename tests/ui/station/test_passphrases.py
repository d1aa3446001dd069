"""Station: what opens the store, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest

from checkin.domain import Role
from checkin.errors import WrongPassphrase
from checkin.language import day_and_time
from checkin.store import keyslots
from tests.ui import demo_store
from tests.ui.visible_text import everything
from ui.parts.proposed_words import ProposedWords
from ui.parts.question_sheet import QuestionSheet
from ui.station.passphrases import PassphraseSheet, RekeySheet
from ui.station.recovery import RecoverySheet, TypedBackSheet

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QLineEdit, QPushButton

    from tests.ui.demo_store import World
    from tests.ui.station.station_page import Make, Opened

NEW = "another one for the night"


def opens(folder: Path, passphrase: str) -> bool:
    try:
        keyslots.key_of(folder, passphrase)
    except WrongPassphrase:
        return False
    return True


def asked(opened: Opened, button: QPushButton) -> PassphraseSheet:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert isinstance(opened.page.sheet, PassphraseSheet)
    return opened.page.sheet


def lines_of(sheet: PassphraseSheet) -> list[QLineEdit]:
    return [line for line in (sheet.old, sheet.new, sheet.again) if line is not None]


def fill(sheet: PassphraseSheet, *texts: str) -> None:
    lines = lines_of(sheet)
    for line, text in zip(lines, texts, strict=True):
        line.clear()
        QTest.keyClicks(line, text)
    QTest.keyClick(lines[-1], Qt.Key.Key_Return)


def test_one_is_added_and_removed(station_page: Make, desk: World) -> None:
    opened = station_page()
    card = opened.page.passphrases
    assert card.count.text() == "1 passphrase, and the recovery words on paper"
    fill(asked(opened, card.add), NEW, NEW)
    assert opened.page.sheet is None
    assert card.count.text() == "2 passphrases, and the recovery words on paper"
    assert opens(desk.folder, NEW)
    fill(asked(opened, card.remove), demo_store.PASSPHRASE)
    assert not opens(desk.folder, demo_store.PASSPHRASE)
    sheet = asked(opened, card.remove)
    fill(sheet, NEW)
    assert sheet.words() == "This is the only passphrase. Add another one first."


def test_one_is_changed_where_the_old_one_is_known(station_page: Make, desk: World) -> None:
    opened = station_page()
    sheet = asked(opened, opened.page.passphrases.change)
    fill(sheet, "wrong", NEW, NEW + "x")
    assert sheet.words() == "The two passphrases differ."
    fill(sheet, "wrong", NEW, NEW)
    assert sheet.words() == "The passphrase is wrong. Nothing was changed."
    fill(sheet, demo_store.PASSPHRASE, NEW, NEW)
    assert opens(desk.folder, NEW)
    assert not opens(desk.folder, demo_store.PASSPHRASE)


def test_a_weak_one_is_refused_with_the_reason_and_six_words_are_proposed(
    station_page: Make, desk: World
) -> None:
    opened = station_page()
    sheet = asked(opened, opened.page.passphrases.add)
    fill(sheet, "correct horse", "correct horse")
    assert sheet.words().startswith("This passphrase has too few words.")
    proposed = sheet.findChild(ProposedWords)
    assert proposed is not None
    QTest.keyClick(proposed.button, Qt.Key.Key_Space)
    fill(sheet, proposed.words, proposed.words)
    assert opened.page.sheet is None
    assert opens(desk.folder, proposed.words)


def shown_words(opened: Opened) -> RecoverySheet:
    button = opened.page.passphrases.recovery
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    question = opened.page.sheet
    assert isinstance(question, QuestionSheet)
    question.accept_button.click()
    assert isinstance(opened.page.sheet, RecoverySheet)
    return opened.page.sheet


def test_new_recovery_words_count_once_they_were_typed_from_the_paper(
    station_page: Make, desk: World
) -> None:
    opened = station_page()
    sheet = shown_words(opened)
    words = sheet.letters.letters
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    back = opened.page.sheet
    assert isinstance(back, TypedBackSheet)
    QTest.keyClicks(back.line, words[:-3])
    QTest.keyClick(back.line, Qt.Key.Key_Return)
    assert back.words() == "Group 6 is not what was shown. Compare it with your paper."
    assert not opens(desk.folder, words)
    QTest.keyClicks(back.line, words[-3:])
    QTest.keyClick(back.line, Qt.Key.Key_Return)
    assert opened.page.sheet is None
    assert opens(desk.folder, words)


def test_left_before_they_were_typed_the_old_recovery_words_still_count(
    station_page: Make, desk: World
) -> None:
    opened = station_page()
    before = keyslots.read(desk.folder)
    sheet = shown_words(opened)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert isinstance(opened.page.sheet, TypedBackSheet)
    QTest.keyClick(opened.page.sheet, Qt.Key.Key_Escape)
    assert keyslots.read(desk.folder) == before


def test_a_new_key_names_the_backups_of_before_and_is_made_with_words_on_paper(
    station_page: Make, desk: World
) -> None:
    made = desk.station.backup_dated()
    opened = station_page()
    QTest.keyClick(opened.page.passphrases.rekey, Qt.Key.Key_Space)
    sheet = opened.page.sheet
    assert isinstance(sheet, RekeySheet)
    assert "1 backup here opens with the old passphrases still:" in everything(sheet)
    at = int(made.stat().st_mtime * 1000)
    assert day_and_time(at, desk.station.desk.event.time_zone) in everything(sheet)
    QTest.keyClicks(sheet.line, "wrong")
    QTest.keyClick(sheet.line, Qt.Key.Key_Return)
    assert sheet.words() == "The passphrase is wrong. Nothing was changed."
    sheet.line.clear()
    QTest.keyClicks(sheet.line, demo_store.PASSPHRASE)
    QTest.keyClick(sheet.line, Qt.Key.Key_Return)
    shown = opened.page.sheet
    assert isinstance(shown, RecoverySheet)
    words = shown.letters.letters
    QTest.keyClick(shown, Qt.Key.Key_Return)
    back = opened.page.sheet
    assert isinstance(back, TypedBackSheet)
    assert opened.shell.rekeyed == []
    QTest.keyClicks(back.line, words)
    QTest.keyClick(back.line, Qt.Key.Key_Return)
    assert opened.shell.rekeyed == [(demo_store.PASSPHRASE, words)]


def test_without_a_printer_it_is_said_on_the_sheet(
    station_page: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinter", QPrinterInfo)
    sheet = shown_words(station_page())
    QTest.keyClick(sheet.printing, Qt.Key.Key_Space)
    assert sheet.words() == "This computer has no printer. Write the letters down."


@pytest.mark.parametrize("role", [Role.LEAD, Role.VOLUNTEER])
def test_a_shift_opened_with_a_pin_sees_none_of_it(station_page: Make, role: Role) -> None:
    assert not station_page(role).page.passphrases.isVisible()
