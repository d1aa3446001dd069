"""The rhythm of keys: a machine's and a hand's. Knows nothing of keys and widgets."""

from __future__ import annotations

from typing import Final

from checkin import codes

RHYTHM_MS: Final = 35  # nobody types faster, no scanner slower
SILENCE_MS: Final = 100  # a machine that has been silent so long has finished
SURE: Final = 4  # so many letters at that rhythm are no accident of two fingers
HALF: Final = 6  # so many of our letters alone are the torso of a code
LATEST_MS: Final = 10_000  # no key is so late; the system's clock was set anew


class Rhythm:
    """Letters and their distance in time."""

    def __init__(self) -> None:
        self.letters = ""
        self._last = float("-inf")

    def goes_on(self, at: float) -> bool:
        """Whether something at this time belongs to the letters before. A machine may stumble once."""
        gap = at - self._last
        return bool(self.letters) and gap < (SILENCE_MS if self.sure else RHYTHM_MS)

    @property
    def sure(self) -> bool:
        return len(self.letters) >= SURE

    def letter(self, letters: str, at: float) -> None:
        self.letters = self.letters + letters if self.goes_on(at) else letters
        self._last = at

    def stir(self, at: float) -> bool:
        """A key that is no letter. Whether it came in the midst of letters, which then go on behind it."""
        if not self.goes_on(at):
            return False
        self._last = at
        return True

    def ends(self, at: float, typed: str) -> tuple[str, ...]:
        """What an Enter or Tab at this time completes: scans, or nothing where a hand pressed it.

        `typed` is all that stands in the field, for a code of which the machine stumbled in the middle.
        """
        letters = self.letters if self.goes_on(at) and self.sure else ""
        quick = at - self._last < RHYTHM_MS
        for text in (letters, typed):
            if whole := whole_codes(text):
                return whole
        return (letters,) if letters and quick else ()

    def falls_silent(self) -> tuple[str, ...]:
        """What is complete though nothing ended it: only codes of ours."""
        return whole_codes(self.letters) if self.sure else ()

    def is_torso(self) -> bool:
        """Whether these are letters of a code that broke off."""
        letters = codes.without_prefixes(self.letters).upper()
        return len(letters) >= HALF and all(letter in codes.ALPHABET for letter in letters)

    def forget(self) -> None:
        self.letters = ""


class Stamps:
    """When keys were pressed, not when a busy window got round to them."""

    def __init__(self) -> None:
        self._least: float | None = None

    def when(self, stamp: float, now: float) -> float:
        """The time of a key with the system's stamp; its zero is anywhere. Without a stamp it is now."""
        if not stamp:
            return now
        late = now - stamp
        if self._least is None or not 0 <= late - self._least < LATEST_MS:
            self._least = late
        return stamp + self._least


def whole_codes(text: str) -> tuple[str, ...]:
    """The text as one code of ours, or as several that ran together; nothing where it is neither."""
    shape = codes.read(text).shape
    if shape in {codes.Shape.OURS, codes.Shape.DAMAGED}:
        return (text,)
    bare = "".join(text.split())
    parts = tuple(bare[at : at + codes.LENGTH] for at in range(0, len(bare), codes.LENGTH))
    ours = all(codes.read(part).shape is codes.Shape.OURS for part in parts)
    return parts if len(parts) > 1 and ours else ()


def best_of(*texts: str) -> tuple[str, ...]:
    """The codes in the first text that holds whole ones; damaged ones only where none does."""
    found = tuple(whole for text in texts if (whole := whole_codes(text)))
    right = (whole for whole in found if all(map(_is_ours, whole)))
    return next(right, found[0] if found else ())


def _is_ours(text: str) -> bool:
    return codes.read(text).shape is codes.Shape.OURS
