"""What a hub answers, read without trust (deserialisation).

psycopg would decode each value as the type that the hub names. Its decoders are written in C and trust
what they decode: an array whose sizes are wrong ends the whole program. Here each value is bytes, and is
read as what was asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from checkin.errors import HubMisbehaves
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from psycopg import Connection

_SIZES: Final = {"uuid": 16, "int": 4, "bigint": 8, "bool": 1}


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big", signed=True)


_READ: Final[Mapping[str, Callable[[bytes], Any]]] = {
    "uuid": lambda data: UUID(bytes=data),
    "int": _number,
    "bigint": _number,
    "bool": lambda data: data != b"\0",
    "bytea": bytes,
    "text": bytes.decode,
}


def fetch(
    connection: Connection[Any], query: Any, given: Any, types: Iterable[str]
) -> list[tuple[Any, ...]]:
    """All rows of an answer with columns of these types. Raises `HubMisbehaves` for one of another shape."""
    wanted = list(types)
    with connection.cursor(binary=True) as cursor:
        cursor.execute(query, given)
        found = cursor.pgresult
        if found is None or found.nfields != len(wanted):
            raise misbehaves()
        values = found.get_value
        raw = ([values(row, at) for at in range(len(wanted))] for row in range(found.ntuples))
        return [read(row, wanted) for row in raw]


def read(row: Sequence[bytes | None], types: Sequence[str]) -> tuple[Any, ...]:
    """The values of a row. Raises `HubMisbehaves`."""
    try:
        return tuple(
            None if data is None else _value(data, kind)
            for data, kind in zip(row, types, strict=True)
        )
    except UnicodeDecodeError as error:
        raise misbehaves() from error


def _value(data: bytes, kind: str) -> Any:
    if len(data) != _SIZES.get(kind, len(data)):
        raise misbehaves()
    return _READ[kind](data)


def misbehaves() -> HubMisbehaves:
    return HubMisbehaves(mark("The hub sends what no hub sends. The connection to it was ended."))
