"""Every page and sheet, in every language and in two sizes: heard, reached by keys, touched, and read whole."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QCoreApplication, QLoggingCategory

from checkin.language import LANGUAGES, load
from checkin.settings import Settings
from checkin.settings import Theme as Chosen
from tests.shots.__main__ import scenes
from tests.shots.stage import SIZE, Stage
from tests.ui import looking
from ui import theme as themes
from ui.app import QUIET
from ui.look import Look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

HALF: Final = (683, 384)  # what 1366×768 is at 200 %
LOOKS: Final[tuple[Callable[[QWidget], Iterator[str]], ...]] = (
    looking.untold,
    looking.unreached,
    looking.too_small,
    looking.clipped,
)
Seen = dict[str, set[str]]


@pytest.fixture(scope="module", params=LANGUAGES)
def seen(
    request: pytest.FixtureRequest,
    qapp: QApplication,
    empty_store: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Seen:
    """What was wrong anywhere, by what was looked for; the pages are gone through once for all of it."""
    folder = tmp_path_factory.mktemp("walk")
    QLoggingCategory.setFilterRules(QUIET)
    qapp.setStyle("Fusion")
    themes.load_fonts(themes.FIRST_FONTS + themes.later_fonts())
    chosen = Settings(language=request.param, theme=Chosen.LIGHT, idle_minutes=0)
    stage = Stage(qapp, empty_store, folder, chosen)
    found: Seen = {look.__name__: set() for look in LOOKS}
    for scene in scenes():
        stage.fresh()
        scene.play(stage)
        for size in (SIZE, HALF):
            stage.window.resize(*size)
            stage.settle()
            for look in LOOKS:
                said = look(stage.window)
                found[look.__name__] |= {f"{scene.name} {size[0]}: {one}" for one in said}
        stage.window.resize(*SIZE)
    stage.close()
    Look(qapp).put_on(load("en"), themes.LIGHT)
    QCoreApplication.processEvents()
    shutil.rmtree(folder, ignore_errors=True)
    return found


def test_a_screen_reader_has_a_name_and_a_state_for_everything(seen: Seen) -> None:
    assert sorted(seen["untold"]) == []


def test_keys_lead_to_everything_and_are_shown(seen: Seen) -> None:
    assert sorted(seen["unreached"]) == []


def test_a_finger_finds_everything(seen: Seen) -> None:
    assert sorted(seen["too_small"]) == []


def test_no_word_is_cut(seen: Seen) -> None:
    assert sorted(seen["clipped"]) == []
