"""Where a store lies (cloud folders, network shares, removable disks): what is bad for a store, told from its path.

Pure but for `mounts`: a path, and what the system has mounted where. A synchronised folder copies a database while it
is written, and sends it away; locks of a network share may not hold; a stick is pulled out.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Final

from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PATIENCE: Final = 5  # seconds for the list of what is mounted
_TABLE: Final = "/proc/self/mounts"
_NETWORK: Final = frozenset(
    [
        *("9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2"),
        *("fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "gfs2"),
        *("lustre", "macfuse", "ncpfs", "nfs", "nfs3", "nfs4", "ocfs2", "osxfuse", "smb2"),
        *("smb3", "smbfs", "webdav"),
    ]
)
# Parts of a path, without case: as the programs name their folders, with an account or an organisation behind.
_SYNCHRONISED: Final = re.compile(
    r"(onedrive|dropbox|google ?drive|googledrive|my drive|icloud ?drive|nextcloud|owncloud|pclouddrive|mega"
    r"|megasync|seafile|syncthing|box|box sync|yandex\.?disk|tresorit|proton ?drive|sync|resilio sync|cloudstorage"
    r"|mobile documents)"
    r"([ _-]*[-(].*)?",
    re.IGNORECASE,
)
_STICKS: Final = ("/media/", "/run/media/", "/Volumes/")
_DOUBTFUL_WORDS: Final = frozenset({"box", "mega", "sync"})  # only right under the home folder
_HOMES: Final = frozenset({"home", "users"})


class PlaceRisk(StrEnum):
    """Why a place is bad for a store."""

    SYNCHRONISED = "synchronised"
    NETWORK = "network"
    REMOVABLE = "removable"


WARNINGS: Final[Mapping[PlaceRisk, str]] = {
    PlaceRisk.SYNCHRONISED: mark(
        "The store lies in a folder that is synchronised ({path}): it is sent away, and may be damaged while it is"
        " written. Close it, and move it to another folder."
    ),
    PlaceRisk.NETWORK: mark(
        "The store lies on a network drive ({path}): when the network fails, nothing can be recorded. Close it, and"
        " move it to a disk of this computer."
    ),
    PlaceRisk.REMOVABLE: mark(
        "The store lies on a removable disk ({path}): when that is pulled out, nothing can be recorded. Close it, and"
        " move it to a disk of this computer."
    ),
}


@dataclass(frozen=True, slots=True)
class Mount:
    """Something mounted: where, and by which kind of file system (Linux, macOS), or "remote" or "removable" (Windows)."""

    place: str
    kind: str


def risk(path: PurePath, table: Iterable[Mount] = ()) -> PlaceRisk | None:
    """What is bad about a place, if anything. `path` is absolute, without links; `table` is what `mounts` says."""
    if _is_share(path):
        return PlaceRisk.NETWORK
    if _is_synchronised(path):
        return PlaceRisk.SYNCHRONISED
    mounted = _of(path, table)
    kind = mounted.kind.lower() if mounted else ""
    if kind in _NETWORK or kind == "remote":
        return PlaceRisk.NETWORK
    if kind == "removable" or (mounted and _is_stick(path, mounted)):
        return PlaceRisk.REMOVABLE
    return None


def risk_of(path: Path) -> PlaceRisk | None:
    """The same of a path on this machine, as it is mounted now."""
    found = path.resolve()
    return risk(found, mounts(found))


def mounts(path: Path) -> tuple[Mount, ...]:
    """What is mounted on this machine, as far as the system tells; on Windows the drive of `path`."""
    if sys.platform == "win32":
        return _drive(path.drive)
    if sys.platform == "darwin":
        return _from_command()
    try:
        return parsed(Path(_TABLE).read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return ()


def parsed(table: str) -> tuple[Mount, ...]:
    """The mounts in Linux's own table (`/proc/self/mounts`): device, place, kind …; spaces are written as \\\\040."""
    rows = (line.split(" ") for line in table.splitlines())
    return tuple(Mount(_unescaped(row[1]), row[2]) for row in rows if len(row) > 2)


def parsed_output(said: str) -> tuple[Mount, ...]:
    """The mounts in what macOS's command `mount` says: `//user@nas/share on /Volumes/share (smbfs, nodev)`."""
    found = re.finditer(r"^.+? on (/.*) \((\w+)[,)]", said, re.MULTILINE)
    return tuple(Mount(row[1], row[2]) for row in found)


def _is_share(path: PurePath) -> bool:
    r"""Whether this is a share by its name: `\\nas\share`, or the long form `\\?\UNC\nas\share`."""
    if not isinstance(path, PureWindowsPath):
        return "gvfs" in path.parts  # GNOME shows shares and phones there
    drive = path.drive.replace("/", "\\").lower()
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive[4:].startswith("unc")
    return drive.startswith("\\\\")


def _is_synchronised(path: PurePath) -> bool:
    return any(
        _SYNCHRONISED.fullmatch(part)
        and (part.lower() not in _DOUBTFUL_WORDS or _is_below_home(path, at))
        for at, part in enumerate(path.parts)
    )


def _is_below_home(path: PurePath, at: int) -> bool:
    """Whether a part stands right in somebody's home: `/home/mika/Sync`, `C:\\Users\\Mika\\Box`."""
    return at >= 3 and path.parts[at - 2].lower() in _HOMES


def _of(path: PurePath, table: Iterable[Mount]) -> Mount | None:
    """What a path is on: the longest place above it; of two at one place the later one."""
    found: Mount | None = None
    for mounted in table:
        if path.is_relative_to(mounted.place) and (
            found is None or len(mounted.place) >= len(found.place)
        ):
            found = mounted
    return found


def _is_stick(path: PurePath, mounted: Mount) -> bool:
    """Where desktops mount what is plugged in."""
    place = PurePosixPath(mounted.place).as_posix()
    return isinstance(path, PurePosixPath) and place.startswith(_STICKS)


def _unescaped(place: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), place)


def _from_command() -> tuple[Mount, ...]:
    import subprocess  # noqa: PLC0415 - the window's first frame needs none

    try:
        said = subprocess.run(
            ["/sbin/mount"], capture_output=True, timeout=PATIENCE, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return parsed_output(said.stdout)


if sys.platform == "win32":
    import ctypes

    _KINDS: Final = {2: "removable", 4: "remote"}  # GetDriveTypeW

    def _drive(drive: str) -> tuple[Mount, ...]:
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")
        return (Mount(f"{drive}\\", _KINDS.get(kind, "fixed")),)

else:

    def _drive(_drive: str) -> tuple[Mount, ...]:
        return ()
