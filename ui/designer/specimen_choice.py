"""Sample data for the preview in the designer: one sample delegate (specimen) at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.layout.specimens import Specimen


class SpecimenChoice:
    """`turned` is called when the specimen changes."""

    def __init__(self, specimens: tuple[Specimen, ...], turned: Callable[[], None]) -> None:
        self.all = specimens
        self.at = 0
        self._turned = turned

    @property
    def current(self) -> Specimen:
        return self.all[self.at]

    def step(self, by: int) -> None:
        """Next or previous specimen, cyclic."""
        self.at = (self.at + by) % len(self.all)
        self._turned()

    def show_at(self, at: int) -> None:
        if at != self.at and 0 <= at < len(self.all):
            self.at = at
            self._turned()
