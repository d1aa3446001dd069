"""Call count of one scan in the main window: from its last key to the painted verdict."""

from __future__ import annotations

import inspect
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt

from tests.bench.stores import Stores
from tests.bench.window import Painted, key, letter_key, main_window
from tests.conftest import move_into

if TYPE_CHECKING:
    from types import FrameType

    from ui.desk.page import DeskPage

ROOT: Final = Path(__file__).resolve().parent.parent
OURS: Final = tuple(f"{ROOT / package}{os.sep}" for package in ("checkin", "ui"))
DELEGATES: Final = 150
WARM_UP: Final = 3


class Calls:
    """A profile function that counts calls."""

    def __init__(self) -> None:
        self.by_file: Counter[str] = Counter()

    def count(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        # Resuming a generator is reported as a call, but is none.
        called = event == "call" and not code.co_flags & inspect.CO_GENERATOR
        if called and code.co_filename.startswith(OURS):
            self.by_file[code.co_filename] += 1


def of_one_scan(folder: Path) -> Counter[str]:
    """How many functions in each file of `checkin` and `ui` are called.

    Creates a store in the folder and opens it as the program does.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with main_window(Stores(folder).copied(DELEGATES)) as (page, room):
        in_order = sorted(room.guests, key=lambda code: room.guests[code].number)
        *before, last = in_order[: WARM_UP + 1]
        for code in before:
            scan(page, code)
        calls = Calls()
        scan(page, last, calls)
    return calls.by_file


def scan(page: DeskPage, code: str, calls: Calls | None = None) -> None:
    """Types a code as a scanner does; counts from the last key on."""
    shown = page.card.face
    for letter in code:
        QCoreApplication.sendEvent(page.field.edit, letter_key(letter))
        QCoreApplication.processEvents()
    painted = Painted(page.card)
    if calls is not None:
        sys.setprofile(calls.count)
    try:
        painted.after(page.field.edit, key(Qt.Key.Key_Return, "\r"))
    finally:
        sys.setprofile(None)
    if page.card.face is shown:
        raise RuntimeError("no verdict was shown")


def main() -> int:
    """Prints, as JSON, how many calls one scan makes in each file."""
    with tempfile.TemporaryDirectory(prefix="uketsuke-scan-path-") as folder:
        home = Path(folder)
        move_into(home)
        calls = of_one_scan(home)
    told = {Path(file).relative_to(ROOT).as_posix(): count for file, count in calls.items()}
    print(json.dumps(told, indent=1, sort_keys=True))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
