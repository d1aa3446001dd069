"""Scans through an input method (IME): finds the codes in preedit text. Independent of widgets."""

from __future__ import annotations

import unicodedata
from typing import Final

from checkin.keyboards import key_of
from ui.scanning.rhythm import RHYTHM_MS, SILENCE_MS, best_of

COMPOSED: Final = 12  # this many steps at a scanner's speed are not typing
LULL_MS: Final = 4 * SILENCE_MS  # a new input begins after it
UNTOLD: Final = "?"  # a step whose key is unknown


class Composition:
    """A growing preedit text. Its steps have no time stamps: a blocked event loop delays some of them, and so
    the average speed of many counts."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._keys = ""
        self._made = ""
        self._growing = ""
        self._times: list[float] = []

    @property
    def begun(self) -> bool:
        return bool(self._times)

    def step(self, done: str, growing: str, at: float) -> None:
        """Adds a step: the committed text, and the preedit text."""
        if self._times and at - self._times[-1] > LULL_MS:
            self.clear()
        self._made += done
        self._growing = growing
        if growing:
            self._keys += key_of(growing) or UNTOLD
            self._times.append(at)

    @property
    def by_machine(self) -> bool:
        """Whether it is too fast for typing."""
        last = self._times[-COMPOSED:]
        return len(last) == COMPOSED and (last[-1] - last[0]) < RHYTHM_MS * (COMPOSED - 1)

    def codes(self) -> tuple[str, ...]:
        """The codes in it: by the key of each step, else by the converted text read back."""
        converted = unicodedata.normalize("NFKC", self._made + self._growing)
        return best_of(self._keys, converted)
