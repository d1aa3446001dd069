"""Action descriptions (`Offer`): an available action, its label and its keyboard shortcut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from enum import Enum

ENTER: Final = WindowKey.ENTER


@dataclass(frozen=True, slots=True)
class Offer:
    """One action. `key` is as shown on the button. `likeliest`: it stands out though its key is not Enter."""

    act: Enum
    words: str
    key: str
    likeliest: bool = False
