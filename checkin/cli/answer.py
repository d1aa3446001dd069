"""Result of a command: text and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """`value` is for `--json`, `text` without it; an error goes to standard error.

    Without a value nothing is written for `--json`.
    """

    value: Any
    text: str = ""
    complaint: str = ""
    status: int = 0
