"""Diagnostics (health check, `doctor`): what works on this machine, before the event begins."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checkin import VERSION, bundled_openssl, places, sandbox_limits
from checkin.clock_check import ClockFit, clock_fit
from checkin.language import Language, time_of_day
from checkin.paper.faces import Faces
from checkin.release import own_copy
from checkin.store import backup, keyslots
from checkin.store.store import DATABASE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from checkin.bundled_openssl import BundledOpenSsl
    from checkin.domain import Event

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
SECRET: Final = (
    DATABASE,
    keyslots.NAME,
)  # readable by others although their folder is not: after a move they are
LITTLE_SPACE: Final = 200 * 1024**2
OLD_BACKUP_MS: Final = 15 * 60_000


class CheckState(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """Result of one check; `message` says the state and what to do."""

    check: str
    state: CheckState
    message: str


def examine(
    tr: Language,
    now: int,
    folder: Path | None = None,
    event: Event | None = None,
    other_desks: int = 0,
    shared_by: str = "",
) -> tuple[Check, ...]:
    """Checks fonts, clock, disk, printer, camera, hub and, for an open store, its backup.

    `other_desks` is how many other desks the store knows of, `shared_by` the hub or folder by which it exchanges.
    """
    checks = [
        program(tr),
        _fonts(tr),
        clock(tr, now, event),
        _printer(tr),
        _camera(tr),
        hub(tr, other_desks, shared_by),
        sandbox(tr),
        openssl(tr, bundled_openssl.found(), bundled_openssl.day_of(now)),
    ]
    if folder is not None:
        checks += [disk(tr, folder), check_backup(tr, now, folder)]
        checks += [place(tr, folder), permissions(tr, folder)]
    return tuple(checks)


def program(tr: Language) -> Check:
    """Version and fingerprint of this program, and what is not as its own list says."""
    own = own_copy.look()
    message = tr.text(
        "Uketsuke {version}, fingerprint {letters}.", version=VERSION, letters=own.fingerprint
    )
    if own.problem is None:
        return Check("program", CheckState.OK, message)
    return Check("program", CheckState.FAIL, tr.sentences(message, tr.explain(own.problem)))


def _fonts(tr: Language) -> Check:
    missing = Faces().missing()
    if missing:
        message = tr.text("Fonts are missing: {names}. Install Uketsuke again.", names=missing[0])
        return Check("fonts", CheckState.FAIL, message)
    return Check("fonts", CheckState.OK, tr.text("All fonts are there."))


def clock(tr: Language, now: int, event: Event | None) -> Check:
    zone = event.time_zone if event else "UTC"
    fit = clock_fit(now, event)
    if fit is ClockFit.UNKNOWN_ZONE:
        message = tr.text("The time zone {zone} is unknown.", zone=zone)
        return Check("clock", CheckState.FAIL, message)
    if fit is ClockFit.UNSET:
        return Check("clock", CheckState.FAIL, tr.text("The clock is wrong: set date and time."))
    message = tr.text("It is {time} in {zone}.", time=time_of_day(now, zone), zone=zone)
    if fit is ClockFit.OTHER_DAY:
        other = tr.text("The event is on another day.")
        return Check("clock", CheckState.WARN, tr.sentences(message, other))
    if fit is ClockFit.OTHER_ZONE:
        other = tr.text("This machine is set to another time zone: compare it with another clock.")
        return Check("clock", CheckState.WARN, tr.sentences(message, other))
    return Check("clock", CheckState.OK, message)


def _printer(tr: Language) -> Check:
    """Whether the system can print at all; the window lists the queues, with Qt."""
    if shutil.which("lpstat") or shutil.which("wmic") or shutil.which("powershell"):
        return Check("printer", CheckState.OK, tr.text("The system can print. Choose in Station."))
    message = tr.text("No print system was found. Badges can be saved as PDF.")
    return Check("printer", CheckState.WARN, message)


def _camera(tr: Language) -> Check:
    return Check(
        "camera", CheckState.WARN, tr.text("The window finds the cameras: see Station there.")
    )


def hub(tr: Language, other_desks: int, shared_by: str) -> Check:
    if shared_by:
        message = tr.text("This desk exchanges by {place}.", place=shared_by)
        return Check("hub", CheckState.OK, message)
    if other_desks:
        message = tr.plural(
            "{n} other desk is known, and no hub: carry a stick between them.",
            "{n} other desks are known, and no hub: carry a stick between them.",
            other_desks,
        )
        return Check("hub", CheckState.WARN, message)
    return Check("hub", CheckState.OK, tr.text("No hub is set up: this desk works alone."))


def sandbox(tr: Language) -> Check:
    """Whether files from outside are read in a process that reaches nothing."""
    taken = sandbox_limits.available()
    if taken >= frozenset(sandbox_limits.Confinement):
        message = tr.text("Files from outside are read without network and other files.")
        return Check("sandbox", CheckState.OK, message)
    message = tr.text(
        "Files from outside are read by a process apart, which this system does not cut off from network and files."
    )
    return Check("sandbox", CheckState.WARN, message)


def openssl(tr: Language, bundled: Iterable[BundledOpenSsl], today: date) -> Check:
    """Whether what the packages bring of OpenSSL is less than a year old; no update of the system renews it."""
    old = bundled_openssl.old(bundled, today)
    if not old:
        message = tr.text("OpenSSL inside the packages is less than a year old.")
        return Check("openssl", CheckState.OK, message)
    named = [f"{each.package}: {each.version} ({each.released.isoformat()})" for each in old]
    message = tr.text(
        "OpenSSL inside these packages is a year old: {packages}. Install a newer Uketsuke when there is one.",
        packages=tr.listed(named),
    )
    return Check("openssl", CheckState.WARN, message)


def disk(tr: Language, folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    room = free_space(tr, free)
    if free < LITTLE_SPACE:
        return Check(
            "disk", CheckState.WARN, room + " " + tr.text("Make room before the doors open.")
        )
    return Check("disk", CheckState.OK, room)


def place(tr: Language, folder: Path) -> Check:
    """Whether the store lies where it should not: synchronised, on a network, on what is pulled out."""
    found = places.risk_of(folder)
    if found is None:
        return Check("place", CheckState.OK, tr.text("The store lies on a disk of this computer."))
    return Check("place", CheckState.WARN, tr.text(places.WARNINGS[found], path=folder))


def permissions(tr: Language, folder: Path) -> Check:
    """Whether other users of this computer may read the store. Windows keeps the home folder to its owner itself."""
    private = Check("permissions", CheckState.OK, tr.text("Only you can read the store."))
    if os.name != "posix":
        return private
    if not folder.stat().st_mode & OTHERS and not any(
        (folder / name).stat().st_mode & OTHERS for name in SECRET if (folder / name).exists()
    ):
        return private
    message = tr.text(
        "Other users of this computer can open the folder of the store. Type: {command}",
        command=f"chmod -R go-rwx {shlex.quote(str(folder))}",
    )
    return Check("permissions", CheckState.WARN, message)


def free_space(tr: Language, free: int) -> str:
    """So many bytes in words, roughly."""
    if free < 10 * 1024**3:
        return tr.text("{size} MB are free.", size=free // 1024**2)
    return tr.text("{size} GB are free.", size=free // 1024**3)


def check_backup(tr: Language, now: int, folder: Path) -> Check:
    """How old the newest backup in a folder is."""
    newest = backup.latest(folder)
    if newest is None:
        return Check("backup", CheckState.WARN, tr.text("There is no backup yet."))
    age = now - int(newest.stem)
    message = _how_old(tr, max(age // 60_000, 0))
    return Check("backup", CheckState.OK if age < OLD_BACKUP_MS else CheckState.WARN, message)


def _how_old(tr: Language, minutes: int) -> str:
    """An age in the largest unit of which at least two have passed."""
    hours, days = minutes // 60, minutes // (24 * 60)
    if days > 1:
        return tr.plural(
            "The last backup is {n} day old.", "The last backup is {n} days old.", days
        )
    if hours > 1:
        return tr.plural(
            "The last backup is {n} hour old.", "The last backup is {n} hours old.", hours
        )
    return tr.plural(
        "The last backup is {n} minute old.", "The last backup is {n} minutes old.", minutes
    )
