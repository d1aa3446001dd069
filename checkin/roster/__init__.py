"""Roster import: from a CSV or XLSX file to delegates, with a preview before storing."""

from checkin.roster.answers import ALL, Answers, FindingAnswer, place_of
from checkin.roster.changes import FieldChange
from checkin.roster.finding_kinds import FindingKind
from checkin.roster.findings import FindingCode
from checkin.roster.gone import GoneDelegate
from checkin.roster.heading_words import FIELDS
from checkin.roster.headings import JOINT
from checkin.roster.past import PastImport
from checkin.roster.roster import MergeOptions, Preview, PreviewRow, Roster, RowAction
from checkin.roster.undoing import Undone
from checkin.roster.worksheet import ALL_SHEETS, ReadingOptions, Worksheet

__all__ = [
    "ALL",
    "ALL_SHEETS",
    "FIELDS",
    "JOINT",
    "Answers",
    "FieldChange",
    "FindingAnswer",
    "FindingCode",
    "FindingKind",
    "GoneDelegate",
    "MergeOptions",
    "PastImport",
    "Preview",
    "PreviewRow",
    "ReadingOptions",
    "Roster",
    "RowAction",
    "Undone",
    "Worksheet",
    "place_of",
]
