"""Result of a command: text and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Answer:
    """`value` is for `--json`, `text` without it; an error goes to standard error.

    Without a value nothing is written for `--json`. `until` is called after all is written: the command
    goes on until it returns.
    """

    value: Any
    text: str = ""
    complaint: str = ""
    status: int = 0
    until: Callable[[], None] | None = None
