"""The core of Uketsuke: no Qt, no globals, usable from a Python prompt.

`open_store` and `create_store` are where a program begins; what they give has all that the window has.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from checkin.bootstrap import create_store, open_store
    from checkin.domain import Manner, Outcome
    from checkin.errors import KnownError

__all__ = ["KnownError", "Manner", "Outcome", "create_store", "open_store"]

VERSION: Final = "0.1.0"  # of the program; `pyproject.toml` says the same

# Loaded when asked for: whoever wants one small module (the window's first frame does) must not wait
# for the database.
_HOMES: Final = {
    "KnownError": "checkin.errors",
    "Manner": "checkin.domain",
    "Outcome": "checkin.domain",
    "create_store": "checkin.bootstrap",
    "open_store": "checkin.bootstrap",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
