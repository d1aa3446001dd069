"""To whom a desk talks, and how long it listens."""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from checkin import hub as hubs
from checkin.domain import Tier
from checkin.errors import (
    HubMisbehaves,
    HubRefuses,
    HubUnreachable,
    KnownError,
    UsageError,
)
from checkin.hub import certificate, connection, queries
from checkin.hub.certificate import Certified
from checkin.hub.connection import administrator, connected, connected_by
from checkin.journal import Stamp
from checkin.journal.entry import Entry, Header, entry_id, hash_sections
from tests.checkin.hub.desks_at_hub import connection_of, login_of, sync, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from checkin.hub.membership import Membership
    from tests.checkin.hub.desks_at_hub import DesksAtHub

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_a_hub_with_another_certificate_gets_nothing(shared: DesksAtHub) -> None:
    other = certificate.authority(NOW).certificate.decode()
    wrong = replace(login_of(shared.stations[0]), certificate=other)
    with pytest.raises(HubRefuses, match="certificate"), connected(wrong):
        pass


def elsewhere(by: Certified) -> Certified:
    return certificate.server(by, ["192.0.2.1", "elsewhere.example"], NOW)


def that_has_expired(by: Certified) -> Certified:
    return certificate.server(by, ["127.0.0.1"], NOW.replace(year=2010))


def of_days_to_come(by: Certified) -> Certified:
    return certificate.server(by, ["127.0.0.1"], NOW.replace(year=2099))


def of_another_authority(_: Certified) -> Certified:
    return certificate.server(certificate.authority(NOW), ["127.0.0.1"], NOW)


def of_itself(_: Certified) -> Certified:
    """Self-signed, as a server makes one for itself."""
    return certificate.authority(NOW)


@pytest.mark.parametrize(
    "wrong", [elsewhere, that_has_expired, of_days_to_come, of_another_authority, of_itself]
)
def test_a_hub_whose_certificate_is_wrong_gets_nothing(
    shared: DesksAtHub, wrong: Callable[[Certified], Certified]
) -> None:
    cluster = shared.cluster
    key = (cluster.folder / "authority.key").read_bytes()
    made = wrong(Certified(cluster.authority_file.read_bytes(), key))
    files = [cluster.data / name for name in ("server.pem", "server.key")]
    before = [file.read_bytes() for file in files]
    with connected_by(administrator(cluster.administrator_url)[0]) as as_administrator:
        for content in ((made.certificate, made.key), before):
            for file, data in zip(files, content, strict=True):
                file.write_bytes(data)
            as_administrator.execute("SELECT pg_reload_conf()")
            is_wrong = content is not before
            wait_for(lambda: is_refused(login_of(shared.stations[0])) is is_wrong)  # noqa: B023


def is_refused(login: Membership, why: str = "certificate") -> bool:
    try:
        with connected(login):
            return False
    except HubRefuses as error:
        return why in str(error)


def test_a_wrong_password_is_told_from_a_hub_that_is_away(shared: DesksAtHub) -> None:
    mine = login_of(shared.stations[0])
    with pytest.raises(HubRefuses), connected(replace(mine, password="x" * 43)):
        pass
    with (
        pytest.raises(HubUnreachable),
        connected(replace(mine, address=replace(mine.address, port=9))),
    ):
        pass


def test_a_hub_that_asks_for_no_password_by_scram_is_told(shared: DesksAtHub) -> None:
    """Whoever sits in between may ask for the password as it is."""
    access = shared.cluster.data / "pg_hba.conf"
    before = access.read_bytes()
    access.write_bytes(b"hostssl all all 127.0.0.1/32 trust\n")
    shared.ask("SELECT pg_reload_conf()")
    try:
        wait_for(lambda: is_refused(login_of(shared.stations[0]), "SCRAM"))
    finally:
        access.write_bytes(before)
        shared.cluster.start()


def test_an_administrator_may_come_in_by_other_ways_than_a_password(shared: DesksAtHub) -> None:
    options, _ = administrator(shared.cluster.administrator_url + "&channel_binding=disable")
    with connected_by(options) as as_administrator:
        assert as_administrator.execute("SELECT 1").fetchone() == (1,)
    with_certificate, _ = administrator(shared.cluster.administrator_url + "&sslcert=mine.pem")
    assert with_certificate["sslcertmode"] == "allow"


def test_the_environment_does_not_choose_the_hub(
    shared: DesksAtHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = tmp_path / "services"
    services.write_text("[theirs]\nsslmode=disable\nhostaddr=192.0.2.1\n", encoding="ascii")
    for name, value in {
        "PGHOSTADDR": "192.0.2.1",
        "PGSERVICE": "theirs",
        "PGSERVICEFILE": str(services),
        "PGSSLMODE": "disable",
        "PGOPTIONS": "-c search_path=theirs",
        "PGSSLNEGOTIATION": "direct",
    }.items():
        monkeypatch.setenv(name, value)
    with connection_of(shared.stations[0]) as connected_hub:
        assert connected_hub.info.hostaddr == "127.0.0.1"
        assert connected_hub.pgconn.ssl_in_use
    assert not any(name.startswith("PG") for name in os.environ)


def test_a_hub_that_falls_silent_is_left(
    shared: DesksAtHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SILENCE", 0.3)
    with connection_of(shared.stations[0]) as silent:
        with pytest.raises(HubUnreachable):
            silent.execute("SELECT pg_sleep(20)")
        assert silent.closed


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """Something that listens and is no hub; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = listener.accept()
                    with caller:
                        answer(caller)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def web_page(caller: socket.socket) -> None:
    caller.recv(100)
    caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n<html>")


def without_tls(caller: socket.socket) -> None:
    caller.recv(100)
    caller.sendall(b"N")
    assert caller.recv(100) == b""  # neither a login nor a password


def drop_by_drop(caller: socket.socket) -> None:
    caller.recv(100)
    caller.sendall(b"S")
    with suppress(OSError):
        while caller.recv(1):
            caller.sendall(b"\x16")


@pytest.mark.parametrize(
    ("answer", "failure"),
    [(web_page, HubUnreachable), (without_tls, HubRefuses), (drop_by_drop, KnownError)],
)
def test_what_is_no_hub_gets_nothing_and_no_time(
    shared: DesksAtHub,
    answer: Callable[[socket.socket], None],
    failure: type[KnownError],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection, "SILENCE", 1)
    mine = login_of(shared.stations[0])
    with server(answer) as port:
        there = replace(mine, address=replace(mine.address, port=port))
        began = time.monotonic()
        with pytest.raises(failure), connected(there):
            pass
        assert time.monotonic() - began < 8


def test_a_hub_that_sends_without_end_is_left(shared: DesksAtHub) -> None:
    with connection_of(shared.stations[0]) as flooding:
        with pytest.raises(HubMisbehaves):
            flooding.execute("SELECT repeat('x', 1000000) FROM generate_series(1, 1000000)")
        assert flooding.closed


def test_an_entry_as_large_as_they_come_is_no_flood(shared: DesksAtHub) -> None:
    desk, event = shared.stations[1], shared.event
    sealed = {Tier.DOOR: bytes(3_900_000), Tier.DESK: bytes(3_900_000)}
    header = Header(event, desk.desk_id, 1, Stamp(1, 0), 1, "scan", 1, bytes(32))
    hashes = hash_sections(sealed)
    entry = Entry(header, entry_id(header.encode(), hashes), hashes, bytes(64), sealed)
    with connection_of(desk) as own:
        assert queries.insert(own, event, [entry], Tier.DESK) == 1
        assert queries.page(own, event, desk.desk_id, (0, ""), Tier.DESK) == [entry]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@127.0.0.1:1/d",
        "postgresql://u:p@127.0.0.1:1/d?sslmode=require",
        "postgresql://u:p@127.0.0.1:1/d?sslmode=verify-full",
        "postgresql://u:p@127.0.0.1:1/d?sslmode=verify-full&sslrootcert=/no/such/file",
        "postgresql://u:p@127.0.0.1:1/d?sslmode=verify-full&sslrootcert=system",
        "postgresql://u:p@127.0.0.1:1/d?no_such_option=1",
        "http://127.0.0.1/",
        "",
    ],
)
def test_an_unsafe_address_is_refused(shared: DesksAtHub, url: str) -> None:
    with pytest.raises(UsageError):
        hubs.prepare(url, shared.stations[0].exchange)


def test_a_hub_is_found_at_another_address_by_the_same_login(shared: DesksAtHub) -> None:
    desk = shared.stations[1]
    url = login_of(desk).address.url.replace("127.0.0.1", "localhost")
    moved = hubs.at(url, desk.exchange)
    assert (moved.address.host, moved.role) == ("localhost", login_of(desk).role)
    with connected(moved):
        pass
    with pytest.raises(UsageError):
        hubs.at("postgresql:///database", desk.exchange)


def test_the_login_survives_closing_and_its_password_is_shown_nowhere(shared: DesksAtHub) -> None:
    login = login_of(shared.stations[1])
    assert login.password not in repr(login)
    assert login.certificate not in repr(login)
    assert login.password not in login.address.url
    sync(shared.stations[1])
