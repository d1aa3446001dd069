"""Camera scanning: frames in, scans out; debounce of a held code, image quality, camera choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageOps
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from tests import camera_frames, factories
from tests.ui.fake_camera import BACK, FRONT, FakeDevices, frame_of
from tests.ui.inline_background import InlineBackground
from ui.scanning.capture import decoding
from ui.scanning.capture import frames as captured
from ui.scanning.capture.camera import Camera
from ui.scanning.capture.camera_health import CameraHealth, CameraTrouble, Glance
from ui.scanning.capture.decoding import Effort
from ui.scanning.capture.frame_reader import PREVIEW, Seen
from ui.scanning.capture.sightings import Sight, Sightings

if TYPE_CHECKING:
    from collections.abc import Callable

CODE, OTHER = factories.code(1), factories.code(2)
EMPTY = Image.new("L", (640, 480), 150)
BLACK = Image.new("L", (640, 480), 3)
Pixel = QVideoFrameFormat.PixelFormat


def held(*texts: str) -> Image.Image:
    """A frame with symbols side by side."""
    frame = EMPTY.copy()
    for place, text in enumerate(texts):
        frame.paste(camera_frames.symbol(text, 150), (20 + 300 * place, 100))
    return frame


class Stage:
    """A camera, its signals, and a fake clock."""

    def __init__(self, *plugged: object, light: bool = False) -> None:
        self.devices = FakeDevices(*plugged, light=light)  # type: ignore[arg-type]
        self.camera = Camera(InlineBackground(), self.devices)  # type: ignore[arg-type]
        self.seconds = 100.0
        self.camera.eye.clock = lambda: self.seconds
        self.scans: list[str] = []
        self.seen: list[Seen] = []
        self.camera.scanned.connect(self.scans.append)
        self.camera.seen.connect(self.seen.append)
        self.changes = 0
        self.camera.changed.connect(self._count)

    def _count(self) -> None:
        self.changes += 1

    def show(self, image: Image.Image, times: int = 1, every: float = 0.033) -> None:
        for _ in range(times):
            self.seconds += every
            self.devices.show(image)

    def trouble(self, after: float = 0.0) -> CameraTrouble:
        self.seconds += after
        self.camera.check()
        return self.camera.trouble()


@pytest.fixture
def stage() -> Stage:
    made = Stage(FRONT, BACK)
    made.camera.start()
    return made


class TestScans:
    def test_a_symbol_held_up_is_one_scan_however_long_it_is_held(self, stage: Stage) -> None:
        stage.show(held(CODE), times=40)
        assert stage.scans == [CODE]
        assert {state.sight for state in stage.seen[1:]} == {Sight.HELD}

    def test_the_corners_are_told_for_the_frame_around_it(self, stage: Stage) -> None:
        stage.show(held(CODE))
        (symbol,) = stage.seen[0].symbols
        left, top = symbol.corners[0]
        assert left == pytest.approx(41 / 640, abs=0.05)
        assert top == pytest.approx(121 / 480, abs=0.05)

    def test_taken_away_and_held_up_again_is_a_second_scan(self, stage: Stage) -> None:
        stage.show(held(CODE), times=5)
        stage.show(EMPTY, times=50)
        stage.show(held(CODE))
        assert stage.scans == [CODE, CODE]

    def test_a_frame_in_which_it_is_not_found_is_none(self, stage: Stage) -> None:
        for _ in range(5):
            stage.show(held(CODE))
            stage.show(EMPTY, times=3)
        assert stage.scans == [CODE]

    def test_one_after_the_other_is_two_scans(self, stage: Stage) -> None:
        stage.show(held(CODE), times=3)
        stage.show(EMPTY, times=12)
        stage.show(held(OTHER), times=3)
        assert stage.scans == [CODE, OTHER]

    def test_two_at_a_time_are_none_until_one_is_left(self, stage: Stage) -> None:
        stage.show(held(CODE, OTHER), times=30)
        assert stage.scans == []
        assert stage.seen[-1].sight is Sight.SEVERAL
        stage.show(held(OTHER), times=15)
        assert stage.scans == [OTHER]

    def test_two_that_are_found_in_turn_are_two_at_a_time(self) -> None:
        sightings = Sightings()
        assert sightings.look((CODE,), 0).sight is Sight.SCANNED
        assert sightings.look((OTHER,), 33).sight is Sight.SEVERAL
        assert sightings.look((CODE,), 66).sight is Sight.SEVERAL
        assert sightings.look((OTHER,), 500).sight is Sight.SCANNED

    def test_the_same_code_twice_in_a_frame_is_one(self, stage: Stage) -> None:
        stage.show(held(CODE, CODE))
        assert stage.scans == [CODE]

    @pytest.mark.parametrize(
        "turned",
        [ImageOps.mirror, ImageOps.flip, lambda image: image.rotate(90, expand=True)],
        ids=["mirrored", "upside down", "on its side"],
    )
    def test_whichever_way_it_is_held_it_is_read(
        self, stage: Stage, turned: Callable[[Image.Image], Image.Image]
    ) -> None:
        stage.show(turned(held(CODE)), times=4)
        assert stage.scans == [CODE]

    def test_a_light_symbol_on_a_dark_screen_is_read_within_four_frames(self, stage: Stage) -> None:
        stage.show(ImageOps.invert(held(CODE)), times=4)
        assert stage.scans == [CODE]

    def test_a_url_or_a_text_of_another_system_is_handed_on_as_it_is(self, stage: Stage) -> None:
        stage.show(held("https://tickets.example.org/t?x=YZ1"))
        assert stage.scans == ["https://tickets.example.org/t?x=YZ1"]

    def test_a_photograph_of_a_crowd_is_nothing(self, stage: Stage) -> None:
        stage.show(EMPTY, times=8)
        assert stage.scans == []
        assert stage.seen[-1].sight is Sight.NOTHING


class TestFrames:
    @pytest.mark.parametrize(
        "pixels", [Pixel.Format_NV12, Pixel.Format_Y8, Pixel.Format_YUV420P, Pixel.Format_YUYV]
    )
    def test_each_way_of_sending_light_gives_the_same_picture(
        self, pixels: QVideoFrameFormat.PixelFormat
    ) -> None:
        plane = captured.plane_of(frame_of(held(CODE), pixels))
        assert plane is not None
        assert decoding.texts(decoding.symbols(plane, Effort.LIGHT)) == (CODE,)

    def test_a_coloured_frame_is_made_grey(self) -> None:
        picture = held(CODE).convert("RGBA")
        data, (wide, high) = picture.tobytes(), picture.size
        image = QImage(data, wide, high, 4 * wide, QImage.Format.Format_RGBA8888)
        plane = captured.plane_of(QVideoFrame(image))
        assert plane is not None
        assert decoding.texts(decoding.symbols(plane, Effort.LIGHT)) == (CODE,)

    def test_an_invalid_frame_is_none(self, stage: Stage) -> None:
        assert captured.plane_of(QVideoFrame()) is None
        assert decoding.plane_of_image(QImage()) is None
        stage.camera.eye.sink.setVideoFrame(QVideoFrame())
        assert stage.seen == []

    def test_the_preview_is_small_and_has_a_memory_of_its_own(self, stage: Stage) -> None:
        stage.show(held(CODE).resize((1280, 720)))
        assert stage.seen[0].picture.width() == PREVIEW
        assert not stage.seen[0].picture.isNull()


class TestWatching:
    def test_a_good_picture_is_no_trouble(self, stage: Stage) -> None:
        for level in range(100, 200):
            stage.show(Image.new("L", (640, 480), level))
        assert stage.trouble() is CameraTrouble.NONE

    def test_a_covered_lens_is_told_of_after_two_seconds(self, stage: Stage) -> None:
        stage.show(BLACK, times=30)
        assert stage.trouble() is CameraTrouble.NONE
        stage.show(BLACK, times=40)
        assert stage.trouble() is CameraTrouble.BLACK
        stage.show(held(CODE))
        assert stage.trouble() is CameraTrouble.NONE

    def test_a_dark_room_is_told_of(self, stage: Stage) -> None:
        for step in range(80):
            stage.show(Image.new("L", (640, 480), 20 + step % 5))
        assert stage.trouble() is CameraTrouble.DARK

    def test_a_picture_that_never_changes_is_frozen(self, stage: Stage) -> None:
        stage.show(held(CODE), times=80)
        assert stage.trouble() is CameraTrouble.FROZEN

    def test_no_picture_at_all_is_told_of_after_three_seconds(self, stage: Stage) -> None:
        assert stage.trouble(after=2.5) is CameraTrouble.NONE
        assert stage.trouble(after=1.0) is CameraTrouble.SILENT
        before = stage.changes
        assert stage.trouble(after=1.0) is CameraTrouble.SILENT
        assert stage.changes == before

    def test_a_slow_camera_is_no_frozen_one(self) -> None:
        watch = CameraHealth(0)
        for at in range(0, 3_000, 400):
            watch.see(Glance(200, 100, 7), at)
        assert watch.trouble(2_900) is CameraTrouble.NONE


class TestDevices:
    def test_the_first_camera_is_taken_unless_one_was_chosen(self, stage: Stage) -> None:
        assert stage.camera.device == FRONT
        assert stage.camera.mirrors
        stage.camera.start("back")
        assert stage.devices.opened == BACK
        assert not stage.camera.mirrors

    def test_without_a_camera_that_is_said(self) -> None:
        stage = Stage()
        stage.camera.start()
        assert stage.trouble() is CameraTrouble.MISSING
        assert stage.camera.device is None

    def test_a_camera_that_is_pulled_out_is_missed_and_taken_again(self, stage: Stage) -> None:
        stage.devices.pull(FRONT)
        assert stage.trouble() is CameraTrouble.VANISHED
        assert stage.devices.opened is None
        stage.devices.plug(FRONT)
        assert stage.trouble() is CameraTrouble.NONE
        stage.show(held(CODE))
        assert stage.scans == [CODE]

    def test_no_other_is_taken_for_the_one_that_was_chosen(self) -> None:
        stage = Stage(FRONT)
        stage.camera.start("back")
        assert stage.trouble() is CameraTrouble.VANISHED
        stage.devices.plug(BACK)
        assert stage.devices.opened == BACK

    def test_one_that_vanishes_without_failing_is_missed_too(self, stage: Stage) -> None:
        stage.devices.plugged.remove(FRONT)
        stage.devices.changed.emit()
        assert stage.trouble() is CameraTrouble.VANISHED

    def test_a_camera_that_another_program_has_is_said_to_be_refused(self) -> None:
        stage = Stage(FRONT)
        stage.devices.in_use = True
        stage.camera.start()
        assert stage.trouble() is CameraTrouble.REFUSED
        stage.devices.in_use = False
        stage.camera.start()
        assert stage.trouble() is CameraTrouble.NONE

    def test_whoever_leaves_puts_it_out(self, stage: Stage) -> None:
        stage.camera.stop()
        stage.camera.stop()
        assert stage.devices.opened is None
        assert stage.devices.closed == 1
        assert stage.camera.trouble() is CameraTrouble.NONE
        stage.devices.pull(BACK)
        assert stage.devices.opened is None

    def test_the_light_is_switched_where_there_is_one(self) -> None:
        stage = Stage(FRONT, light=True)
        stage.camera.start()
        assert stage.camera.has_light
        stage.camera.light(on=True)
        assert stage.camera.lit
        stage.camera.stop()
        assert not stage.camera.has_light
