"""Database schema (SQLAlchemy tables): the journal, the tables derived from it, and local settings.

Times are UTC milliseconds; identifiers are lower-case hexadecimal text; lists and mappings are JSON
text. The tables of the fold can be dropped and rebuilt from the journal at any time.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

FORMAT: Final = 1  # format version of the journal; a higher one is from a newer program
# Version of the fold: when it grows, the fold is rebuilt after a backup. It must also grow when
# `names.keys` returns other keys, or `verify` would report the old ones as different.
TABLES: Final = 9

SHOWN: Final = "shown"  # state of an import whose staged rows are visible

LARGEST_INTEGER: Final = 2**63 - 1  # largest integer of a column and of the driver

journal = sa.MetaData()
fold = sa.MetaData()
local = sa.MetaData()
views = sa.MetaData()


def _table(
    name: str, metadata: sa.MetaData, *parts: sa.schema.SchemaItem, rowid: bool = False
) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def _text(name: str, *, key: bool = False, default: str = "") -> Column[str]:
    return Column(
        name, Text, primary_key=key, nullable=False, server_default=sa.text(f"'{default}'")
    )


def _int(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=False, server_default=sa.text("0"))


def _blob(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


def _view(rows: Table, name: str) -> Table:
    """A view, created with the tables of the fold: the visible version of each row."""
    hidden = ("since", "until")
    names = [column.name for column in rows.columns if column.name not in hidden]
    is_key = rows.primary_key.columns.keys()
    columns = (_copy(rows.columns[name], key=name in is_key) for name in names)
    shown = f"(SELECT batch FROM staging WHERE state = '{SHOWN}')"  # noqa: S608 - no value from outside
    sql = (
        f"CREATE VIEW {name} AS SELECT {', '.join(names)} FROM {rows.name}"  # noqa: S608 - nor here
        f" WHERE (since = '' OR since IN {shown}) AND (until = '' OR until NOT IN {shown})"
    )

    @sa.event.listens_for(fold, "after_create")
    def _create(_: sa.MetaData, connection: sa.Connection, **_options: object) -> None:
        connection.exec_driver_sql(sql)

    return Table(name, views, *columns)


def _copy(column: Column[Any], *, key: bool) -> Column[Any]:
    return Column(column.name, column.type, primary_key=key, nullable=False)


def _register() -> tuple[Column[Any], ...]:
    """The stamp and the writer of a row (last-writer-wins register)."""
    return (_int("ms"), _int("counter"), _text("writer"))


entry = _table(
    "entry",
    journal,
    Column("n", Integer, primary_key=True),  # order of arrival
    _text("id"),
    _text("desk"),
    _int("seq"),
    _int("ms"),
    _int("counter"),
    _int("wall"),
    _text("kind"),
    _int("version"),
    _blob("prev"),
    _blob("hashes"),
    _blob("signature"),
    # A missing section was never written, or its person was erased: the hashes tell which.
    _blob("door", nullable=True),
    _blob("desk_section", nullable=True),
    _blob("organiser", nullable=True),
    Index("entry_by_desk", "desk", "seq"),
    rowid=True,
)

event = _table(
    "event",
    fold,
    _text("id", key=True),
    _text("name"),
    _text("names"),
    _text("time_zone"),
    _text("days"),
    _int("day_starts"),
    _text("venue"),
    _text("categories"),
    _text("sessions"),
    _text("show_at_scan"),
    *_register(),
)

# Every version of the event: what a badge showed when it was printed.
event_past = _table(
    "event_past",
    fold,
    _text("entry", key=True),
    _int("ms"),
    _int("counter"),
    _text("desk"),
    _int("wall"),
    _text("name"),
    _text("days"),
    _text("venue"),
    _text("categories"),
    _text("sessions"),
)

desk = _table(
    "desk",
    fold,
    _text("id", key=True),
    _text("name"),
    _text("tier"),
    _text("public_key"),
    *_register(),
)

operator = _table(
    "operator",
    fold,
    _text("id", key=True),
    _text("name"),
    _text("role"),
    _text("pin"),
    *_register(),
)

# Changes and issues are kept in clock order, as scans are: a chunk of an import is appended and
# writes few pages, where random keys would make it write one page for each row.
change = _table(
    "change",
    fold,
    _int("ms", key=True),
    _int("counter", key=True),
    _text("desk", key=True),
    _text("entry", key=True),
    _text("delegate"),
    _int("wall"),
    _text("batch"),
    _text("fields"),
    _text("operator"),
    Index("change_by_delegate", "delegate"),
    Index("change_by_batch", "batch", sqlite_where=sa.text("batch <> ''")),
)

batch = _table(
    "batch",
    fold,
    _text("id", key=True),
    _text("entry"),
    _int("at"),
    _int("added"),
    _int("changed"),
    _int("undone"),
)

# Progress of staging: rows derived for an import before its last entry has arrived.
staging = _table("staging", fold, _text("batch", key=True), _text("state"))

# Every version of a delegate. A row whose `since` is an import is hidden until that import is
# shown; a row whose `until` is an import is hidden from then on. So the last entry of an import,
# one row of `staging`, shows twenty thousand delegates at once. `delegate`, `name_key` and `code`
# are views of these.
delegate_row = _table(
    "delegate_row",
    fold,
    _text("id", key=True),
    _text("since", key=True),
    _text("until"),
    _int("number"),
    _text("name"),
    _text("family_name"),
    _text("given_name"),
    _text("native_name"),
    _text("reading"),
    _text("title"),
    _text("organisation"),
    _text("country"),
    _text("category"),
    _text("status"),
    _text("language"),
    _text("flags"),
    *map(_text, ("notes", "badge_name", "email", "phone", "accompanies", "tell_on_arrival")),
    *(_text(name) for name in ("extras", "at_scan", "sessions", "valid_from", "valid_until")),
    Index("delegate_by_number", "number"),
    Index("delegate_in_company", "accompanies", sqlite_where=sa.text("accompanies <> ''")),
    Index("delegate_with_sessions", "sessions", "until", sqlite_where=sa.text("sessions <> ''")),
)
delegate = _view(delegate_row, "delegate")
listed_session = _table("listed_session", fold, _text("session", key=True))

# Search keys of a delegate, from `names.keys`.
name_key_row = _table(
    "name_key_row",
    fold,
    _text("delegate", key=True),
    _text("since", key=True),
    _text("until"),
    _text("names"),
    _text("latin"),
)
name_key = _view(name_key_row, "name_key")

issue = _table(
    "issue",
    fold,
    _int("ms", key=True),
    _int("counter", key=True),
    _text("desk", key=True),
    _text("entry", key=True),
    _text("code", key=True),
    _text("kind"),
    _text("delegate"),
    _text("batch"),
    Index("issue_by_code", "code"),
    Index("issue_by_batch", "batch", sqlite_where=sa.text("batch <> ''")),
)

revocation = _table(
    "revocation", fold, _text("entry", key=True), _text("code"), Index("revoked", "code")
)

code_row = _table(
    "code_row",
    fold,
    _text("code", key=True),
    _text("since", key=True),
    _text("until"),
    _text("kind"),
    _text("delegate"),
    _text("status"),
    Index("code_by_delegate", "delegate"),
    Index("external_code", "code", sqlite_where=sa.text("kind = 'external'")),
)
code = _view(code_row, "code")

# Kept in clock order: a scan is appended at the end, where the last page is cached. Each further
# index costs every scan an encrypted page, so a scan is looked up by entry from the end backwards.
scan = _table(
    "scan",
    fold,
    _int("ms", key=True),
    _int("counter", key=True),
    _text("desk", key=True),
    _text("entry", key=True),
    _int("seq"),
    _int("at"),
    _int("late"),  # entered afterwards: `at` is when it happened, and decides the order
    _text("session"),
    _text("outcome"),
    _text("why"),
    _text("direction"),
    _text("delegate"),
    _text("code"),
    _text("owner"),  # the delegate; or, once known, the owner of the code
    _text("presented"),
    _int("forced"),
    _text("reason"),
    _text("represented_by"),
    _text("answers"),
    _text("operator"),
    _text("act"),  # shared by the scans that were recorded together
    Index("scan_by_owner", "owner", "session", sqlite_where=sa.text("owner <> ''")),
    Index("scan_of_nobody", "code", sqlite_where=sa.text("delegate = '' AND code <> ''")),
)

undo = _table("undo", fold, _text("target", key=True), _text("entry", key=True))

attendance = _table(
    "attendance",
    fold,
    _text("session", key=True),
    _text("day", key=True),
    _text("delegate", key=True),
    _text("first_entry"),
    _int("first_at"),
    _text("first_desk"),
    _int("last_at"),
    _int("inside"),
    _int("until"),  # when presence ends by itself
    _text("ends_with"),
    _text("ended"),
    _int("visits"),
    _text("clash"),
)

print_made = _table(
    "print_made",
    fold,
    _text("entry", key=True),
    _text("delegate"),
    _text("code"),
    _int("at"),
    Index("print_by_delegate", "delegate"),
)

lead_call = _table(
    "lead_call",
    fold,
    _text("entry", key=True),
    _text("desk"),
    _int("at"),
    *map(_text, ("session", "scan", "kind")),
)

lead_call_answer = _table(
    "lead_call_answer", fold, _text("target", key=True), _text("entry", key=True), _int("at")
)

setting = _table("setting", local, _text("name", key=True), _text("value"))

secret = _table("secret", local, _text("name", key=True), _blob("value"))

print_job = _table(
    "print_job",
    local,
    Column("id", Integer, primary_key=True),
    _text("delegate"),
    _text("state"),
    _text("reason"),
    _int("added_at"),
    _int("attempts"),
    rowid=True,
)

TRIGGERS: Final = (
    """CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    # Erasing a person empties sections; the hashes that the signature covers stay.
    """CREATE TRIGGER entry_is_never_altered BEFORE UPDATE ON entry
       WHEN OLD.n IS NOT NEW.n OR OLD.id IS NOT NEW.id OR OLD.desk IS NOT NEW.desk
         OR OLD.seq IS NOT NEW.seq OR OLD.ms IS NOT NEW.ms OR OLD.counter IS NOT NEW.counter
         OR OLD.wall IS NOT NEW.wall OR OLD.kind IS NOT NEW.kind OR OLD.version IS NOT NEW.version
         OR OLD.prev IS NOT NEW.prev OR OLD.hashes IS NOT NEW.hashes
         OR OLD.signature IS NOT NEW.signature
         OR (NEW.door IS NOT NULL AND OLD.door IS NOT NEW.door)
         OR (NEW.desk_section IS NOT NULL AND OLD.desk_section IS NOT NEW.desk_section)
         OR (NEW.organiser IS NOT NULL AND OLD.organiser IS NOT NEW.organiser)
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
)


def is_complete(table: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether the row does not belong to an import whose last entry is still missing."""
    there = sa.exists().where(batch.c.id == table.c.batch).correlate(table)
    return sa.or_(table.c.batch == "", there)


def create(connection: sa.Connection) -> None:
    """Creates all tables of a new store."""
    for metadata in (journal, fold, local):
        metadata.create_all(connection)
    for trigger in TRIGGERS:
        connection.exec_driver_sql(trigger)


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
    fold.create_all(connection)


def followed() -> list[Table]:
    """The derived tables as visible: which hidden versions exist depends on the order of arrival."""
    versions = {delegate_row, name_key_row, code_row, staging}
    return [*(table for table in fold.sorted_tables if table not in versions), *views.sorted_tables]
