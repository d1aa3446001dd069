"""Database schema (SQLAlchemy tables): the journal, the tables derived from it, and local settings.

Times are UTC milliseconds; identifiers are lower-case hexadecimal text; lists and mappings are JSON
text. The tables of the fold can be dropped and rebuilt from the journal at any time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from checkin.schema.columns import CREATED_BY, SHOWN, fold, journal, local, views
from checkin.schema.entries import TRIGGERS, entry, ignored
from checkin.schema.events import (
    chain,
    clock_correction,
    desk,
    desk_name,
    desk_revocation,
    event,
    event_change,
    introduction,
    key_box,
    operator,
    operator_change,
)
from checkin.schema.exports import card_run, export_failure, exported
from checkin.schema.machine import held, print_job, secret, setting, statement
from checkin.schema.people import (
    batch,
    batch_change,
    change,
    code,
    code_row,
    delegate,
    delegate_join,
    delegate_row,
    double,
    double_delegate,
    erasure,
    handed_out,
    invited,
    is_complete,
    issue,
    listed_session,
    name_key,
    name_key_row,
    photo,
    print_made,
    renewal,
    revocation,
    staging,
)
from checkin.schema.scans import (
    attendance,
    is_undone,
    lead_call,
    lead_call_answer,
    of_people,
    remote_attendance,
    scan,
    settlement,
    undo,
)
from checkin.schema.watch import (
    door_mark,
    watch_clear,
    watch_digest,
    watch_item,
    watch_match,
    watch_removal,
)

if TYPE_CHECKING:
    from sqlalchemy import Table

FORMAT: Final = 2  # format version of the journal; a higher one is from a newer program
# Version of the fold: when it grows, the fold is rebuilt after a backup. It must also grow when
# `names.keys` returns other keys, or `verify` would report the old ones as different.
TABLES: Final = 30

LARGEST_INTEGER: Final = 2**63 - 1  # largest integer of a column and of the driver

__all__ = [
    "FORMAT",
    "LARGEST_INTEGER",
    "SHOWN",
    "TABLES",
    "TRIGGERS",
    "attendance",
    "batch",
    "batch_change",
    "card_run",
    "chain",
    "change",
    "clock_correction",
    "code",
    "code_row",
    "create",
    "create_fold",
    "delegate",
    "delegate_join",
    "delegate_row",
    "desk",
    "desk_name",
    "desk_revocation",
    "door_mark",
    "double",
    "double_delegate",
    "drop_fold",
    "entry",
    "erasure",
    "event",
    "event_change",
    "export_failure",
    "exported",
    "fold",
    "followed",
    "handed_out",
    "held",
    "ignored",
    "introduction",
    "invited",
    "is_complete",
    "is_undone",
    "issue",
    "journal",
    "key_box",
    "lead_call",
    "lead_call_answer",
    "listed_session",
    "local",
    "name_key",
    "name_key_row",
    "of_people",
    "operator",
    "operator_change",
    "photo",
    "print_job",
    "print_made",
    "remote_attendance",
    "renewal",
    "revocation",
    "scan",
    "secret",
    "setting",
    "settlement",
    "staging",
    "statement",
    "undo",
    "views",
    "watch_clear",
    "watch_digest",
    "watch_item",
    "watch_match",
    "watch_removal",
]


def create(connection: sa.Connection) -> None:
    """Creates all tables of a new store."""
    for metadata in (journal, local):
        _create(connection, metadata)
    create_fold(connection)
    for trigger in TRIGGERS:
        connection.exec_driver_sql(trigger)


def create_fold(connection: sa.Connection) -> None:
    """Creates the tables and views of the fold, empty."""
    _create(connection, fold)
    for view in views.sorted_tables:
        connection.exec_driver_sql(view.info[CREATED_BY])


def drop_fold(connection: sa.Connection) -> None:
    """Drops the tables of the fold and creates them empty.

    The names are read from the file: the fold of an older program may have had other tables.
    """
    kept = set(journal.tables) | set(local.tables)
    found = sa.inspect(connection)
    for name in found.get_view_names():
        connection.exec_driver_sql(f'DROP VIEW "{name}"')
    for name in found.get_table_names():
        if name not in kept:
            connection.exec_driver_sql(f'DROP TABLE "{name}"')
    create_fold(connection)


def _create(connection: sa.Connection, metadata: sa.MetaData) -> None:
    for sql in _statements(metadata):
        connection.exec_driver_sql(sql)


@cache
def _statements(metadata: sa.MetaData) -> tuple[str, ...]:
    """What creates the tables and their indexes. SQLAlchemy would compile it for each verification anew."""
    made: list[sa.schema.ExecutableDDLElement] = []
    for table in metadata.sorted_tables:
        made.append(CreateTable(table))
        made += [
            CreateIndex(index) for index in sorted(table.indexes, key=lambda one: one.name or "")
        ]
    return tuple(str(created.compile(dialect=sqlite.dialect())) for created in made)


def followed() -> list[Table]:
    """The derived tables as visible: which hidden versions exist depends on the order of arrival."""
    versions = {delegate_row, name_key_row, code_row, staging}
    return [*(table for table in fold.sorted_tables if table not in versions), *views.sorted_tables]
