"""Fonts: glyph coverage, text shaping and widths, by HarfBuzz. Loaded on first use."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

import uharfbuzz as hb

from checkin.errors import FontsMissing
from checkin.language import mark
from checkin.layout import Face

FONTS: Final = Path(__file__).parent.parent.parent / "resources" / "fonts"
REMEMBERED: Final = 50_000  # cache size of shaped texts; names and organisations repeat
Key = TypeVar("Key")
Value = TypeVar("Value")

# Composed Latin, Greek, Cyrillic, punctuation, kana, Han: no letter changes its neighbour's shape.
_ALONE: Final = re.compile(
    "[ -~\u00a1-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e"
    "\u3000-\u3029\u3030-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff9f]*"
)
_FEATURES: Final = {"kern": True, "liga": True}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a shaped text, from left to right; lengths in thousandths of the type size."""

    number: int
    cluster: int  # the index of the character that it belongs to
    advance: float
    x_offset: float
    y_offset: float


class Faces:
    """The font files of a folder. Thread-safe."""

    _alone: re.Pattern[str] | None = None

    def __init__(self, folder: Path = FONTS) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._fonts: dict[Face, hb.Font] = {}
        self._shaped: dict[tuple[str, Face, bool], tuple[Glyph, ...]] = {}
        self._widths: dict[tuple[str, Face, bool], float] = {}

    def stands_alone(self, text: str, *, rtl: bool) -> bool:
        """Whether the text needs no shaping; names on badges are always shaped."""
        return not rtl and self._alone is not None and self._alone.fullmatch(text) is not None

    def path(self, face: Face) -> Path:
        return self.folder / f"{face}.ttf"

    def missing(self) -> tuple[str, ...]:
        """The names of the missing font files."""
        return tuple(face for face in Face if not self.path(face).is_file())

    def covers(self, face: Face, character: str) -> bool:
        """Whether the face has a glyph for the character."""
        return self._font(face).get_nominal_glyph(ord(character)) is not None

    def width(self, text: str, face: Face, *, rtl: bool) -> float:
        """The width of the shaped text, in multiples of the type size."""
        key = (text, face, rtl)
        width = self._widths.get(key)
        if width is None:
            width = sum(glyph.advance for glyph in self.shape(text, face, rtl=rtl)) / 1000
            _remember(self._widths, key, width)
        return width

    def shape(self, text: str, face: Face, *, rtl: bool) -> tuple[Glyph, ...]:
        """The glyphs of a text of one script, in visual order."""
        key = (text, face, rtl)
        glyphs = self._shaped.get(key)
        if glyphs is None:
            glyphs = _shape(text, self._font(face), rtl=rtl)
            _remember(self._shaped, key, glyphs)
        return glyphs

    def advance(self, face: Face, number: int) -> float:
        """The advance width of a glyph, in thousandths of the type size."""
        font = self._font(face)
        return float(font.get_glyph_h_advance(number) * 1000 / font.face.upem)

    def draw(self, face: Face, number: int, pen: object) -> None:
        """Draws the outline of a glyph with a fontTools pen, in thousandths of the type size."""
        font = self._font(face)
        if font.face.upem != 1000:
            font = hb.Font(font.face)
            font.scale = (1000, 1000)
        font.draw_glyph_with_pen(number, pen)

    def _font(self, face: Face) -> hb.Font:
        font = self._fonts.get(face)
        if font is None:
            with self._lock:
                font = self._fonts.setdefault(face, self._load(face))
        return font

    def _load(self, face: Face) -> hb.Font:
        path = self.path(face)
        if not path.is_file():
            raise FontsMissing(
                mark("The font {name} is missing: unpack the program again."), name=path.name
            )
        return _read_font(path)


@cache
def _read_font(path: Path) -> hb.Font:
    """Shared by all stores that are open: a face of Han characters takes ten megabytes."""
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))


class ListFaces(Faces):
    """Faces for long lists: text that needs no shaping is not kerned, which takes a tenth of the time."""

    _alone = _ALONE

    def __init__(self, faces: Faces) -> None:
        super().__init__(faces.folder)
        self._advances: dict[tuple[Face, str], float] = {}

    def width(self, text: str, face: Face, *, rtl: bool) -> float:
        if not self.stands_alone(text, rtl=rtl):
            return super().width(text, face, rtl=rtl)
        known = self._advances
        try:
            return sum([known[face, letter] for letter in text])
        except KeyError:
            for letter in text:
                known[face, letter] = super().width(letter, face, rtl=False)
        return sum([known[face, letter] for letter in text])


def _shape(text: str, font: hb.Font, *, rtl: bool) -> tuple[Glyph, ...]:
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    # Punctuation alone would count as left-to-right and not be mirrored.
    buffer.direction = "rtl" if rtl else "ltr"
    hb.shape(font, buffer, _FEATURES)
    scale = 1000 / font.face.upem
    return tuple(
        Glyph(
            info.codepoint,
            info.cluster,
            position.x_advance * scale,
            position.x_offset * scale,
            position.y_offset * scale,
        )
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )


def _remember(memory: dict[Key, Value], key: Key, value: Value) -> None:
    if len(memory) >= REMEMBERED:
        memory.clear()
    memory[key] = value
