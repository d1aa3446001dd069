"""What a serial scanner sends, cut into scans. Bytes go in, texts come out; it knows no port."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from checkin import codes

SILENCE_MS: Final = 100  # a scanner that pauses so long has finished
LONGEST: Final = 4 * codes.LONGEST  # bytes; whatever sends more is no scanner
# Carriage return, line feed, tab, end of text, end of transmission: whichever the scanner was set to.
_ENDS: Final = re.compile(rb"[\r\n\t\x03\x04]+")
_HALF: Final = 6  # so many of our letters alone are the torso of a code


@dataclass(frozen=True, slots=True)
class Rest:
    """What silence leaves: a scan that nothing ended, or the torso of one."""

    text: str = ""
    broken_off: bool = False


class Framing:
    """Collects bytes until a scan is whole."""

    def __init__(self) -> None:
        self._buffer = b""
        self._drowned = False

    @property
    def waits(self) -> bool:
        """Whether something came that is not whole yet."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> tuple[str, ...]:
        """The scans that these bytes complete."""
        *whole, rest = _ENDS.split(self._buffer + data)
        if whole and self._drowned:
            whole[0], self._drowned = b"", False
        if len(rest) > LONGEST:
            rest, self._drowned = b"", True
        self._buffer = rest
        return tuple(text for text in map(decoded, whole) if text.strip())

    def fall_silent(self) -> Rest:
        """Nothing came for `SILENCE_MS`."""
        text, self._buffer, self._drowned = decoded(self._buffer), b"", False
        letters = text.strip().upper()
        ours = all(letter in codes.ALPHABET for letter in letters)
        if ours and len(letters) != codes.LENGTH:
            return Rest(broken_off=len(letters) >= _HALF)
        return Rest(text)


def decoded(data: bytes) -> str:
    """Bytes as text: UTF-8 as a rule, else what Japanese scanners send, else one letter a byte."""
    for encoding in ("utf-8", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
