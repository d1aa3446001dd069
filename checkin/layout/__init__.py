"""Layout: where every letter, line and module of a page stands. Pure: fonts are asked through `Measure`.

`compose` makes a badge; it returns drawn items as data, which the PDF writer and the window paint alike.
"""

from checkin.layout.badge import compose, ground, with_symbol
from checkin.layout.fit import Fitted, Kind, Line, Run, fit, set_line, wrap
from checkin.layout.geometry import (
    A4,
    BADGE_91X55,
    LAYOUTS,
    SHEETS,
    BadgeLayout,
    Sheet,
    layout_named,
    sheet_named,
)
from checkin.layout.invitation import Invited, compose_pass, grouped
from checkin.layout.items import (
    Box,
    Composed,
    Disc,
    Element,
    Fault,
    Filled,
    Flaw,
    Ground,
    Item,
    Stamp,
    Stroke,
    Symbol,
    Text,
    mm,
)
from checkin.layout.script import Face, Family, Measure, Weight, has_arabic, plain
from checkin.layout.who import must_stay_unnamed, name_on_paper, number_text, who

__all__ = [
    "A4",
    "BADGE_91X55",
    "LAYOUTS",
    "SHEETS",
    "BadgeLayout",
    "Box",
    "Composed",
    "Disc",
    "Element",
    "Face",
    "Family",
    "Fault",
    "Filled",
    "Fitted",
    "Flaw",
    "Ground",
    "Invited",
    "Item",
    "Kind",
    "Line",
    "Measure",
    "Run",
    "Sheet",
    "Stamp",
    "Stroke",
    "Symbol",
    "Text",
    "Weight",
    "compose",
    "compose_pass",
    "fit",
    "ground",
    "grouped",
    "has_arabic",
    "layout_named",
    "mm",
    "must_stay_unnamed",
    "name_on_paper",
    "number_text",
    "plain",
    "set_line",
    "sheet_named",
    "who",
    "with_symbol",
    "wrap",
]
