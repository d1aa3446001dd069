"""What can be asked of papers and lists: kinds, formats, orders; light, for the command line knows them too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BadgeOrder(StrEnum):
    NUMBER = "number"
    FAMILY = "family"  # Latin letters, then other scripts; see `names.family_key`
    DELEGATION = "delegation"  # the column for it, else the organisation; by family name inside
    CATEGORY = "category"  # as the event lists them; by family name inside


class MailFormat(StrEnum):
    EML = "eml"  # a file for each e-mail
    CSV = "csv"  # a table and pictures for a mail merge
    PDF = "pdf"  # a page for each person


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


class ListKind(StrEnum):
    """A list, by its name on the command line."""

    ATTENDANCE = "attendance"
    MATRIX = "matrix"
    TOTALS = "totals"
    REFUSALS = "refusals"
    INSIDE = "inside"
    LENT = "lent"
    ABSENT = "absent"
    SIGNATURES = "signatures"
    PAPER_LIST = "paper-list"
    DELEGATES = "delegates"
    COLUMNS = "columns"
    BY_COLUMN = "by-column"
    ANSWERS = "answers"
    JOURNAL = "journal"


class Order(StrEnum):
    """In which order people stand on a list."""

    NAME = "name"  # family name; who must not be named comes last
    NUMBER = "number"


class Outgoing(StrEnum):
    """What leaves besides lists, as the export log has it."""

    BADGES = "badges"  # or cards, as a file
    INVITATIONS = "invitations"
    OVERVIEW = "overview"  # its numbers
    PICTURE = "picture"  # of the overview
    PURGE = "purge"  # all personal data, for good


@dataclass(frozen=True, slots=True)
class PastExport:
    """What left, when, at which desk and by whom (an operator's id, else a role)."""

    at: int
    desk: str
    by: str
    what: str
    form: str
    people: int
    protected: int
    session: str
    day: str
    sealed: bool
    why: str
    is_finished: bool
