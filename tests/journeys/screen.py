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

    from PIL.Image import Image

    from tests.checkin.cli.program import Program

NAME: Final = "Uketsuke"  # of the window
TOOLS: Final = ("Xvfb", "xdotool")
SIZE: Final = "1366x768x24"
# Milliseconds between two keys: of a scanner, and of a fast typist.
SCANNER: Final = 2
HAND: Final = 60
QUICK: Final = 10  # where it is no matter
REACTION_S: Final = 0.5  # of a person, who reads what is shown before they answer it
PATIENCE_S: Final = 60
STILL_S: Final = 1.5
SHORTEST_S: Final = 0.01
LONGEST_S: Final = 0.2
AGAIN_S: Final = 5  # after which it is tried again
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


def again(act: Callable[[], None], condition: Callable[[], bool], what: str) -> None:
    """Acts as a person does, again while nothing comes of it: on a loaded machine a key may be pressed before
    what it is for is on the screen, and the window drops it."""

    def acted() -> bool:
        act()
        return comes_true(condition, AGAIN_S)

    wait_until(acted, what)


def comes_true(condition: Callable[[], bool], seconds: float) -> bool:
    pause = threading.Event()
    end, between = time.monotonic() + seconds, SHORTEST_S
    while not condition():
        if time.monotonic() > end:
            return False
        pause.wait(between)
        between = min(between * 1.5, LONGEST_S)  # what takes long needs the processor for itself
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
        wait_until(lambda: self.shows(name), f"there is a window {name}")
        self._do(f"windowfocus --sync {self._windows(name)[0]}")

    def _windows(self, title: str) -> list[str]:
        """The ids of the windows of that title."""
        assert self.process.poll() is None, self.said.read_text()
        search = ["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"]
        found = subprocess.run(
            search, check=False, capture_output=True, text=True, env=self.variables
        )
        return found.stdout.split()

    def type(self, text: str, delay: int = HAND) -> None:
        self._do(f'type --delay {delay} "{text}"')

    def press(self, *names: str) -> None:
        """Presses keys like a person: late enough for a Return not to be taken for a scanner's."""
        for name in names:
            self._do(f"sleep {REACTION_S}\nkey --delay {HAND} {name}")

    def press_at_once(self, *names: str) -> None:
        """Presses keys one after another, such as arrows, that nobody reads anything between."""
        self._do(f"sleep {REACTION_S}\nkey --delay {HAND} {' '.join(names)}")

    def press_until(self, name: str, condition: Callable[[], bool], what: str) -> None:
        """Presses a key until something comes of it."""
        again(lambda: self.press(name), condition, what)

    def shows(self, title: str) -> bool:
        """Whether there is a window of that title."""
        return bool(self._windows(title))

    def choose_file(self, title: str, path: Path) -> None:
        """Types a path into the file dialog of that title, and goes back to the window."""
        self.focus(title)
        self.type(str(path), QUICK)
        self.press_until("Return", lambda: not self.shows(title), f"{title} is closed")
        self.focus(NAME)
        self._do(f"sleep {REACTION_S}")

    def picture(self) -> Image:
        """What is on the screen."""
        return ImageGrab.grab(xdisplay=self.variables["DISPLAY"])

    def until_still(self) -> None:
        """Waits until all keys are pressed and the picture has not changed for a while: a page is there."""
        self._do("getmouselocation")
        assert self.answers.readline()
        before, since = b"", time.monotonic()
        pause = threading.Event()

        def still() -> bool:
            nonlocal before, since
            pause.wait(STILL_S / 5)
            picture = self.picture().tobytes()
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
