"""Opens stores: unlock, create, restore. All of it is slow, and runs in the background.

The database and its libraries are imported in these functions, at their first call: by then the window is
on the screen.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkin import folder_exchange, places
from checkin.language import mark

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.backup_check import CheckedBackup
    from checkin.bootstrap import Created
    from checkin.joining import DeskRequest
    from checkin.language import Language
    from checkin.places import PlaceRisk
    from checkin.plan.plan import Plan
    from checkin.practice import Practice
    from checkin.station import Station


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store; a new one comes with the recovery passphrase, which is shown once."""

    station: Station
    passphrase_is_new: bool = False
    recovery: str = ""
    is_expected: bool = False  # made or restored just now: no other store was there in this place
    at_risk: PlaceRisk | None = None  # of the place where the store lies
    notice: str = ""  # what was put right before it could be opened: a marked sentence
    typed_back: bool = False  # the recovery passphrase must be typed from the paper first

    def told(self, language: Language) -> str:
        """What is to be said when the desk is there, in sentences; nothing for most stores."""
        said = [language.text(self.notice)] if self.notice else []
        if self.at_risk is not None:
            folder = self.station.folder
            said.append(language.text(places.WARNINGS[self.at_risk], path=folder))
        return language.sentences(*said) if said else ""


def warm_up() -> None:
    """Imports the store's libraries in advance, so that opening one takes no longer than its key derivation."""
    import checkin.bootstrap  # noqa: F401, PLC0415


def unlock(folder: Path, passphrase: str, *, read_only: bool = False) -> Opened:
    """Opens a store. Raises the `KnownError` that says why not."""
    from checkin.store import keyslots  # noqa: PLC0415

    notice = folder_exchange.put_right(folder) or ""
    at_risk = places.risk_of(folder)
    with ThreadPoolExecutor(1) as beside:
        # The key derivation runs outside of Python, so the libraries are imported in parallel.
        libraries = beside.submit(warm_up)
        key = keyslots.key_of(folder, passphrase)
        libraries.result()
    from checkin.bootstrap import open_with_key  # noqa: PLC0415

    return Opened(open_with_key(folder, key, read_only=read_only), notice=notice, at_risk=at_risk)


def new_demo(folder: Path, passphrase: str) -> Opened:
    """Creates and opens a demo event in a new store. Raises `WeakPassphrase`."""
    from checkin import demo  # noqa: PLC0415

    require_strong(passphrase)
    return _opened(demo.create(folder, passphrase), passphrase)


def new_practice() -> Practice:
    """Opens a temporary store with sample data (practice mode)."""
    from checkin import practice  # noqa: PLC0415

    return practice.begin()


def read_plan(path: Path) -> Plan:
    """Reads an event file. Raises `BadPlan` with the line of the mistake."""
    from checkin.plan import plan  # noqa: PLC0415

    return plan.read_plan(path)


def require_strong(passphrase: str, plan: Plan | None = None) -> None:
    """Raises `WeakPassphrase` for one that is quickly guessed, by who knows the plan too."""
    from checkin import passphrase_strength  # noqa: PLC0415

    names = passphrase_strength.names_of(plan.event("")) if plan else ()
    passphrase_strength.require_strong(passphrase, names)


def new_event(plan: Plan, folder: Path, passphrase: str) -> Opened:
    """Creates and opens a new store from a plan. Raises `WeakPassphrase`."""
    from checkin.bootstrap import create_store  # noqa: PLC0415

    require_strong(passphrase, plan)
    made = _opened(create_store(folder, plan, passphrase), passphrase)
    return replace(made, typed_back=True)


def differing_group(typed: str, recovery: str) -> int:
    """The first group in which what was typed is not the recovery passphrase; 0 if it is."""
    from checkin import keys  # noqa: PLC0415

    return keys.differing_group(typed, recovery)


def print_recovery(result: Opened, language: Language) -> str:
    """Prints the recovery passphrase of a new store. Returns the printer's name. Raises `PrinterTrouble`."""
    from checkin.language import local  # noqa: PLC0415
    from checkin.paper.recovery_sheet import RecoveryPaper  # noqa: PLC0415
    from ui.printing.recovery_printing import print_recovery as printed  # noqa: PLC0415

    station = result.station
    event, now = station.desk.event, station.journal.now()
    name = language.name(event.names) or event.name
    paper = RecoveryPaper(name, local(now, event.time_zone).date().isoformat(), result.recovery)
    return printed(paper, station.badges.faces, language)


def ask_to_join(name: str, passphrase: str, file: Path) -> DeskRequest:
    """Makes the keys of a new desk, and writes its request."""
    from checkin import joining  # noqa: PLC0415

    return joining.ask(name, passphrase, file)


def request_name(name: str) -> str:
    """The name of a request's file."""
    from checkin.joining import REQUEST_SUFFIX, file_name  # noqa: PLC0415

    return file_name(name, REQUEST_SUFFIX)


def needs_code(invitation: Path) -> bool:
    """Whether an invitation opens with a code. Raises `BadInvitation`."""
    from checkin import joining  # noqa: PLC0415

    return joining.needs_code(invitation)


def join(invitation: Path, folder: Path, passphrase: str, code: str) -> Opened:
    """Makes the store of a new desk from its invitation, and opens it."""
    from checkin import joining  # noqa: PLC0415

    if code:  # else it is that of the request, which was judged
        require_strong(passphrase)
    joined = joining.join(folder, joining.NewDesk(invitation, passphrase, code))
    return replace(
        unlock(folder, passphrase),
        passphrase_is_new=True,
        recovery=joined.recovery,
        is_expected=True,
    )


def latest_backup(folder: Path) -> Path | None:
    """The latest backup in a store's folder, even if the store itself is damaged."""
    from checkin.store import backup  # noqa: PLC0415

    return backup.latest(folder)


def store_name_of(backup_file: Path) -> str:
    """The name of the store that a backup was made of."""
    from checkin.store import backup  # noqa: PLC0415

    return backup.name_of(backup_file)


def restore(backup_file: Path, folder: Path, passphrase: str, noted_in: Path | None) -> Opened:
    """Replaces a store by a backup, and opens it. `noted_in`: where this user's settings note last entries."""
    from checkin.store import backup  # noqa: PLC0415

    backup.restore(backup_file, folder, passphrase, noted_in)
    return replace(unlock(folder, passphrase), is_expected=True)


def rekey(folder: Path, passphrase: str, words: str) -> Opened:
    """Encrypts a store anew, which is closed, and opens it."""
    import time  # noqa: PLC0415

    from checkin.store import passphrases  # noqa: PLC0415

    passphrases.rekey(folder, passphrase, time.time_ns() // 1_000_000, words)
    done = mark(
        "The store has a new key. What was backed up before opens with the old passphrases still: make a new backup, and delete those."
    )
    return replace(unlock(folder, passphrase), notice=done)


def check_backup(station: Station, backup_file: Path, passphrase: str) -> CheckedBackup:
    """Opens a backup as a restore would, and verifies it; a whole one of this event is noted as tried."""
    from checkin import backup_check  # noqa: PLC0415

    checked = backup_check.check_backup(backup_file, passphrase)
    if not checked.problems:
        station.readiness.note_backup_tried(checked.event_id)
    return checked


def unlock_window(station: Station, secret: str) -> None:
    """Opens a locked window in the role that was there before, by a PIN or the passphrase.

    Raises `NotAllowed` for anything else.
    """
    from checkin.desk.pins import is_pin  # noqa: PLC0415
    from checkin.errors import NotAllowed  # noqa: PLC0415

    try:
        station.shift.unlock(secret)
    except NotAllowed:
        if is_pin(secret):
            raise
        _require_passphrase(station, secret)


def take_up(station: Station, secret: str) -> None:
    """Switches the role: a PIN opens a shift in its role, the passphrase one as organiser.

    Raises `NotAllowed` for anything else.
    """
    from checkin.desk.pins import is_pin  # noqa: PLC0415
    from checkin.errors import NotAllowed  # noqa: PLC0415

    try:
        station.shift.take_up(secret)
    except NotAllowed:
        if is_pin(secret):
            raise
        _require_passphrase(station, secret)
        station.shift.take_up_as_organiser()


def allow_printer(station: Station, printer: str, secret: str) -> None:
    """Allows a printer at this desk: one act of an organiser, by PIN or passphrase. Raises `NotAllowed`, `PrinterTrouble`."""
    from checkin.desk.pins import is_pin  # noqa: PLC0415

    if is_pin(secret):
        once = station.shift.for_once(secret)
    else:
        _require_passphrase(station, secret)
        once = station.shift.as_owner_once()
    with once:
        station.badges.allowed.allow(printer)


def _require_passphrase(station: Station, secret: str) -> None:
    from checkin.errors import NotAllowed, WrongPassphrase  # noqa: PLC0415
    from checkin.store import keyslots  # noqa: PLC0415

    try:
        keyslots.unlock(keyslots.read(station.folder), secret)
    except WrongPassphrase as error:
        raise NotAllowed(mark("Neither a PIN nor the passphrase.")) from error


def is_passphrase(station: Station, secret: str) -> None:
    """Raises `NotAllowed` unless this is a passphrase of the store; a PIN is not accepted."""
    from checkin.errors import NotAllowed, WrongPassphrase  # noqa: PLC0415
    from checkin.store import keyslots  # noqa: PLC0415

    try:
        keyslots.unlock(keyslots.read(station.folder), secret)
    except WrongPassphrase as error:
        raise NotAllowed(mark("This is not the passphrase of the store.")) from error


def _opened(created: Created, passphrase: str) -> Opened:
    from checkin.bootstrap import open_store  # noqa: PLC0415

    station = open_store(created.path, passphrase)
    return Opened(
        station,
        passphrase_is_new=True,
        recovery=created.recovery,
        is_expected=True,
        at_risk=places.risk_of(created.path),
    )
