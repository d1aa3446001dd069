"""Core of the check-in application: no Qt, no globals, usable from a Python prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checkin.bootstrap import open_store

__all__ = ["open_store"]


def __getattr__(name: str) -> Any:
    # Lazy import: a caller of one small module (the window's first frame) must not load the
    # database.
    if name == "open_store":
        from checkin.bootstrap import open_store  # noqa: PLC0415 - lazy import

        return open_store
    raise AttributeError(name)
