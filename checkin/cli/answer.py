"""What a command answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """`value` for `--json`, `text` without; a complaint goes to standard error."""

    value: Any
    text: str = ""
    complaint: str = ""
    status: int = 0
