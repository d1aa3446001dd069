"""Environment of a child process that reads what is not trusted (sandbox): nothing of ours is in it."""

from __future__ import annotations

import os
from typing import Final

# What an interpreter may need to start at all: on Windows, and where its libraries are not the system's.
NEEDED: Final = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def bare() -> dict[str, str]:
    """The variables that such a process is given: no passphrase, no home, no address of anything."""
    return {name: os.environ[name] for name in NEEDED if name in os.environ}
