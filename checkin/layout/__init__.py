"""Layout: where every letter, line and module of a page stands. Pure: fonts are asked through `Measure`.

A `Layout` says what stands where; `reading` and `writing` are its file, `edit` changes it. A `Composer`
makes drawn items of it, as data, which the PDF writer, the window and label printers draw alike.
"""

from checkin.layout.composing import Composer, with_symbol
from checkin.layout.fit import Fitted, Kind, Line, Run, fit, set_line, wrap
from checkin.layout.items import (
    Box,
    Composed,
    Disc,
    Fault,
    Field,
    Filled,
    Flaw,
    Ground,
    Item,
    Outline,
    Picture,
    Pixels,
    Stamp,
    Stroke,
    Symbol,
    Text,
    Turned,
    mm,
)
from checkin.layout.model import Frame, Layout, Side, Use
from checkin.layout.script import Face, Family, Measure, Weight, has_arabic, plain
from checkin.layout.sheets import A4, SHEETS, Sheet, sheet_named, sheets_for
from checkin.layout.sources import Setting, Subject, grouped
from checkin.layout.who import must_stay_unnamed, name_on_paper, number_text, who

__all__ = [
    "A4",
    "SHEETS",
    "Box",
    "Composed",
    "Composer",
    "Disc",
    "Face",
    "Family",
    "Fault",
    "Field",
    "Filled",
    "Fitted",
    "Flaw",
    "Frame",
    "Ground",
    "Item",
    "Kind",
    "Layout",
    "Line",
    "Measure",
    "Outline",
    "Picture",
    "Pixels",
    "Run",
    "Setting",
    "Sheet",
    "Side",
    "Stamp",
    "Stroke",
    "Subject",
    "Symbol",
    "Text",
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
