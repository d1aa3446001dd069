"""External ticket codes (other ticket systems): lookup among candidates, and ambiguity check."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import CodeKind
from checkin.prepared import PreparedQuery, is_any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

LONG: Final = 16  # a random code of this length is unique
SHARED: Final = 6  # sequential codes share so many letters with their neighbours

_code = schema.code.c
_EXTERNAL: Final = sa.select(_code.code).where(_code.kind == CodeKind.EXTERNAL)
_KNOWN: Final = PreparedQuery(_EXTERNAL.where(is_any_of(_code.code, "codes")).limit(2))
# A literal, so that SQLite takes the index of the external codes alone.
_ANY: Final = PreparedQuery(
    sa.select(schema.code_row.c.code)
    .where(schema.code_row.c.kind == sa.literal_column(f"'{CodeKind.EXTERNAL}'"))
    .limit(1)
)
_WITH_SIGN: Final = _EXTERNAL.where(sa.func.instr(_code.code, sa.bindparam("sign")) > 0).limit(1)
_NEIGHBOUR: Final = _EXTERNAL.where(
    _code.code != sa.bindparam("code"),
    sa.or_(
        sa.func.substr(_code.code, 1, SHARED) == sa.bindparam("start"),
        sa.func.substr(_code.code, -SHARED) == sa.bindparam("end"),
    ),
).limit(1)


def has_any(connection: sa.Connection) -> bool:
    """Whether the roster has codes of another system."""
    return _ANY.first_row(connection) is not None


def the_one(connection: sa.Connection, candidates: Iterable[str]) -> str | None:
    """The only candidate that is an external code; None where none is, or more than one."""
    found = _KNOWN.all_rows(connection, codes=json.dumps(list(candidates)))
    return str(found[0].code) if len(found) == 1 else None


def is_strange(connection: sa.Connection, signs: Iterable[str]) -> bool:
    """Whether one of the signs is in no external code at all."""
    return any(connection.execute(_WITH_SIGN, {"sign": sign}).first() is None for sign in signs)


def stands_alone(connection: sa.Connection, code: str) -> bool:
    """Whether no other external code is within a few wrong letters of this one."""
    ends = {"code": code, "start": code[:SHARED], "end": code[-SHARED:]}
    return len(code) >= LONG and connection.execute(_NEIGHBOUR, ends).first() is None
