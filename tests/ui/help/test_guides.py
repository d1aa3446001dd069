"""Guides: each is one page of paper in each language, and the handbook has a chapter for each page of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtGui import QImage, QTextDocument

from checkin.language import LANGUAGES, Language, load
from checkin.paper.faces import Faces
from checkin.paper.guide_page import GuidePage, guide_pdf
from tests.shots.__main__ import scenes
from ui.help import handbook
from ui.help.guides import incident_sheet, volunteer_page
from ui.help.handbook_pdf import write_handbook
from ui.parts.keys import WindowKey
from ui.shell.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FACES = Faces()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("guide", [volunteer_page, incident_sheet])
def test_a_guide_is_one_page_of_paper_in_each_language(
    guide: Callable[[Language], GuidePage], code: str
) -> None:
    page = guide(load(code))
    document = pypdfium2.PdfDocument(guide_pdf(page, FACES))
    assert len(document) == 1
    keys = {row.key for section in page.sections for row in section.rows if row.key}
    written = document[0].get_textpage().get_text_range()
    # In a page that is read from the right, what reads the PDF may turn the letters of a key.
    words = {"".join(sorted(word)) for word in written.split()}
    assert {"".join(sorted(word)) for key in keys for word in key.split()} <= words


def test_the_volunteers_page_has_the_key_of_each_act_of_theirs() -> None:
    rows = [row for section in volunteer_page(load("en")).sections for row in section.rows]
    assert {
        WindowKey.ENTER,
        WindowKey.BACK,
        WindowKey.UNDO,
        WindowKey.EXIT,
        WindowKey.PROXY,
        WindowKey.LEAD,
        WindowKey.WALK_IN,
        WindowKey.CAMERA,
        WindowKey.HIDE,
        WindowKey.NO,
    } <= {row.key for row in rows}


def test_every_page_has_its_chapter_in_every_handbook() -> None:
    keys = {spec.key for spec in PAGES}
    assert keys <= set(handbook.CHAPTERS)
    for file in handbook.FOLDER.glob("*.md"):
        chapters = [line for line in file.read_text("utf-8").splitlines() if line.startswith("## ")]
        assert len(chapters) == len(handbook.CHAPTERS), file.name


def test_a_language_without_a_handbook_reads_the_english_one() -> None:
    assert handbook.source("ug") == handbook.source("en")
    assert handbook.source("ja") != handbook.source("en")
    assert "](" not in handbook.text_of(load("ja"))


def test_each_picture_of_a_handbook_is_drawn() -> None:
    drawn = {scene.name for scene in scenes()}
    for file in handbook.FOLDER.glob("*.md"):
        wanted = handbook.PICTURE.findall(file.read_text("utf-8"))
        assert wanted
        assert set(wanted) <= drawn, file.name


def test_no_mark_of_emphasis_is_left_in_a_handbook(qapp: object) -> None:
    """Markdown ends none between a sign and a letter, as in Japanese."""
    for code in ("en", "ja"):
        document = QTextDocument()
        document.setMarkdown(handbook.text_of(load(code)))
        assert "*" not in document.toPlainText()


def test_the_pictures_are_in_the_pdf(qapp: object, tmp_path: Path) -> None:
    picture = QImage(400, 225, QImage.Format.Format_RGB32)
    picture.fill(0x2255AA)
    picture.save(str(tmp_path / "a.png"))
    write_handbook("# Title\n\n![A](a)\n", {"a": tmp_path / "a.png"}, tmp_path / "a.pdf")
    page = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].render(scale=0.5).to_pil().convert("RGB")
    blue = sum(pixel[2] - pixel[0] > 100 for pixel in page.get_flattened_data())
    assert blue > page.width * page.height // 10
