"""Help: F1 opens what fits the page in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from checkin.paper.faces import Faces
from tests.ui.fake_file_choice import Answered
from tests.ui.input_driver import Hands
from ui.help import HelpSheet, handbook
from ui.help.help_sheet import Guide

if TYPE_CHECKING:
    from pathlib import Path

    from ui.shell.workplace import Workplace


def test_f1_opens_the_page_for_volunteers_at_the_desk(work: Workplace) -> None:
    hands = Hands(work.desk.scanner)
    hands.press(Qt.Key.Key_F1)
    sheet = work.front.sheet
    assert isinstance(sheet, HelpSheet)
    assert "one page for volunteers" in sheet.text.toPlainText()
    hands.press(Qt.Key.Key_Escape)
    assert work.front.sheet is None


@pytest.mark.parametrize("place", ["people", "roster", "paper", "station", "desks"])
def test_f1_opens_the_chapter_about_the_page(work: Workplace, place: str) -> None:
    work.go(place)
    Hands(work.desk.scanner).press(Qt.Key.Key_F1)
    sheet = work.front.sheet
    assert isinstance(sheet, HelpSheet)
    at = sheet.text.textCursor().block()
    assert at.blockFormat().headingLevel() == handbook.CHAPTER
    assert (
        at.text()
        == {
            "people": "People",
            "roster": "The roster",
            "paper": "Invitations and paper",
            "station": "Station",
            "desks": "Several desks",
        }[place]
    )


@pytest.mark.parametrize(
    ("guide", "words"),
    [
        (Guide.INCIDENTS, "When something goes wrong"),
        (Guide.HANDBOOK, "Uketsuke: handbook for organisers"),
    ],
)
def test_what_is_shown_is_saved_as_a_pdf(
    work: Workplace, tmp_path: Path, guide: Guide, words: str
) -> None:
    files = Answered(path=tmp_path / "page.pdf")
    sheet = HelpSheet(work.front, Faces(), files)
    sheet.which.choose(guide)
    sheet.save()
    assert files.proposed == [f"{guide}.pdf"]
    document = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    assert words in document[0].get_textpage().get_text_range()
