"""The organiser's handbook: a Markdown file per language, whose chapters are those of the window's pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checkin.language import Language

FOLDER: Final = Path(__file__).parents[2] / "resources" / "handbook"
ENGLISH: Final = "en"
CHAPTER: Final = 2  # the level of a chapter's heading
# The page whose help is in a chapter, in the order of the chapters; empty: of no page.
CHAPTERS: Final = (
    "",
    "event",
    "roster",
    "people",
    "paper",
    "desks",
    "desk",
    "overview",
    "station",
    "",
)
PICTURE: Final = re.compile(r"^!\[[^\]]*\]\(([^)]*)\)\n?", re.MULTILINE)
_NO_SPACE: Final = re.compile(r"(?<=[^\x00-\x7f])\n *(?=[^\x00-\x7f\s])")


def text_of(language: Language) -> str:
    """The handbook for the screen, which has no pictures of itself; in English where there is no other."""
    return PICTURE.sub("", markdown(source(language.code)))


def markdown(file: Path) -> str:
    """The text of a handbook. Japanese has no spaces where a line of the file ends."""
    return _NO_SPACE.sub("", file.read_text(encoding="utf-8"))


def source(code: str) -> Path:
    """The file in this language, else in English."""
    own = FOLDER / f"{code}.md"
    return own if own.is_file() else FOLDER / f"{ENGLISH}.md"


def chapter_number(page: str) -> int | None:
    """The number of the chapter about a page of the window, from 0; None where there is none."""
    return CHAPTERS.index(page) if page in CHAPTERS else None
