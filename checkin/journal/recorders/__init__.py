"""Recorders (event handlers): what each kind of entry adds to the recorded sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.journal.kinds import EntryKind
from checkin.journal.recorders import events, exports, people, scans, watch
from checkin.journal.recorders.recorded import Recorded, Touched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checkin.journal.contents import Understood

__all__ = ["RECORDERS", "Recorded", "Touched"]

RECORDERS: Final[Mapping[str, Callable[[Understood, Recorded], None]]] = {
    EntryKind.EVENT_CHANGED: events.event_changed,
    EntryKind.SESSION_CHANGED: events.session_changed,
    EntryKind.CATEGORY_CHANGED: events.category_changed,
    EntryKind.COLUMN_CHANGED: events.column_changed,
    EntryKind.QUESTION_CHANGED: events.question_changed,
    EntryKind.DESK_ADDED: events.desk_added,
    EntryKind.DESK_NAMED: events.desk_named,
    EntryKind.DESK_REVOKED: events.desk_revoked,
    EntryKind.CHAIN_BEGUN: events.chain_begun,
    EntryKind.CLOCK_CORRECTED: events.clock_corrected,
    EntryKind.KEYS_RENEWED: events.keys_renewed,
    EntryKind.DELEGATE_CHANGED: people.delegate_changed,
    EntryKind.PHOTO_SET: people.photo_set,
    EntryKind.DELEGATE_ERASED: people.delegate_erased,
    EntryKind.DELEGATES_JOINED: people.delegates_joined,
    EntryKind.DELEGATES_PARTED: people.delegates_parted,
    EntryKind.CODE_ISSUED: people.code_issued,
    EntryKind.CODE_REVOKED: people.code_revoked,
    EntryKind.CODES_RENEWED: people.codes_renewed,
    EntryKind.SCANNED: scans.scanned,
    EntryKind.ATTENDED_REMOTELY: scans.attended_remotely,
    EntryKind.UNDONE: scans.undone,
    EntryKind.BADGE_PRINTED: people.badge_printed,
    EntryKind.BADGE_HANDED_OUT: people.badge_handed_out,
    EntryKind.INVITED: people.invited,
    EntryKind.EXPORTED: exports.exported,
    EntryKind.EXPORT_FAILED: exports.export_failed,
    EntryKind.CARDS_OPENED: exports.cards_opened,
    EntryKind.BATCH_APPLIED: people.batch_applied,
    EntryKind.BATCH_UNDONE: people.batch_undone,
    EntryKind.OPERATOR_SET: events.operator_set,
    EntryKind.LEAD_CALLED: scans.lead_called,
    EntryKind.CALL_ANSWERED: scans.call_answered,
    EntryKind.CONFLICT_SETTLED: scans.conflict_settled,
    EntryKind.WATCH_ADDED: watch.watch_added,
    EntryKind.WATCH_REMOVED: watch.watch_removed,
    EntryKind.WATCH_MATCHED: watch.watch_matched,
    EntryKind.WATCH_CLEARED: watch.watch_cleared,
    EntryKind.DELEGATE_MARKED: watch.delegate_marked,
}
