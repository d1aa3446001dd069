"""Tables of the event, its desks and operators."""

from __future__ import annotations

from sqlalchemy import Index

from checkin.schema.columns import fold, integer, table, text, written

# Every change of the event, a session or a category: only the new values of fields, as JSON. The
# event as it is, and as it was when a badge was printed, follow from these rows.
event_change = table(
    "event_change",
    fold,
    integer("ms", key=True),
    integer("counter", key=True),
    text("desk", key=True),
    text("entry", key=True),
    integer("wall"),
    text("about"),  # event, session, category, column or question
    text("key"),  # of what it is about
    text("fields"),
)

# The event as it is: one row. All lists hold also those that were taken away.
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
    text("name_order"),
    text("short_names"),
    text("venues"),
    text("columns"),
    text("questions"),
)

# Each time that a desk was introduced; the first one decides all but the name.
introduction = table(
    "introduction",
    fold,
    *written(),
    text("desk"),
    text("name"),
    text("tier"),
    text("public_key"),
    text("box_key"),
    integer("first_number"),
    integer("seq"),  # of the entry in the writer's chain
)

# The further chains that desks have begun: see `kinds.chain_begun`.
chain = table("chain", fold, *written(), text("desk"))  # the writer is the chain

# Each time that a desk was revoked; `lasts` is the last number of each of its chains that counts.
desk_revocation = table(
    "desk_revocation", fold, *written(), text("desk"), integer("seq"), text("lasts")
)

# What organisers said of wrong clocks: see `checkin.journal.corrections`.
clock_correction = table(
    "clock_correction",
    fold,
    *written(),
    integer("seq"),  # of the entry in the writer's chain
    text("chain"),
    integer("first"),
    integer("last"),
    integer("offset"),
    integer("since"),
    integer("until"),
)

# Keys of a new epoch, each in a box for one desk.
key_box = table("key_box", fold, text("desk", key=True), *written(), integer("epoch"), text("box"))

# The names that a desk has given itself.
desk_name = table(
    "desk_name",
    fold,
    text("entry", key=True),
    integer("ms"),
    integer("counter"),
    integer("seq"),
    text("desk"),
    text("name"),
)

# Each desk by the chains that it writes: its first one, which has the id of the desk, and further ones.
desk = table(
    "desk",
    fold,
    text("id", key=True),  # of the chain
    text("desk"),
    text("name"),
    text("parent"),  # the desk that introduced it; empty for the root
    integer("counts"),  # 0 where the desk that introduced it does not count, or not any more
    integer("last"),  # the last number of the chain that counts
    text("tier"),
    text("public_key"),
    text("box_key"),
    integer("first_number"),  # of the hundred that its walk-ins take; 0 for none
)

operator_change = table(
    "operator_change",
    fold,
    *written(),
    text("operator"),
    text("name"),
    text("role"),
    text("pin"),
    Index("operator_change_by_operator", "operator"),
)

operator = table(
    "operator",
    fold,
    text("id", key=True),
    text("name"),
    text("role"),
    text("pin"),
)
