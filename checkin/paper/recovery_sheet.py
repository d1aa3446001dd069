"""The recovery passphrase on a sheet of paper: what it opens, where to keep it, and its letters in large type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.layout import (
    A4,
    Box,
    CategoryBackground,
    Composed,
    Filled,
    Item,
    Outline,
    Text,
    TextField,
    TextStyle,
    Weight,
    mm,
    set_line,
)
from checkin.layout.days import days_text
from checkin.paper.paragraphs import INK, Paragraphs
from checkin.paper.pdf import WRITING, Pen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.language import Language
    from checkin.paper.faces import Faces

WIDTH, HEIGHT = A4
MARGIN: Final = mm(24)
ROOM: Final = WIDTH - 2 * MARGIN
RULE, FRAME = "#aab3bf", "#12171f"
TITLE: Final = TextStyle(Weight.BOLD, 24.0, lines=2)
EVENT: Final = TextStyle(Weight.BOLD, 15.0, lines=3)
HEADING: Final = TextStyle(Weight.BOLD, 12.5, lines=2)
WORDS: Final = TextStyle(Weight.REGULAR, 11.5, lines=6)
GROUP: Final = TextStyle(Weight.BOLD, 26.0)
NUMBER: Final = TextStyle(Weight.REGULAR, 9.0)
COLUMNS: Final = 3
ROW: Final = mm(22)
APART: Final = "-"


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryPaper:
    """Whose recovery passphrase it is: the event's name, the day (ISO date) on which it was made, and its letters in groups."""

    event: str
    day: str
    letters: str


def recovery_page(paper: RecoveryPaper, faces: Faces, language: Language) -> Composed:
    """The sheet, to be sent to a printer: it needs no file."""
    return Composed(WIDTH, HEIGHT, CategoryBackground(()), tuple(_page(paper, faces, language)))


def recovery_pdf(paper: RecoveryPaper, faces: Faces, language: Language) -> bytes:
    """The sheet as a one-page PDF."""
    with WRITING:
        pen = Pen(faces, language.text("Recovery passphrase"))
        pen.begin(WIDTH, HEIGHT)
        pen.draw(_page(paper, faces, language), 0, HEIGHT)
        pen.end()
        return pen.finish()


def _page(paper: RecoveryPaper, faces: Faces, tr: Language) -> Iterator[Item]:
    column = Paragraphs(faces, MARGIN, ROOM, tr.right_to_left)
    top = yield from column.put(tr.text("Recovery passphrase"), TITLE, 0, MARGIN - mm(4))
    top = yield from column.put(paper.event, EVENT, 0, top + mm(3))
    made = tr.text("Made on {day}.", day=days_text((paper.day,), tr.code))
    top = yield from column.put(made, WORDS, 0, top + mm(1))
    top += mm(9)
    yield from _letters(paper.letters, faces, top)
    top += ROW * 2 + mm(4)
    for heading, words in _told(tr):
        top = yield from column.put(heading, HEADING, 0, top + mm(5))
        top = yield from column.put(words, WORDS, 0, top + mm(0.5))
    yield Filled(Box(MARGIN, HEIGHT - MARGIN, ROOM, 0.6), RULE)
    last = tr.text(
        "No delegate is named on this page. With a laptop or a backup it opens all names."
    )
    yield from column.put(last, WORDS, 0, HEIGHT - MARGIN + mm(1))


def _told(tr: Language) -> tuple[tuple[str, str], ...]:
    return (
        (
            tr.text("What it does"),
            tr.text(
                "It opens the event and its backups when the passphrase is forgotten. That of the first laptop revokes any desk when no organiser's laptop is left."
            ),
        ),
        (
            tr.text("How to type it"),
            tr.text(
                "In any field for the passphrase, from left to right. Capitals, spaces and hyphens do not matter."
            ),
        ),
        (
            tr.text("Where to keep it"),
            tr.text(
                "In a safe or a locked drawer, in another building than the laptops. Never in the bag with a laptop or a stick, never as a photograph."
            ),
        ),
        (
            tr.text("When to destroy it"),
            tr.text("When the personal data of the event is destroyed, or when a new one is made."),
        ),
    )


def _letters(letters: str, faces: Faces, top: float) -> Iterator[Item]:
    """The groups in their frame, from left to right in every language, each with its number."""
    groups = letters.split(APART)
    cell = ROOM / COLUMNS
    yield Outline(Box(MARGIN, top, ROOM, ROW * 2), FRAME, 1.0, 4)
    for at, group in enumerate(groups):
        left, upper = MARGIN + at % COLUMNS * cell, top + at // COLUMNS * ROW
        yield from _centred(group, GROUP, faces, (left, upper + mm(13), cell))
        yield from _centred(str(at + 1), NUMBER, faces, (left, upper + mm(18.5), cell))


def _centred(
    words: str, style: TextStyle, faces: Faces, where: tuple[float, float, float]
) -> Iterator[Item]:
    left, baseline, room = where
    size = style.largest
    line = set_line(words, style, faces)
    x = left + (room - line.width * size) / 2
    for run in line.runs:
        part = run.width * size
        yield Text(run.text, x, baseline, part, size, run.face, INK, run.rtl, TextField.EVENT)
        x += part
