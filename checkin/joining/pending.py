"""Pending requests (private keys at rest): what a machine keeps until it is invited.

One folder for each request, named by the desk's id: the private keys under the passphrase that the
store will have, in a keyslots file as a store has one. Once the desk has joined, an empty file says so.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

import platformdirs

from checkin import files, keys
from checkin.errors import BadInvitation, NotPossible, StoreMissing, WrongPassphrase
from checkin.joining.request import DeskRequest, desk_name
from checkin.keys import KEY_BYTES, BoxKey, Signer
from checkin.language import mark
from checkin.store import keyslots
from checkin.store.backup import disk

JOINING: Final = "joining"
JOINED: Final = "joined"


def requests_folder() -> Path:
    """Where this machine keeps the keys of its requests."""
    return Path(platformdirs.user_data_dir("uketsuke", appauthor=False)) / "requests"


def ask(name: str, passphrase: str, file: Path, folder: Path | None = None) -> DeskRequest:
    """Makes the keys of a new desk, keeps them on this machine, and writes the request to `file`.

    The passphrase is the one that the store will have. Raises `NotPossible` for a name that does not
    do, or where the file is there already.
    """
    if file.exists():
        raise NotPossible(mark("{path} exists already. Nothing was changed."), path=file)
    if not passphrase:
        raise NotPossible(mark("A passphrase is needed."))
    signer, box = new_keys()
    request = DeskRequest(desk_name(name), signer.public, box.public)
    own = (folder or requests_folder()) / request.desk
    slot = keys.wrap(signer.private + box.private, passphrase, "passphrase")
    with disk(own):
        own.mkdir(mode=0o700, parents=True)
        keyslots.write(own, [slot])
    with disk(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        files.replace(file, f"{request.text()}\n".encode())
    return request


def new_keys() -> tuple[Signer, BoxKey]:
    """The key pairs of a new desk."""
    return Signer(secrets.token_bytes(KEY_BYTES)), BoxKey(secrets.token_bytes(KEY_BYTES))


def keys_of(folder: Path, desk: str, passphrase: str) -> tuple[Signer, BoxKey]:
    """The private keys of a request. Raises `BadInvitation` where there are none, `WrongPassphrase`."""
    try:
        private = keyslots.key_of(folder / desk, passphrase)
    except StoreMissing as error:
        raise BadInvitation(_why_missing(folder)) from error
    except WrongPassphrase as error:
        raise WrongPassphrase(
            mark("This is not the passphrase with which the request was made. Nothing was changed.")
        ) from error
    return Signer(private[:KEY_BYTES]), BoxKey(private[KEY_BYTES:])


def has_joined(folder: Path, desk: str) -> bool:
    """Whether this machine has joined as that desk, also where it crashed as soon as it had."""
    own = folder / desk
    if (own / JOINED).exists():
        return True
    try:
        return Path(os.fsdecode((own / JOINING).read_bytes())).exists()
    except OSError:
        return False


def begin_joining(folder: Path, desk: str, store: Path) -> None:
    """Remembers where the store of that desk is about to appear."""
    with disk(folder):
        (folder / desk).mkdir(mode=0o700, parents=True, exist_ok=True)
        files.replace(folder / desk / JOINING, os.fsencode(store.absolute()))


def end_joining(folder: Path, desk: str) -> None:
    """The store is there: its desk is never made again here, and the keys of the request are removed."""
    own = folder / desk
    with disk(own):
        (own / JOINING).replace(own / JOINED)
        (own / keyslots.NAME).unlink(missing_ok=True)


def abandon_joining(folder: Path, desk: str) -> None:
    """The store could not be made; the invitation is as good as before."""
    (folder / desk / JOINING).unlink(missing_ok=True)


def _why_missing(folder: Path) -> str:
    if any(folder.glob(f"*/{keyslots.NAME}")):
        return mark("This invitation was made for another machine.")
    return mark("This machine has asked for no invitation. Make its request first.")
