"""Which group (delegation) a delegate belongs to: the roster's column for it; without one, the organisation."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from checkin.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS: Final = frozenset(
    fold(heading)
    for heading in ("delegation", "group", "代表団", "団体", "グループ", "代表團", "團體")
)


def group_key(extras: Mapping[str, str], organisation: str) -> str:
    """The same text for delegates of one group, whichever way their column is written; empty for no group.

    Two columns, or a column and the organisation, are two groups, even where they have one name.
    """
    for heading, value in extras.items():
        if (column := _group_column(heading)) and value.strip():
            return _key(column, value.strip())
    return _key("", organisation) if organisation else ""


def group_name(key: str) -> str:
    """The name of the group with this key."""
    name: str = json.loads(key)[1]
    return name


def delegation(key: str) -> str:
    """The name of the group with this key, where a column of the roster gave it; else nothing."""
    if not key:
        return ""
    column, name = json.loads(key)
    return name if column else ""


def _key(column: str, name: str) -> str:
    return json.dumps([column, name], ensure_ascii=False)


@lru_cache(maxsize=1024)
def _group_column(heading: str) -> str:
    """The heading as it is compared, where it names the group; else nothing."""
    column = fold(heading)
    return column if column in COLUMNS else ""
