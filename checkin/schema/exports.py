"""Tables of the export log: what left the store, which of it was never finished, and runs of opened cards."""

from __future__ import annotations

from checkin.schema.columns import fold, integer, table, text, written

exported = table(
    "exported",
    fold,
    *written(),
    integer("at"),
    text("by"),
    text("what"),
    text("form"),
    integer("people"),
    integer("protected"),
    text("session"),
    text("day"),
    integer("sealed"),
    text("why"),
)

export_failure = table("export_failure", fold, text("entry", key=True), text("target"))

card_run = table("card_run", fold, *written(), integer("at"), text("by"), integer("opened"))
