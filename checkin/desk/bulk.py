"""Acts on many delegates at once (bulk edit): approve, cancel, set or clear a mark; each can be undone as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, assert_never

from checkin import elements
from checkin.desk.chunks import in_chunks
from checkin.domain import Status
from checkin.journal import delegate_changed
from checkin.roles import Action
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import sqlalchemy as sa

    from checkin.desk.chunks import Progress
    from checkin.desk.shift import Shift
    from checkin.domain import Delegate
    from checkin.journal import Journal
    from checkin.store.store import Store


class BulkAct(Enum):
    APPROVE = "approve"
    CANCEL = "cancel"
    SET_FLAG = "set_flag"
    CLEAR_FLAG = "clear_flag"


_NEEDS: Final = {
    BulkAct.APPROVE: Action.APPROVE,
    BulkAct.CANCEL: Action.CANCEL,
    BulkAct.SET_FLAG: Action.FLAG,
    BulkAct.CLEAR_FLAG: Action.FLAG,
}


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What an act has changed: of whom, and the status that each had. The others had it so already."""

    act: BulkAct
    flag: str = ""
    before: tuple[tuple[str, Status], ...] = ()

    @property
    def people(self) -> int:
        return len(self.before)


class Bulk:
    """Changes many delegates, an entry each, in chunks that let scans go first.

    Raises `NotAllowed`. Where the disk is full in the middle, what was written stays: the same act again does the rest.
    `progress` is called with the part done; an exception from it ends the act there.
    """

    def __init__(self, store: Store, journal: Journal, shift: Shift) -> None:
        self._store = store
        self._journal = journal
        self._shift = shift

    def change(
        self,
        act: BulkAct,
        delegates: Sequence[str],
        flag: str = "",
        progress: Progress | None = None,
    ) -> BulkChange:
        """Does the act to those of them whom it concerns: only who waits can be approved, for example."""
        self._shift.require(_NEEDS[act])
        before = self._write(delegates, lambda one: _changes(act, one, flag), progress)
        return BulkChange(act, flag, before)

    def undo(self, change: BulkChange, progress: Progress | None = None) -> int:
        """Takes the act back of all who are as it made them. Returns how many."""
        self._shift.require(_NEEDS[change.act])
        status = dict(change.before)

        def undone(one: Delegate) -> Mapping[str, Any]:
            return _undone(change, one, status[one.id])

        return len(self._write(tuple(status), undone, progress))

    def _write(
        self,
        delegates: Sequence[str],
        changes: Callable[[Delegate], Mapping[str, Any]],
        progress: Progress | None,
    ) -> tuple[tuple[str, Status], ...]:
        """Writes what `changes` returns for each, as read in the same transaction; those whom it changed, as they were."""
        changed: list[tuple[str, Status]] = []

        def write(connection: sa.Connection, chunk: Sequence[str]) -> None:
            new = [
                (one, fields) for one in people.some(connection, chunk) if (fields := changes(one))
            ]
            drafts = [
                delegate_changed(delegate, fields)
                for one, fields in new
                for delegate in (one.id, *_doubles(connection, one, fields))
            ]
            self._journal.append_many(connection, drafts)
            changed.extend((one.id, one.status) for one, _ in new)

        in_chunks(self._store, delegates, write, progress)
        return tuple(changed)


def _doubles(connection: sa.Connection, one: Delegate, fields: Mapping[str, Any]) -> list[str]:
    """Of whom else it is changed: a mark is cleared of each double that has it too."""
    cleared = fields.get("flags", {}).get(elements.GONE)
    doubles = people.doubles_of(connection, one.id) if cleared else ()
    return [double.id for double in doubles if cleared[0] in double.flags]


def _changes(act: BulkAct, one: Delegate, flag: str) -> Mapping[str, Any]:
    match act:
        case BulkAct.APPROVE:
            waits = one.status is Status.PENDING
            return {"status": Status.EXPECTED.value} if waits else {}
        case BulkAct.CANCEL:
            there = one.status is not Status.CANCELLED
            return {"status": Status.CANCELLED.value} if there else {}
        case BulkAct.SET_FLAG:
            return {} if flag in one.flags else {"flags": elements.change([], [flag])}
        case BulkAct.CLEAR_FLAG:
            return {"flags": elements.change([flag], [])} if flag in one.flags else {}
        case _:
            assert_never(act)


def _undone(change: BulkChange, one: Delegate, status: Status) -> Mapping[str, Any]:
    """What brings a delegate back; nothing where they were changed since."""
    match change.act:
        case BulkAct.APPROVE:
            return {"status": status.value} if one.status is Status.EXPECTED else {}
        case BulkAct.CANCEL:
            return {"status": status.value} if one.status is Status.CANCELLED else {}
        case BulkAct.SET_FLAG:
            return _changes(BulkAct.CLEAR_FLAG, one, change.flag)
        case BulkAct.CLEAR_FLAG:
            return _changes(BulkAct.SET_FLAG, one, change.flag)
        case _:
            assert_never(change.act)
