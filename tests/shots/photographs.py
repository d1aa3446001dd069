"""Screenshots of a photograph taken at the desk: the camera's picture, what was taken, consent, no camera."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from checkin.domain import Flag
from tests.shots.demo_window import Scene
from tests.shots.pages import JAPANESE, UYGHUR, people
from tests.ui.fake_camera import FRONT, FakeDevices
from tests.ui.inline_background import InlineBackground
from ui.people.photographing import PhotoParts, PortraitActs
from ui.scanning.capture import portraits
from ui.scanning.capture.camera import Camera

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage


def somebody() -> QImage:
    """A face that is nobody's, as a camera of 1280 × 720 sees it."""
    picture = QImage(1280, 720, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wall = QLinearGradient(0, 0, 1280, 720)
    wall.setColorAt(0, QColor("#dfe6ea"))
    wall.setColorAt(1, QColor("#93a7b4"))
    painter.fillRect(picture.rect(), wall)
    painter.fillRect(940, 90, 220, 300, QColor("#7a5c3e"))
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, left, top, wide, high in (
        ("#2b3a55", 410, 560, 460, 420),
        ("#e3b996", 520, 150, 240, 330),
        ("#3a2a20", 505, 105, 270, 150),
    ):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(left, top, wide, high)
    painter.end()
    return picture


def ask(stage: Stage, number: int, devices: FakeDevices) -> None:
    page, station = people(stage), stage.world.station
    page.close_sheet()
    page.show_person(f"{number:032x}")
    camera = lambda _: Camera(InlineBackground(), devices, look=portraits.look_at)  # type: ignore[arg-type]  # noqa: E731
    acts = PortraitActs(page, station.people, PhotoParts(station.photos, make_camera=camera))
    photo = station.desk.look_up.photograph(f"{number:032x}")
    acts.show(page.card, photo)
    acts.ask(station.people.card(f"{number:032x}").delegate)


def before_the_camera(stage: Stage) -> None:
    devices = FakeDevices(FRONT)
    ask(stage, JAPANESE, devices)
    devices.show_in_colour(somebody())


def taken(stage: Stage) -> None:
    before_the_camera(stage)
    _accept(stage)


def _accept(stage: Stage) -> None:
    sheet = people(stage).sheet
    assert sheet is not None
    sheet.accept_button.click()


def kept(stage: Stage) -> None:
    taken(stage)
    _accept(stage)


def no_camera(stage: Stage) -> None:
    ask(stage, UYGHUR, FakeDevices())


def consent(stage: Stage) -> None:
    stage.world.station.people.flag(f"{UYGHUR:032x}", Flag.ASK_CONSENT, on=True)
    ask(stage, UYGHUR, FakeDevices())


SCENES: Final = (
    Scene("photograph-camera", before_the_camera),
    Scene("photograph-taken", taken),
    Scene("photograph-kept", kept),
    Scene("photograph-no-camera", no_camera),
    Scene("photograph-consent", consent),
)
