"""A store's folder takes the place of another one (two renames): a kill in between is put right at the next open.

No system renames two folders at once everywhere. Before the first of the two renames a marker beside the folder
says what is going on; `put_right` undoes it where the new folder is not in its place yet, and finishes it where it is.
"""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import filelock

from checkin import files, outside, unfinished
from checkin.errors import StoreBusy, StoreDamaged
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Set
    from pathlib import Path

LARGEST: Final = 10_000
_BUSY: Final = mark("Another program is replacing this store. Try again when it has finished.")
_NEVER_SHOWN: Final = mark(
    "This store has a new key, but the program ended before it showed the new recovery words:"
    " make others, under Station or with “passphrase recovery”."
)


class ExchangeReason(StrEnum):
    """Why a folder is replaced; the old one goes to NAME.before-WHY."""

    REKEY = "rekey"
    RESTORE = "restore"


_UNDONE: Final = {
    ExchangeReason.REKEY: mark(
        "A new key was being made for this store, and the program ended before that."
        " Nothing was changed."
    ),
    ExchangeReason.RESTORE: mark(
        "This store was being restored, and the program ended before that. Nothing was changed."
    ),
}


@dataclass(frozen=True, slots=True)
class FolderExchange:
    """One exchange: the new folder, where the old one goes, and what the new one has of its own.

    `own` is None where the old folder stays as it is; else everything else moves over and the old one is deleted.
    """

    folder: Path
    new: Path
    why: ExchangeReason
    own: Set[str] | None = None

    def run(self, unchanged: Callable[[Path], bool]) -> None:
        """Puts `new` in the place of `folder`. Where anything fails, the old one is in its place again.

        `unchanged` is asked about the old folder once nobody can write to it any more; raises `StoreBusy` where it
        was written to meanwhile, or where another process exchanges this store.
        """
        with _alone(self.folder):
            aside = files.free_name(self.folder, f"before-{self.why}")
            _write_marker(self, aside)
            try:
                self.folder.rename(aside)
                _require(unchanged(aside))
                self.new.replace(self.folder)
                files.sync_folder(self.folder.parent)
            except BaseException:
                _undo(self.folder, aside)
                raise
            if self.own is not None:
                _move_over(aside, self.folder, self.own)
            _marker(self.folder).unlink()


def _require(unchanged: bool) -> None:  # noqa: FBT001 - a check
    if not unchanged:
        raise StoreBusy(mark("The store was written to meanwhile. Nothing was changed; try again."))


def is_unfinished(folder: Path) -> bool:
    """Whether an exchange of this folder was begun, and no end of it was noted: one look for a file."""
    return _marker(folder).exists()


def put_right(folder: Path) -> str | None:
    """Undoes or finishes an exchange whose process was killed. Returns a marked sentence about it, or None.

    Raises `StoreBusy` while the process goes on, and `StoreDamaged` with the folders' names where it cannot be done.
    """
    if not is_unfinished(folder):
        return None
    with _alone(folder):
        if not is_unfinished(folder):
            return None
        begun = _read_marker(folder)
        try:
            return _undone_or_finished(begun)
        except OSError as error:
            raise _by_hand(folder, begun.aside) from error


@dataclass(frozen=True, slots=True)
class _Begun:
    exchange: FolderExchange
    aside: Path


def _undone_or_finished(begun: _Begun) -> str | None:
    exchange, aside = begun.exchange, begun.aside
    folder, new, why = exchange.folder, exchange.new, exchange.why
    if new.exists() or not folder.exists():
        if not folder.exists() and aside.exists():
            aside.rename(folder)
            files.sync_folder(folder.parent)
        _marker(folder).unlink()
        shutil.rmtree(new, ignore_errors=True)
        return _UNDONE[why]
    if exchange.own is not None and aside.exists():
        _move_over(aside, folder, exchange.own)
    _marker(folder).unlink()
    return _NEVER_SHOWN if why is ExchangeReason.REKEY else None


def _undo(folder: Path, aside: Path) -> None:
    """The old folder is in its place again; where even that fails, the marker stays for the next open."""
    with suppress(OSError):
        if aside.exists() and not folder.exists():
            aside.rename(folder)
        _marker(folder).unlink()


def _move_over(aside: Path, folder: Path, own: Set[str]) -> None:
    """What the new folder has not of its own moves over, and the old one is deleted."""
    for kept in [path for path in aside.iterdir() if path.name not in own]:
        kept.replace(folder / kept.name)
    files.sync_folder(folder)
    shutil.rmtree(aside)


def _marker(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.exchange")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time exchanges a folder. The system releases the lock with the process."""
    path = folder.with_name(f".{folder.name}.exchange-lock")
    with unfinished.remembered(path):
        held = filelock.FileLock(path, timeout=0, mode=files.OWNER_ONLY)
        try:
            held.acquire()
        except filelock.Timeout as error:
            raise StoreBusy(_BUSY) from error
        try:
            yield
        finally:
            held.release()
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _write_marker(exchange: FolderExchange, aside: Path) -> None:
    own = None if exchange.own is None else sorted(exchange.own)
    noted = {"why": exchange.why, "new": exchange.new.name, "aside": aside.name, "own": own}
    files.replace(_marker(exchange.folder), json.dumps(noted).encode())


def _read_marker(folder: Path) -> _Begun:
    """What was noted; only names in the same place, as this program gives them, are believed."""
    try:
        noted = outside.parsed_json(outside.data(_marker(folder), LARGEST))
        why, new, aside, own = (noted[name] for name in ("why", "new", "aside", "own"))
        reason, names = ExchangeReason(why), None if own is None else frozenset(own)
        exchange = FolderExchange(folder, folder.with_name(new), reason, names)
        begun = _Begun(exchange, folder.with_name(aside))
        ours = new.startswith(f".{why}-") and aside.startswith(f"{folder.name}.before-{why}")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _by_hand(folder, folder.with_name(f"{folder.name}.before-…")) from error
    if not ours:
        raise _by_hand(folder, begun.aside)
    return begun


def _by_hand(folder: Path, aside: Path) -> StoreDamaged:
    return StoreDamaged(
        mark(
            "{path} was being replaced when the program ended. If it is missing or empty, rename {aside} to its name,"
            " and delete {marker}."
        ),
        path=folder,
        aside=aside,
        marker=_marker(folder),
    )
