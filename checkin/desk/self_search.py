"""Self-check-in without a code (kiosk look-up): a name with a number or e-mail address, both of which must match.

Nobody may learn from a machine who is on the list. So both are compared as wholes, every answer to what does not
match is the same, and each attempt that fails makes the next one wait longer.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import names, schema
from checkin.domain import Flag
from checkin.same_person import email_key
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checkin.domain import Delegate

FREE: Final = 2  # attempts without a wait: everybody mistypes
LONGEST_MS: Final = 60_000
MOST: Final = FREE + 6  # counted; the wait is the longest by then
_NUMBER: Final = re.compile("[0-9]{1,9}")
_WITH_EMAIL: Final = sa.select(schema.delegate.c.id).where(
    sa.func.lower(schema.delegate.c.email) == sa.bindparam("email")
)


class Attempts:
    """Counts the attempts that failed, and how long the next one waits. Time forgives them, one a quiet minute; who
    is found does not: with a registration of one's own the names of others could be tried for ever.
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._failed = 0
        self._since = 0

    @property
    def waits_ms(self) -> int:
        """How long nothing is looked up; 0: at once."""
        return max(0, self._since + self._wait_ms - self._now())

    @property
    def _wait_ms(self) -> int:
        """The wait after the last one that failed."""
        return min(1_000 << (self._failed - FREE), LONGEST_MS) if self._failed > FREE else 0

    def count(self, *, found: bool) -> None:
        if not found:
            quiet = max(0, self._now() - self._since - self._wait_ms) // LONGEST_MS
            self._failed = min(max(0, self._failed - quiet), MOST) + 1
            self._since = self._now()


def identified(connection: sa.Connection, name: str, proof: str) -> Delegate | None:
    """The one delegate with that name and that number or e-mail address. Nobody who must not be named."""
    plain = unicodedata.normalize("NFKC", proof).strip()
    if _NUMBER.fullmatch(plain):
        known = people.with_number(connection, int(plain))
    elif "@" in plain:
        ids = connection.scalars(_WITH_EMAIL, {"email": email_key(plain)}).all()
        known = people.some(connection, ids)
    else:
        return None
    given = _words(name)
    found = [delegate for delegate in known if given and given in set(_names_of(delegate))]
    if len(found) != 1 or Flag.PROTECTED in found[0].flags:
        return None
    return found[0]


def _names_of(delegate: Delegate) -> Iterator[tuple[str, ...]]:
    parts = f"{delegate.given_name} {delegate.family_name}"
    for name in (delegate.name, delegate.native_name, delegate.reading, parts):
        yield _words(name)


def _words(name: str) -> tuple[str, ...]:
    """The words of a name in any order: family name first or last."""
    folded = [names.fold(word) for word in re.split(r"[\s,・·]+", names.clean(name))]
    return tuple(sorted(filter(None, folded)))
