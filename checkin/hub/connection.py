"""Connections to a hub (psycopg, TLS): only to the hub of the certificate, and only with patience that ends.

The one module of the program that opens a connection to PostgreSQL. What a hub answers is bounded: it may be
anybody's machine.
"""

from __future__ import annotations

import logging
import os
import selectors
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import psycopg
from psycopg import conninfo, errors
from psycopg.rows import TupleRow

from checkin import outside
from checkin.errors import HubMisbehaves, HubRefuses, HubUnreachable, UsageError
from checkin.hub.answers import misbehaves
from checkin.hub.membership import HubAddress
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from checkin.hub.membership import Membership

    Options = Mapping[str, str]

LARGEST_CERTIFICATE: Final = 100_000
SILENCE: Final = 10.0  # seconds without a byte
LARGEST_ANSWER: Final = 24_000_000  # bytes; a page has one million, but for a single large entry
SLOWEST: Final = (
    500  # bytes a second of an answer that has begun, once it takes longer than a silence may
)
_READ_AT_ONCE: Final = 8_192
_TICK: Final = 0.1
_CHANNEL_BINDING_SINCE: Final = 160_000  # `require_auth` and `sslcertmode` came with this libpq
_NO_FILE: Final = str(
    Path(os.devnull) / "none"
)  # libpq would look into the home folder for its own
# Its warnings are of what is raised as well, such as the end of a transaction whose hub has died.
logging.getLogger("psycopg").setLevel(logging.ERROR)

# libpq tells by its words alone why there is no connection.
_LOGIN: Final = ("password authentication failed", "not permitted to log in", "does not exist")
_CERTIFICATE: Final = (
    "certificate",
    "SSL error",
    "does not support SSL",
)
_PASSWORD: Final = ("channel binding", "method requirement", "requirement failed")
_T = TypeVar("_T")


class HubConnection(psycopg.Connection[TupleRow]):
    """Ends when ten seconds pass without a byte, or when an answer is larger or slower than any honest one."""

    _unannounced = 0  # bytes that have arrived since the last notification

    def wait(
        self,
        gen: Generator[Any, Any, _T],
        interval: float = _TICK,
        timeout: float | None = None,
    ) -> _T:
        try:
            if timeout is None:
                return self._wait_patiently(gen)
            # For a notification, which may take as long as it likes, and is short.
            return super().wait(self._counted(gen), interval=interval, timeout=timeout)
        except (HubMisbehaves, HubUnreachable, KeyboardInterrupt):
            self.pgconn.finish()
            raise

    def _counted(self, gen: Generator[Any, Any, _T]) -> Generator[Any, Any, _T]:
        """The same, but for what arrives and is no notification: libpq would keep a gigabyte of it."""
        socket, before = self.pgconn.socket, 0
        try:
            wants = next(gen)
            while True:
                ready = yield wants
                before = _readable_bytes(socket) if ready & selectors.EVENT_READ else 0
                wants = gen.send(ready)
        except StopIteration as done:
            read = _read_of(before, _readable_bytes(socket)) if before else 0
            self._unannounced = 0 if done.value else self._unannounced + read
            if self._unannounced > LARGEST_ANSWER:
                raise misbehaves() from None
            result: _T = done.value
            return result

    def _wait_patiently(self, gen: Generator[Any, Any, _T]) -> _T:
        socket, arrived, heard = self.pgconn.socket, 0, time.monotonic()
        began = float("inf")  # when the first byte of the answer came
        try:
            wants = next(gen)
            with selectors.DefaultSelector() as selector:
                selector.register(socket, wants)
                while True:
                    found = selector.select(_TICK)
                    ready = found[0][1] if found else 0
                    now = time.monotonic()
                    if ready:
                        heard = now
                    takes = now - began
                    if now - heard > SILENCE or (takes > SILENCE and arrived < SLOWEST * takes):
                        raise unreachable()
                    before = _readable_bytes(socket) if ready & selectors.EVENT_READ else 0
                    wants = gen.send(ready)
                    if before:
                        began = min(began, now)
                        arrived += _read_of(before, _readable_bytes(socket))
                    if arrived > LARGEST_ANSWER:
                        raise misbehaves()
                    selector.modify(socket, wants)
        except StopIteration as done:
            result: _T = done.value
            return result


def _read_of(before: int, after: int) -> int:
    """About how many bytes were read; while more arrive as fast, at least what libpq reads at once."""
    return max(before - after, min(before, _READ_AT_ONCE))


if sys.platform == "win32":

    def _readable_bytes(_socket: int) -> int:
        return _READ_AT_ONCE  # it does not tell

else:
    import fcntl
    import termios

    def _readable_bytes(socket: int) -> int:
        counted = fcntl.ioctl(socket, termios.FIONREAD, bytes(4))
        return int.from_bytes(counted, sys.byteorder)


@contextmanager
def connected(membership: Membership) -> Iterator[HubConnection]:
    """A connection by this desk's login. Raises the `KnownError` that says why there is none.

    Inside the block failures of the hub become `KnownError`s too.
    """
    with tempfile.TemporaryDirectory(prefix="uketsuke-hub-") as scratch:
        certificate = Path(scratch) / "hub.pem"
        certificate.write_text(membership.certificate, encoding="ascii")
        address = membership.address
        options = {
            "host": address.host,
            "port": str(address.port),
            "dbname": address.database,
            "user": membership.role,
            "password": membership.password,
            "sslrootcert": str(certificate),
        }
        with connected_by(options) as connection:
            yield connection


@contextmanager
def connected_by(options: Options) -> Iterator[HubConnection]:
    """A connection by these options of libpq; an administrator's go before ours."""
    connection = _connect(options)
    try:
        yield connection
    except psycopg.Error as error:
        raise explained(error) from error
    finally:
        connection.close()


def _connect(options: Options) -> HubConnection:
    _forget_surroundings()
    given = {**_fixed(), **options}
    try:
        # Nothing is prepared: of a statement that is used often PostgreSQL makes a plan for all events
        # of the hub. With two thousand of them that took longer than the ten seconds of `SILENCE`.
        return HubConnection.connect(**given, autocommit=True, prepare_threshold=None)  # type: ignore[arg-type]
    except psycopg.Error as error:
        raise explained(error) from error


def _fixed() -> dict[str, str]:
    """What holds, whatever an environment or a file of this machine says."""
    fixed = {
        "sslmode": "verify-full",
        "channel_binding": "require",
        "gssencmode": "disable",
        "passfile": _NO_FILE,
        "sslcert": _NO_FILE,
        "sslkey": _NO_FILE,
        "hostaddr": "",
        "options": "",
        "client_encoding": "UTF8",
        "application_name": "uketsuke",
        "target_session_attrs": "read-write",
        "connect_timeout": str(round(SILENCE)),
        "keepalives_idle": "10",
        "keepalives_interval": "5",
        "tcp_user_timeout": "15000",
    }
    if psycopg.pq.version() >= _CHANNEL_BINDING_SINCE:
        fixed |= {"require_auth": "scram-sha-256", "sslcertmode": "disable"}
    return fixed


def _forget_surroundings() -> None:
    """libpq reads PGSERVICE, PGHOSTADDR and the like from the environment; whoever can set them is not to
    choose where names go. An option cannot switch off PGSERVICE, so all are taken out of this process.
    """
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]


def explained(error: psycopg.Error) -> HubRefuses | HubUnreachable:
    """The failure in words. What the hub itself says is not shown: it may be anybody's."""
    said = str(error)
    if isinstance(error, errors.InsufficientPrivilege) or any(sign in said for sign in _LOGIN):
        return HubRefuses(
            mark("The hub does not let this desk in. Ask an organiser whether it was revoked.")
        )
    # Said by a function of the hub, or of a partition that was dropped; not by a check of a table.
    if isinstance(error, errors.CheckViolation) and not error.diag.constraint_name:
        return HubRefuses(mark("The hub does not take this event: it has ended there."))
    if any(sign in said for sign in _PASSWORD):
        return HubRefuses(
            mark("The hub must ask for passwords by SCRAM (scram-sha-256 in its pg_hba.conf).")
        )
    if any(sign in said for sign in _CERTIFICATE):
        return HubRefuses(
            mark(
                "The hub is not the one of the invitation: its certificate is another. Nothing was sent."
            )
        )
    return unreachable()


def unreachable() -> HubUnreachable:
    return HubUnreachable(mark("The hub cannot be reached. Entries wait until it can."))


def administrator(url: str) -> tuple[dict[str, str], str]:
    """The options in an administrator's URL, and the text of its certificate. Raises `UsageError`."""
    options = options_of(url)
    if options.get("sslmode") != "verify-full" or not options.get("sslrootcert"):
        raise UsageError(mark("The address must have sslmode=verify-full and sslrootcert=FILE."))
    if "sslcert" in options:
        options.setdefault("sslcertmode", "allow")
    return options, certificate_in(Path(options["sslrootcert"]))


def options_of(url: str) -> dict[str, str]:
    """The options in a URL. Raises `UsageError`."""
    _forget_surroundings()
    try:
        options = {name: str(value) for name, value in conninfo.conninfo_to_dict(url).items()}
    except psycopg.Error as error:
        raise UsageError(mark("This is no address of a PostgreSQL database.")) from error
    return {"dbname": "postgres", **options}


def certificate_in(file: Path) -> str:
    try:
        text = outside.data(file, LARGEST_CERTIFICATE).decode("ascii")
    except (OSError, ValueError) as error:
        raise UsageError(mark("The certificate {path} cannot be read."), path=file) from error
    if "-----BEGIN CERTIFICATE-----" not in text or "PRIVATE KEY" in text:
        raise UsageError(mark("The certificate {path} cannot be read."), path=file)
    return text


def address_of(options: Options) -> HubAddress:
    """Where a URL leads. Raises `UsageError`."""
    host, port = options.get("host", ""), options.get("port", "5432")
    if not host or "," in host or host.startswith("/") or not port.isdecimal():
        raise UsageError(mark("This is no address of a PostgreSQL database."))
    return HubAddress(host, int(port), options["dbname"])
