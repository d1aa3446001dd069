"""Roster import: from a CSV or XLSX file to delegates, with a preview before storing."""

from checkin.roster.heading_words import FIELDS
from checkin.roster.past import PastImport
from checkin.roster.roster import Preview, PreviewRow, Roster, RowAction
from checkin.roster.undoing import Undone
from checkin.roster.worksheet import HiddenRows, ReadingOptions, Worksheet

__all__ = [
    "FIELDS",
    "HiddenRows",
    "PastImport",
    "Preview",
    "PreviewRow",
    "ReadingOptions",
    "Roster",
    "RowAction",
    "Undone",
    "Worksheet",
]
