"""A desk that is killed (kill -9) at a step of what it does: a fork of this process, with a store of its own."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, NoReturn

import pytest

from checkin.bootstrap import open_with_key
from tests.factories import Clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkin.station import Station

forked = pytest.mark.skipif(not hasattr(os, "fork"), reason="a desk is forked to be killed")


def die(*_: object, **__: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def put(owner: object, name: str, act: Callable[..., object]) -> None:
    """From now on this is done instead; for a process that is going to be killed."""
    setattr(owner, name, act)


def was_killed(
    folder: Path, key: bytes, step: Callable[[], None], act: Callable[[Station], object]
) -> bool:
    """Whether a desk with this closed store was killed in the act. `step` puts `die` where that is to be."""
    process = os.fork()
    if not process:
        try:
            step()
            with open_with_key(folder, key, clock=Clock()) as station:
                act(station)
        finally:
            os._exit(1)
    _, status = os.waitpid(process, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
