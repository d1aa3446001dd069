"""Screenshots of the camera at the desk, and of the scanner settings in Station."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PIL import Image

from checkin.keyboards import US, bent, layout_named
from checkin.keyboards.trial import SAMPLES, Key, Press, Sample
from tests import camera_frames
from tests.shots.demo_window import Scene
from tests.shots.pages import station
from tests.ui.fake_camera import FRONT, FakeDevices
from ui.parts.columns import Columns
from ui.scanning.capture.camera import Camera
from ui.scanning.trial_sheet import TrialSheet

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage

NUMBER: Final = 88
ROOM: Final = (1280, 720)


def camera(stage: Stage) -> None:
    """A code held up to the camera, and its verdict."""
    shown = _open(stage)
    picture = camera_frames.hard_frame(
        camera_frames.Hardship.ROTATED, stage.world.code(NUMBER), camera_frames.chance(3, 7)
    )
    shown.show(picture.image)


def camera_black(stage: Stage) -> None:
    _hold_up(stage, Image.new("L", ROOM, 3), 90)


def camera_frozen(stage: Stage) -> None:
    picture = camera_frames.hard_frame(
        camera_frames.Hardship.ROTATED, "nobody", camera_frames.chance(3, 7)
    )
    _hold_up(stage, picture.image, 240)


def _hold_up(stage: Stage, picture: Image.Image, times: int) -> None:
    """Shows the same frame repeatedly, thirty times a second."""
    shown = _open(stage)
    camera = stage.desk.camera.camera
    assert camera is not None
    seconds = [0.0]
    camera.eye.clock = lambda: seconds[0]
    camera.start()
    for at in range(times):
        seconds[0] = at / 30
        shown.show(picture)
    camera.check()


def camera_gone(stage: Stage) -> None:
    _open(stage).pull(FRONT)


def camera_none(stage: Stage) -> None:
    _open(stage, FakeDevices())


def _open(stage: Stage, devices: FakeDevices | None = None) -> FakeDevices:
    devices = devices or FakeDevices(FRONT, light=True)
    panel = stage.desk.camera
    if panel.is_on:
        panel.toggle()
    panel.live.release()
    panel.live.make = lambda background: Camera(background, devices)  # type: ignore[arg-type]
    panel.toggle()
    return devices


def scanners(stage: Stage) -> None:
    """The panel for scanners, after scrolling."""
    if stage.desk.camera.is_on:
        stage.desk.camera.toggle()
    page = station(stage)
    (columns,) = page.findChildren(Columns)
    columns.ensureWidgetVisible(page.scanners)


def trial(stage: Stage) -> None:
    """The scanner test with a misconfigured scanner: another layout, no terminator, a prefix."""

    page = station(stage)
    page.scanners.trial.click()
    sheet = page.sheet
    assert isinstance(sheet, TrialSheet)
    typed(sheet, SAMPLES[Sample.CODE], 4.0, Key.ENTER)
    typed(sheet, "]Q1" + bent(SAMPLES[Sample.SIGNS], US, layout_named("de")), 28.0, None)


def typed(sheet: TrialSheet, text: str, pace: float, end: Key | None) -> None:
    presses = [Press(Key.LETTER, at * pace, letter) for at, letter in enumerate(text)]
    ended = [Press(end, len(text) * pace)] if end else []
    sheet.show_burst((*presses, *ended))


SCENES: Final = (
    Scene("scan-camera", camera),
    Scene("scan-camera-black", camera_black),
    Scene("scan-camera-frozen", camera_frozen),
    Scene("scan-camera-gone", camera_gone),
    Scene("scan-camera-none", camera_none),
    Scene("scan-station", scanners),
    Scene("scan-trial", trial),
)
