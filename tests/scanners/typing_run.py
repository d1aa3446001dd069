"""Types codes into the window as scanners do, and counts the results."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from checkin import codes
from tests.paths import ROOT
from tests.scanners.input_methods import Method, steps_of
from tests.scanners.screen import keys_for
from tests.scanners.window_process import OWN_WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.scanners.screen import Screen

LAYOUTS: Final = ("us", "jp", "fr", "de", "tr", "ru")
PLACES: Final = ("field", "button", "sheet", "people", "dialog", "combo", "nowhere")
WRITABLE: Final = ("field", "sheet", "people", "dialog")
ENDS: Final = ("\n", "\t", "")
PREFIXES: Final = ("", "", "", "]Q1", "", "\\000026", "")
# Between the letters: control characters as scanners send them. Before them: a configured prefix key.
STRAYS: Final = (
    (),
    (),
    (),
    (9, "F8"),
    (3, "F8"),
    (2, "ctrl+n"),
    (12, "alt+F4"),
    (1, "Escape"),
    (7, "ctrl+o"),
    (0, "F4"),
    (0, "F12"),
)
PATIENCE_S: Final = 10.0
STUMBLE_MS: Final = 30  # above this gap, the machine was too busy to type at a scanner's pace
TRIES: Final = 8


@dataclass
class Count:
    """The results of so many codes; errors are listed."""

    way: str
    sent: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    stumbled: int = 0  # bursts that were typed too slowly for a scanner, and were repeated

    def hear(self, subject: Window, sent: list[str], label: str) -> bool:
        """Records the result of a burst; returns whether to repeat it because it was typed too slowly."""
        heard = [subject.says() for _ in sent]
        right = [codes.read(message.get("scan", "")).code for message in heard] == sent
        if not right and subject.tell("pace")["pace"] >= STUMBLE_MS:
            self.stumbled += 1
            subject.tell("anew")  # discards its results
            return True
        self.sent += len(sent)
        self.right += len(sent) * right
        if not right:
            self.wrong.append(f"{label}: {sent} came as {heard}")
        return False

    def end(self, subject: Window) -> None:
        told = subject.tell("end")
        self.pressed, self.written = told.get("pressed", ["?"]), told.get("written", ["?"])

    @property
    def clean(self) -> bool:
        return self.sent == self.right and not (self.wrong or self.pressed or self.written)


class Window:
    """The process with the window, and its output."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout
        self._said: Queue[str] = Queue()
        self._ears = Thread(target=self._listen, daemon=True)
        self._ears.start()
        self.codes: list[str] = self.says(60.0).get("codes", [])

    def _listen(self) -> None:
        for line in self._out:
            self._said.put(line)

    def says(self, within: float = PATIENCE_S) -> dict[str, Any]:
        """The next line of its output as JSON; empty on timeout."""
        try:
            told: dict[str, Any] = json.loads(self._said.get(timeout=within))
        except Empty:
            return {}
        return told

    def close(self) -> None:
        """Waits for the process to end, and closes its pipes."""
        self._ears.join()
        with suppress(BrokenPipeError):  # it may not have read the last command
            self._in.close()
        self._out.close()

    def write(self, what: str) -> None:
        self._in.write(f"{what}\n")
        self._in.flush()

    def tell(self, what: str) -> dict[str, Any]:
        """Sends a command and waits for the reply; discards earlier output."""
        self.write(what)
        while (said := self.says()) and not {"ready", "pressed", "pace"} & said.keys():
            pass
        return said

    def be_at(self, place: str) -> None:
        """Moves the focus there; raises on failure."""
        said = self.tell(place)
        if said.get("ready") != place:
            raise RuntimeError(f"no focus: {place}, {said}")


@contextmanager
def window(screen: Screen) -> Iterator[Window]:
    """Runs the window on that screen; a context manager."""
    command = [sys.executable, "-m", "tests.scanners.window_process"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command, cwd=ROOT, env=screen.environment, stdin=pipe, stdout=pipe, stderr=None, text=True
    )
    subject = Window(process)
    try:
        yield subject
    finally:
        process.terminate()
        process.wait()
        subject.close()


def type_codes(screen: Screen, subject: Window, layout: str, count: int) -> Count:
    """Types so many codes through a layout, with varying focus and prefix."""
    screen.set_layout(layout)
    result = Count(layout)
    index = 0
    while result.sent < count:
        place = PLACES[index % len(PLACES)]
        # Two bursts in a row stay two. Except where a window has to close first: X has no focus meanwhile.
        pair = index % 5 == 4 and place not in OWN_WINDOW
        sent = [_code(subject, result.sent + at) for at in range(1 + pair)]
        keys: list[str] = []
        for at, code in enumerate(sent):
            keys += burst(code, index + at, last=at == len(sent) - 1)
        label = f"{index} {place} {' '.join(keys)}"
        for _ in range(TRIES):
            subject.be_at(place)
            screen.scan(keys)
            if not result.hear(subject, sent, label):
                break
        index += 1
    result.end(subject)
    return result


def compose_codes(subject: Window, method: Method, count: int) -> Count:
    """Posts so many codes as an input method does, with varying focus."""
    result = Count(f"input method, {method}")
    for index in range(count):
        code = _code(subject, index)
        steps = steps_of(method, code, ended=index % 3 > 0)
        for _ in range(TRIES):
            subject.be_at(WRITABLE[index % len(WRITABLE)])
            subject.write(f"compose {json.dumps(steps)}")
            if not result.hear(subject, [code], f"{index} {steps[-1]}"):
                break
    result.end(subject)
    return result


def burst(code: str, index: int, *, last: bool) -> list[str]:
    """The keys of one burst: its prefix, its case, stray keys, and its end."""
    text = PREFIXES[index % len(PREFIXES)] + (code if index % 2 else code.lower())
    keys = keys_for(text)
    stray = STRAYS[index % len(STRAYS)]
    if stray:
        place, key = stray
        keys.insert(int(place), str(key))
    end = ENDS[index % len(ENDS)]
    return keys + keys_for(end or ("" if last else "\n"))


def _code(subject: Window, index: int) -> str:
    """Codes of this event and of another event in turn."""
    if index % 2:
        return codes.mint(b"k" * 32, secrets.token_bytes)
    return subject.codes[index // 2 % len(subject.codes)]
