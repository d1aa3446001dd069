"""Who a walk-in may be (duplicate check): delegates of the roster with the same name, or nearly so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin import names
from checkin.domain import FIELD_TABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checkin.domain import Found

MOST: Final = 3
_LOOKED_AT: Final = 12  # hits of the look-up; only some of them have a whole name that is near
_TYPED: Final = tuple(field.name for field in FIELD_TABLE if field.compared and field.walk_in)


def similar(
    fields: Mapping[str, str], find: Callable[[str, int], tuple[Found, ...]]
) -> tuple[Found, ...]:
    """At most three delegates who may be the person of these fields: those of the same name first."""
    typed = names.spellings(fields)
    same: dict[str, Found] = {}
    close: dict[str, Found] = {}
    for text in dict.fromkeys(fields[field] for field in _TYPED if fields.get(field)):
        for hit in find(text, _LOOKED_AT):
            known = names.spellings(_names_of(hit))
            if names.same_name(typed, known):
                same[hit.id] = hit
            elif names.close_name(typed, known):
                close[hit.id] = hit
    return tuple({**same, **close}.values())[:MOST]


def _names_of(hit: Found) -> dict[str, str]:
    return {field: getattr(hit, field, "") for field in names.NAMED_BY}
