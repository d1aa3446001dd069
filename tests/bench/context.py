"""The context that every benchmark gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.stores import Stores

HUB_ROWS: Final = 150_000  # a hundred events
MANY: Final = 100_000


@dataclass(frozen=True, slots=True)
class Workshop:
    """A temporary folder, stores in it, the duration of the long measurement, and how many entries are many.

    `hub_rows` are filled into a hub.
    """

    home: Path
    stores: Stores
    while_s: float
    many: int = MANY
    hub_rows: int = HUB_ROWS
