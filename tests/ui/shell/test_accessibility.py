"""Accessibility of every page in every language: screen reader, keyboard, touch, wheel, clipped text."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pytest

from checkin.language import LANGUAGES, load
from checkin.settings import Settings
from checkin.settings import Theme as Chosen
from tests.shots.__main__ import scenes
from tests.shots.demo_window import SIZE, Stage
from tests.thorough import THOROUGH
from tests.ui import ui_audit, wheel
from ui.parts import theme as themes
from ui.shell.appearance import Appearance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

HALF: Final = (683, 384)  # 1366×768 at 200 %
Look = Callable[["QWidget"], "Iterator[str]"]
WHATEVER_THE_LANGUAGE: Final[tuple[Look, ...]] = (
    ui_audit.untold,
    ui_audit.unreached,
    wheel.wheel_sensitive,
)
OF_TEXTS: Final[tuple[Look, ...]] = (ui_audit.too_small, ui_audit.clipped)
# Uyghur has the longest texts and is mirrored. Japanese and Chinese are looked at by soak.
LOOKED_AT: Final = LANGUAGES if THOROUGH else ("en", "ug")


@pytest.mark.soak
@pytest.mark.parametrize("language", LOOKED_AT)
def test_every_page_is_heard_reached_by_keys_touched_and_read_whole(
    language: str, qapp: QApplication, empty_store: Path, tmp_path: Path
) -> None:
    """Screen reader names and states; keyboard access to everything; touch targets of 44 px; no clipped text."""
    chosen = Settings(language=language, theme=Chosen.LIGHT, idle_minutes=0)
    stage = Stage(qapp, empty_store, tmp_path, chosen)
    wrong: set[str] = set()
    looks = OF_TEXTS + (WHATEVER_THE_LANGUAGE if THOROUGH or language == "en" else ())
    for scene in scenes():
        stage.fresh()
        scene.play(stage)
        for size in (SIZE, HALF):
            stage.window.resize(*size)
            stage.settle()
            for look in looks:
                said = look(stage.window)
                wrong |= {
                    f"{look.__name__}, {scene.name}, {size[0]}: {complaint}" for complaint in said
                }
        stage.window.resize(*SIZE)
    stage.close()
    gc.collect()  # a hundred pages and their pictures refer to each other
    Appearance(qapp).put_on(load("en"), themes.LIGHT)
    assert sorted(wrong) == []
