"""Looks at every page in one language: `python -m tests.ui.every_page LANGUAGE FOLDER` prints what is wrong, as JSON.

A process of its own: the fonts and pictures of a hundred pages would stay in that of the other tests.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from checkin.settings import Settings
from checkin.settings import Theme as Chosen
from tests.conftest import WEAK, LogWatch, use_strength
from tests.shots.__main__ import scenes
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

HALF: Final = (683, 384)  # 1366×768 at 200 %
Look = Callable[["QWidget"], "Iterator[str]"]


def main(arguments: list[str]) -> int:
    language, folder = arguments
    use_strength(pytest.MonkeyPatch(), WEAK)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    watch = LogWatch()
    logging.getLogger().addHandler(watch)
    complaints = complaints_about_pages(language, Path(folder))
    sys.stdout.write(json.dumps(sorted({*complaints, *watch.complaints()})))
    return 0


def complaints_about_pages(language: str, folder: Path) -> Iterator[str]:
    from tests.shots.demo_window import SIZE, Stage  # noqa: PLC0415 - Qt reads the environment once
    from tests.ui import demo_store  # noqa: PLC0415
    from ui.parts.theme import later_fonts, load_fonts  # noqa: PLC0415
    from ui.shell.app import application  # noqa: PLC0415

    app = application()
    load_fonts(later_fonts())
    empty = demo_store.create(folder / "empty.uketsuke")
    chosen = Settings(language=language, theme=Chosen.LIGHT, idle_minutes=0)
    stage = Stage(app, empty, folder, chosen)
    for scene in scenes():
        stage.fresh()
        scene.play(stage)
        for size in (SIZE, HALF):
            stage.window.resize(*size)
            stage.settle()
            for look in looks(language, size):
                for complaint in look(stage.window):
                    yield f"{look.__name__}, {scene.name}, {size[0]}: {complaint}"
        stage.window.resize(*SIZE)
    stage.close()


def looks(language: str, size: tuple[int, int]) -> tuple[Look, ...]:
    """What is looked for: in each language its texts, and in one of them what no language changes.

    The wheel is rolled in the small window, where pages scroll.
    """
    from tests.ui import ui_audit, wheel  # noqa: PLC0415

    of_texts: tuple[Look, ...] = (ui_audit.too_small, ui_audit.clipped, ui_audit.markup)
    if not THOROUGH and language != "ug":
        return of_texts
    rolled = (wheel.wheel_sensitive,) if THOROUGH or size == HALF else ()
    return (*of_texts, ui_audit.untold, ui_audit.unreached, *rolled)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
