"""Roster import: from a CSV or XLSX file to delegates, with a preview before storing."""

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
