"""Uketsuke: the command line in, the window or a command out; nothing else."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import checkin
from checkin import sandbox_limits
from checkin.errors import KnownError

if TYPE_CHECKING:
    import argparse

PARSE_ROSTER = "--parse-roster"
SHRINK_PHOTOS = "--shrink-photos"
DECODE_PICTURES = "--decode-pictures"


def main(arguments: list[str]) -> int:
    """Runs a command, or opens the window; gives the exit status."""
    if arguments[:1] == [PARSE_ROSTER] and len(arguments) == 2:
        return _parse_roster(arguments[1])
    if arguments[:1] == [SHRINK_PHOTOS] and len(arguments) == 2:
        return _shrink_photos(arguments[1])
    if arguments == [DECODE_PICTURES]:
        return _decode_pictures()
    if arguments == [sandbox_limits.SAY]:
        sandbox_limits.say()
        return 0
    sandbox_limits.no_core_dumps()
    if sys.stderr is None:  # no console: what is said there is for nobody, and must stop nothing
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - until the end
    from checkin.cli.arguments import parse, wants_window  # noqa: PLC0415 - no parser needs them

    parsed = parse(arguments)
    if parsed.command is not None:
        # The window's first frame must not wait for the database, nor a command for Qt.
        from checkin.cli.run import run as run_command  # noqa: PLC0415

        status = run_command(parsed)
        if status or not wants_window(parsed):
            return status
    return _open_window(parsed)


def _open_window(parsed: argparse.Namespace) -> int:
    """Opens the window; where none can open it says what to do."""
    from checkin.cli.context import launch, refuse  # noqa: PLC0415
    from ui.shell import display  # noqa: PLC0415

    begun = launch(parsed)
    try:
        display.require(_how_to_install)
        from ui.shell.app import run  # noqa: PLC0415
    except KnownError as error:
        return refuse(error)
    except ImportError as error:
        return refuse(display.lacking(error, _how_to_install))
    return run(begun)


def _how_to_install() -> str:
    """What to type for the system libraries that are missing; set-up looks for the same ones."""
    from tools import system_libraries  # noqa: PLC0415 - for who lacks one

    return system_libraries.advice(system_libraries.missing())


def _parse_roster(asked: str) -> int:
    """A frozen program starts itself to read a roster file, in a process that knows nothing but to read it.

    The package is there in name only: else it would bring the store and the keys along.
    """
    bare = ModuleType("checkin.roster")
    bare.__path__ = [str(Path(place) / "roster") for place in checkin.__path__]
    sys.modules[bare.__name__] = bare
    from checkin.roster import parser_process  # noqa: PLC0415

    parser_process.main(asked)
    return 0


def _shrink_photos(asked: str) -> int:
    """The same for pictures: a process that knows nothing but to decode them."""
    from checkin.photos import shrink_process  # noqa: PLC0415

    shrink_process.main(asked)
    return 0


def _decode_pictures() -> int:
    """The same for logos and pictures with codes."""
    bare = ModuleType("checkin.paper")
    bare.__path__ = [str(Path(place) / "paper") for place in checkin.__path__]
    sys.modules[bare.__name__] = bare
    from checkin.paper import picture_process  # noqa: PLC0415

    picture_process.main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
