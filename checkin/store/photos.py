"""Queries for the photographs of delegates."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.prepared import PreparedQuery

if TYPE_CHECKING:
    from collections.abc import Iterable

_photo = schema.photo.c
_LATEST: Final = PreparedQuery(
    sa.select(_photo.photo)
    .where(_photo.delegate == sa.bindparam("delegate"))
    .order_by(_photo.ms.desc(), _photo.counter.desc(), _photo.writer.desc())
    .limit(1)
)


def photograph(connection: sa.Connection, delegates: Iterable[str]) -> bytes | None:
    """The latest photograph of the first of these delegates who has one; None where none has."""
    for delegate in delegates:
        row = _LATEST.first_row(connection, delegate=delegate)
        if row is not None and row.photo:
            return base64.b64decode(row.photo)
    return None


def digests(connection: sa.Connection) -> dict[str, str]:
    """Delegate → the digest of their photograph, for those who have one."""
    query = sa.select(_photo.delegate, _photo.digest).order_by(
        _photo.ms, _photo.counter, _photo.writer
    )
    latest: Iterable[tuple[str, str]] = (
        (row.delegate, row.digest) for row in connection.execute(query)
    )
    return {delegate: found for delegate, found in dict(latest).items() if found}


def digest(photo: bytes) -> str:
    """What tells two photographs apart."""
    return hashlib.sha256(photo).hexdigest()
