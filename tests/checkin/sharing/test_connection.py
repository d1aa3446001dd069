"""Which way of sharing a desk uses, as it was chosen on this machine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checkin import hub as hubs
from checkin.errors import HubMissing, NotPossible
from checkin.hub import HubAddress, Membership
from checkin.sharing import Way, connection, connection_of
from checkin.store.store import put_setting

if TYPE_CHECKING:
    from checkin.station import Station

LOGIN = Membership(HubAddress("192.0.2.7", 25432, "postgres"), "desk_1", "secret", "PEM")


def test_a_new_desk_is_alone(station: Station) -> None:
    assert connection_of(station.store) == connection.Connection()
    assert connection_of(station.store).place == ""


def test_a_desk_that_was_invited_with_a_hub_uses_it(station: Station) -> None:
    hubs.keep(station.store, LOGIN)
    assert connection_of(station.store).way is Way.HUB
    assert connection_of(station.store).place == "192.0.2.7:25432"


def test_a_folder_is_kept_for_the_next_time(station: Station, tmp_path: Path) -> None:
    connection.use_folder(station.exchange, tmp_path)
    assert connection_of(station.store).way is Way.FOLDER
    assert connection_of(station.store).place == str(tmp_path)


def test_a_folder_that_is_not_there_is_not_taken(station: Station, tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="cannot be reached"):
        connection.use_folder(station.exchange, tmp_path / "nowhere")
    assert connection_of(station.store).way is Way.NONE


def test_who_stops_sharing_can_go_back_to_the_hub(station: Station) -> None:
    hubs.keep(station.store, LOGIN)
    connection.stop(station.store)
    assert connection_of(station.store).way is Way.NONE
    connection.use_hub_again(station.store)
    assert connection_of(station.store).way is Way.HUB


def test_a_hub_of_this_machine_that_was_stopped_is_not_asked_for_but_remembered(
    station: Station,
) -> None:
    ran = {"way": "hub", "folder": "", "ran_hub": True}
    with station.store.write() as writing:
        put_setting(writing, connection.SETTING, json.dumps(ran))
    hubs.keep(station.store, LOGIN)
    assert connection_of(station.store).wants_own_hub
    connection.stop(station.store)
    stopped = connection_of(station.store)
    assert (stopped.ran_hub, stopped.wants_own_hub) == (True, False)


def test_without_a_login_there_is_no_hub_to_go_back_to(station: Station) -> None:
    with pytest.raises(HubMissing):
        connection.use_hub_again(station.store)


def test_a_certificate_file_makes_an_address_safe() -> None:
    url = connection.with_certificate("postgresql://a@host/db", Path("/stick/hub 1&2.pem"))
    assert url.endswith("/db?sslmode=verify-full&sslrootcert=/stick/hub%201%262.pem")
    assert connection.with_certificate("postgresql://host/db", None) == "postgresql://host/db"
