"""A desk that names nobody: what it says of people is their number, their category and the answer.

For a door in a public place. What is taken away here never reaches a screen, whatever the screen does.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkin.domain import Flag

if TYPE_CHECKING:
    from checkin.domain import Found, PastScan, Person, Verdict


def of_verdict(verdict: Verdict) -> Verdict:
    """Without a name, nor what a human typed of one; a note that is not shown need not be read."""
    return replace(
        verdict,
        person=_of_person(verdict.person),
        represented_by="",
        seat_taken_by="",
        forced="",
        attention=False,
    )


def of_scan(scan: PastScan) -> PastScan:
    return replace(scan, person=_of_person(scan.person), represented_by="", forced="")


def of_found(found: Found) -> Found:
    return replace(
        found,
        name="",
        native_name="",
        organisation="",
        reading="",
        country="",
        marked_name=(),
        marked_native=(),
    )


def _of_person(person: Person | None) -> Person | None:
    if person is None:
        return None
    # The roster's own marks may say anything.
    flags = tuple(one for one in person.flags if one in list(Flag))
    return replace(
        person, name="", native_name="", organisation="", country="", notes="", flags=flags
    )
