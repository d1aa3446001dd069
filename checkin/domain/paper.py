"""What can be asked of papers and lists: kinds, formats, orders; light, for the command line knows them too."""

from __future__ import annotations

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
