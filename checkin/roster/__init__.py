"""The roster: from a file that somebody sent to delegates, with a look before anything is stored."""

from checkin.roster.headings import FIELDS
from checkin.roster.past import PastImport
from checkin.roster.reading import ReadingOptions, Worksheet
from checkin.roster.roster import Preview, PreviewRow, Roster, RowAction
from checkin.roster.undoing import Undone

__all__ = [
    "FIELDS",
    "PastImport",
    "Preview",
    "PreviewRow",
    "ReadingOptions",
    "Roster",
    "RowAction",
    "Undone",
    "Worksheet",
]
