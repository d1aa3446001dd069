"""Resource limits for parsing a roster file, and the reasons to refuse one.

Both sides of the child process use this; it imports next to nothing, so that the child starts at
once.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

MIB = 1024 * 1024


class Limits(NamedTuple):
    file: int = 20 * MIB
    unpacked: int = 100 * MIB
    parts: int = 200
    rows: int = 150_000
    columns: int = 400  # see `parse_workbook._FAR_COLUMN`
    field: int = 131_072
    memory: int = 512 * MIB
    seconds: int = 30


class RefusalReason(StrEnum):
    """Why a file is refused as a whole."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_TABLE = "not_a_table"
    UNKNOWN_ENCODING = "unknown_encoding"
    UNKNOWN_DELIMITER = "unknown_delimiter"
    UNCLOSED_QUOTE = "unclosed_quote"
    LONG_FIELD = "long_field"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    DAMAGED = "damaged"
    TOO_LARGE_UNPACKED = "too_large_unpacked"
    TOO_MANY_PARTS = "too_many_parts"
    NOT_A_WORKBOOK = "not_a_workbook"
    LOCKED = "locked"
    OLD_EXCEL = "old_excel"
    OTHER_OFFICE = "other_office"
    MACROS = "macros"
    EXTERNAL = "external"
    ENTITIES = "entities"
    NESTED = "nested"
    NO_SHEET = "no_sheet"
    MEMORY = "memory"


class Mark(StrEnum):
    """What the parser noticed about a cell."""

    BYTES = "bytes"  # bytes invalid in this encoding
    DATE = "date"
    MERGED = "merged"
    ROUNDED = "rounded"  # a number longer than a spreadsheet keeps


class Refused(Exception):
    """The file is refused as a whole."""

    def __init__(self, reason: RefusalReason, **facts: str | int) -> None:
        self.reason = reason
        self.facts = facts
        super().__init__(reason)
