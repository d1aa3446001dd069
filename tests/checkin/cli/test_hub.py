"""The hub and sync from the command line."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checkin.errors import HubMissing
from checkin.hub import local
from checkin.hub.connection import administrator, connected_by
from tests.checkin.cli.program import PATIENCE
from tests.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.checkin.cli.program import Program

WITHOUT_THE_DRIVER = """
import sys
sys.modules["psycopg"] = None
import checkin.cli.run
from checkin import hub
from checkin.errors import HubMissing
try:
    hub.sync_once
except HubMissing as error:
    print(error)
"""
LISTENERS = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
DRIVER_LOADED = "import sys, checkin.cli.run; print('psycopg' in sys.modules)"

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="ends a program by a signal")


def python(code: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def test_the_program_runs_without_the_driver_and_names_what_is_missing() -> None:
    assert "uketsuke[hub]" in python(WITHOUT_THE_DRIVER)


def test_the_driver_is_loaded_for_a_hub_only() -> None:
    assert python(DRIVER_LOADED) == "False"


def test_without_a_hub_there_is_one_sentence(program: Program) -> None:
    ran = program("sync", "--json")
    assert ran.outcome == (1, "")
    assert "no hub" in ran.err
    assert program("sync", "--hub", "nonsense").status == 2
    assert program("hub", "init", "postgresql://u@127.0.0.1/d?sslmode=require").status == 2
    assert program("hub", "start", "--listen", "nowhere").status == 2


@contextmanager
def running(program: Program, *words: str) -> Iterator[tuple[subprocess.Popen[str], Any]]:
    """A command that goes on, and the JSON of its first line."""
    process = subprocess.Popen(
        program.command(*words, "--json"),
        env=program.environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        yield process, process.stdout
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
        process.communicate()


@pytest.fixture
def installed() -> None:
    try:
        local.LocalHub()
    except HubMissing as error:
        pytest.skip(str(error))


@posix_only
@pytest.mark.usefixtures("installed")
def test_a_hub_on_this_machine_runs_until_it_is_told_to_stop(program: Program) -> None:
    with running(program, "hub", "start", "--listen", "127.0.0.1:0") as (process, said):
        try:
            started = json.loads(said.readline())
            assert re.fullmatch(r"postgresql://127\.0\.0\.1:\d+/postgres", started["url"])
            assert started["certificate"].startswith("-----BEGIN CERTIFICATE-----")
            assert started.keys() == {"url", "certificate"}
            synced = program.json("sync")
            assert synced["sent"] > 10
            assert synced | {"sent": 0} == {"sent": 0, "received": 0, "refused": 0, "conflicts": 0}
            assert program.json("sync", "--hub", started["url"])["sent"] == 0
            watched(program, started["url"])
            prepared_by_hand(program, started)
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
            folder = hub_folder(program)
            assert not (folder / "cluster" / "postmaster.pid").exists()
            shutil.rmtree(folder, ignore_errors=True)
    assert "cannot be reached" in program("sync").err


def watched(program: Program, url: str) -> None:
    """`--watch` goes on until it is stopped, and then says how much it was."""
    with running(program, "sync", "--watch") as (process, said):
        options, _ = administrator(administrator_url(program, url))
        with connected_by(options) as connection:
            until = time.monotonic() + PATIENCE
            while connection.execute(LISTENERS).fetchall() != [(1,)]:
                assert time.monotonic() < until
                assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert json.loads(said.readline())["refused"] == 0
        assert process.wait(PATIENCE) == 0


def administrator_url(program: Program, url: str) -> str:
    folder = hub_folder(program)
    password = (folder / "administrator").read_text(encoding="ascii")
    by_name = url.replace("//", f"//{local.ADMINISTRATOR}:{password}@")
    return f"{by_name}?sslmode=verify-full&sslrootcert={folder / 'authority.pem'}"


def prepared_by_hand(program: Program, started: dict[str, str]) -> None:
    """As an administrator does with a database that somebody else runs."""
    url = administrator_url(program, started["url"])
    ran = program("hub", "init", url, "--json")
    assert ran.status == 0, ran.err
    assert ran.json == started


def hub_folder(program: Program) -> Path:
    """Where a program with this home keeps its hub."""
    asked = "from checkin.hub.local import default_folder; print(default_folder())"
    ran = subprocess.run(
        [sys.executable, "-c", asked],
        env=program.environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return Path(ran.stdout.strip())
