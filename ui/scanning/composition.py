"""What an input method makes of keys, step by step, and the codes in it. Knows nothing of widgets."""

from __future__ import annotations

import unicodedata
from typing import Final

from checkin.keyboards import key_of
from ui.scanning.rhythm import RHYTHM_MS, SILENCE_MS, best_of

COMPOSED: Final = 12  # so many steps at a scanner's rhythm are no hand's
LULL_MS: Final = 4 * SILENCE_MS  # behind it somebody, or something, begins anew
UNTOLD: Final = "?"  # a step that does not show its key


class Composition:
    """One text that grows. Its steps bear no stamps: a window that stumbles makes some of them late, and so
    the rhythm is that of many."""

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
        """So much is finished now, and so much grows."""
        if self._times and at - self._times[-1] > LULL_MS:
            self.clear()
        self._made += done
        self._growing = growing
        if growing:
            self._keys += key_of(growing) or UNTOLD
            self._times.append(at)

    @property
    def by_machine(self) -> bool:
        """Whether no hand composes so."""
        last = self._times[-COMPOSED:]
        return len(last) == COMPOSED and (last[-1] - last[0]) < RHYTHM_MS * (COMPOSED - 1)

    def codes(self) -> tuple[str, ...]:
        """The codes in it: by the keys, as each showed; else by what was made of all of them."""
        made = unicodedata.normalize("NFKC", self._made + self._growing)
        return best_of(self._keys, made)
