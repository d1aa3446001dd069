"""Table of the journal: every entry, in the order of arrival."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, Index, Integer

from checkin.schema.columns import blob, fold, integer, journal, table, text


def sealed_entry() -> tuple[Column[Any], ...]:
    """The columns of an entry as it is exchanged."""
    return (
        text("id"),
        text("desk"),
        integer("seq"),
        integer("ms"),
        integer("counter"),
        integer("wall"),
        text("kind"),
        integer("version"),
        blob("prev"),
        blob("hashes"),
        blob("signature"),
        # A missing section was never written, or its person was erased: the hashes tell which.
        blob("door", nullable=True),
        blob("desk_section", nullable=True),
        blob("organiser", nullable=True),
    )


entry = table(
    "entry",
    journal,
    Column("n", Integer, primary_key=True),  # order of arrival
    *sealed_entry(),
    Index("entry_by_desk", "desk", "seq", "id", unique=True),
    rowid=True,
)

# Entries that are genuine and do not count, and why.
ignored = table(
    "ignored",
    fold,
    text("entry", key=True),
    text("why"),
    text("desk"),
    integer("seq"),
    integer("wall"),
    integer("version"),
)

TRIGGERS: Final = (
    """CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    # Erasing a person empties sections, and one may be filled in later that was not delivered: the
    # hashes that the signature covers stay, and tell whether it is the one.
    """CREATE TRIGGER entry_is_never_altered BEFORE UPDATE ON entry
       WHEN OLD.n IS NOT NEW.n OR OLD.id IS NOT NEW.id OR OLD.desk IS NOT NEW.desk
         OR OLD.seq IS NOT NEW.seq OR OLD.ms IS NOT NEW.ms OR OLD.counter IS NOT NEW.counter
         OR OLD.wall IS NOT NEW.wall OR OLD.kind IS NOT NEW.kind OR OLD.version IS NOT NEW.version
         OR OLD.prev IS NOT NEW.prev OR OLD.hashes IS NOT NEW.hashes
         OR OLD.signature IS NOT NEW.signature
         OR (NEW.door IS NOT NULL AND OLD.door IS NOT NULL AND OLD.door IS NOT NEW.door)
         OR (NEW.desk_section IS NOT NULL AND OLD.desk_section IS NOT NULL AND OLD.desk_section IS NOT NEW.desk_section)
         OR (NEW.organiser IS NOT NULL AND OLD.organiser IS NOT NULL AND OLD.organiser IS NOT NEW.organiser)
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
)
