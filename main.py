"""Uketsuke: the command line in, the window or a command out; nothing else."""

from __future__ import annotations

import sys

from checkin.cli.arguments import parse, wants_window
from checkin.cli.context import launch


def main(arguments: list[str]) -> int:
    """Runs a command, or opens the window; gives the exit status."""
    parsed = parse(arguments)
    if parsed.command is not None:
        # The window's first frame must not wait for the database, nor a command for Qt.
        from checkin.cli.run import run as run_command  # noqa: PLC0415

        status = run_command(parsed)
        if status or not wants_window(parsed):
            return status
    from ui.app import run as open_window  # noqa: PLC0415

    return open_window(launch(parsed))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
