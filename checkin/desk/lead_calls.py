"""Calls for a lead (help requests): each is an entry of the journal, open until it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema, visibility
from checkin.domain import CallKind, Role
from checkin.errors import NotFound, NotPossible
from checkin.journal import call_answered, lead_called
from checkin.language import mark
from checkin.store import attendance, people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checkin.desk.shift import Shift
    from checkin.domain import PastScan
    from checkin.journal import Journal
    from checkin.store.store import Store
    from checkin.visibility import Viewer

HEARD_MS: Final = 10 * 60_000  # a desk that was silent for longer may be switched off
_call, _answer = schema.lead_call.c, schema.lead_call_answer.c
_scan, _operator = schema.scan.c, schema.operator.c
_came = schema.attendance.c
_CAME: Final = sa.select(
    _came.delegate,
    _came.session,
    _came.day,
    _came.first_at,
    _came.first_entry,
    sa.exists()
    .where(_call.scan == _came.first_entry, _call.kind == CallKind.ARRIVAL)
    .label("told"),
)
_LEADS: Final = (Role.LEAD.value, Role.ORGANISER.value)
_OPEN: Final = (
    sa.select(schema.lead_call, schema.desk.c.name.label("desk_name"))
    .outerjoin(schema.desk, schema.desk.c.id == _call.desk)
    .where(~sa.exists().where(_answer.target == _call.entry))
    .order_by(_call.at, _call.entry)
)


@dataclass(frozen=True, slots=True)
class LeadCall:
    """An open call. `scan` is the one it is about, if any, as this desk may see it.

    An arrival says whom to `tell`, where this desk may know it.
    """

    id: str
    at: int
    desk: str
    session: str
    here: bool  # made at this desk
    scan: PastScan | None = None
    kind: CallKind = CallKind.HELP
    tell: str = ""


class LeadCalls:
    """Calls of all desks that this one has heard of. A volunteer's desk sees its own ones only."""

    def __init__(self, store: Store, journal: Journal, shift: Shift) -> None:
        self._store = store
        self._journal = journal
        self._shift = shift

    def call(self, session: str, entry: str = "") -> str:
        """Calls a lead, about the scan with this entry or about nothing in particular. Returns the id.

        A call about the same scan that is still open is not repeated. Raises `NotFound`.
        """
        with self._store.write() as connection:
            if entry and attendance.scan(connection, entry) is None:
                raise NotFound(mark("There is no such scan."))
            here = self._journal.identity.desk
            again = _OPEN.where(
                _call.scan == entry, _call.desk == here, _call.kind == CallKind.HELP
            )
            row = connection.execute(again).first()
            if row is not None:
                return str(row.entry)
            return self._journal.append(connection, lead_called(session, entry)).id

    def open_calls(self) -> tuple[LeadCall, ...]:
        """The calls that nobody has answered, the longest waiting first."""
        here, viewer = self._journal.identity.desk, self._shift.viewer
        query = _OPEN if viewer.leads else _OPEN.where(_call.desk == here)
        with self._store.read() as connection:
            rows = connection.execute(query).all()
            scans = {row.scan: attendance.scan(connection, row.scan) for row in rows if row.scan}
            arrived = [scan.person.id for scan in scans.values() if scan and scan.person]
            whom = {
                delegate.id: delegate.tell_on_arrival
                for delegate in people.some(connection, arrived)
            }
            again = _told_before(connection, [scan for scan in scans.values() if scan])
        return tuple(
            _call_of(row, here, scans.get(row.scan), whom, viewer)
            for row in rows
            if not (
                row.kind == CallKind.ARRIVAL
                and (row.scan in again or _is_undone(scans.get(row.scan)))
            )
        )

    def answer(self, call: str) -> None:
        """Records that a lead has come. Raises `NotFound`, `NotPossible` for one answered before."""
        with self._store.write() as connection:
            if not connection.scalar(sa.select(sa.exists().where(_call.entry == call))):
                raise NotFound(mark("There is no such call."))
            if connection.scalar(sa.select(sa.exists().where(_answer.target == call))):
                raise NotPossible(mark("This call is answered already."))
            self._journal.append(connection, call_answered(call))

    def hears(self) -> bool:
        """Whether a lead is at work at another desk, as far as was heard within ten minutes."""
        now, here = self._journal.now(), self._journal.identity.desk
        leads = sa.select(_operator.id).where(_operator.role.in_(_LEADS))
        query = sa.exists().where(
            _scan.ms >= now - HEARD_MS,
            _scan.desk != here,
            sa.or_(_scan.operator.in_(_LEADS), _scan.operator.in_(leads)),
        )
        with self._store.read() as connection:
            return bool(connection.scalar(sa.select(query)))


def _is_undone(scan: PastScan | None) -> bool:
    return scan is not None and scan.undone


def _told_before(connection: sa.Connection, scans: Iterable[PastScan]) -> set[str]:
    """Those of these scans before which another one of that day has told the arrival: at a desk apart."""
    of_person: dict[str, list[PastScan]] = {}
    for scan in scans:
        if scan.person is not None:
            of_person.setdefault(scan.person.id, []).append(scan)
    if not of_person:
        return set()
    rows = connection.execute(_CAME.where(_came.delegate.in_(sorted(of_person)))).all()
    return {
        scan.entry
        for delegate, of_one in of_person.items()
        for scan in of_one
        if _is_after(scan, [row for row in rows if row.delegate == delegate])
    }


def _is_after(scan: PastScan, came: list[Any]) -> bool:
    """Whether one of these first entries was told on that day, and before this one."""
    here = [row for row in came if row.session == scan.session and row.first_at <= scan.at]
    day = max((row.day for row in here), default="")
    return any(
        row.told and row.day == day and (row.first_at, row.first_entry) < (scan.at, scan.entry)
        for row in came
    )


def _call_of(
    row: Any, here: str, scan: PastScan | None, whom: Mapping[str, str], viewer: Viewer
) -> LeadCall:
    person = scan.person if scan else None
    is_arrival = row.kind == CallKind.ARRIVAL
    return LeadCall(
        row.entry,
        row.at,
        row.desk_name or "",
        row.session,
        row.desk == here,
        visibility.past_scan(scan, viewer) if scan else None,
        CallKind.ARRIVAL if is_arrival else CallKind.HELP,
        whom.get(person.id, "") if person and is_arrival and not viewer.unnamed else "",
    )
