"""A serial line whose other end the test holds: a terminal of the operating system's own."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass
class Lines:
    """Where a scanner is plugged in; `place` is what is asked for it."""

    _end: int | None = None
    _place: str = ""
    asked: list[str] = field(default_factory=list)

    def place(self, key: str) -> str:
        self.asked.append(key)
        return self._place

    def plug(self) -> None:
        """A new line each time, as on a real machine."""
        import tty  # noqa: PLC0415 - not on Windows

        self._end, other = os.openpty()
        tty.setraw(other)
        self._place = os.ttyname(other)
        os.close(other)

    def send(self, data: bytes) -> None:
        assert self._end is not None
        os.write(self._end, data)

    def pull(self) -> None:
        if self._end is not None:
            os.close(self._end)
        self._end, self._place = None, ""

    def spoil(self, place: str) -> None:
        """What is there is no line."""
        self._place = place
