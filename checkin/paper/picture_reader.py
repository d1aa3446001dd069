"""Decodes pictures in a child process (sandbox), which is kept for the next ones and ended when there are none.

A picture that hangs, crashes or is too large costs that picture alone.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final

from checkin import child_environment, outside

CHILD: Final = Path(__file__).with_name("picture_process.py")
# A frozen program has no interpreter beside it; it starts itself with this argument instead.
CHILD_OPTION: Final = "--decode-pictures"
SECONDS: Final = 20.0  # for a picture
IDLE_SECONDS: Final = 5.0
_LONGEST_HEAD: Final = 100


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is taken as a picture: formats of Pillow, most pixels, and the square into which it is scaled."""

    formats: tuple[str, ...]
    most: int
    edge: int
    grey: bool = False


@dataclass(frozen=True, slots=True)
class DecodedPicture:
    """Pixels row by row; one channel is grey, three are RGB."""

    width: int
    height: int
    channels: int
    data: bytes


class PictureReader:
    """The process that decodes, started when it is needed. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._idle: threading.Timer | None = None
        atexit.register(self.close)

    def read(self, data: bytes, bounds: Bounds) -> DecodedPicture | None:
        """The pixels; None for what is no picture within the bounds."""
        with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            child = self._running()
            alarm = threading.Timer(SECONDS, child.kill)
            alarm.start()
            try:
                found = _asked(child, data, bounds)
            except (OSError, ValueError, TypeError):
                self._end()
                return None
            except BaseException:  # its answer would be taken for that of the next picture
                self._end()
                raise
            finally:
                alarm.cancel()
            self._idle = threading.Timer(IDLE_SECONDS, self.close)
            self._idle.daemon = True
            self._idle.start()
            return found

    def close(self) -> None:
        """Ends the process. The next picture starts another."""
        with self._lock:
            if self._idle is not None:
                self._idle.cancel()
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(  # noqa: S603 - our own program, and no shell
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                env=child_environment.bare(),
            )
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    _close(stream)


def command() -> list[str]:
    """The command line of the child process that decodes."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_OPTION]
    return [sys.executable, "-I", str(CHILD)]


def _asked(child: subprocess.Popen[bytes], data: bytes, bounds: Bounds) -> DecodedPicture | None:
    """The child's answer. Raises OSError or ValueError where it gives none, or none that can be right."""
    assert child.stdin is not None  # noqa: S101 - both are pipes
    assert child.stdout is not None  # noqa: S101
    child.stdin.write(json.dumps({"size": len(data), **asdict(bounds)}).encode() + b"\n" + data)
    child.stdin.flush()
    head = outside.parsed_json(child.stdout.readline(_LONGEST_HEAD))
    if head is None:
        return None
    width, height, channels = head
    fits = 0 < width <= bounds.edge and 0 < height <= bounds.edge and channels in {1, 3}
    pixels = child.stdout.read(width * height * channels) if fits else b""
    if not fits or len(pixels) != width * height * channels:
        raise ValueError("no such picture")
    return DecodedPicture(width, height, channels, pixels)


def _close(stream: IO[bytes]) -> None:
    with suppress(OSError):  # a pipe that lost its reader has unwritten bytes
        stream.close()
