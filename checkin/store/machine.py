"""Identity of this computer, as its operating system gives it: a store that was copied to another one is noticed."""

from __future__ import annotations

import hashlib
import sys
import uuid
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

_LABEL: Final = b"uketsuke machine 1"
_FILES: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_REGISTRY: Final = r"SOFTWARE\Microsoft\Cryptography"


@cache
def machine_id() -> str:
    """A digest of what names this computer; the name itself is kept nowhere."""
    return hashlib.sha256(_LABEL + _name().encode()).hexdigest()[:32]


def _name() -> str:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - only there

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _REGISTRY) as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    for file in _FILES:
        with suppress(OSError, UnicodeDecodeError):
            if name := file.read_text().strip():
                return name
    return f"{uuid.getnode():012x}"  # macOS: the address of its network card
