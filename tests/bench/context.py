"""What every measurement is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.stores import Stores


@dataclass(frozen=True, slots=True)
class Workshop:
    """A folder that is gone afterwards, stores in it, and how long the long measurement lasts."""

    home: Path
    stores: Stores
    while_s: float
