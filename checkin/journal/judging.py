"""Judging (authorisation): which genuine entries count, by the standing of the desk that wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import ORGANISER_FIELDS, Status, Tier
from checkin.journal.kinds import EntryKind
from checkin.journal.trust import MAY_WRITE, Ignored

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.journal.contents import Understood
    from checkin.journal.entry import Header
    from checkin.journal.registers import Standing

_ORGANISERS_OWN: Final = frozenset(ORGANISER_FIELDS)


def why_not_of_writer(header: Header, standings: Mapping[str, Standing]) -> Ignored | None:
    """Why nothing counts that the desk writes there; None where it does."""
    standing = standings.get(header.desk)
    if standing is None or not standing.counts:
        return Ignored.NOT_INTRODUCED
    return Ignored.REVOKED if header.seq > standing.last else None


def why_not(entry: Understood, standings: Mapping[str, Standing]) -> Ignored | None:
    """Why an entry does not count that is understood; None where it does."""
    if why := why_not_of_writer(entry.header, standings):
        return why
    standing = standings[entry.header.desk]
    if standing.tier is Tier.ORGANISER or _may_write(entry, standing, standings):
        return None
    return Ignored.NOT_ALLOWED


def _may_write(entry: Understood, standing: Standing, standings: Mapping[str, Standing]) -> bool:
    content, kind = entry.content, entry.header.kind
    if kind == EntryKind.UNDONE and standing.tier is Tier.DOOR:
        of = standings.get(content["desk"])  # a door undoes its own scans
        return of is not None and of.desk == standing.desk
    if kind not in MAY_WRITE[standing.tier] or content.get("batch"):
        return False
    fields = content.get("fields", {})
    cancels = fields.get("status") == Status.CANCELLED
    return not cancels and _ORGANISERS_OWN.isdisjoint(fields)
