"""Search by the event's own columns (custom fields): whose value begins with what was typed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.lookup.word_index import Keys

LEAST_LETTERS: Final = 3


class ColumnIndex:
    """Who has which value: what desks may read of it, and what the organiser alone may."""

    def __init__(self) -> None:
        self._of_desks: dict[str, set[int]] = {}
        self._of_organiser: dict[str, set[int]] = {}
        self._values: dict[int, tuple[set[str], set[str]]] = {}

    def add(self, of_desks: Iterable[str], of_organiser: Iterable[str], key: int) -> None:
        desk, organiser = set(map(_plain, of_desks)), set(map(_plain, of_organiser))
        if not desk and not organiser:
            return
        self._values[key] = desk, organiser
        for values, known in ((desk, self._of_desks), (organiser, self._of_organiser)):
            for value in values:
                known.setdefault(value, set()).add(key)

    def remove(self, key: int) -> None:
        for values, known in zip(
            self._values.pop(key, ()), (self._of_desks, self._of_organiser), strict=False
        ):
            for value in values:
                known[value].discard(key)
                if not known[value]:
                    del known[value]

    def find(self, text: str, *, organiser: bool) -> Keys:
        """Who has a value that begins so, or has a word that does; by number."""
        typed = _plain(text)
        if len(typed) < LEAST_LETTERS:
            return []
        inside = f" {typed}"
        found: set[int] = set()
        for known in (self._of_desks, self._of_organiser) if organiser else (self._of_desks,):
            for value, keys in known.items():
                if value.startswith(typed) or inside in value:
                    found |= keys
        return sorted(found)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
