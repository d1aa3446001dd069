"""Qt timers in one line each: a single shot, and one that repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject


def single_shot(parent: QObject, after: int, call: Callable[[], object]) -> QTimer:
    """Rings once, so many milliseconds after each start; it is not started yet."""
    timer = repeating(parent, after, call)
    timer.setSingleShot(True)
    return timer


def repeating(parent: QObject, every: int, call: Callable[[], object]) -> QTimer:
    """Rings every so many milliseconds once it is started."""
    timer = QTimer(parent)
    timer.setInterval(every)
    timer.timeout.connect(call)
    return timer
