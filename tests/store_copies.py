"""Test stores (database fixtures): one template per process, copied for every test.

Making and unlocking a store is slow on purpose (key derivation). A template is made by the same program with
the same strength; a copy is only opened by its raw key, as after the passphrase was accepted.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checkin import bootstrap, codes, schema
from checkin.domain import CodeKind, Flag, Status
from checkin.journal import changes_of_event, delegate_changed
from checkin.plan.plan import Plan
from checkin.store import engine
from checkin.store import event as events
from checkin.store.store import DATABASE
from tests import factories
from tests.factories import PASSPHRASE, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.domain import Event
    from checkin.journal import EntryDraft
    from checkin.station import Station

ADA, BEN, CHIO, DORA, EMIL, FAY, GUS, HANA = range(1, 9)
EVERYBODY: Final = range(1, 13)
EXTERNAL_CODE: Final = "pretix-7fA9"
CANARY: Final = "Kanarienvogel"  # in every name: wherever it turns up, a name has leaked
ROSTER: Final[dict[int, dict[str, Any]]] = {
    ADA: {"native_name": "エイダ"},
    BEN: {"category": "parliamentarian"},
    CHIO: {"category": "press"},
    DORA: {"status": Status.CANCELLED.value},
    EMIL: {"flags": [Flag.CALL_LEAD.value]},
    FAY: {"flags": [Flag.CHECK_IDENTITY.value, Flag.ASK_CONSENT.value]},
    GUS: {"status": Status.PENDING.value},
    HANA: {"email": "hana@example.org", "extras": {"diet": f"{CANARY} seed"}},
}


@dataclass(frozen=True)
class Template:
    """A closed template store; `invitations` are the codes by delegate number."""

    folder: Path
    key: bytes
    recovery: str
    invitations: dict[int, str]


def plan(event: Event | None = None) -> Plan:
    """The plan of an event, by default the one from the factories."""
    chosen = event or factories.event()
    return Plan(
        chosen.name, chosen.time_zone, chosen.days, chosen.venue, chosen.categories, chosen.sessions
    )


@cache
def template() -> Template:
    """A store with its plan and a dozen delegates, made once."""
    home = scratch()
    clock = Clock(factories.MORNING - factories.DAY)
    created = bootstrap.create_store(home / "forum.uketsuke", plan(), PASSPHRASE, clock=clock)
    with bootstrap.open_store(created.path, PASSPHRASE, clock=clock) as station:
        random = factories.randomness(1)
        invitations = {number: codes.mint(code_key(station), random) for number in EVERYBODY}
        drafts = [delegate(number, code) for number, code in invitations.items()]
        with station.store.write() as connection:
            station.journal.append_many(connection, drafts)
        key = station.store.key
    return Template(created.path, key, created.recovery, invitations)


def scratch() -> Path:
    """A temporary folder, removed when the process ends."""
    home = Path(tempfile.mkdtemp(prefix="uketsuke-test-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    return home


def delegate(number: int, code: str) -> EntryDraft:
    """One of the dozen delegates, with an invitation; one of them has an external code too."""
    fields = factories.delegate_fields(number=number, name=f"{CANARY} {number}")
    kinds = {code: CodeKind.INVITATION}
    if number == HANA:
        kinds[EXTERNAL_CODE] = CodeKind.EXTERNAL
    return delegate_changed(identifier(number), {**fields, **ROSTER.get(number, {})}, codes=kinds)


def identifier(number: int) -> str:
    """The id of a delegate of the template."""
    return f"{number:032x}"


def invitation(number: int) -> str:
    """The invitation code of a delegate of the template."""
    return template().invitations[number]


def invitation_of(station: Station, number: int) -> str:
    """The same, in a process that did not make the template."""
    return station.people.card(identifier(number)).codes[-1].code


def code_key(station: Station) -> bytes:
    return station.journal.identity.ring.code_key


def copied(to: Path) -> Path:
    """A fresh copy of the store in the folder `to`."""
    made = template()
    return Path(shutil.copytree(made.folder, to / made.folder.name))


def opened(
    folder: Path, clock: Clock | None = None, *, read_only: bool = False, key: bytes = b""
) -> Station:
    """A copy of the template, opened with its raw key; another process must be given the key."""
    return bootstrap.open_with_key(folder, key or template().key, clock=clock, read_only=read_only)


def change_event(station: Station, after: Event) -> None:
    """Makes the event of a store what is given, as another desk's entries would."""
    with station.store.write() as connection:
        changes = changes_of_event(events.current(connection), after)
        station.journal.append_many(connection, changes)


def forsake(station: Station) -> None:
    """Ends a station as a crash would: nothing is saved, only the operating system cleans up."""
    station.store.close()


@contextmanager
def by_force(folder: Path) -> Iterator[Any]:
    """The database of a closed store, opened directly with its key, without the program."""
    connection = engine.connect(folder / DATABASE, template().key)
    try:
        for name in ("entry_is_never_deleted", "entry_is_never_altered"):
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for trigger in schema.TRIGGERS:
            connection.execute(trigger)
    finally:
        connection.close()


def open_with_passphrase(folder: Path, passphrase: str = PASSPHRASE) -> Station:
    """Opens the store with its passphrase, as a user does (slow)."""
    return bootstrap.open_store(folder, passphrase)
