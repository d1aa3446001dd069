"""Search by contact data: e-mail addresses by their beginning, telephone numbers by their digits."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Final, NamedTuple

from checkin.domain import Match

if TYPE_CHECKING:
    from checkin.lookup.word_index import Keys

_LEAST_LETTERS: Final = 4  # of an address
_LEAST_DIGITS: Final = 6  # fewer are in too many telephone numbers, or are a delegate's number
_PHONE: Final = re.compile(r"\+?[\d\s()./-]+")
_NOT_DIGITS: Final = re.compile(r"\D+")


class Reached(NamedTuple):
    """Who has this address or telephone number, and how much of it was typed."""

    match: Match
    keys: Keys


class ContactIndex:
    """The addresses and telephone numbers of the delegates."""

    def __init__(self) -> None:
        self._emails: list[tuple[str, int]] = []
        self._phones: dict[int, str] = {}

    def add(self, email: str, phone: str, key: int) -> None:
        if email:
            insort(self._emails, (_plain(email), key))
        if digits := _digits(phone):
            self._phones[key] = digits

    def remove(self, key: int) -> None:
        self._phones.pop(key, None)
        self._emails = [entry for entry in self._emails if entry[1] != key]

    def find(self, text: str) -> tuple[Reached, ...]:
        """Whole addresses and numbers, then the others."""
        plain = _plain(text)
        if _PHONE.fullmatch(plain):
            return self._by_phone(_digits(plain))
        if len(plain) < _LEAST_LETTERS or any(letter.isspace() for letter in plain):
            return ()
        return self._by_email(plain)

    def _by_email(self, typed: str) -> tuple[Reached, ...]:
        whole: Keys = []
        begun: Keys = []
        for email, key in self._emails[bisect_left(self._emails, (typed, 0)) :]:
            if not email.startswith(typed):
                break
            (whole if email == typed else begun).append(key)
        # Without the sign it may be a name as well.
        match = Match.BEGINNING if "@" in typed else Match.GIVEN
        return Reached(Match.EXACT, whole), Reached(match, sorted(begun))

    def _by_phone(self, digits: str) -> tuple[Reached, ...]:
        if len(digits) < _LEAST_DIGITS:
            return ()
        whole = sorted(key for key, phone in self._phones.items() if phone == digits)
        # 090 within the country is +81 90 from abroad.
        local = digits.lstrip("0")
        parts = sorted(key for key, phone in self._phones.items() if local in phone)
        return Reached(Match.EXACT, whole), Reached(Match.GIVEN, parts if local else [])


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _digits(text: str) -> str:
    return _NOT_DIGITS.sub("", unicodedata.normalize("NFKC", text))
