"""The context of every benchmark: folder, stores, duration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.stores import Stores


@dataclass(frozen=True, slots=True)
class Workshop:
    """A temporary folder, its stores, and the duration of the long benchmark."""

    home: Path
    stores: Stores
    while_s: float
