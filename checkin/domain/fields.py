"""Field table (data dictionary) of a delegate: access, labels and use of each field.

Every list of fields in the program is derived from it. A new field is a row here, an attribute of
`Delegate` and a column of the schema; a test asserts that the three agree and that no other module
lists fields itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from checkin.domain.enums import Tier
from checkin.marking import mark


@dataclass(frozen=True, slots=True)
class DelegateField:
    """One field of a delegate.

    `label` and `heading` are marked for translation. A place (`file`, `badge`, `form` …) is the
    order of the field there; 0: not there. Places go by tens so that a new field fits in between.
    """

    name: str
    tier: Tier | None  # access level; None: not an attribute of the delegate, see `code`
    label: str  # on a screen
    file: int = 0  # place in a roster file
    heading: str = ""  # column of an exported roster, recognised by imports; empty: not exported
    badge: int = 0  # place among the sources of a layout
    printed: bool = False  # a badge shows it or depends on it
    letter: bool = False  # an invitation says it or depends on it
    names: bool = False  # at least one of these must be filled
    searched: bool = False  # search by name, or the reading of the name
    compared: bool = False  # an import matches rows to delegates by it
    tells_apart: bool = False  # two delegates of one name differ in it
    correctable: bool = False  # not the number; status and flags have actions of their own
    form: int = 0  # in the form of the correction
    card: int = 0  # place on the card
    walk_in: bool = False  # a walk-in may set it
    walk_in_asked: bool = False  # the walk-in form of the window has it, as text
    walk_in_option: int = 0  # place among the options of the command
    decides: bool = False  # a condition of a session may name it like a column
    columns: bool = False  # a mapping of headings to values, not text


# fmt: off
FIELD_TABLE: Final = (
    DelegateField("number", Tier.DOOR, mark("Number"), 10, mark("Number"), badge=90, printed=True),
    DelegateField("category", Tier.DOOR, mark("Category"), 100, mark("Category"), badge=100, printed=True,
                  correctable=True, form=90, walk_in=True, walk_in_option=40),
    DelegateField("status", Tier.DOOR, mark("Status"), 105, mark("Status")),
    DelegateField("sessions", Tier.DOOR, mark("Invited by name to"), 180, mark("Sessions"), correctable=True, form=150,
                  card=60),
    DelegateField("valid_from", Tier.DOOR, mark("Comes from"), 190, mark("Valid from"), correctable=True, form=160,
                  card=70),
    DelegateField("valid_until", Tier.DOOR, mark("Stays until"), 200, mark("Valid until"), correctable=True, form=170,
                  card=80),
    DelegateField("name", Tier.DESK, mark("Name"), 20, mark("Name"), letter=True, badge=10, printed=True, names=True,
                  searched=True, compared=True, correctable=True, form=10,
                  walk_in=True, walk_in_asked=True, walk_in_option=10),
    DelegateField("family_name", Tier.DESK, mark("Family name"), 30, mark("Family name"), letter=True, badge=30, printed=True,
                  names=True, searched=True, compared=True, correctable=True, form=30),
    DelegateField("given_name", Tier.DESK, mark("Given name"), 40, mark("Given name"), letter=True, badge=40, printed=True,
                  names=True, searched=True, compared=True, correctable=True, form=40),
    DelegateField("native_name", Tier.DESK, mark("Name in own script"), 50, mark("Native name"), letter=True, badge=20,
                  printed=True, names=True, searched=True, compared=True, tells_apart=True, correctable=True,
                  form=20, walk_in=True, walk_in_asked=True, walk_in_option=20),
    DelegateField("reading", Tier.DESK, mark("Reading"), 60, mark("Reading"), badge=50, printed=True,
                  searched=True, compared=True, correctable=True, form=50, card=10, walk_in=True),
    DelegateField("title", Tier.DESK, mark("Title"), 70, mark("Title"), letter=True, badge=60, printed=True,
                  correctable=True, form=60, walk_in=True, walk_in_option=60, decides=True),
    DelegateField("organisation", Tier.DESK, mark("Organisation"), 80, mark("Organisation"), badge=70,
                  printed=True, correctable=True, form=70,
                  walk_in=True, walk_in_asked=True, walk_in_option=30, decides=True),
    DelegateField("country", Tier.DESK, mark("Country"), 90, mark("Country"), badge=80, printed=True,
                  searched=True, tells_apart=True, correctable=True, form=80, walk_in=True, walk_in_option=50, decides=True),
    DelegateField("language", Tier.DESK, mark("Language"), 110, mark("Language"), letter=True, printed=True, searched=True,
                  correctable=True, form=100, card=30, walk_in=True, decides=True),
    DelegateField("flags", Tier.DESK, mark("Marks"), 150, mark("Flags"), printed=True),
    DelegateField("notes", Tier.DESK, mark("Notes"), 140, mark("Notes"), correctable=True, form=120, walk_in=True),
    DelegateField("badge_name", Tier.DESK, mark("Name for the badge"), 170, mark("Badge name"), letter=True, printed=True,
                  searched=True, correctable=True, form=110, card=20),
    DelegateField("tell_on_arrival", Tier.DESK, mark("Tell on arrival"), 210, mark("Tell on arrival"),
                  correctable=True, form=180, card=90),
    DelegateField("accompanies", Tier.DESK, mark("Accompanies (number)"), 220, mark("Accompanies"), correctable=True,
                  form=190),
    # Those of the other columns that the plan shows at the scan: a copy for the desks, which cannot read the rest.
    DelegateField("at_scan", Tier.DESK, mark("Columns for the desks"), columns=True),
    DelegateField("email", Tier.ORGANISER, mark("E-mail"), 120, mark("E-mail"), letter=True, tells_apart=True,
                  correctable=True, form=130, card=40),
    DelegateField("phone", Tier.ORGANISER, mark("Phone"), 130, mark("Phone"), tells_apart=True,
                  correctable=True, form=140, card=50),
    DelegateField("extras", Tier.ORGANISER, mark("Other columns"), columns=True),
    # A column of the file that becomes a code of the delegate.
    DelegateField("code", None, mark("Code of another system"), 160),
)
# fmt: on

DELEGATE_FIELDS: Final = tuple(field for field in FIELD_TABLE if field.tier)
DOOR_FIELDS: Final = tuple(field.name for field in FIELD_TABLE if field.tier is Tier.DOOR)
DESK_FIELDS: Final = tuple(field.name for field in FIELD_TABLE if field.tier is Tier.DESK)
ORGANISER_FIELDS: Final = tuple(field.name for field in FIELD_TABLE if field.tier is Tier.ORGANISER)
FIELDS: Final = DOOR_FIELDS + DESK_FIELDS + ORGANISER_FIELDS
COLUMN_FIELDS: Final = tuple(field.name for field in FIELD_TABLE if field.columns)
CONDITION_FIELDS: Final = tuple(field.name for field in FIELD_TABLE if field.decides)
NAME_FIELDS: Final = tuple(field.name for field in FIELD_TABLE if field.names)


def fields_by_place(place: str) -> tuple[DelegateField, ...]:
    """The fields with the named place (`file`, `badge`, `form` …), in its order."""
    placed = attrgetter(place)
    return tuple(sorted(filter(placed, FIELD_TABLE), key=placed))
