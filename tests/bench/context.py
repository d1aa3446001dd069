"""The context that every benchmark gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.stores import Stores


@dataclass(frozen=True, slots=True)
class Workshop:
    """A temporary folder, stores in it, the duration of the long measurement, and how many rows a hub gets."""

    home: Path
    stores: Stores
    while_s: float
    hub_rows: int
