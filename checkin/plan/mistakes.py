"""All mistakes of an event file at once: the reader names the first one, which is taken out, and reads again."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from checkin.errors import BadPlan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Place = tuple[str | int, ...]

MOST: Final = 8  # more are not read at once either
_LISTS: Final = frozenset({"category", "session", "column", "question"})
# What stands for a value that must be there, and was taken out.
_INSTEAD: Final = {"name": "-", "time_zone": "UTC", "days": ["2000-01-01"], "type": "text"}


def mistakes(
    document: Mapping[str, Any], read: Callable[[dict[str, Any]], object]
) -> list[BadPlan]:
    """The first mistakes of a parsed file, in the order in which `read` finds them; none if it reads the file.

    What is missing only since something was taken out is no mistake.
    """
    left, found = deepcopy(dict(document)), list[BadPlan]()
    blamed, supplied = set[Place](), set[Place]()
    while len(found) < MOST:
        try:
            read(left)
        except BadPlan as error:
            follows = _table_of(error.place) in blamed and not _is_there(left, error.place)
            if follows and error.place in supplied:
                break
            if follows:
                supplied.add(error.place)
                _supply(left, error.place)
                continue
            found.append(error)
            blamed.add(_table_of(error.place))
            if not _take_out(left, error.place):
                break
        else:
            break
    return found


def _table_of(place: Place) -> Place:
    return place[: 2 if place[:1] and place[0] in _LISTS else 1]


def _is_there(document: Any, place: Place) -> bool:
    for part in place:
        try:
            document = document[part]
        except (KeyError, IndexError, TypeError):
            return False
    return bool(place)


def _take_out(document: Any, place: Place) -> bool:
    """Removes what stands at a place of tables; False where it is not there, or is part of a list."""
    if not _is_there(document, place) or not isinstance(place[-1], str):
        return False
    for part in place[:-1]:
        document = document[part]
    del document[place[-1]]
    return True


def _supply(document: Any, place: Place) -> None:
    """Puts something right where a value is missing."""
    *tables, key = place
    for part in tables:
        document = document[part]
    document[key] = f"left-out-{tables[-1]}" if key == "key" else _INSTEAD.get(str(key), "-")
