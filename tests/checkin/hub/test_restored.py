"""A hub restored from a backup of an hour ago, in a new cluster: what people are told, and that nothing is lost."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Final

import pytest

from checkin import hub as hubs
from checkin.domain import ConflictKind, Tier
from checkin.errors import HubRefuses
from checkin.hub import round as rounds
from checkin.hub.memory import RoundMemory
from tests.checkin.hub.desks_at_hub import (
    connection_of,
    desks_at_hub,
    dumped,
    ids,
    private_cluster,
    program_of_postgres,
    sync,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.hub.local import LocalHub
    from checkin.station import Station

# Beside its tables, what makes a hub the same one for its desks and for whoever runs it.
KEPT: Final = ("authority.pem", "authority.key", "administrator")


def restore(cluster: LocalHub, *backup: bytes) -> None:
    """What an administrator does. The administrator is there already, which psql says and goes on."""
    command = [str(program_of_postgres("psql")), "--quiet", cluster.administrator_url]
    for script in backup:
        subprocess.run(command, input=script, check=True, capture_output=True)


def move_to(cluster: LocalHub, *stations: Station) -> None:
    """The same logins at another address."""
    url = cluster.administrator_url
    place = f"postgresql://{url[url.index('@') + 1 : url.index('?')]}"
    for station in stations:
        hubs.keep(station.store, hubs.at(place, station.exchange))


@pytest.mark.soak
def test_a_hub_restored_from_an_hour_ago(tmp_path: Path) -> None:
    with private_cluster() as lost, desks_at_hub(lost, tmp_path, [Tier.DESK, Tier.DOOR]) as desks:
        first, desk, door = desks.stations
        write(desk, 3)
        sync(*desks.stations)
        backup = dumped(lost, "pg_dumpall", "--globals-only"), dumped(lost)
        write(desk, 20)
        hubs.keep(door.store, hubs.member_for(first.exchange, door.desk_id, Tier.DOOR))
        open_window = RoundMemory()
        with connection_of(desk) as connection:
            for _ in range(2):
                rounds.run(connection, desk.exchange, open_window)
        sync(door)
        assert ids(desk) <= ids(door)
        kept = {name: (lost.folder / name).read_bytes() for name in KEPT}
        lost.stop()
        with private_cluster(kept) as restored:
            restore(restored, *backup)
            move_to(restored, first, desk, door)
            with connection_of(desk) as connection:
                result = rounds.run(connection, desk.exchange, open_window)
            assert (result.went_back, result.exchanged.sent) == ((desk.desk_id,), 20)
            told = [conflict.kind for conflict in desk.conflicts.every()]
            assert told == [ConflictKind.HUB_WENT_BACK]
            with pytest.raises(HubRefuses, match="Ask an organiser"):
                sync(door)  # its login is younger than the backup
            hubs.keep(door.store, hubs.member_for(first.exchange, door.desk_id, Tier.DOOR))
            write(door)
            sync(door, first, desk, door)
            assert ids(first) == ids(desk) == ids(door)
            assert first.journal.verify().intact
