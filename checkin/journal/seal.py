"""Seal of a chain for paper (checkpoint, anchor): the number of its last entry and ten letters of its fingerprint.

Paper that was printed in the evening cannot be put back with the store. The letters are typed or compared by eye.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import codes, schema
from checkin.errors import NotPossible
from checkin.keys import RECOVERY_ALPHABET
from checkin.language import mark

if TYPE_CHECKING:
    from checkin.journal.entry import Head

LETTERS: Final = 10  # 43 bits: nobody makes another chain that has them
_LABEL: Final = b"uketsuke seal 1"
_TYPED: Final = re.compile(rf"\D*(\d{{1,18}})\W*((?:[A-Z]\W*){{{LETTERS}}})")
_entry, _desk = schema.entry.c, schema.desk.c


def seal(head: Head) -> str:
    """`1245 BCDEF-GHIJK`."""
    return f"{head.seq} {codes.grouped(_letters(head.entry))}"


def is_held(connection: sa.Connection, desk: str, typed: str) -> bool:
    """Whether the entry of that seal is in a chain of this desk. Raises `NotPossible` for what is no seal."""
    found = _TYPED.fullmatch(unicodedata.normalize("NFKC", typed).strip().upper())
    if found is None:
        raise NotPossible(mark("Type the number and the ten letters as they are on the paper."))
    letters = re.sub(r"\W", "", found[2])
    chains = sa.select(_desk.id).where(_desk.desk == desk)
    numbered = sa.select(_entry.id).where(_entry.desk.in_(chains), _entry.seq == int(found[1]))
    return any(_letters(entry) == letters for entry in connection.scalars(numbered))


def _letters(entry: str) -> str:
    number = int.from_bytes(hashlib.sha256(_LABEL + bytes.fromhex(entry)).digest(), "big")
    letters = []
    for _ in range(LETTERS):
        number, value = divmod(number, len(RECOVERY_ALPHABET))
        letters.append(RECOVERY_ALPHABET[value])
    return "".join(letters)
