"""Journal: append-only event log (event sourcing) of every desk, signed and hash-chained."""

from checkin.journal.clock import HybridClock, Stamp
from checkin.journal.contents import readable
from checkin.journal.derive import pasts_of, presences_at
from checkin.journal.entry import Entry, Head, Header, Opened
from checkin.journal.event_row import read_calendar, read_event
from checkin.journal.journal import Identity, Journal, WrittenEntry
from checkin.journal.kinds import (
    EntryDraft,
    EntryKind,
    badge_printed,
    batch_applied,
    batch_undone,
    call_answered,
    code_issued,
    code_revoked,
    delegate_changed,
    desk_added,
    event_set,
    lead_called,
    looked,
    operator_set,
    scanned,
    undone,
    watch_added,
    watch_cleared,
    watch_matched,
    watch_removed,
)

__all__ = [
    "Entry",
    "EntryDraft",
    "EntryKind",
    "Head",
    "Header",
    "HybridClock",
    "Identity",
    "Journal",
    "Opened",
    "Stamp",
    "WrittenEntry",
    "badge_printed",
    "batch_applied",
    "batch_undone",
    "call_answered",
    "code_issued",
    "code_revoked",
    "delegate_changed",
    "desk_added",
    "event_set",
    "lead_called",
    "looked",
    "operator_set",
    "pasts_of",
    "presences_at",
    "read_calendar",
    "read_event",
    "readable",
    "scanned",
    "undone",
    "watch_added",
    "watch_cleared",
    "watch_matched",
    "watch_removed",
]
