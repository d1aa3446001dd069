"""PINs: six digits that nobody guesses at once, and attempts that wait (rate limiting, lockout).

A PIN opens a role inside an unlocked store. Whoever stands at the desk can try; so each wrong one is on record and
makes the next wait twice as long, and after five only the passphrase of the store opens a role. The count
outlives a restart of the program.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from checkin.errors import NotAllowed, NotPossible
from checkin.journal import pin_refused
from checkin.language import mark
from checkin.store.store import get_setting, put_setting

if TYPE_CHECKING:
    from checkin.journal import Journal
    from checkin.store.store import Store

DIGITS: Final = 6
MOST: Final = 5  # wrong ones, one after another
SECOND: Final = 1_000
FEWEST_KINDS: Final = 3  # of digits
_PIN: Final = re.compile(f"[0-9]{{{DIGITS}}}")
_SETTING: Final = "wrong_pins"  # of this store on this machine


def plain(pin: str) -> str:
    """The digits, whatever width they were typed in."""
    return unicodedata.normalize("NFKC", pin).strip()


def is_pin(text: str) -> bool:
    """Whether a text has the form of a PIN; no passphrase has."""
    return _PIN.fullmatch(plain(text)) is not None


def require_strong(pin: str) -> None:
    """Raises `NotPossible` for what is no PIN, and for one that is tried first."""
    digits = plain(pin)
    if not is_pin(digits):
        raise NotPossible(mark("A PIN has six digits."))
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(digits)}
    repeats = any(digits == digits[:size] * (DIGITS // size) for size in (1, 2, 3))
    if len(steps) == 1 or repeats or len(set(digits)) < FEWEST_KINDS:
        raise NotPossible(mark("This PIN is too easy to guess. Take six digits without a pattern."))


class PinAttempts:
    """The wrong PINs at this desk since the last right one."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal
        self._count, self._since = self._kept()

    def require(self) -> None:
        """Raises `NotAllowed` while the next one must wait, and after too many."""
        if self._count >= MOST:
            raise NotAllowed(
                mark("Too many wrong PINs. The passphrase of the store opens the role.")
            )
        wait = (SECOND << (self._count - 1)) if self._count else 0
        left = self._since + wait - self._journal.now()
        if 0 < left <= wait:
            seconds = -(-left // SECOND)
            raise NotAllowed(mark("Wait {seconds} s, then try again."), seconds=seconds)

    def failed(self) -> None:
        """Counts and records a wrong one."""
        self._keep(self._count + 1)

    def passed(self) -> None:
        """A right PIN, or the passphrase: from now on none was wrong."""
        if self._count:
            self._keep(0)

    def _keep(self, count: int) -> None:
        self._count, self._since = count, self._journal.now()
        if self._store.read_only:
            return
        with self._store.write() as connection:
            if count:
                self._journal.append(connection, pin_refused(count))
            put_setting(connection, _SETTING, f"{count} {self._since}")

    def _kept(self) -> tuple[int, int]:
        with suppress(KeyError), self._store.read() as connection:
            count, since = get_setting(connection, _SETTING).split()
            return int(count), int(since)
        return 0, 0
