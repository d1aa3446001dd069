"""What a desk asks a hub (SQL): the heads, a page of a chain, the insert of a page, statements.

Nothing is asked that reads more of the index than it returns: a round counts no rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from psycopg import sql

from checkin.hub import rows
from checkin.hub.answers import fetch, misbehaves
from checkin.journal.entry import HASH_BYTES
from checkin.sync import SignedStatement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from checkin.domain import Tier
    from checkin.hub.connection import HubConnection
    from checkin.journal import Entry, Head

PAGE_ROWS: Final = 500
PAGE_BYTES: Final = 1_000_000
MOST_CHAINS: Final = 2_000
MOST_AT_THE_TOP: Final = 8  # different entries of one number that are looked at
MOST_STATEMENTS: Final = 200  # a round
LONGEST_STATEMENT: Final = 200_000

# The chains by a loose scan of the index, one look-up each; a GROUP BY would read all of the event.
_HEADS: Final = """
WITH RECURSIVE chains AS (
    (SELECT desk FROM uketsuke.entry WHERE event = %(event)s ORDER BY desk LIMIT 1)
    UNION ALL
    SELECT (
        SELECT e.desk FROM uketsuke.entry e
        WHERE e.event = %(event)s AND e.desk > chains.desk ORDER BY e.desk LIMIT 1
    )
    FROM chains WHERE chains.desk IS NOT NULL
)
SELECT chains.desk, top.seq,
    (
        SELECT string_agg(there.id, ''::bytea ORDER BY there.id) FROM (
            SELECT e.id FROM uketsuke.entry e
            WHERE e.event = %(event)s AND e.desk = chains.desk AND e.seq = top.seq ORDER BY e.id LIMIT %(most)s
        ) AS there
    ),
    EXISTS (
        SELECT FROM uketsuke.entry e JOIN unnest(%(chains)s::uuid[], %(seqs)s::bigint[], %(ids)s::bytea[])
            AS mine (chain, seq, id) ON e.desk = mine.chain AND e.seq = mine.seq AND e.id = mine.id
        WHERE e.event = %(event)s AND mine.chain = chains.desk
    )
FROM chains CROSS JOIN LATERAL (
    SELECT e.seq FROM uketsuke.entry e
    WHERE e.event = %(event)s AND e.desk = chains.desk ORDER BY e.seq DESC LIMIT 1
) top
LIMIT %(most_chains)s
"""

_PAGE: Final = """
SELECT {columns} FROM (
    SELECT *, sum({size}) OVER (ORDER BY seq, id) AS total, row_number() OVER (ORDER BY seq, id) AS place
    FROM (
        SELECT {columns} FROM uketsuke.entry
        WHERE event = %(event)s AND desk = %(chain)s AND (seq, id) > (%(seq)s, %(id)s)
        ORDER BY seq, id LIMIT %(rows)s
    ) AS following
) AS page
WHERE total <= %(bytes)s OR place = 1 ORDER BY seq, id
"""

_INSERT: Final = """
INSERT INTO uketsuke.entry (event, {columns})
SELECT %s, {columns} FROM unnest({arrays}) AS given ({columns})
ON CONFLICT DO NOTHING
"""

_REGISTER: Final = """
INSERT INTO uketsuke.chain (event, chain, desk) SELECT %s, chain, %s FROM unnest(%s::uuid[]) AS given (chain)
ON CONFLICT DO NOTHING
"""

_STATE: Final = """
INSERT INTO uketsuke.statement (event, desk, body, signature) VALUES (%s, %s, %s, %s)
ON CONFLICT (event, desk) DO UPDATE SET at = now(), body = excluded.body, signature = excluded.signature
"""

_STATEMENTS: Final = """
SELECT desk, body, signature FROM uketsuke.statement
WHERE event = %s AND desk <> %s AND NOT signature = ANY (%s::bytea[]) ORDER BY desk LIMIT %s
"""


_IDS: Final = """
SELECT seq, id FROM uketsuke.entry WHERE event = %s AND desk = %s AND seq <= %s
ORDER BY seq DESC, id LIMIT %s
"""

_EMPTY: Final = (
    "SELECT uketsuke.empty_entries(%s, %s, %s, %s, %s::uuid[], %s::bigint[], %s::bytea[])"
)
_COUNTS: Final = "SELECT desk, count(*) FROM uketsuke.entry WHERE event = %s GROUP BY desk LIMIT %s"


@dataclass(frozen=True, slots=True)
class ChainAtHub:
    """The highest number of a chain, the ids there, and whether our own last entry of it lies there."""

    seq: int
    ids: tuple[str, ...]
    has_ours: bool


def clock(connection: HubConnection) -> int:
    """The hub's clock, UTC milliseconds."""
    asked = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint"
    found = fetch(connection, asked, (), ["bigint"])
    if len(found) != 1 or found[0][0] is None:
        raise misbehaves()
    return int(found[0][0])


def heads(connection: HubConnection, event: str, ours: Mapping[str, Head]) -> dict[str, ChainAtHub]:
    """Each chain at the hub, in ascending order."""
    known = list(ours.values())
    found = fetch(
        connection,
        _HEADS,
        {
            "event": UUID(event),
            "chains": [UUID(head.desk) for head in known],
            "seqs": [head.seq for head in known],
            "ids": [bytes.fromhex(head.entry) for head in known],
            "most": MOST_AT_THE_TOP,
            "most_chains": MOST_CHAINS,
        },
        ["uuid", "bigint", "bytea", "bool"],
    )
    return dict(_chain_at_hub(row) for row in found)


def _chain_at_hub(row: Sequence[Any]) -> tuple[str, ChainAtHub]:
    chain, seq, ids, has_ours = row
    if None in row or seq < 1 or not ids or len(ids) % HASH_BYTES:
        raise misbehaves()
    each = [ids[start : start + HASH_BYTES].hex() for start in range(0, len(ids), HASH_BYTES)]
    if len(each) > MOST_AT_THE_TOP:
        raise misbehaves()
    return chain.hex, ChainAtHub(seq, tuple(each), has_ours)


def page(
    connection: HubConnection, event: str, chain: str, after: tuple[int, str], tier: Tier
) -> list[Entry]:
    """What follows that number and id in a chain, as far as a page goes. Raises `HubMisbehaves`."""
    names = [sql.Identifier(name) for name in rows.columns(tier)]
    readable = [name for name in rows.columns(tier) if name in rows.SECTIONS.values()]
    size = sql.SQL(" + ").join(
        sql.SQL("coalesce(octet_length({}), 0)").format(sql.Identifier(name)) for name in readable
    )
    query = sql.SQL(_PAGE).format(columns=sql.SQL(", ").join(names), size=size)
    seq, identifier = after
    found = fetch(
        connection,
        query,
        {
            "event": UUID(event),
            "chain": UUID(chain),
            "seq": seq,
            "id": bytes.fromhex(identifier),
            "rows": PAGE_ROWS,
            "bytes": PAGE_BYTES,
        },
        rows.columns(tier).values(),
    )
    if len(found) > PAGE_ROWS:
        raise misbehaves()
    entries = [rows.from_row(row, event, tier) for row in found]
    for entry in entries:
        place = (entry.header.seq, entry.id)
        if entry.header.desk != chain or place <= after:
            raise misbehaves()
        after = place
    return entries


def ids_down_from(
    connection: HubConnection, event: str, chain: str, seq: int
) -> list[tuple[int, str]]:
    """Numbers and ids of a chain from that number down, as far as a page goes."""
    asked = (UUID(event), UUID(chain), seq, PAGE_ROWS)
    found = fetch(connection, _IDS, asked, ["bigint", "bytea"])
    if any(None in row or row[0] > seq for row in found):
        raise misbehaves()
    return [(number, identifier.hex()) for number, identifier in found]


def counts(connection: HubConnection, event: str) -> dict[str, int]:
    """How many entries of each chain the hub has. It reads the whole index of the event: ask rarely."""
    found = fetch(connection, _COUNTS, (UUID(event), MOST_CHAINS), ["uuid", "bigint"])
    if any(None in row for row in found):
        raise misbehaves()
    return {chain.hex: count for chain, count in found}


def insert(connection: HubConnection, event: str, entries: Sequence[Entry], tier: Tier) -> int:
    """Gives entries to the hub, in a transaction. Returns how many it did not have."""
    types = rows.columns(tier)
    query = sql.SQL(_INSERT).format(
        columns=sql.SQL(", ").join(map(sql.Identifier, types)),
        arrays=sql.SQL(", ").join(
            sql.SQL("%s::{}[]").format(sql.SQL(kind)) for kind in types.values()
        ),
    )
    with connection.transaction(), connection.cursor(binary=True) as cursor:
        cursor.execute(query, (UUID(event), *rows.to_arrays(entries, tier)))
        return max(cursor.rowcount, 0)


def register(connection: HubConnection, event: str, desk: str, chains: Collection[str]) -> set[str]:
    """Registers a desk's chains that are not yet; returns those that are its own at the hub."""
    mine = [UUID(chain) for chain in sorted(chains)]
    query = "SELECT chain FROM uketsuke.chain WHERE event = %s AND desk = %s AND chain = ANY (%s::uuid[])"
    asked = (UUID(event), UUID(desk), mine)
    found = {chain.hex for (chain,) in fetch(connection, query, asked, ["uuid"]) if chain}
    if not set(chains) <= found:
        connection.execute(_REGISTER, asked)
        found = {chain.hex for (chain,) in fetch(connection, query, asked, ["uuid"]) if chain}
    return found & set(chains)


def dismiss(connection: HubConnection, event: str, desk: str) -> None:
    """Ends a desk's login, if it has one. Only organisers' desks may."""
    connection.execute("SELECT uketsuke.dismiss(%s, %s)", (UUID(event), UUID(desk)))


def may_relay(connection: HubConnection, event: str) -> bool:
    """Whether this desk may give the hub what other desks have written."""
    query = "SELECT relay FROM uketsuke.member WHERE event = %s"
    return any(relays for (relays,) in fetch(connection, query, (UUID(event),), ["bool"]))


def state(connection: HubConnection, event: str, signed: SignedStatement) -> None:
    """Writes this desk's statement in the place of its last one."""
    given = (UUID(event), UUID(signed.desk), signed.body, signed.signature)
    connection.execute(_STATE, given, binary=False)


def statements(
    connection: HubConnection, event: str, desk: str, known: Iterable[bytes]
) -> list[SignedStatement]:
    """Other desks' statements, but for those with these signatures."""
    asked = (UUID(event), UUID(desk), list(known), MOST_STATEMENTS)
    found = fetch(connection, _STATEMENTS, asked, ["uuid", "bytea", "bytea"])
    return [_statement(row) for row in found]


def _statement(row: Sequence[Any]) -> SignedStatement:
    desk, body, signature = row
    if None in row or len(body) > LONGEST_STATEMENT:
        raise misbehaves()
    return SignedStatement(desk.hex, body, signature)


def empty(
    connection: HubConnection, event: str, erasure: Head, emptied: Sequence[Head]
) -> int | None:
    """Has the hub empty these entries. Returns how many it had whole; None while it lacks the erasure."""
    asked = (
        UUID(event),
        UUID(erasure.desk),
        erasure.seq,
        bytes.fromhex(erasure.entry),
        [UUID(head.desk) for head in emptied],
        [head.seq for head in emptied],
        [bytes.fromhex(head.entry) for head in emptied],
    )
    found = fetch(connection, _EMPTY, asked, ["bigint"])
    if len(found) != 1:
        raise misbehaves()
    ((whole,),) = found
    return None if whole is None else int(whole)


def channel(event: str) -> str:
    """The name under which the hub tells that there is something new."""
    return f"uketsuke_{event}"


def notify(connection: HubConnection, event: str) -> None:
    connection.execute(sql.SQL("NOTIFY {}").format(sql.Identifier(channel(event))))


def listen(connection: HubConnection, event: str) -> None:
    connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel(event))))
