"""The camera at the desk, and what Station has for scanners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PIL import Image

from tests import frames
from tests.shots.pages import station
from tests.shots.stage import Scene
from tests.ui.cameras import FRONT, FakeDevices
from ui.capture.camera import Camera
from ui.columns import Columns

if TYPE_CHECKING:
    from tests.shots.stage import Stage

NUMBER: Final = 88
ROOM: Final = (1280, 720)


def camera(stage: Stage) -> None:
    """A code held up, and its verdict."""
    shown = _open(stage)
    picture = frames.hard_frame(
        frames.Hardship.ROTATED, stage.world.code(NUMBER), frames.chance(3, 7)
    )
    shown.show(picture.image)


def camera_black(stage: Stage) -> None:
    shown = _open(stage)
    panel = stage.desk.camera
    assert panel.camera is not None
    seconds = [0.0]
    panel.camera.eye.clock = lambda: seconds[0]
    panel.camera.start()
    for at in range(90):
        seconds[0] = at / 30
        shown.show(Image.new("L", ROOM, 3))
    panel.camera.check()


def _open(stage: Stage) -> FakeDevices:
    devices = FakeDevices(FRONT, light=True)
    panel = stage.desk.camera
    if panel.is_on:
        panel.toggle()
    panel._camera = None
    panel._make = lambda background: Camera(background, devices)  # type: ignore[arg-type]
    panel.toggle()
    return devices


def scanners(stage: Stage) -> None:
    """The panel for scanners, further down."""
    if stage.desk.camera.is_on:
        stage.desk.camera.toggle()
    page = station(stage)
    (columns,) = page.findChildren(Columns)
    columns.ensureWidgetVisible(page.scanners)


SCENES: Final = (
    Scene("scan-camera", camera),
    Scene("scan-camera-black", camera_black),
    Scene("scan-station", scanners),
)
