"""End-to-end tests: the program on a virtual screen (Xvfb), with real key presses (xdotool)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

import pytest
from PIL import ImageGrab

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.checkin.cli.program import Program

TOOLS: Final = ("Xvfb", "xdotool")
SIZE: Final = "1366x768x24"
# Milliseconds between two keys: of a scanner, and of a fast typist.
SCANNER: Final = 2
HAND: Final = 60
REACTION_S: Final = 0.5  # of a person, who reads what is shown before they answer it
PATIENCE_S: Final = 60
STILL_S: Final = 1.5
POLL_S: Final = 0.01
# Printed on a machine without a sound card or a configured keyboard; harmless.
HARMLESS: Final = re.compile(r"PulseAudioService|qt\.multimedia|xkbcomp|propagateSizeHints")


def require_tools() -> None:
    """Fails where the tools could be installed, and names the command."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if sys.platform != "linux":
        pytest.skip("a screen of one's own is for Linux")
    if not missing:
        return
    words = (
        f"{' and '.join(missing)} missing: run `make setup` as root, or install xvfb and xdotool"
    )
    if os.geteuid() == 0 or "CI" in os.environ:
        pytest.fail(words)
    pytest.skip(words)


def wait_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
    """Returns as soon as the condition holds."""
    if not comes_true(condition, seconds):
        pytest.fail(f"waited in vain until {what}")


def comes_true(condition: Callable[[], bool], seconds: float) -> bool:
    pause = threading.Event()
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        pause.wait(POLL_S)
    return True


@contextmanager
def screen() -> Iterator[str]:
    """A display of its own; yields its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="ascii") as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


@dataclass(frozen=True)
class Window:
    """The program's window, and a keyboard."""

    process: subprocess.Popen[bytes]
    variables: Mapping[str, str]
    keys: IO[bytes]
    answers: IO[bytes]  # of xdotool
    said: Path

    def focus(self, name: str) -> None:
        """Waits for the window and focuses it, because there is no window manager."""
        search = ["xdotool", "search", "--onlyvisible", "--name", f"^{name}$"]

        def found() -> str:
            assert self.process.poll() is None, self.said.read_text()
            return subprocess.run(
                search, check=False, capture_output=True, text=True, env=self.variables
            ).stdout

        wait_until(lambda: bool(found()), f"there is a window {name}")
        self._do(f"windowfocus --sync {found().split()[0]}")

    def type(self, text: str, delay: int = HAND) -> None:
        self._do(f'type --delay {delay} "{text}"')

    def press(self, *names: str) -> None:
        """Presses keys like a person: late enough for a Return not to be taken for a scanner's."""
        for name in names:
            self._do(f"sleep {REACTION_S}\nkey --delay {HAND} {name}")

    def until_still(self) -> None:
        """Waits until all keys are pressed and the picture has not changed for a while: a page is there."""
        self._do("getmouselocation")
        assert self.answers.readline()
        before, since = b"", time.monotonic()
        pause = threading.Event()

        def still() -> bool:
            nonlocal before, since
            pause.wait(STILL_S / 5)
            picture = ImageGrab.grab(xdisplay=self.variables["DISPLAY"]).tobytes()
            if picture != before:
                before, since = picture, time.monotonic()
            return time.monotonic() - since > STILL_S

        wait_until(still, "the window is still")

    def scan(self, code: str) -> None:
        """Types like a scanner: all letters quickly, and a Return."""
        self._do(f'type --delay {SCANNER} "{code}"\nkey --delay {SCANNER} Return')

    def complaints(self) -> list[str]:
        """What the program printed although nothing was wrong."""
        lines = self.said.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.strip() and not HARMLESS.search(line)]

    def _do(self, words: str) -> None:
        self.keys.write(f"{words}\n".encode())
        self.keys.flush()


@contextmanager
def window(program: Program, said: Path) -> Iterator[Window]:
    """The program, started without a command, on a screen of its own; terminated at the end."""
    with screen() as display, said.open("wb") as heard:
        variables = {
            **program.environment(),
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
        }
        process = subprocess.Popen(
            program.command(), env=variables, cwd=program.home, stdout=heard, stderr=heard
        )
        pipe = subprocess.PIPE
        hands = subprocess.Popen(["xdotool", "-"], stdin=pipe, stdout=pipe, env=variables)
        assert hands.stdin is not None
        assert hands.stdout is not None
        try:
            yield Window(process, variables, hands.stdin, hands.stdout, said)
        finally:
            hands.stdin.close()
            hands.stdout.close()
            hands.wait(PATIENCE_S)
            process.terminate()
            process.wait(PATIENCE_S)
