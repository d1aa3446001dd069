"""Screenshots of the designer in its states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from checkin.layout import edit
from tests.shots.demo_window import Scene
from ui.designer import DesignerPage

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage


def designer(stage: Stage, name: str = "badge-91x55") -> DesignerPage:
    """Opens the designer with that layout, unmodified."""
    stage.world.station.badges.workshop.close()
    stage.desk.shell.design(name)
    page = stage.work.front
    assert isinstance(page, DesignerPage)
    page.editing.begin()
    page.stage.begin()
    page.trouble.look_now()
    page.banner.clear()
    stage.settle()
    return page


def opened(stage: Stage) -> None:
    designer(stage).editing.choose("name")


def uyghur(stage: Stage) -> None:
    page = designer(stage)
    page.editing.specimens.show_at(2)
    page.stage.show_whole()
    page.editing.choose("other-name")


def dragged(stage: Stage) -> None:
    """In the middle of a drag: snapping with guide lines."""
    page = designer(stage)
    page.stage.show_whole()
    stage.settle()
    canvas = page.stage.canvas
    start = canvas.ground.point(78, 40).toPoint()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in (QPoint(3, -20), QPoint(2, -28)):
        QTest.mouseMove(canvas, start + step)
    stage.settle()


def wrong(stage: Stage) -> None:
    page = designer(stage)
    QTest.mouseRelease(page.stage.canvas, Qt.MouseButton.LeftButton)
    page.editing.begin()
    page.stage.show_whole()
    page.editing.choose("symbol")
    page.editing.resize(-6, -6)
    page.editing.move(-28, 0)
    page.trouble.look_now()


def refused(stage: Stage) -> None:
    page = designer(stage)
    page.editing.choose("affiliation")
    line = page.form.row("largest").field.focusProxy()
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.setText("900")
    line.editingFinished.emit()
    page.form.show_row("largest")


def condition(stage: Stage) -> None:
    page = designer(stage)
    page.editing.choose("no-photo")
    page.form.show_row("when")


def back(stage: Stage) -> None:
    page = designer(stage, "card-cr80")
    page.editing.turn()
    page.stage.show_whole()
    page.editing.choose("back-found")


def portrait(stage: Stage) -> None:
    designer(stage, "a6").editing.choose("")


def insert(stage: Stage) -> None:
    designer(stage).ask_insert()


def keep(stage: Stage) -> None:
    designer(stage).keeping.save_copy()


def leave(stage: Stage) -> None:
    page = designer(stage)
    page.editing.do(lambda layout: edit.move(layout, "name", 1, 0))
    page.keeping.leave()


SCENES: Final = (
    Scene("designer", opened),
    Scene("designer-uyghur", uyghur),
    Scene("designer-dragged", dragged),
    Scene("designer-wrong", wrong),
    Scene("designer-refused", refused),
    Scene("designer-condition", condition),
    Scene("designer-back", back),
    Scene("designer-portrait", portrait),
    Scene("designer-insert", insert),
    Scene("designer-keep", keep),
    Scene("designer-leave", leave),
)
