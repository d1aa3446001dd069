"""Synchronous background: runs work inline, so that tests need not wait for threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from checkin.errors import KnownError
from ui.parts.background import Lane, Progress, Stopped

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class InlineBackground:
    """Implements `ui.parts.background.Background`; exceptions propagate to the caller."""

    def __init__(self) -> None:
        self.failures: list[KnownError] = []

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[KnownError], None] | None = None,
        lane: Lane = Lane.STORE,
    ) -> None:
        try:
            result = work()
        except Stopped:
            return
        except KnownError as error:
            (failed or self.failures.append)(error)
        else:
            done(result)

    def progress(self, shown: Callable[[float], None]) -> Progress:
        return Progress(lambda call: call(), shown)

    def close(self) -> None:
        """Nothing is under way."""
