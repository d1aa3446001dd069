"""Action descriptions (`Offer`): an available action, its label and its keyboard shortcut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from enum import Enum

ENTER: Final = "Enter"


@dataclass(frozen=True, slots=True)
class Offer:
    """One action. `key` is as shown on the button, and as Qt reads it with "+" between its parts."""

    act: Enum
    words: str
    key: str
