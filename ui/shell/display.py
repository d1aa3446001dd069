"""Whether a window can open at all (display, Qt's libraries), asked before Qt is: it ends the process where it cannot.

Imports no Qt itself. On Windows and macOS the packages contain everything, and there is always a display.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checkin.errors import KnownError
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CHOSEN: Final = "QT_QPA_PLATFORM"
_PATIENCE: Final = 2.0  # seconds for a Wayland compositor


def require(how_to_install: Callable[[], str], environment: Mapping[str, str] = os.environ) -> None:
    """Raises `KnownError` with what to do where no window can open. `how_to_install` is the command for libraries."""
    if find_spec("PySide6") is None:
        raise KnownError(mark("Uketsuke is not set up on this computer yet. Type: make setup"))
    if sys.platform != "linux":
        return
    chosen = environment.get(_CHOSEN, "").partition(":")[0].partition(";")[0]
    if chosen not in {"", "xcb", "wayland"}:
        return  # a platform without a display, such as offscreen
    if chosen != "xcb" and _wayland_answers(environment):
        return
    if chosen == "wayland" or not environment.get("DISPLAY"):
        raise KnownError(
            mark(
                "There is no screen here for a window. Start Uketsuke on the desktop of this computer, or use its"
                " commands: --help lists them."
            )
        )
    if not _x_answers():
        raise KnownError(
            mark(
                "The screen {display} cannot be opened. Start Uketsuke on the desktop of this computer, as the user"
                " who is logged in there."
            ),
            display=environment["DISPLAY"],
        )
    _require_plugin(how_to_install)


def lacking(error: Exception, how_to_install: Callable[[], str]) -> KnownError:
    """What to say of a library of the system that could not be loaded. Anything else is a bug, and is raised again."""
    if ".so" not in str(error):
        raise error
    return KnownError(
        mark("The window needs a library that this computer lacks ({library}). {command}"),
        library=str(error).partition(":")[0],
        command=how_to_install(),
    )


def _require_plugin(how_to_install: Callable[[], str]) -> None:
    """Loads what Qt will load for X; where that lacks a library Qt ends the process."""
    found = find_spec("PySide6")
    folders = found.submodule_search_locations if found else None
    for folder in folders or ():
        plugin = Path(folder) / "Qt" / "plugins" / "platforms" / "libqxcb.so"
        if plugin.exists():
            try:
                ctypes.CDLL(str(plugin))
            except OSError as error:
                raise lacking(error, how_to_install) from error


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY")
    if not name:
        return False
    path = Path(environment.get("XDG_RUNTIME_DIR", "/")) / name
    with socket.socket(socket.AF_UNIX) as asked:
        asked.settimeout(_PATIENCE)
        try:
            asked.connect(str(path))
        except OSError:
            return False
    return True


def _x_answers() -> bool:
    """Whether the X server of `DISPLAY` lets this user in, asked by the library that Qt uses."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # what is missing is told by `_require_plugin`
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused
