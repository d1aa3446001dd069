"""The hub on this machine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin import hub as hubs
from checkin.domain import Tier
from checkin.errors import HubMissing, HubUnreachable, UsageError
from checkin.hub import listening, postgres
from checkin.hub.connection import administrator, connected_by
from checkin.hub.local import Listening, LocalHub
from tests.checkin.hub.desks_at_hub import desks_at_hub, login_of, sync, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checkin.hub.desks_at_hub import DesksAtHub


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Listening("0.0.0.0", 25432)),  # noqa: S104 - only read
        ("192.168.1.5:5000", Listening("192.168.1.5", 5000)),
        ("192.168.1.5", Listening("192.168.1.5", 25432)),
        (":5000", Listening("0.0.0.0", 5000)),  # noqa: S104
        ("[::1]:5000", Listening("::1", 5000)),
        ("[::1]", Listening("::1", 25432)),
    ],
)
def test_where_it_listens_is_read(text: str, wanted: Listening) -> None:
    assert listening(text) == wanted


@pytest.mark.parametrize("text", ["here:5000", "1.2.3.4:x", "1.2.3.4:65536", "1.2.3.4';x='"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        listening(text)


def test_a_hub_started_again_is_the_same_one(cluster: LocalHub, tmp_path: Path) -> None:
    """With a new certificate for its addresses, below the same authority."""
    with desks_at_hub(cluster, tmp_path, [Tier.DESK]) as desks:
        first, desk = desks.stations
        write(desk, 2)
        sync(desk)
        before = (cluster.data / "server.pem").read_bytes()
        cluster.stop()
        with pytest.raises(HubUnreachable):
            sync(first)
        cluster.start()
        assert (cluster.data / "server.pem").read_bytes() != before
        assert sync(first)[0].exchanged.received == 2


def test_one_that_was_left_behind_is_taken_over(cluster: LocalHub) -> None:
    """The program was killed, PostgreSQL runs on."""
    options, _ = administrator(cluster.administrator_url)
    again = LocalHub(cluster.folder, Listening("127.0.0.1", int(options["port"])))
    again.start()
    with connected_by(options) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_cluster_is_run_by_the_version_that_made_it(cluster: LocalHub, tmp_path: Path) -> None:
    version = postgres.find().version
    assert postgres.find(version).version == version
    data = tmp_path / "hub" / "cluster"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n", encoding="ascii")
    with pytest.raises(HubMissing, match=r"postgresql\.org"):
        LocalHub(tmp_path / "hub")


def test_a_port_in_use_is_told(cluster: LocalHub, tmp_path: Path) -> None:
    options, _ = administrator(cluster.administrator_url)
    busy = replace(Listening("127.0.0.1"), port=int(options["port"]))
    other = LocalHub(cluster.folder.parent / "other", busy)
    with pytest.raises(HubUnreachable, match=options["port"]):
        other.start()


def test_the_files_of_the_hub_are_its_users_alone(cluster: LocalHub) -> None:
    for name in ("server.key", "postgresql.auto.conf"):
        assert (cluster.data / name).stat().st_mode & 0o077 == 0
    for name in ("administrator", "authority.key"):
        assert (cluster.folder / name).stat().st_mode & 0o077 == 0


def test_a_desk_is_let_in_by_what_an_invitation_carries(shared: DesksAtHub) -> None:
    first = shared.stations[0]
    made = hubs.member_for(first.exchange, "f" * 32, Tier.DOOR)
    assert made.address == login_of(first).address
    assert made.certificate == login_of(first).certificate
    assert made.password != login_of(first).password
