"""The hub on this machine: a private PostgreSQL cluster in the program's data folder, with TLS.

It is started when somebody asks for it and stops with the program. Its port is the only thing that others
see; the firewall of the system may ask about it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import os
import secrets
import shutil
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import platformdirs

from checkin import files
from checkin.errors import HubUnreachable, UsageError
from checkin.hub import certificate, postgres
from checkin.hub.certificate import Certified
from checkin.language import mark

if TYPE_CHECKING:
    from types import TracebackType

PORT: Final = (
    25432  # below those that systems give to outgoing connections: one of them may take it
)
EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - it is there to be reached by other desks
ADMINISTRATOR: Final = "uketsuke_administrator"
DATABASE: Final = "postgres"
_ACCESS: Final = """# Written by Uketsuke: by TLS and with a password, or not at all.
hostssl all all 0.0.0.0/0 scram-sha-256
hostssl all all ::/0 scram-sha-256
"""
_SETTINGS: Final = """# Written by Uketsuke at every start.
listen_addresses = '{address}'
port = {port}
unix_socket_directories = ''
ssl = on
ssl_cert_file = '{certificate}'
ssl_key_file = '{key}'
password_encryption = 'scram-sha-256'
log_statement = 'none'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
max_connections = 200
authentication_timeout = '10s'
"""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the hub listens; an empty address of port 0 takes any free port."""

    address: str = EVERYWHERE
    port: int = PORT


def listening(text: str) -> Listening:
    """Reads `ADDRESS:PORT`, `ADDRESS` or `:PORT`. Raises `UsageError`."""
    address, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        address, port = text, str(PORT)
    address = address.strip("[]") or EVERYWHERE
    try:
        ipaddress.ip_address(address)
    except ValueError as error:
        raise UsageError(mark("ADDRESS:PORT is wanted, not {text}."), text=text) from error
    if not port.isdecimal() or int(port) >= 2**16:
        raise UsageError(mark("ADDRESS:PORT is wanted, not {text}."), text=text)
    return Listening(address, int(port))


def default_folder() -> Path:
    """Where the cluster is kept. Root's own folders are closed to the user by whom it is run then."""
    own = Path(platformdirs.user_data_dir("uketsuke", appauthor=False)) / "hub"
    if sys.platform == "win32" or os.geteuid() != 0:
        return own
    return Path("/var/lib/uketsuke") / hashlib.sha256(str(own).encode()).hexdigest()[:16]


class LocalHub:
    """A cluster that runs between `start` and `stop`. `administrator_url` is for `setting_up.prepare`."""

    def __init__(self, folder: Path | None = None, where: Listening | None = None) -> None:
        self.folder = folder or default_folder()
        self._where = where or Listening()
        self._programs = postgres.find(self._made_by())
        self._runner = postgres.runner()
        self._is_running = False

    def _made_by(self) -> int | None:
        """The version of PostgreSQL that has made the cluster; a newer one cannot run it."""
        try:
            return int((self.data / "PG_VERSION").read_text(encoding="ascii"))
        except OSError:
            return None

    @property
    def data(self) -> Path:
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        return self.data / "hub.log"

    @property
    def authority_file(self) -> Path:
        return self.folder / "authority.pem"

    def start(self) -> Self:
        """Makes the cluster at the first time, and starts it. Raises `HubMissing` or `HubUnreachable`."""
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self.stop()  # one that a killed program has left behind
        port = self._where.port or _free_port(self._where.address)
        self._where = Listening(self._where.address, port)
        self._write_certificate()
        self._configure()
        options = ["-D", str(self.data), "-l", str(self.log), "-w", "-t", str(postgres.PATIENCE)]
        if not self._runner.run(self._programs.path("pg_ctl"), "start", *options):
            raise HubUnreachable(
                mark(
                    "PostgreSQL did not start at {place}. Another program may use the port; see {path}."
                ),
                place=f"{self._where.address}:{port}",
                path=self.log,
            )
        self._is_running = True
        return self

    def stop(self) -> None:
        """Stops the cluster; what was committed is on the disk."""
        if self._is_running or (self.data / "postmaster.pid").exists():
            options = ["-D", str(self.data), "-m", "fast", "-w", "-t", str(postgres.PATIENCE)]
            self._runner.run(self._programs.path("pg_ctl"), "stop", *options)
        self._is_running = False

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def administrator_url(self) -> str:
        """With its password: never to be shown. It leads to the address that other desks can reach."""
        password = (self.folder / "administrator").read_text(encoding="ascii")
        host = self._reachable()[0]
        shown = f"[{host}]" if ":" in host else host
        return (
            f"postgresql://{ADMINISTRATOR}:{password}@{shown}:{self._where.port}/{DATABASE}"
            f"?sslmode=verify-full&sslrootcert={self.authority_file.as_posix()}"
        )

    def _reachable(self) -> list[str]:
        """The addresses of the hub, the one for other desks first."""
        if ipaddress.ip_address(self._where.address).is_unspecified:
            return certificate.addresses()
        return [self._where.address]

    def _make(self) -> None:
        """A new cluster. It appears whole: a folder that initdb left half done is made anew."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755 if self._runner.user else 0o700)
        self._keep("administrator", secrets.token_urlsafe(32).encode())
        made = certificate.authority(_now())
        self._keep("authority.key", made.key)
        self._keep("authority.pem", made.certificate)
        files_of = self.folder / "making"
        shutil.rmtree(files_of, ignore_errors=True)
        files_of.mkdir(mode=0o700)
        self._runner.give(files_of)
        given = files_of / "password"
        files.replace(given, (self.folder / "administrator").read_bytes())
        self._runner.give(given)
        options = ["-D", str(files_of / "cluster"), "-U", ADMINISTRATOR, f"--pwfile={given}"]
        checks = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--data-checksums"]
        made_it = self._runner.run(self._programs.path("initdb"), *options, *checks)
        given.unlink()
        if not made_it:
            raise HubUnreachable(
                mark("PostgreSQL could not make its files in {path}."), path=self.folder
            )
        (files_of / "cluster").replace(self.data)
        with suppress(OSError):
            files_of.rmdir()

    def _keep(self, name: str, content: bytes) -> None:
        path = self.folder / name
        if not path.exists():
            files.replace(path, content)

    def _write_certificate(self) -> None:
        """A new certificate at every start, for the addresses that the machine has by now."""
        key = (self.folder / "authority.key").read_bytes()
        by = Certified(self.authority_file.read_bytes(), key)
        hosts = dict.fromkeys([*self._reachable(), *certificate.addresses()])
        made = certificate.server(by, hosts, _now())
        self._place("server.pem", made.certificate)
        self._place("server.key", made.key)

    def _configure(self) -> None:
        settings = _SETTINGS.format(
            address=self._where.address,
            port=self._where.port,
            certificate="server.pem",
            key="server.key",
        )
        self._place("postgresql.auto.conf", settings.encode())
        self._place("pg_hba.conf", _ACCESS.encode())

    def _place(self, name: str, content: bytes) -> None:
        """A file inside the cluster, readable by its user alone."""
        path = self.data / name
        files.replace(path, content)
        self._runner.give(path)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - certificates go by this machine's clock


def _free_port(address: str) -> int:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])
