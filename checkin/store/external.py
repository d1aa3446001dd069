"""Codes of other ticket systems: which of several is known, and whether it can be told from all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import CodeKind

if TYPE_CHECKING:
    from collections.abc import Iterable

LONG: Final = 16  # a code of so many letters is one of a kind, if it is made by chance
SHARED: Final = 6  # codes that are counted up have so many letters in common with their neighbours

_code = schema.code.c
_EXTERNAL: Final = sa.select(_code.code).where(_code.kind == CodeKind.EXTERNAL)
_KNOWN: Final = _EXTERNAL.where(_code.code.in_(sa.bindparam("codes", expanding=True))).limit(2)
_WITH_SIGN: Final = _EXTERNAL.where(sa.func.instr(_code.code, sa.bindparam("sign")) > 0).limit(1)
_NEIGHBOUR: Final = _EXTERNAL.where(
    _code.code != sa.bindparam("code"),
    sa.or_(
        sa.func.substr(_code.code, 1, SHARED) == sa.bindparam("start"),
        sa.func.substr(_code.code, -SHARED) == sa.bindparam("end"),
    ),
).limit(1)


def the_one(connection: sa.Connection, candidates: Iterable[str]) -> str | None:
    """The one among the candidates that is an external code; None where none is, or more than one."""
    found = connection.execute(_KNOWN, {"codes": list(candidates)}).scalars().all()
    return found[0] if len(found) == 1 else None


def is_strange(connection: sa.Connection, signs: Iterable[str]) -> bool:
    """Whether one of the signs is in no external code at all."""
    return any(connection.execute(_WITH_SIGN, {"sign": sign}).first() is None for sign in signs)


def stands_alone(connection: sa.Connection, code: str) -> bool:
    """Whether no other external code is so like this one that a few wrong letters would lead there."""
    ends = {"code": code, "start": code[:SHARED], "end": code[-SHARED:]}
    return len(code) >= LONG and connection.execute(_NEIGHBOUR, ends).first() is None
