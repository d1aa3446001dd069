"""Benchmark of a hub with many events: what one of them costs there, and how much room all of them take.

`--hub-rows 3000000` loads what two thousand events have sent; the default is a twentieth of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from checkin import demo
from checkin.domain import Tier
from checkin.hub import queries
from checkin.hub import round as rounds
from checkin.hub.connection import administrator, connected_by
from checkin.hub.memory import RoundMemory
from tests.bench.figures import NANOSECONDS_PER_MS, single, spread, timed
from tests.bench.stores import Room, populate, say
from tests.checkin.hub.desks_at_hub import (
    DesksAtHub,
    connection_of,
    desks_at_hub,
    private_cluster,
    sync,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from checkin.hub.connection import HubConnection
    from tests.bench.context import Workshop
    from tests.bench.figures import Figure

PEOPLE: Final = 300
ENTRIES: Final = 1_500  # of an event: its people and what became of them
OFTEN: Final = 200
NEW_CONNECTIONS: Final = 30
WARM_UP: Final = 12
AT_ONCE: Final = 20  # events that are loaded in one statement
MOST: Final = 300_000_000  # rows for which the size is extrapolated
POOL: Final = 1_000_000  # random bytes, of which sections are cut, as in `_FILL`

# Ten desks with rows like those of the real event, kind by kind and length by length.
_FILL: Final = """
INSERT INTO uketsuke.entry (event, desk, seq, id, ms, counter, wall, kind, version, prev, hashes, signature,
    door, desk_section, organiser)
SELECT other, md5(other::text || place %% 10)::uuid, place / 10 + 1,
    sha256(uuid_send(other) || int8send(place)), ms, counter, wall, kind, version,
    sha256(int8send(place) || uuid_send(other)),
    substr(pool, start, octet_length(hashes)), substr(pool, start + 100, 64),
    substr(pool, start + 200, octet_length(door)), substr(pool, start + 9000, octet_length(desk_section)),
    substr(pool, start + 20000, octet_length(organiser))
FROM (
    SELECT other, entry.*, row_number() OVER (PARTITION BY other ORDER BY desk, seq) - 1 AS place,
        1 + (random() * 960000)::int AS start, %(pool)s::bytea AS pool
    FROM unnest(%(others)s::uuid[]) AS given (other), uketsuke.entry WHERE entry.event = %(event)s
) AS rows WHERE place < %(entries)s
"""

_MEMBERS: Final = """
INSERT INTO uketsuke.member (role, event, desk, tier, relay)
SELECT md5(other::text || place), other, md5(other::text || place)::uuid, 'desk', true
FROM unnest(%s::uuid[]) AS given (other), generate_series(0, 9) AS place
"""

_CHAINS: Final = "INSERT INTO uketsuke.chain SELECT event, desk, desk FROM uketsuke.member ON CONFLICT DO NOTHING"

_STATEMENTS: Final = """
INSERT INTO uketsuke.statement (event, desk, body, signature)
SELECT m.event, m.desk, s.body, s.signature FROM uketsuke.member m
CROSS JOIN (SELECT body, signature FROM uketsuke.statement LIMIT 1) s ON CONFLICT DO NOTHING
"""

_SIZES: Final = """
SELECT sum(pg_table_size(c.oid)), sum(pg_indexes_size(c.oid)), sum(c.reltuples)
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'uketsuke.entry'::regclass
"""


@dataclass(frozen=True)
class Act:
    """What a desk asks of a hub again and again."""

    name: str
    of: Callable[[HubConnection], object]


def hub(workshop: Workshop) -> Iterator[Figure]:
    """With two events first, then with as many as hold the rows that were asked for."""
    with private_cluster() as cluster, desks_at_hub(cluster, workshop.home, [Tier.DESK]) as desks:
        fill_own_event(desks)
        many = max(3, workshop.hub_rows // ENTRIES)
        yield from more_events(desks, 1, 2)
        few_took = yield from of_one_event(desks, 2)
        yield from more_events(desks, many - 2, many)
        many_took = yield from of_one_event(desks, many)
        for name, took in many_took.items():
            yield single(f"{name}, {many} events : 2", "times", took / few_took[name], 1.25)
        yield from sizes(desks)


def fill_own_event(desks: DesksAtHub) -> None:
    first, desk = desks.stations
    populate(first, demo.make_up(PEOPLE, seed=1))
    sync(first, desk)
    Room(desk).record(ENTRIES - sum(desk.exchange.counts().values()))
    sync(desk, first)


def more_events(desks: DesksAtHub, count: int, in_all: int) -> Iterator[Figure]:
    """Events as `hub init` makes them, and in them what their desks would have sent."""
    others = [uuid4() for _ in range(count)]
    say(f"{in_all:,} events, {in_all * ENTRIES:,} rows")
    options, _ = administrator(desks.cluster.administrator_url)
    with connected_by(options) as connection:
        begun = timed(partial(begin_event, connection, other) for other in others)
        yield spread("begin an event", begun[-100:], events=in_all)
        given = {"event": UUID(desks.event), "pool": token_bytes(POOL), "entries": ENTRIES}
        for start in range(0, count, AT_ONCE):
            some = others[start : start + AT_ONCE]
            connection.execute(_FILL, {**given, "others": some})
            for other in some:
                tidy(connection, f"entry_{other.hex}")
        connection.execute(_MEMBERS, [others])
        connection.execute(_CHAINS)
        connection.execute(_STATEMENTS)
        for table in (f"entry_{desks.event}", "event", "member", "chain", "statement"):
            tidy(connection, table)


def begin_event(connection: HubConnection, event: UUID) -> None:
    with connection.transaction():
        connection.execute("SET LOCAL ROLE uketsuke_owner")
        connection.execute("SELECT uketsuke.begin_event(%s, 'root')", [event])


def tidy(connection: HubConnection, table: str) -> None:
    """What autovacuum would do while we measure."""
    connection.execute(f"VACUUM (ANALYZE) uketsuke.{table}")


def of_one_event(desks: DesksAtHub, events: int) -> Generator[Figure, None, dict[str, float]]:
    """What a desk of one event asks. Returns the processor time of PostgreSQL for each act."""
    desk = desks.stations[1]
    facts: dict[str, Any] = {"events": events, "rows": events * ENTRIES}
    took = {}
    sync(desk)
    with connection_of(desk) as connection:
        server = connection.info.backend_pid
        for act in acts_of(desks):
            repeated = [partial(act.of, connection)] * OFTEN
            timed(repeated[:WARM_UP])
            before = busy(server)
            samples = timed(repeated)
            took[act.name] = (busy(server) - before) / OFTEN / NANOSECONDS_PER_MS
            yield spread(act.name, samples, **facts)
            yield single(f"{act.name}: PostgreSQL's part", "ms of CPU", took[act.name], **facts)
        yield from planning(connection, desks.event, facts)
    anew = timed([partial(sync, desk)] * NEW_CONNECTIONS)
    yield spread("connect, and a first round", anew, **facts)
    return took


def planning(connection: HubConnection, event: str, facts: dict[str, Any]) -> Iterator[Figure]:
    """Of one query: for its event, as in a round, and for any event, as PostgreSQL does for prepared ones."""
    query = "SELECT id FROM uketsuke.entry WHERE event = $1 AND desk = $1 AND seq > 5 ORDER BY seq, id LIMIT 9"
    connection.execute(f"PREPARE asked (uuid) AS {query}")
    for mode, name in {"force_custom_plan": "its event", "force_generic_plan": "any event"}.items():
        connection.execute(f"SET plan_cache_mode = {mode}")
        explain = f"EXPLAIN (SUMMARY, FORMAT JSON) EXECUTE asked ('{UUID(event)}')"
        first, *others = (connection.execute(explain).fetchone() for _ in range(11))
        took = sorted(plan[0][0]["Planning Time"] for plan in others if plan)
        once = first[0][0]["Planning Time"] if first else 0.0
        yield single(f"plan of a query for {name}, first", "ms", once, **facts)
        yield single(f"plan of a query for {name}, again", "ms", took[len(took) // 2], **facts)
    connection.execute("DEALLOCATE asked")


def acts_of(desks: DesksAtHub) -> list[Act]:
    first, desk = desks.stations
    memory, exchange = RoundMemory(), desk.exchange

    def send(connection: HubConnection) -> None:
        write(desk)
        rounds.run(connection, exchange, memory)

    def page(connection: HubConnection) -> None:
        queries.page(connection, desks.event, first.desk_id, (0, ""), exchange.tier)

    return [
        Act("round with nothing new", lambda hub: rounds.run(hub, exchange, memory)),
        Act("round that sends an entry", send),
        Act("page of entries", page),
    ]


def busy(process: int) -> int:
    """Nanoseconds for which a process has had a processor; PostgreSQL runs on this machine, a Linux."""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0])


def sizes(desks: DesksAtHub) -> Iterator[Figure]:
    ((table, index, rows),) = desks.ask(_SIZES)
    in_gigabytes = MOST / 1_000_000_000
    for name, size in {"tables": table, "index": index}.items():
        of_a_row = float(size) / float(rows)
        yield single(f"size of the hub's {name}", "bytes a row", of_a_row, rows=int(rows))
        yield single(f"{name} of {MOST:,} rows, extrapolated", "GB", of_a_row * in_gigabytes)
