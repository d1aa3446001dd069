"""Visits of all delegates (attendance records), in person and in video meetings, with the time that counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.store.listing import attendances
from checkin.store.present_times import present_times
from checkin.store.remote import remote_stays
from checkin.time_present import TimePresent, together

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sqlalchemy as sa

    from checkin.presence import Moment, SessionDay
    from checkin.store.listing import Present
    from checkin.store.remote import RemoteStay


@dataclass(frozen=True, slots=True)
class Visits:
    """Who attended in person, for how long (delegate → session and day → time), and who remotely."""

    present: tuple[Present, ...]
    times: Mapping[str, Mapping[SessionDay, TimePresent]]
    remote: tuple[RemoteStay, ...]

    def own(self) -> dict[str, dict[SessionDay, TimePresent]]:
        """Delegate → where they attended themselves, and how long. A seat that somebody else filled is not among it."""
        found: dict[str, dict[SessionDay, TimePresent]] = defaultdict(dict)
        for presence in self.present:
            if not presence.represented_by:
                place = presence.session, presence.day
                time = self.times.get(presence.delegate, {}).get(place, TimePresent())
                found[presence.delegate][place] = time
        for stay in self.remote:
            there, place = found[stay.delegate], (stay.session, stay.day)
            there[place] = together((there.get(place, TimePresent()), stay.time))
        return dict(found)


def visits(connection: sa.Connection, when: Moment, day: str | None = None) -> Visits:
    """As of that moment, of one day or of all."""
    return Visits(
        attendances(connection, when, day=day),
        present_times(connection, when),
        remote_stays(connection, when.calendar, day=day),
    )
