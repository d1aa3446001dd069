"""Tables of this machine alone: settings, keys, the print queue."""

from __future__ import annotations

from sqlalchemy import Column, Integer

from checkin.schema.columns import blob, integer, local, table, text

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
