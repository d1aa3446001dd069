"""`kill -9` while a bundle is written or read: nothing is lost, and it goes on from there."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from checkin import bundle
from checkin.bootstrap import open_with_key
from checkin.domain import Tier
from checkin.journal import desk_named
from tests.checkin.bundle.carrying import MovingClock, last_numbers
from tests.paths import ROOT
from tests.several_desks import stations

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

KILLED = """
import os, signal, sys
from pathlib import Path
from checkin import bundle
from checkin.bundle.records import RecordWriter
from checkin.bootstrap import open_with_key
step, path, folder, key = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), bytes.fromhex(sys.argv[4])
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
def audit(event, arguments):
    if step == "rename" and event == "os.rename" and str(arguments[1]) == str(path): die()
sys.addaudithook(audit)
if step == "write": RecordWriter.put_entry = die
if step == "finish": RecordWriter.finish = die
with open_with_key(folder, key, read_only=True) as station:
    bundle.write(station.exchange, path)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are not killed that way")
@pytest.mark.parametrize("step", ["write", "finish", "rename"])
def test_a_kill_leaves_the_bundle_that_was_there(
    step: str, pair: list[Station], written: Path, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    shutil.copyfile(written, path)
    store = pair[0].store
    words = [sys.executable, "-c", KILLED, step, str(path), str(store.folder), store.key.hex()]
    ended = subprocess.run(words, cwd=ROOT, check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    assert path.read_bytes() == written.read_bytes()
    bundle.read(pair[1].exchange, path)


KILLED_READING = """
import os, signal, sys
from pathlib import Path
from checkin import bundle
from checkin.bootstrap import open_with_key
from checkin.sync import Exchange
path, folder, key, pages = Path(sys.argv[1]), Path(sys.argv[2]), bytes.fromhex(sys.argv[3]), int(sys.argv[4])
take_in = Exchange.take_in
def take_in_until(self, arrived, source):
    global pages
    pages -= 1
    if pages < 0: os.kill(os.getpid(), signal.SIGKILL)
    return take_in(self, arrived, source)
Exchange.take_in = take_in_until
with open_with_key(folder, key) as station:
    bundle.read(station.exchange, path)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are not killed that way")
def test_a_bundle_is_read_again_after_a_kill(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.DESK], MovingClock()) as (first, desk):
        folder, key = desk.store.folder, desk.store.key.hex()
        desk.close()
        drafts = [desk_named(f"Desk {number}") for number in range(1_200)]
        with first.store.write() as connection:
            first.journal.append_many(connection, drafts)
        path = tmp_path / "file"
        bundle.write(first.exchange, path)
        reached = []
        for pages in range(3):
            words = [sys.executable, "-c", KILLED_READING, str(path), str(folder), key, str(pages)]
            ended = subprocess.run(words, cwd=ROOT, check=False, capture_output=True)
            assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
            with open_with_key(folder, desk.store.key) as again:
                assert again.journal.verify().intact
                assert [file for file in folder.iterdir() if file.name.startswith("tmp")] == []
                reached.append(last_numbers(again.exchange)[first.desk_id])
        assert reached == sorted(set(reached))
        with open_with_key(folder, desk.store.key) as again:
            bundle.read(again.exchange, path)
            assert last_numbers(again.exchange) == last_numbers(first.exchange)
