"""Qt timers in one line each: single-shot and repeating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject


def single_shot(parent: QObject, after: int, call: Callable[[], object]) -> QTimer:
    """Returns a timer, not started yet, that fires once, `after` milliseconds after each start."""
    timer = repeating(parent, after, call)
    timer.setSingleShot(True)
    return timer


def repeating(parent: QObject, every: int, call: Callable[[], object]) -> QTimer:
    """Returns a timer, not started yet, that fires every `every` milliseconds."""
    timer = QTimer(parent)
    timer.setInterval(every)
    timer.timeout.connect(call)
    return timer
