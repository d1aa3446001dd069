"""Kiosk (self-check-in) by camera: frames in, the guest's own name out, errors with an alternative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from checkin.settings import Settings
from tests import camera_frames
from tests.ui.fake_camera import BACK, FRONT, FakeDevices
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Heard
from ui.kiosk.kiosk import Kiosk, KioskParts
from ui.parts.theme import LIGHT
from ui.printing.print_desk import PrintDesk
from ui.scanning.capture.camera import Camera

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from checkin.language import Language
    from tests.ui.demo_store import World
    from ui.parts.background import Background

GUEST = 42
EMPTY = Image.new("L", (640, 480), 150)
BLACK = Image.new("L", (640, 480), 3)
OTHER_WAY = "Hold your code to the scanner, or ask at the desk."


def held(*texts: str) -> Image.Image:
    frame = EMPTY.copy()
    for place, text in enumerate(texts):
        frame.paste(camera_frames.symbol(text, 150), (20 + 300 * place, 120))
    return frame


class Hall:
    """The kiosk, its cameras, and a fake clock."""

    def __init__(self, desk: World, language: Language) -> None:
        self.world, self.seconds = desk, 100.0
        self.devices = FakeDevices(FRONT, BACK)
        background = InlineBackground()
        prints = PrintDesk(desk.station.badges, background, language)
        parts = KioskParts(
            desk.station.desk, prints, background, Heard(), camera="", make_camera=self.make
        )
        self.kiosk = Kiosk(parts, language, LIGHT)

    def make(self, background: Background) -> Camera:
        camera = Camera(background, self.devices)  # type: ignore[arg-type]
        camera.eye.clock = lambda: self.seconds
        return camera

    def show(self, image: Image.Image, times: int = 1) -> None:
        for _ in range(times):
            self.seconds += 0.033
            self.devices.show(image)

    def said(self, after: float = 0.0) -> str:
        self.seconds += after
        if self.kiosk.camera.live.camera is not None:
            self.kiosk.camera.live.camera.check()
        return self.kiosk.camera.words.text()

    def outcomes(self) -> list[str]:
        return [str(scan.outcome) for scan in self.world.station.desk.last(20)]


@pytest.fixture
def hall(desk: World, language: Language, qtbot: QtBot) -> Iterator[Hall]:
    made = Hall(desk, language)
    qtbot.addWidget(made.kiosk)
    made.kiosk.resize(1366, 768)
    with qtbot.waitExposed(made.kiosk):
        made.kiosk.show()
    yield made
    made.kiosk.rest()


@pytest.fixture
def open_hall(hall: Hall) -> Hall:
    hall.kiosk.camera_button.click()
    return hall


def test_a_code_held_up_lets_its_owner_in_once(open_hall: Hall) -> None:
    open_hall.show(held(open_hall.world.code(GUEST)), times=30)
    card = open_hall.kiosk.card
    assert (card.headline.text(), card.name.text()) == ("Welcome", "Adiljan Tohti")
    assert open_hall.outcomes() == ["admitted"]
    assert open_hall.kiosk.camera.preview.seen is not None
    assert open_hall.said() == "Read. The next one, please."


def test_hard_frames_of_a_hall_are_read(open_hall: Hall) -> None:
    for number in (3, 8, GUEST):
        code, dice = open_hall.world.code(number), camera_frames.chance(1, number)
        shown = camera_frames.hard_frame(camera_frames.Hardship.ROTATED, code, dice)
        open_hall.show(shown.image, times=4)
        open_hall.show(EMPTY, times=40)
    assert open_hall.outcomes() == ["admitted"] * 3


def test_two_at_a_time_are_none_and_that_is_said(open_hall: Hall) -> None:
    open_hall.show(held(open_hall.world.code(GUEST), open_hall.world.code(3)))
    assert open_hall.outcomes() == []
    assert "one alone" in open_hall.said()


@pytest.mark.parametrize(
    ("happens", "words", "after"),
    [
        (lambda hall: hall.devices.pull(FRONT), "unplugged", 0),
        (lambda hall: hall.show(BLACK, 90), "black", 0),
        (lambda hall: hall.show(EMPTY, 90), "stands still", 0),
        (lambda hall: hall.devices.refused.emit(), "cannot be opened", 0),
        (lambda hall: None, "No picture", 3.5),
    ],
    ids=["vanished", "black", "frozen", "refused", "silent"],
)
def test_what_is_wrong_is_said_with_the_other_way_in(
    open_hall: Hall, happens: Callable[[Hall], None], words: str, after: float
) -> None:
    happens(open_hall)
    said = open_hall.said(after)
    assert words in said
    assert said.endswith(OTHER_WAY)
    assert open_hall.kiosk.camera.words.isVisible()
    open_hall.kiosk.scanner.take(open_hall.world.code(GUEST))
    assert open_hall.outcomes() == ["admitted"]


def test_a_camera_that_is_plugged_in_again_goes_on(open_hall: Hall) -> None:
    open_hall.devices.pull(FRONT)
    open_hall.devices.plug(FRONT)
    assert open_hall.said() == "Hold the code up to the camera."
    open_hall.show(held(open_hall.world.code(GUEST)))
    assert open_hall.outcomes() == ["admitted"]


def test_a_machine_without_a_camera_says_so(hall: Hall) -> None:
    hall.devices.plugged.clear()
    hall.kiosk.camera_button.click()
    assert hall.said() == f"There is no camera at this machine. {OTHER_WAY}"


def test_without_the_systems_libraries_it_says_so_too(hall: Hall) -> None:
    def lacking(_: Background) -> Camera:
        raise ImportError

    hall.kiosk.camera.live.make = lacking
    hall.kiosk.camera_button.click()
    assert hall.said().startswith("There is no camera at this machine.")
    hall.kiosk.camera_button.click()
    assert not hall.kiosk.camera.isVisible()


def test_it_speaks_the_language_of_who_stands_there(open_hall: Hall) -> None:
    open_hall.devices.pull(FRONT)
    open_hall.kiosk.languages["ja"].click()
    assert open_hall.said().startswith("カメラが抜かれています。")
    assert open_hall.kiosk.camera_button.text() == "カメラを閉じる"


def test_its_button_lets_it_go(open_hall: Hall) -> None:
    assert open_hall.devices.is_open
    open_hall.kiosk.camera_button.click()
    assert open_hall.devices.closed == 1
    assert not open_hall.kiosk.camera.isVisible()
    assert open_hall.kiosk.camera_button.text() == "Use the camera"


def test_the_one_chosen_in_station_is_used(desk: World, language: Language, qtbot: QtBot) -> None:
    hall = Hall(desk, language)
    qtbot.addWidget(hall.kiosk)
    chosen = Settings(camera="back").camera
    hall.kiosk.camera.open(chosen)
    assert hall.devices.opened == BACK
    hall.kiosk.rest()
    assert hall.devices.closed == 1


def test_while_a_passphrase_is_asked_for_a_code_held_up_is_nothing(open_hall: Hall) -> None:
    open_hall.kiosk.staff_button.click()
    open_hall.show(held(open_hall.world.code(GUEST)), times=5)
    assert open_hall.outcomes() == []
