"""Options of the command that imports a roster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checkin.domain import NameOrder

if TYPE_CHECKING:
    import argparse


def add_import_options(load: argparse.ArgumentParser) -> None:
    """How a file is read, and what is decided about its findings."""
    load.add_argument("file", type=Path, nargs="?", metavar="FILE")
    load.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN")
    load.add_argument("--sheet", default="", metavar="NAME|all", help="which sheet (found out)")
    load.add_argument(
        "--status",
        action="append",
        default=[],
        metavar="WORD=STATUS",
        help="what a word means: expected, pending or cancelled",
    )
    load.add_argument(
        "--anew", action="store_true", help="nothing that was chosen for an earlier list like it"
    )
    load.add_argument("--dry-run", action="store_true", help="show what would happen")
    load.add_argument("--accept-findings", action="store_true", help="bring in doubtful rows")
    for option, help_text in (
        ("--accept", "take the findings of a kind, or of some rows of it, as proposed"),
        ("--other-way", "decide them the other way, such as gone=12: cancel number 12"),
        ("--leave-out", "leave their rows out"),
    ):
        load.add_argument(
            option, action="append", default=[], metavar="KIND[=ROWS]", help=help_text
        )
    load.add_argument("--gone", choices=("cancel", "leave"), help="who is not in the list any more")
    load.add_argument(
        "--name-order",
        choices=tuple(NameOrder),
        help="which part of a name comes first; kept for the next list",
    )
    load.add_argument(
        "--clear-empty", action="store_true", help="an empty cell clears what the roster has"
    )
    load.add_argument("--encoding", default="", help="how the file is written (found out)")
    load.add_argument("--delimiter", default="", help="what separates its columns (found out)")
    load.add_argument("--undo", metavar="BATCH", help="take one import back")
