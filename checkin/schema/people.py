"""Tables of delegates: their changes, codes, prints, and the imports that brought them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Index

from checkin.schema.columns import fold, integer, table, text, view, written

# Changes and issues are kept in clock order, as scans are: a chunk of an import is appended and
# writes few pages, where random keys would make it write one page for each row.
change = table(
    "change",
    fold,
    integer("ms", key=True),
    integer("counter", key=True),
    text("desk", key=True),
    text("entry", key=True),
    text("delegate"),
    integer("wall"),
    text("batch"),
    text("fields"),
    text("operator"),
    Index("change_by_delegate", "delegate"),
    Index("change_by_batch", "batch", sqlite_where=sa.text("batch <> ''")),
)

# What was written about an import: that it is complete, or undone.
batch_change = table(
    "batch_change",
    fold,
    text("entry", key=True),
    text("batch"),
    integer("at"),
    integer("added"),
    integer("changed"),
    integer("undone"),
    text("desk"),
    integer("ms"),
    integer("counter"),
    Index("batch_change_by_batch", "batch"),
)
batch = table(
    "batch",
    fold,
    text("id", key=True),
    text("entry"),
    integer("at"),
    integer("added"),
    integer("changed"),
    integer("undone"),
)

# Progress of staging: rows derived for an import before its last entry has arrived.
staging = table("staging", fold, text("batch", key=True), text("state"))

# Every version of a delegate. A row whose `since` is an import is hidden until that import is
# shown; a row whose `until` is an import is hidden from then on. So the last entry of an import,
# one row of `staging`, shows twenty thousand delegates at once. `delegate`, `name_key` and `code`
# are views of these.
delegate_row = table(
    "delegate_row",
    fold,
    text("id", key=True),
    text("since", key=True),
    text("until"),
    integer("number"),
    text("name"),
    text("family_name"),
    text("given_name"),
    text("native_name"),
    text("reading"),
    text("title"),
    text("organisation"),
    text("country"),
    text("category"),
    text("status"),
    text("language"),
    text("flags"),
    text("notes"),
    text("badge_name"),
    *map(text, ("email", "phone", "accompanies", "tell_on_arrival")),
    *(text(name) for name in ("extras", "at_scan", "sessions", "valid_from", "valid_until")),
    text("group_key"),
    Index("delegate_by_number", "number"),
    Index("delegate_in_company", "accompanies", sqlite_where=sa.text("accompanies <> ''")),
    Index("delegate_in_group", "group_key", sqlite_where=sa.text("group_key <> ''")),
    Index("delegate_with_sessions", "sessions", "until", sqlite_where=sa.text("sessions <> ''")),
)

# What was said of two delegates: that they are one person, or that they are not.
delegate_join = table(
    "delegate_join",
    fold,
    text("entry", key=True),
    text("desk"),
    integer("ms"),
    integer("counter"),
    text("delegate"),
    text("double"),
    integer("parted"),
    integer("at"),
    text("operator"),
)
# Delegates who are somebody else: the person, and the one with whom they were joined. See `journal.doubles`.
double = table(
    "double",
    fold,
    text("delegate", key=True),
    text("person"),
    text("joined_to"),
    Index("double_of_person", "person"),
)
delegate = view(delegate_row, "delegate", "id NOT IN (SELECT delegate FROM double)")
double_delegate = view(delegate_row, "double_delegate", "id IN (SELECT delegate FROM double)")
listed_session = table("listed_session", fold, text("session", key=True))

# Search keys of a delegate, from `names.keys`.
name_key_row = table(
    "name_key_row",
    fold,
    text("delegate", key=True),
    text("since", key=True),
    text("until"),
    text("names"),
    text("latin"),
)
name_key = view(name_key_row, "name_key")

# The photographs that delegates have had; the latest counts, and an empty one is none.
photo = table(
    "photo",
    fold,
    *written(),
    text("delegate"),
    text("digest"),  # of the picture; empty for none
    text("photo"),  # in base64, as in the entry
    Index("photo_by_delegate", "delegate"),
)

# Delegates who were erased: see `checkin.journal.erasing`.
erasure = table(
    "erasure",
    fold,
    text("entry", key=True),
    text("delegate"),
    Index("erasure_by_delegate", "delegate"),
)

issue = table(
    "issue",
    fold,
    integer("ms", key=True),
    integer("counter", key=True),
    text("desk", key=True),
    text("entry", key=True),
    text("code", key=True),
    text("kind"),
    text("delegate"),
    integer("generation"),
    text("batch"),
    Index("issue_by_code", "code"),
    Index("issue_by_delegate", "delegate"),
    Index("issue_by_batch", "batch", sqlite_where=sa.text("batch <> ''")),
)

revocation = table(
    "revocation",
    fold,
    text("entry", key=True),
    text("desk"),
    integer("ms"),
    integer("counter"),
    text("code"),
    Index("revoked", "code"),
)

renewal = table(
    "renewal",
    fold,
    text("entry", key=True),
    text("desk"),
    integer("ms"),
    integer("counter"),
    text("delegate"),
    text("kind"),
    integer("generation"),  # the first that counts
    Index("renewal_by_delegate", "delegate"),
)

code_row = table(
    "code_row",
    fold,
    text("code", key=True),
    text("since", key=True),
    text("until"),
    text("kind"),
    text("delegate"),
    text("status"),
    Index("code_by_delegate", "delegate"),
    Index("external_code", "code", sqlite_where=sa.text("kind = 'external'")),
)
code = view(code_row, "code")

print_made = table(
    "print_made",
    fold,
    text("entry", key=True),
    text("delegate"),
    text("owner"),  # the delegate; or the person who they are
    text("code"),
    integer("at"),
    text("desk"),
    integer("ms"),
    integer("counter"),
    integer("known"),  # earlier prints of which the desk knew
    Index("print_by_delegate", "delegate"),
    Index("print_by_owner", "owner"),
)


# Each time that a badge was handed over.
handed_out = table(
    "handed_out",
    fold,
    text("entry", key=True),
    text("delegate"),
    integer("at"),
    text("desk"),
    integer("ms"),
    integer("counter"),
    Index("handed_out_by_delegate", "delegate"),
)

# Each invitation that was written to be sent.
invited = table(
    "invited",
    fold,
    text("entry", key=True),
    text("delegate"),
    text("code"),
    integer("at"),
    text("desk"),
    integer("ms"),
    integer("counter"),
    Index("invited_by_delegate", "delegate"),
)


def is_complete(table: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether the row does not belong to an import whose last entry is still missing."""
    there = sa.exists().where(batch.c.id == table.c.batch).correlate(table)
    return sa.or_(table.c.batch == "", there)
