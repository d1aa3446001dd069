"""Parts of the command line (argparse): what all commands have, and options of several."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - no public name exists


def common(default: object) -> argparse.ArgumentParser:
    """Options allowed before and after the command; after it, no default may overwrite them."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--store", type=Path, default=default, help="the store's folder (the one last opened)"
    )
    common.add_argument(
        "--passphrase-file",
        type=Path,
        default=default,
        help="a file whose first line unlocks the store (UKETSUKE_PASSPHRASE, else a prompt)",
    )
    common.add_argument(
        "--json",
        action="store_true",
        default=False if default is None else default,
        help="one JSON value on standard output",
    )
    return common


def add_command(commands: Commands, name: str, what: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name, help=what, description=what, parents=[common(default=argparse.SUPPRESS)]
    )


def by_id(
    parser: argparse.ArgumentParser | argparse._MutuallyExclusiveGroup,
    **options: Any,
) -> None:
    parser.add_argument(
        "--id", metavar="ID", help="where two have one number; `find` has it", **options
    )


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("a whole number from 1")
    return number


def natural(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("a whole number from 0")
    return number
