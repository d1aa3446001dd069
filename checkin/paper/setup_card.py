"""Scanner set-up card: a page of test QR codes with instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from checkin.keyboards.trial import SAMPLES, Sample
from checkin.language import mark
from checkin.layout import (
    A4,
    Box,
    Filled,
    Item,
    PlacedSymbol,
    Symbol,
    TextStyle,
    Weight,
    mm,
)
from checkin.paper import output
from checkin.paper.paragraphs import Paragraphs
from checkin.paper.pdf import WRITING, Pen
from checkin.wording.scanners import sample_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from checkin.language import Language
    from checkin.paper.faces import Faces

WIDTH, HEIGHT = A4
MARGIN: Final = mm(22)
ROW: Final = mm(58)
SYMBOL: Final = mm(42)  # each module of the largest symbol is more than a millimetre
GAP: Final = mm(12)
RULE: Final = "#d9dee5"
TITLE: Final = TextStyle(Weight.BOLD, 22.0, lines=2)
HEADING: Final = TextStyle(Weight.BOLD, 14.0, lines=2)
WORDS: Final = TextStyle(Weight.REGULAR, 11.0, lines=6)
_TELLS: Final[Mapping[Sample, str]] = {
    Sample.SIGNS: mark(
        "Tells the keyboard that the scanner is set to, and whether a sign gets lost."
    ),
    Sample.CODE: mark("Tells the speed, the prefix and the end of a scan, and an input method."),
    Sample.TICKET: mark("Tells whether tickets of other systems arrive whole."),
}


def setup_card(faces: Faces, language: Language) -> bytes:
    """The card as a one-page PDF."""
    with WRITING:
        pen = Pen(faces, language.text("Set-up card for scanners"))
        pen.begin(WIDTH, HEIGHT)
        pen.draw(_page(faces, language), 0, HEIGHT)
        pen.end()
        return pen.finish()


def save_setup_card(path: Path, language: Language, faces: Faces) -> None:
    """Saves the set-up card to a file; raises `NotPossible` or `DiskFull`."""
    output.write(path, setup_card(faces, language))


def symbol_of(text: str) -> Symbol:
    """The smallest QR code that holds the text."""
    maker = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    maker.add_data(text)
    maker.make(fit=True)
    return Symbol(
        tuple(
            sum(1 << at for at, dark in enumerate(reversed(row)) if dark) for row in maker.modules
        )
    )


def _page(faces: Faces, tr: Language) -> Iterator[Item]:
    paragraph = Paragraphs(faces, MARGIN, WIDTH - 2 * MARGIN, tr.right_to_left)
    top = MARGIN
    top = yield from paragraph.put(tr.text("Set-up card for scanners"), TITLE, 0, top)
    how = tr.text(
        "In Uketsuke open Station, choose “Try a scanner”, and scan the symbols one after another. What "
        "is in the way of this scanner stands there in words, and what to change."
    )
    top = yield from paragraph.put(how, WORDS, 0, top + mm(4))
    top += mm(8)
    for number, sample in enumerate(Sample, start=1):
        yield Filled(Box(MARGIN, top, WIDTH - 2 * MARGIN, 0.6), RULE)
        upper = top + (ROW - SYMBOL) / 2
        left = MARGIN if not tr.right_to_left else WIDTH - MARGIN - SYMBOL
        yield PlacedSymbol(symbol_of(SAMPLES[sample]), Box(left, upper, SYMBOL, SYMBOL))
        name = f"{number}  {sample_name(sample, tr)}"
        below = yield from paragraph.put(name, HEADING, SYMBOL + GAP, upper + mm(6))
        yield from paragraph.put(tr.text(_TELLS[sample]), WORDS, SYMBOL + GAP, below + mm(3))
        top += ROW
    yield Filled(Box(MARGIN, top, WIDTH - 2 * MARGIN, 0.6), RULE)
    last = tr.text("Nobody is named on this page. It may lie at every desk.")
    yield from paragraph.put(last, WORDS, 0, top + mm(8))
