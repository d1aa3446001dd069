"""Serial framing: splits the byte stream of a serial scanner into scans. Independent of ports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from checkin import codes

SILENCE_MS: Final = 100  # a pause this long ends a scan
LONGEST: Final = 4 * codes.LONGEST  # bytes; more is not a scanner
# Carriage return, line feed, tab, end of text, end of transmission: any terminator a scanner may use.
_ENDS: Final = re.compile(rb"[\r\n\t\x03\x04]+")
_HALF: Final = 6  # this many letters of the code alphabet are an incomplete code


@dataclass(frozen=True, slots=True)
class Rest:
    """The result of a timeout: a scan without a terminator, or an incomplete code."""

    text: str = ""
    broken_off: bool = False


class Framing:
    """Buffers bytes until a scan is complete."""

    def __init__(self) -> None:
        self._buffer = b""
        self._drowned = False

    @property
    def waits(self) -> bool:
        """Whether the buffer has an incomplete scan."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> tuple[str, ...]:
        """Adds bytes and returns the scans that they complete."""
        *whole, rest = _ENDS.split(self._buffer + data)
        if whole and self._drowned:
            whole[0], self._drowned = b"", False
        if len(rest) > LONGEST:
            rest, self._drowned = b"", True
        self._buffer = rest
        return tuple(text for text in map(decoded, whole) if text.strip())

    def fall_silent(self) -> Rest:
        """Called when nothing came for `SILENCE_MS`."""
        text, self._buffer, self._drowned = decoded(self._buffer), b"", False
        letters = text.strip().upper()
        ours = all(letter in codes.ALPHABET for letter in letters)
        if ours and len(letters) != codes.LENGTH:
            return Rest(broken_off=len(letters) >= _HALF)
        return Rest(text)


def decoded(data: bytes) -> str:
    """Decodes bytes: UTF-8 as a rule, else what Japanese scanners send (Shift JIS), else one letter per byte."""
    for encoding in ("utf-8", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
