"""A virtual X server, its keyboard, and a simulated scanner."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.keyboards import US
from checkin.keyboards.layouts import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

NEEDED: Final = ("Xvfb", "xdotool", "setxkbmap", "xkbcomp")
# The X key codes of each row start here.
_ROWS: Final = ((49, 1), (10, 12), (24, 12), (38, 11), (51, 1), (94, 1), (52, 10))
_BEGINS: Final = (0, 1, 14, 26, 37, 38, 39)
_NAMED: Final = {"\n": "36", "\t": "23", " ": "65"}
_SHIFT: Final = 50


def missing() -> tuple[str, ...]:
    """The required programs that this machine lacks."""
    return tuple(name for name in NEEDED if shutil.which(name) is None)


@dataclass
class Screen:
    """A display of its own; a context manager."""

    display: str = ""
    _server: subprocess.Popen[str] | None = None

    def __enter__(self) -> Screen:
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
            text=True,
        )
        os.close(write)
        with os.fdopen(read) as told:
            self.display = f":{told.readline().strip()}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def set_layout(self, layout: str) -> None:
        """Sets the keyboard layout; `us`, `fr`, `jp` …"""
        self._run(["setxkbmap", "-layout", layout])

    def scan(self, keys: Iterable[str], pace_ms: int = 5) -> None:
        """Presses keys (X key codes, or names such as `F8`) one after another at a scanner's pace."""
        self._run(["xdotool", "key", "--delay", str(pace_ms), *keys])

    def _run(self, command: list[str]) -> None:
        subprocess.run(command, env=self.environment, check=True, capture_output=True)


def keys_for(text: str) -> list[str]:
    """The key codes that a scanner set to the American layout sends: positions, not letters."""
    return [_key(letter) for letter in text]


def _key(letter: str) -> str:
    if letter in _NAMED:
        return _NAMED[letter]
    place = US.places[letter][0]
    number = _NUMBER[place % PLACES]
    return f"{_SHIFT}+{number}" if place >= PLACES else number


_NUMBER: Final = {
    begin + step: str(first + step)
    for begin, (first, count) in zip(_BEGINS, _ROWS, strict=True)
    for step in range(count)
}
