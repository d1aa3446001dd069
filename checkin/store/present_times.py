"""Visits of all delegates (time present), from their scans that count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from checkin import schema
from checkin.journal import pasts_of
from checkin.presence import all_stays
from checkin.time_present import TimePresent, in_session

if TYPE_CHECKING:
    from checkin.presence import Moment, SessionDay

_OWNERS = sa.select(schema.attendance.c.delegate).distinct()


def present_times(
    connection: sa.Connection, when: Moment
) -> dict[str, dict[SessionDay, TimePresent]]:
    """Delegate → how long they were in each session on each day, up to that moment."""
    calendar = when.calendar
    scans = pasts_of(connection, connection.scalars(_OWNERS).all())
    return {
        delegate: {
            place: in_session(stays, calendar.sessions.get(place[0]))
            for place, stays in all_stays(of_delegate, calendar, when.now).items()
        }
        for delegate, of_delegate in scans.items()
    }
