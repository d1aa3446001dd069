"""Tables of scans, attendance, calls for a lead, and settled conflicts."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Index

from checkin.presence import FIRST_OF_PEOPLE
from checkin.schema.columns import fold, integer, table, text

# Kept in clock order: a scan is appended at the end, where the last page is cached. Each further
# index costs every scan an encrypted page, so a scan is looked up by entry from the end backwards.
scan = table(
    "scan",
    fold,
    integer("ms", key=True),
    integer("counter", key=True),
    text("desk", key=True),
    text("entry", key=True),
    text("chain"),
    integer("seq"),
    integer("at"),
    integer("entered"),  # by the wall clock
    integer("late"),  # entered afterwards: `at` is when it happened, and decides the order
    integer("paper"),  # entered afterwards from a list on paper
    integer("heard"),  # apart from the others: when this desk had heard of them last; else 0
    integer("rules"),  # by which version of the session it was decided; 0 where it does not say
    integer("heard_late"),  # let in although refused, because the desk was apart
    text("session"),
    text("outcome"),
    text("why"),
    text("direction"),
    text("delegate"),
    text("code"),
    text("owner"),  # the delegate; or, once known, the owner of the code
    text("presented"),
    integer("forced"),
    text("reason"),
    text("represented_by"),
    text("answers"),
    text("replies"),  # to the event's own questions, as JSON; empty for none
    text("operator"),
    text("act"),  # shared by the scans that were recorded together
    Index("scan_by_owner", "owner", sqlite_where=sa.text("owner <> ''")),  # and in clock order
    Index("scan_afterwards", "owner", sqlite_where=sa.text("late = 1")),
    Index("scan_heard_late", "owner", sqlite_where=sa.text("heard_late = 1")),
    Index("scan_of_nobody", "code", sqlite_where=sa.text("delegate = '' AND code <> ''")),
)

undo = table(
    "undo",
    fold,
    text("target", key=True),
    text("entry", key=True),
    text("chain"),  # and number: those that the target has, or the undo is of nothing
    integer("seq"),
)


def is_undone(scans: sa.FromClause = scan) -> sa.Exists:
    """Whether a scan was undone."""
    made, of = undo.c, scans.c
    return sa.exists().where(made.target == of.entry, made.chain == of.chain, made.seq == of.seq)


attendance = table(
    "attendance",
    fold,
    text("session", key=True),
    text("day", key=True),
    text("delegate", key=True),
    text("first_entry"),
    integer("first_at"),
    text("first_desk"),
    integer("last_at"),
    integer("inside"),
    integer("until"),  # when presence ends by itself
    text("ends_with"),
    text("ended"),
    integer("visits"),
    text("clash"),
)

# From the participant report of a video meeting: nobody is inside by it, and it takes no place.
remote_attendance = table(
    "remote_attendance",
    fold,
    text("entry", key=True),
    text("delegate"),
    text("session"),
    integer("minutes"),
    integer("since"),  # 0 where the report has no times
    integer("until"),
    text("batch"),
    Index("remote_by_batch", "batch"),
)

lead_call = table(
    "lead_call",
    fold,
    text("entry", key=True),
    text("desk"),
    integer("at"),
    *map(text, ("session", "scan", "kind")),
)

lead_call_answer = table(
    "lead_call_answer", fold, text("target", key=True), text("entry", key=True), integer("at")
)

# What leads said about conflicts, with what was known of them then: see `checkin.conflicts`.
settlement = table(
    "settlement",
    fold,
    text("entry", key=True),
    integer("ms"),
    integer("counter"),
    text("desk"),
    integer("at"),
    text("operator"),
    *map(text, ("conflict", "kind", "how", "reason")),
    *map(text, ("people", "desks", "entries")),  # JSON lists of ids
)


def of_people() -> sa.ColumnElement[bool]:
    """Whether attendance is that of a person, and not of what was handed out: see `checkin.presence`."""
    return attendance.c.day > sa.literal_column(f"'{FIRST_OF_PEOPLE}'")
