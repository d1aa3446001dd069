"""Keystroke timing: tells a machine's speed from typing. Independent of keys and widgets."""

from __future__ import annotations

from typing import Final

from checkin import codes

RHYTHM_MS: Final = 35  # between keys; nobody types faster, no scanner is slower
SILENCE_MS: Final = 100  # a pause this long ends a scan
SURE: Final = 4  # this many letters at that speed are no accident
HALF: Final = 6  # this many letters of the code alphabet are an incomplete code
LATEST_MS: Final = 10_000  # no key is this late; the system's clock was changed


class Rhythm:
    """Letters and the intervals between them."""

    def __init__(self) -> None:
        self.letters = ""
        self._last = float("-inf")

    def goes_on(self, at: float) -> bool:
        """Whether a key at this time continues the letters before. One slow interval of a machine is tolerated."""
        gap = at - self._last
        return bool(self.letters) and gap < (SILENCE_MS if self.sure else RHYTHM_MS)

    @property
    def sure(self) -> bool:
        return len(self.letters) >= SURE

    def letter(self, letters: str, at: float) -> None:
        self.letters = self.letters + letters if self.goes_on(at) else letters
        self._last = at

    def stir(self, at: float) -> bool:
        """A key that is not a letter. Returns whether it came amid letters, which then go on after it."""
        if not self.goes_on(at):
            return False
        self._last = at
        return True

    def ends(self, at: float, typed: str) -> tuple[str, ...]:
        """The scans completed by an Enter or Tab at this time; none where it was pressed by hand.

        `typed` is the whole text of the field, for a code with a slow interval in the middle.
        """
        letters = self.letters if self.goes_on(at) and self.sure else ""
        quick = at - self._last < RHYTHM_MS
        for text in (letters, typed):
            if whole := whole_codes(text):
                return whole
        return (letters,) if letters and quick else ()

    def falls_silent(self) -> tuple[str, ...]:
        """The codes that are complete without a terminator, after a pause."""
        return whole_codes(self.letters) if self.sure else ()

    def is_torso(self) -> bool:
        """Whether the letters are an incomplete code."""
        letters = codes.without_prefixes(self.letters).upper()
        return len(letters) >= HALF and all(letter in codes.ALPHABET for letter in letters)

    def forget(self) -> None:
        self.letters = ""


class Stamps:
    """Time stamps of key presses, unaffected by a blocked event loop."""

    def __init__(self) -> None:
        self._least: float | None = None

    def when(self, stamp: float, now: float) -> float:
        """Converts the system's time stamp, of unknown origin. Without a stamp it is `now`."""
        if not stamp:
            return now
        late = now - stamp
        if self._least is None or not 0 <= late - self._least < LATEST_MS:
            self._least = late
        return stamp + self._least


def whole_codes(text: str) -> tuple[str, ...]:
    """The text as one code, or several concatenated ones; empty where it is neither."""
    shape = codes.read(text).shape
    if shape in {codes.Shape.OURS, codes.Shape.DAMAGED}:
        return (text,)
    bare = "".join(text.split())
    parts = tuple(bare[at : at + codes.LENGTH] for at in range(0, len(bare), codes.LENGTH))
    ours = all(codes.read(part).shape is codes.Shape.OURS for part in parts)
    return parts if len(parts) > 1 and ours else ()


def best_of(*texts: str) -> tuple[str, ...]:
    """The codes in the first text that has valid ones; damaged ones only where none has."""
    found = tuple(candidate for text in texts if (candidate := whole_codes(text)))
    right = (candidate for candidate in found if all(map(_is_ours, candidate)))
    return next(right, found[0] if found else ())


def _is_ours(text: str) -> bool:
    return codes.read(text).shape is codes.Shape.OURS
