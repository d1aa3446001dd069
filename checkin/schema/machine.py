"""Tables of this machine alone: settings, keys, the print queue, held entries, statements of others."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer

from checkin.schema.columns import blob, integer, local, table, text
from checkin.schema.entries import sealed_entry

setting = table("setting", local, text("name", key=True), text("value"))

secret = table("secret", local, text("name", key=True), blob("value"))

print_job = table(
    "print_job",
    local,
    Column("id", Integer, primary_key=True),
    text("delegate"),
    text("state"),
    text("reason"),
    integer("added_at"),
    integer("attempts"),
    rowid=True,
)

# Entries that have arrived and are not genuine, or not yet; `digest` is of all their bytes.
held = table(
    "held",
    local,
    text("digest", key=True),
    text("reason"),
    text("source"),
    integer("since"),
    integer("size"),
    text("event"),
    *sealed_entry(),
    Index("held_by_desk", "desk"),
    Index("held_by_entry", "id"),
)

# The latest statement of each other desk, signed by it: see `checkin.sync.statement`.
statement = table(
    "statement",
    local,
    text("desk", key=True),
    blob("body"),
    blob("signature"),
    integer("wall"),  # that desk's wall clock
    integer("heard"),  # this machine's, when it came
)
