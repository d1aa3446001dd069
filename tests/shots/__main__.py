"""Takes the screenshots: `python -m tests.shots [LANGUAGE] [WORD]`, in all languages or in one.

Only scenes with the word in their name are saved; the others are still played.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checkin import settings
from checkin.language import LANGUAGES
from tests.paths import ROOT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tests.shots.demo_window import Scene

FOLDER: Final = ROOT / "shots"
TWICE: Final = "200"
SMALL: Final = "small"  # 1366×768 at 200 %: the smallest screen at the largest scale
SMALLEST: Final = (683, 384)
LIGHT: Final = settings.Theme.LIGHT


def main(arguments: list[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    words = [argument for argument in arguments if argument != TWICE and argument not in LANGUAGES]
    word = next(iter(words), "")
    languages = [language for language in LANGUAGES if language in arguments] or [*LANGUAGES]
    plain = [(language, LIGHT) for language in languages]
    if TWICE in arguments:
        return take(word, TWICE, plain)
    shutil.rmtree(FOLDER, ignore_errors=True)
    themes = [theme for theme in settings.Theme if theme is not settings.Theme.SYSTEM]
    status = take(word, "100", [*product(languages, themes)]) or take(word, SMALL, plain)
    # Qt scales a whole process, not single windows.
    again = subprocess.run(
        [sys.executable, "-m", "tests.shots", TWICE, *arguments],
        env={**os.environ, "QT_SCALE_FACTOR": "2"},
        check=False,
    )
    return status or again.returncode


def scenes() -> tuple[Scene, ...]:
    """The scenes of all pages, in the order in which they build on each other."""
    from tests.shots import (  # noqa: PLC0415 - Qt reads the environment once
        alarm,
        answers,
        designer,
        desk,
        desks,
        documents,
        event,
        exports,
        filters,
        links,
        modes,
        overview,
        pages,
        photographs,
        real_rosters,
        scanners,
        secrets_sheets,
    )

    at_desk = (
        *event.FIRST,
        *desks.FIRST_PAGE,
        *desk.SCENES,
        *answers.SCENES,
        *documents.SCENES,
        *modes.SCENES,
    )
    behind = (
        *pages.SCENES,
        *secrets_sheets.SCENES,
        *alarm.SCENES,
        *photographs.SCENES,
        *real_rosters.SCENES,
        *filters.SCENES,
        *scanners.SCENES,
        *exports.SCENES,  # before the designer, which Paper shows from then on
        *designer.SCENES,
        *event.SCENES,
        *desks.SCENES,
        *links.SCENES,
    )
    return (*at_desk, *behind, *desk.LAST, *overview.SCENES)


def take(word: str, scale: str, looks: list[tuple[str, settings.Theme]]) -> int:
    """All screenshots for some looks; scenes that are not selected are still played."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - Qt reads the environment once

    from tests.ui import demo_store  # noqa: PLC0415
    from ui.parts.theme import later_fonts, load_fonts  # noqa: PLC0415
    from ui.shell.app import application  # noqa: PLC0415

    there = QApplication.instance()
    app = there if isinstance(there, QApplication) else application()
    load_fonts(later_fonts())
    with tempfile.TemporaryDirectory() as scratch:
        empty = demo_store.create(Path(scratch) / "demo.uketsuke")
        for language, theme in looks:
            folder = FOLDER / f"{language}-{theme}-{scale}"
            folder.mkdir(parents=True, exist_ok=True)
            chosen = settings.Settings(language=language, theme=theme, idle_minutes=0)
            count = play(app, empty, Path(scratch) / folder.name, chosen, folder, word)
            print(f"{folder.relative_to(FOLDER.parent)}: {count} pictures")
    return 0


def play(
    app: QApplication,
    empty: Path,
    scratch: Path,
    chosen: settings.Settings,
    folder: Path,
    word: str,
) -> int:
    from tests.shots.demo_window import Stage  # noqa: PLC0415

    scratch.mkdir()
    stage = Stage(app, empty, scratch, chosen)
    if folder.name.endswith(SMALL):
        stage.window.resize(*SMALLEST)
    count = 0
    for number, scene in enumerate(scenes(), start=1):
        stage.fresh()
        scene.play(stage)
        stage.settle()
        if word in scene.name:
            stage.catch_up()
            picture = (stage.shown or stage.window).grab()
            picture.save(str(folder / f"{number:03}-{scene.name}.png"))
            count += 1
    stage.close()
    return count


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
