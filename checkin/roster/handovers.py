"""A ticket or number that changes hands (reassignment): whose it was, and whether the row is somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import FIELD_TABLE
from checkin.errors import NumberedAnew
from checkin.language import mark
from checkin.names import NAMED_BY, close_name, spellings
from checkin.same_person import email_key, folded

if TYPE_CHECKING:
    from checkin.domain import Delegate
    from checkin.roster.rows import RosterRow

_NAMES: Final = tuple(column.name for column in FIELD_TABLE if column.compared)
_OF_ONE_PERSON: Final = (*_NAMES, "phone")
# Words that half a roster has in its names.
_TITLES: Final = frozenset(
    folded(word)
    for word in (
        *("prof", "professor", "dr", "phd", "rev", "hon", "mp", "mep"),
        *("mr", "mrs", "ms", "miss", "mx", "sir", "dame"),
        *("氏", "様", "先生", "博士", "教授"),
    )
)
_FEWEST: Final = 2  # rows with the number of somebody else, from which the list counts by itself


def words_in(entry: RosterRow) -> frozenset[str]:
    """Every word of every name in a row, folded; titles are none."""
    return frozenset(
        word for name in _NAMES for word in folded(entry.fields.get(name, "")).split()
    ).difference(_TITLES)


def alike(entry: RosterRow, delegate: Delegate) -> bool:
    """True where the names have a word in common, in whatever field."""
    words = words_in(entry)
    return any(word in words for name in _NAMES for word in folded(getattr(delegate, name)).split())


def is_somebody_else(entry: RosterRow, delegate: Delegate) -> bool:
    """True where nothing but a number or a code says that the row is this delegate.

    Neither a word of the names, nor what they may be in another script, nor an address is the same.
    """
    if alike(entry, delegate) or (entry.email_key and entry.email_key == email_key(delegate.email)):
        return False
    for name in _OF_ONE_PERSON:
        value = entry.fields.get(name, "")
        if value and folded(value) == folded(getattr(delegate, name)):
            return False
    theirs = {name: getattr(delegate, name) for name in NAMED_BY}
    return not close_name(spellings(entry.fields), spellings(theirs))


def refuse_numbered_anew(field: str, somebody_else: int, known: int) -> None:
    """Raises `NumberedAnew` where most rows have the numbers of other people: the list counts by itself."""
    if somebody_else >= _FEWEST and somebody_else * 2 > known:
        raise NumberedAnew(
            mark(
                "{n} rows have the number or code of somebody else on the roster: these are the list's own. Nothing was taken over. Leave them out: --map {field}="
            ),
            n=somebody_else,
            field=field,
        )
