"""The ways to an open store: unlock one, make one, bring one back. All of it is slow, so it runs behind.

The database and its libraries are imported in here, when the first of these is called: by then the window
is on the screen.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.language import mark

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.bootstrap import Created, Station
    from checkin.practice import Practice


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store; a new one brings the recovery passphrase, which is shown once."""

    station: Station
    passphrase_is_new: bool = False
    recovery: str = ""


def warm_up() -> None:
    """Reads the libraries of the store, so that opening one is no slower than its passphrase."""
    import checkin.bootstrap  # noqa: F401, PLC0415


def unlock(folder: Path, passphrase: str, *, read_only: bool = False) -> Opened:
    """Opens a store; raises the `KnownError` that says why not."""
    from checkin.store import keyslots  # noqa: PLC0415

    with ThreadPoolExecutor(1) as beside:
        # The passphrase is digested outside of Python, so the libraries are read at the same time.
        libraries = beside.submit(warm_up)
        key = keyslots.key_of(folder, passphrase)
        libraries.result()
    from checkin.bootstrap import open_with_key  # noqa: PLC0415

    return Opened(open_with_key(folder, key, read_only=read_only))


def new_demo(folder: Path, passphrase: str) -> Opened:
    """A demo event in a new store, opened."""
    from checkin import demo  # noqa: PLC0415

    return _opened(demo.create(folder, passphrase), passphrase)


def new_practice() -> Practice:
    """Made-up people in a store that is thrown away, opened."""
    from checkin import practice  # noqa: PLC0415

    return practice.begin()


def new_event(plan: Path, folder: Path, passphrase: str) -> Opened:
    """A new store from a plan, opened."""
    from checkin.bootstrap import create_store  # noqa: PLC0415
    from checkin.plan.plan import read_plan  # noqa: PLC0415

    return _opened(create_store(folder, read_plan(plan), passphrase), passphrase)


def latest_backup(folder: Path) -> Path | None:
    """The latest backup that lies in a store, though the store itself be damaged."""
    from checkin.store import backup  # noqa: PLC0415

    return backup.latest(folder)


def restore(backup_file: Path, folder: Path, passphrase: str) -> Opened:
    """Puts a backup in the place of a store, and opens it."""
    from checkin.store import backup  # noqa: PLC0415

    backup.restore(backup_file, folder, passphrase)
    return unlock(folder, passphrase)


def take_up(station: Station, secret: str) -> None:
    """Back at a locked window: a PIN opens the shift of its role, the passphrase an organiser's.

    Raises `NotAllowed` for anything else.
    """
    from checkin.errors import NotAllowed, WrongPassphrase  # noqa: PLC0415
    from checkin.store import keyslots  # noqa: PLC0415

    try:
        station.shift.take_up(secret)
    except NotAllowed:
        try:
            keyslots.unlock(keyslots.read(station.folder), secret)
        except WrongPassphrase as error:
            raise NotAllowed(mark("Neither a PIN nor the passphrase.")) from error
        station.shift.take_up_as_organiser()


def is_passphrase(station: Station, secret: str) -> None:
    """Raises `NotAllowed` unless this is a passphrase of the store; a PIN is none."""
    from checkin.errors import NotAllowed, WrongPassphrase  # noqa: PLC0415
    from checkin.store import keyslots  # noqa: PLC0415

    try:
        keyslots.unlock(keyslots.read(station.folder), secret)
    except WrongPassphrase as error:
        raise NotAllowed(mark("This is not the passphrase of the store.")) from error


def _opened(created: Created, passphrase: str) -> Opened:
    from checkin.bootstrap import open_store  # noqa: PLC0415

    station = open_store(created.path, passphrase)
    return Opened(station, passphrase_is_new=True, recovery=created.recovery)
