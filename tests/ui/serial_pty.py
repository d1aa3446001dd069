"""Fake serial port: a pseudo-terminal (pty) whose other end the test holds."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass
class Lines:
    """The port of a plugged-in scanner; `place` is the lookup that the program calls."""

    _end: int | None = None
    _place: str = ""
    asked: list[str] = field(default_factory=list)

    def place(self, key: str) -> str:
        self.asked.append(key)
        return self._place

    def plug(self) -> None:
        """Opens a new pty each time, as a real machine does."""
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
        """Sets a path that is no serial port."""
        self._place = place
