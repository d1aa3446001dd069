"""Layout: where every letter, line and module of a page stands. Pure: fonts are asked through `Measure`.

A `Layout` says what stands where; `reading` and `writing` are its file, `edit` changes it. A `Composer`
makes drawn items of it, as data, which the PDF writer, the window and label printers draw alike.
"""

from checkin.layout.composing import Composer, with_symbol
from checkin.layout.fit import Fitted, TextLine, TextRun, TextStyle, fit, set_line, wrap
from checkin.layout.items import (
    Box,
    CategoryBackground,
    Composed,
    Disc,
    Fault,
    Filled,
    Flaw,
    Item,
    Outline,
    Picture,
    Pixels,
    PlacedSymbol,
    Stroke,
    Symbol,
    Text,
    TextField,
    Turned,
    mm,
)
from checkin.layout.model import Frame, Layout, Side, Use
from checkin.layout.printed_names import must_stay_unnamed, name_on_paper, number_text, who
from checkin.layout.script import Face, Family, Measure, Weight, has_arabic, plain
from checkin.layout.sheets import A4, SHEETS, Sheet, sheet_named, sheets_for
from checkin.layout.sources import PageSubject, Setting, grouped

__all__ = [
    "A4",
    "SHEETS",
    "Box",
    "CategoryBackground",
    "Composed",
    "Composer",
    "Disc",
    "Face",
    "Family",
    "Fault",
    "Filled",
    "Fitted",
    "Flaw",
    "Frame",
    "Item",
    "Layout",
    "Measure",
    "Outline",
    "PageSubject",
    "Picture",
    "Pixels",
    "PlacedSymbol",
    "Setting",
    "Sheet",
    "Side",
    "Stroke",
    "Symbol",
    "Text",
    "TextField",
    "TextLine",
    "TextRun",
    "TextStyle",
    "Turned",
    "Use",
    "Weight",
    "fit",
    "grouped",
    "has_arabic",
    "mm",
    "must_stay_unnamed",
    "name_on_paper",
    "number_text",
    "plain",
    "set_line",
    "sheet_named",
    "sheets_for",
    "who",
    "with_symbol",
    "wrap",
]
