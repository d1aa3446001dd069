"""Tables of the event, its desks and operators."""

from __future__ import annotations

from checkin.schema.columns import fold, integer, register, table, text

event = table(
    "event",
    fold,
    text("id", key=True),
    text("name"),
    text("names"),
    text("time_zone"),
    text("days"),
    integer("day_starts"),
    text("venue"),
    text("categories"),
    text("sessions"),
    text("show_at_scan"),
    *register(),
)

# Every version of the event: what a badge showed when it was printed.
event_past = table(
    "event_past",
    fold,
    text("entry", key=True),
    integer("ms"),
    integer("counter"),
    text("desk"),
    integer("wall"),
    text("name"),
    text("days"),
    text("venue"),
    text("categories"),
    text("sessions"),
)

desk = table(
    "desk",
    fold,
    text("id", key=True),
    text("name"),
    text("tier"),
    text("public_key"),
    *register(),
)

operator = table(
    "operator",
    fold,
    text("id", key=True),
    text("name"),
    text("role"),
    text("pin"),
    *register(),
)
