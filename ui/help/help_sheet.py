"""Help sheet (documentation viewer): the page for volunteers, the sheet for incidents, the handbook."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser

from ui.help import handbook
from ui.help.guides import incident_sheet, volunteer_page
from ui.help.handbook_pdf import write_handbook
from ui.parts.background import Lane
from ui.parts.theme import STEP
from ui.parts.widgets import Choice, Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QTextBlock, QTextDocument

    from checkin.paper.faces import Faces
    from checkin.paper.guide_page import GuidePage
    from ui.parts.file_choice import FileChoice
    from ui.parts.page import Page

WIDE, HIGH = 1_000, 640


class Guide(StrEnum):
    """What there is to read."""

    VOLUNTEERS = "volunteers"
    INCIDENTS = "incidents"
    HANDBOOK = "handbook"


class HelpSheet(Sheet):
    """Shows one guide; each can be saved as a PDF."""

    def __init__(self, page: Page, faces: Faces, files: FileChoice, chapter: str = "") -> None:
        tr = page.language
        super().__init__(tr.text("Help"), tr.text("Save as PDF…"), tr.text("Close"), page.theme)
        self._page, self._faces, self._files = page, faces, files
        self._chapter = chapter
        self.which = Choice(page.theme)
        self.which.offer(Guide.VOLUNTEERS, tr.text("For volunteers"))
        self.which.offer(Guide.INCIDENTS, tr.text("When something goes wrong"))
        self.which.offer(Guide.HANDBOOK, tr.text("Handbook for organisers"))
        self.which.choose(Guide.HANDBOOK if chapter else Guide.VOLUNTEERS)
        self.row(tr.text("Show"), self.which)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setAccessibleName(tr.text("Help"))
        self.body.addWidget(self.text, 1)
        self.which.currentIndexChanged.connect(self._show)
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(WIDE, HIGH)

    def first(self) -> Choice:
        return self.which

    def save(self) -> None:
        """Asks where to, and saves what is shown."""
        page, which, guide = self._page, self.which.chosen(), self._paper()
        tr = page.language
        path = self._files.to_save(page, tr.text("Help"), f"{which}.pdf", tr.text("PDF (*.pdf)"))
        if path is None:
            return
        if guide is None:
            text = handbook.markdown(handbook.source(tr.code))
            work = partial(write_handbook, text, {}, path)
        else:
            work = partial(_save, path, guide, self._faces)
        page.run(work, lambda _: self.say(tr.text("Saved."), "check", None), Lane.FREE)

    def _paper(self) -> GuidePage | None:
        match self.which.chosen():
            case Guide.VOLUNTEERS:
                return volunteer_page(self._page.language)
            case Guide.INCIDENTS:
                return incident_sheet(self._page.language)
            case _:
                return None

    def _show(self) -> None:
        if (guide := self._paper()) is not None:
            self.text.setHtml(as_html(guide))
        else:
            self._show_handbook()

    def _show_handbook(self) -> None:
        document = self.text.document()
        document.setMarkdown(handbook.text_of(self._page.language))
        _space_out(document)
        if (chapter := _chapter(document, handbook.chapter_number(self._chapter))) is not None:
            self.text.setTextCursor(QTextCursor(chapter))
            # The text has its width only once the sheet is on the screen.
            QTimer.singleShot(0, self.text, self._to_chapter)

    def _to_chapter(self) -> None:
        top = self.text.cursorRect().top()
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + top)


def _chapter(document: QTextDocument, number: int | None) -> QTextBlock | None:
    """The heading of a chapter, by its number."""
    block, at = document.begin(), -1
    while block.isValid():
        at += block.blockFormat().headingLevel() == handbook.CHAPTER
        if at == number:
            return block
        block = block.next()
    return None


def _space_out(document: QTextDocument) -> None:
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        form.setBottomMargin(STEP)
        form.setTopMargin(2 * STEP if form.headingLevel() else 0)
        QTextCursor(block).setBlockFormat(form)
        block = block.next()


def as_html(guide: GuidePage) -> str:
    """The page for the screen; only our own words are in it."""
    direction = "rtl" if guide.rtl else "ltr"
    rows = []
    for section in guide.sections:
        rows.append(f'<tr><td colspan="2"><h3>{escape(section.heading)}</h3></td></tr>')
        for row in section.rows:
            what = f"<b>{escape(row.what)}</b><br>" if row.what else ""
            key = f'<td width="90"><b>{escape(row.key)}</b></td>'
            told = f"<td>{what}{escape(row.words)}</td>"
            # Qt mirrors the text, and not the columns of a table.
            rows.append(f"<tr>{told + key if guide.rtl else key + told}</tr>")
    table = f'<table cellpadding="5" width="100%" dir="{direction}">{"".join(rows)}</table>'
    return (
        f'<div dir="{direction}"><h2>{escape(guide.title)}</h2><p>{escape(guide.lead)}</p>'
        f"{table}<p>{escape(guide.foot)}</p></div>"
    )


def _save(path: Path, guide: GuidePage, faces: Faces) -> None:
    from checkin.paper.guide_page import save_guide  # noqa: PLC0415 - lazy: imports the PDF writer

    save_guide(path, guide, faces)
