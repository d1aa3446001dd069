"""PostgreSQL on this machine: where its programs are, and a cluster of our own run by them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checkin.errors import HubMissing
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OLDEST: Final = 13
PATIENCE: Final = 60  # seconds for a start or a stop
_PLACES: Final = (  # the usual folders of packages and installers; the newest version is taken
    "/usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "/usr/pgsql-*/bin",  # PostgreSQL's own packages for RHEL and Fedora
    "/usr/lib/postgresql*/bin",  # SUSE
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/Library/PostgreSQL/*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)
_NO_ROOT: Final = "postgres"  # the user by whom a cluster is run when the program runs as root


@dataclass(frozen=True, slots=True)
class Programs:
    """The folder with `initdb` and `pg_ctl`, and their major version."""

    folder: Path
    version: int

    def path(self, name: str) -> str:
        return str(self.folder / _executable(name))


def find(wanted: int | None = None) -> Programs:
    """The newest PostgreSQL of this machine, or the one of that version, by which a cluster was made.

    Raises `HubMissing`, which names the installer.
    """
    found = {folder: _version(folder) for folder in _folders()}
    programs = [
        Programs(folder, version)
        for folder, version in found.items()
        if version >= OLDEST and wanted in (None, version)
    ]
    if not programs:
        raise HubMissing(
            mark(
                "PostgreSQL is not installed on this machine. Install it from {site}, then try again."
            ),
            site="https://www.postgresql.org/download/",
        )
    return max(programs, key=lambda one: one.version)


def _folders() -> Iterator[Path]:
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).parent
    for pattern in _PLACES:
        place = Path(pattern)
        if place.anchor:  # of Windows alone, or of the others
            yield from Path(place.anchor).glob(place.relative_to(place.anchor).as_posix())


def _version(folder: Path) -> int:
    """The major version of the programs in a folder; 0 where they are not all there, or do not run."""
    if not all((folder / _executable(name)).is_file() for name in ("initdb", "pg_ctl", "postgres")):
        return 0
    try:
        said = subprocess.run(  # noqa: S603 - a program of the system
            [folder / _executable("postgres"), "--version"],
            check=False, capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return 0
    words = said.stdout.split()
    major = words[2].partition(".")[0] if len(words) > 2 else ""
    return int(major) if major.isdecimal() else 0


def _executable(name: str) -> str:
    return f"{name}.exe" if sys.platform == "win32" else name


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs PostgreSQL's programs; as another user where the program runs as root, which they refuse."""

    user: str | None

    def run(self, *command: str) -> bool:
        """Whether the command succeeded. Its output belongs to a server's log, not to the screen."""
        log = subprocess.DEVNULL  # pg_ctl's child would keep a pipe open, and we would wait for it
        try:
            done = subprocess.run(  # noqa: S603 - programs that `find` has found
                command,
                check=False,
                stdin=log,
                stdout=log,
                stderr=log,
                timeout=PATIENCE * 2,
                cwd=Path(command[0]).parent,
                env=_environment(),
                **self._as_user(),
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0

    def _as_user(self) -> Mapping[str, Any]:
        if self.user is None:
            return {}
        return {"user": self.user, "group": self.user, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Makes a file or folder that user's own."""
        if self.user is not None:
            shutil.chown(path, self.user, self.user)


def runner() -> Runner:
    """Raises `HubMissing` for root on a machine without a user `postgres`."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return Runner(None)
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        pwd.getpwnam(_NO_ROOT)
    except KeyError as error:
        raise HubMissing(
            mark("PostgreSQL does not run as root. Start Uketsuke as another user.")
        ) from error
    return Runner(_NO_ROOT)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "LANG": "C"}
