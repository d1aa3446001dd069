"""Badge layout engine: templates, typesetting and drawing of badges, cards and pages.

Pure: fonts are reached through `Measure`. A `Layout` is a template; `reading` and `writing` parse and
serialise its file, `edit` changes it. A `Composer` renders it to a list of drawing items, which the PDF
writer, the window and label printers draw alike.
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
