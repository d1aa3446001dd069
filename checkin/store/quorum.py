"""Quorum of a session on a day, from the scans of its voting members."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from checkin import rules, schema
from checkin.domain import Flag, Status
from checkin.journal import pasts_of
from checkin.presence import stays
from checkin.quorum import counted

if TYPE_CHECKING:
    from collections.abc import Collection

    from checkin.domain import Quorum, Session
    from checkin.presence import Moment

_delegate = schema.delegate.c
_VOTING = sa.select(_delegate.id, _delegate.category, _delegate.number, _delegate.sessions).where(
    _delegate.flags.contains(f'"{Flag.VOTING}"'), _delegate.status != Status.CANCELLED
)


def quorum_of(
    connection: sa.Connection, session: Session, day: str, when: Moment, listed: Collection[str]
) -> Quorum | None:
    """The quorum of a session on a day, now or as it was at its end; `listed` as for `rules.entitled`.

    None for a session that needs none, and where no voting member is known: the tier door has no marks.
    """
    if not session.quorum:
        return None
    rows = connection.execute(_VOTING).all()
    members = [row.id for row in rows if rules.entitled(session, row, listed)]
    if not members:
        return None
    calendar = when.calendar
    ends = calendar.ends(day) - 1 if session.ends is None else session.ends
    times = (
        stay
        for scans in pasts_of(connection, members).values()
        for stay in stays(scans, calendar, (session.key, day))
    )
    return counted(times, len(members), session.quorum, min(when.now, ends))
