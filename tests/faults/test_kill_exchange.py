"""`kill -9` at every second step of `rekey` and `restore`: the store opens again, nothing is lost, nothing is left.

At every step, and of a new store and a backup too, in `make soak`.
"""

from __future__ import annotations

import os
import shutil
import signal
from typing import TYPE_CHECKING, Any

import pytest

from checkin import bootstrap, folder_exchange, unfinished
from checkin.settings import Settings, remembered_store
from checkin.store import backup, passphrases
from tests import store_copies
from tests.factories import PASSPHRASE
from tests.faults.killing import die, forked, put
from tests.store_copies import ADA
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = forked
NOW = 1_000
EACH = 1 if THOROUGH else 2
STEPS = ("rename", "replace", "unlink", "rmdir", "fsync", "link", "mkdir")


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Whether the act was killed before its so many-th step on the disk; if not, it was done."""
    process = os.fork()
    if not process:
        try:
            _die_at(step)
            act()
        finally:
            os._exit(1)
    _, status = os.waitpid(process, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _die_at(step: int) -> None:
    left = [step]

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            return die() if not left[0] else real(*given, **named)

        return call

    for name in STEPS:
        put(os, name, counted(getattr(os, name)))


def names(place: Path) -> set[str]:
    return {path.name for path in place.iterdir()}


def peopled(to: Path) -> Path:
    """A closed store with a scan, a layout and a backup."""
    to.mkdir()
    folder = store_copies.copied(to)
    with store_copies.opened(folder) as station:
        station.desk.checkin(ADA, "entrance")
        station.backup_dated()
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "layouts" / "ours.toml").write_text("x")
    return folder


def looked_at(folder: Path) -> None:
    """The store opens and is whole, and what a kill left is gone."""
    assert remembered_store(Settings(last_store=str(folder))) == folder
    with bootstrap.open_store(folder, PASSPHRASE) as station:
        assert station.journal.verify().intact
        assert station.desk.stats().sessions["entrance"].attended == 1
    assert not folder_exchange.is_unfinished(folder)
    assert (folder / "layouts" / "ours.toml").read_text() == "x"
    assert backup.latest(folder) is not None


def test_a_rekey_that_is_killed_is_undone_or_finished_at_the_next_open(tmp_path: Path) -> None:
    before, step, ended = peopled(tmp_path / "before"), 0, set[str | None]()
    killed = True
    while killed:
        step += EACH
        folder = tmp_path / str(step) / before.name
        shutil.copytree(before, folder)
        killed = killed_at(step, lambda: passphrases.rekey(folder, PASSPHRASE, NOW))  # noqa: B023
        unfinished.remove_left()
        ended.add(folder_exchange.put_right(folder))
        looked_at(folder)
        assert names(folder.parent) == {folder.name}
        shutil.rmtree(folder.parent)
    assert len(ended) > 1  # nothing to say, undone, finished


def test_a_restore_that_is_killed_is_undone_or_finished_at_the_next_open(tmp_path: Path) -> None:
    before, step, killed = peopled(tmp_path / "before"), 0, True
    kept = tmp_path / "kept.uketsuke-backup"
    with store_copies.opened(before) as station:
        station.backup(kept)
    while killed:
        step += EACH
        folder = tmp_path / str(step) / before.name
        shutil.copytree(before, folder)
        killed = killed_at(step, lambda: backup.restore(kept, folder, PASSPHRASE))  # noqa: B023
        unfinished.remove_left()
        with bootstrap.open_store(folder, PASSPHRASE) as station:
            assert station.desk.stats().sessions["entrance"].attended == 1
        unfinished.remove_left()
        assert names(folder.parent) <= {folder.name, f"{folder.name}.before-restore"}
        shutil.rmtree(folder.parent)
    assert step > 10


@pytest.mark.soak
def test_a_new_store_or_backup_that_is_killed_leaves_nothing_after_the_next_start(
    tmp_path: Path,
) -> None:
    for name, act in ACTS.items():
        step, killed = 0, True
        while killed and step < MOST:
            step += STRIDE
            place = tmp_path / f"{name} {step}"
            folder = place / "forum.uketsuke"
            if name == "backup":
                shutil.copytree(store_copies.template().folder, folder)
            place.mkdir(exist_ok=True)
            killed = killed_at(step, lambda: act(folder))  # noqa: B023
            unfinished.remove_left()
            assert names(place) <= {"forum.uketsuke", "kept"}
            shutil.rmtree(place)
        assert step > STRIDE


def _create(folder: Path) -> None:
    bootstrap.create_store(folder, store_copies.plan(), PASSPHRASE)


def _back_up(folder: Path) -> None:
    with store_copies.opened(folder, read_only=True) as station:
        station.backup(folder.parent / "kept")


ACTS: dict[str, Callable[[Path], None]] = {"create": _create, "backup": _back_up}
STRIDE = 2
MOST = 60
