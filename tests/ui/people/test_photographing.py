"""Taking a photograph on the People page: consent, the camera's picture, taking it again, keeping it; its badge."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from checkin.domain import Flag, Role
from tests.ui.fake_camera import FRONT, FakeDevices
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import strike
from tests.ui.people.people_page import lists_of
from ui.parts.keys import WindowKey
from ui.parts.shell import Change
from ui.people import PeoplePage, PhotoParts
from ui.people.photo_sheet import ConsentSheet, PhotoSheet
from ui.scanning.capture import portraits
from ui.scanning.capture.camera import Camera

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from checkin.station import Station
    from tests.ui.demo_store import World
    from tests.ui.recorded_shell import RecordedShell
    from ui.parts.background import Background
    from ui.parts.page import PageEnvironment

NUMBER = 3
WHO = f"{NUMBER:032x}"


def picture(left: str, middle: str, right: str) -> QImage:
    """As a camera sends it: three colours side by side, the middle one as wide as the frame."""
    image = QImage(1280, 720, QImage.Format.Format_RGB32)
    image.fill(QColor(left))
    painter = QPainter(image)
    painter.fillRect(370, 0, 540, 720, QColor(middle))
    painter.fillRect(910, 0, 370, 720, QColor(right))
    painter.end()
    return image


def halves(left: str, right: str) -> QImage:
    image = QImage(1280, 720, QImage.Format.Format_RGB32)
    image.fill(QColor(left))
    painter = QPainter(image)
    painter.fillRect(640, 0, 640, 720, QColor(right))
    painter.end()
    return image


@pytest.fixture
def devices() -> FakeDevices:
    return FakeDevices(FRONT)


@pytest.fixture
def page_of(
    desk: World, devices: FakeDevices, qtbot: QtBot, around: PageEnvironment
) -> Callable[[Role], PeoplePage]:
    def camera(_: Background) -> Camera:
        return Camera(InlineBackground(), devices, look=portraits.look_at)  # type: ignore[arg-type]

    def build(role: Role) -> PeoplePage:
        station = desk.station
        station.shift.role = role
        photos = PhotoParts(station.photos, make_camera=camera)
        page = PeoplePage(station.desk, station.people, lists_of(station), around, photos)
        qtbot.addWidget(page)
        page.resize(1278, 768)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.come()
        page.show_person(WHO)
        return page

    return build


@pytest.fixture
def page(page_of: Callable[[Role], PeoplePage]) -> PeoplePage:
    return page_of(Role.LEAD)


def photo_of(station: Station) -> Image.Image | None:
    data = station.desk.look_up.photograph(WHO)
    return Image.open(io.BytesIO(data)) if data else None


def opened(page: PeoplePage) -> PhotoSheet:
    """Opened from the keyboard."""
    page.card.take_photo.setFocus()
    QTest.keyClick(page.card.take_photo, Qt.Key.Key_Return)
    assert isinstance(page.sheet, PhotoSheet)
    return page.sheet


def is_closed(page: PeoplePage) -> bool:
    return page.sheet is None


def press(key: Qt.Key | WindowKey) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    if isinstance(key, WindowKey):
        strike(key, target)
    else:
        QTest.keyClick(target, key)


def colour_at(image: QImage, x: float, y: float) -> tuple[int, int, int]:
    found = image.pixelColor(int(image.width() * x), int(image.height() * y))
    return found.red(), found.green(), found.blue()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_takes_it_and_the_same_key_keeps_it(
    page: PeoplePage, desk: World, devices: FakeDevices, shell: RecordedShell, key: Qt.Key
) -> None:
    sheet = opened(page)
    assert devices.opened == FRONT
    devices.show_in_colour(picture("red", "lime", "blue"))
    press(key)
    assert page.sheet is sheet
    assert sheet.accept_button.text() == "Keep"
    assert photo_of(desk.station) is None
    press(key)
    assert is_closed(page)
    assert not devices.is_open
    kept = photo_of(desk.station)
    assert kept is not None
    assert kept.width / kept.height == pytest.approx(3 / 4, abs=0.01)
    top = kept.resize((20, 20)).crop((0, 0, 20, 2)).getextrema()
    assert top[1][0] > 200  # type: ignore[index]
    assert top[0][1] < 60  # type: ignore[index]
    assert Change.DELEGATE in shell.changes
    assert not page.card.photo.pixmap().isNull()


def test_the_picture_is_mirrored_while_it_lives_and_kept_as_it_is(
    page: PeoplePage, desk: World, devices: FakeDevices
) -> None:
    sheet = opened(page)
    devices.show_in_colour(halves("red", "blue"))
    live = sheet.preview.grab().toImage()
    red, _, blue = colour_at(live, 0.62, 0.97)
    assert red > blue  # what is left of the camera is at the right
    press(Qt.Key.Key_Return)
    still = sheet.preview.grab().toImage()
    red, _, blue = colour_at(still, 0.38, 0.97)
    assert red > blue
    press(Qt.Key.Key_Return)
    kept = photo_of(desk.station)
    assert kept is not None
    red, _, blue = kept.getpixel((20, 240))  # type: ignore[misc]
    assert red > blue


def test_it_can_be_taken_again_before_it_is_kept(
    page: PeoplePage, desk: World, devices: FakeDevices
) -> None:
    sheet = opened(page)
    devices.show_in_colour(picture("red", "red", "red"))
    press(Qt.Key.Key_Return)
    press(WindowKey.RETRY)
    assert sheet.accept_button.text() == "Take photograph"
    devices.show_in_colour(picture("lime", "lime", "lime"))
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    kept = photo_of(desk.station)
    assert kept is not None
    assert kept.getpixel((100, 100))[1] > 200  # type: ignore[index]


def test_what_was_taken_is_seen_before_a_key_keeps_it(
    page: PeoplePage, devices: FakeDevices
) -> None:
    opened(page)
    devices.show_in_colour(picture("red", "lime", "blue"))
    page.settling.clock = lambda: 50.0
    press(Qt.Key.Key_Return)
    assert page.settling.unread(50_000.0)


def test_going_back_keeps_nothing_and_closes_the_camera(
    page: PeoplePage, desk: World, devices: FakeDevices
) -> None:
    opened(page)
    devices.show_in_colour(picture("red", "lime", "blue"))
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert is_closed(page)
    assert not devices.is_open
    assert photo_of(desk.station) is None


def test_without_a_camera_a_sentence_says_so_and_nothing_is_taken(
    page: PeoplePage, desk: World, devices: FakeDevices
) -> None:
    devices.plugged.clear()
    sheet = opened(page)
    assert "There is no camera at this machine." in sheet.live.words.text()
    assert "from files" in sheet.live.words.text()
    press(Qt.Key.Key_Return)
    assert sheet.words() == "There is no picture to take."
    assert page.sheet is sheet
    assert photo_of(desk.station) is None
    devices.plug(FRONT)
    devices.show_in_colour(picture("red", "lime", "blue"))
    assert sheet.live.words.text() == "Face in the oval, eyes to the camera."


def test_a_camera_that_is_pulled_out_is_told_of(page: PeoplePage, devices: FakeDevices) -> None:
    sheet = opened(page)
    devices.show_in_colour(picture("red", "lime", "blue"))
    devices.pull(FRONT)
    assert "unplugged" in sheet.live.words.text()
    assert sheet.preview.seen is None


def test_a_page_that_is_left_closes_the_camera(page: PeoplePage, devices: FakeDevices) -> None:
    opened(page)
    page.hide()
    assert not devices.is_open


def test_the_one_before_is_replaced_which_is_said_and_can_be_removed(
    page: PeoplePage, desk: World, devices: FakeDevices
) -> None:
    for colour in ("red", "lime"):
        sheet = opened(page)
        devices.show_in_colour(picture(colour, colour, colour))
        assert sheet.note.isVisible() == (colour == "lime")
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Return)
    kept = photo_of(desk.station)
    assert kept is not None
    assert kept.getpixel((100, 100))[1] > 200  # type: ignore[index]
    opened(page)
    press(WindowKey.REMOVE)
    assert is_closed(page)
    assert photo_of(desk.station) is None
    assert page.card.photo.pixmap().isNull()


def test_who_is_to_be_asked_is_asked_first(
    page: PeoplePage, desk: World, devices: FakeDevices
) -> None:
    desk.station.people.flag(WHO, Flag.ASK_CONSENT, on=True)
    page.refresh()
    page.card.take_photo.click()
    assert isinstance(page.sheet, ConsentSheet)
    assert not devices.is_open
    press(Qt.Key.Key_Return)
    assert isinstance(page.sheet, PhotoSheet)
    devices.show_in_colour(picture("red", "lime", "blue"))
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert photo_of(desk.station) is not None


def test_a_no_is_kept_and_they_are_not_asked_again(
    page: PeoplePage, desk: World, devices: FakeDevices
) -> None:
    desk.station.people.flag(WHO, Flag.ASK_CONSENT, on=True)
    page.refresh()
    page.card.take_photo.click()
    press(WindowKey.NO)
    assert is_closed(page)
    assert devices.closed == 0
    assert Flag.NO_PHOTO in desk.station.people.card(WHO).delegate.flags
    assert not page.card.take_photo.isVisible()


def test_a_refusal_of_the_core_is_said_in_the_sheet(
    page: PeoplePage, desk: World, devices: FakeDevices
) -> None:
    sheet = opened(page)
    devices.show_in_colour(picture("red", "lime", "blue"))
    press(Qt.Key.Key_Return)
    desk.station.people.flag(WHO, Flag.NO_PHOTO, on=True)  # meanwhile, at another desk
    press(Qt.Key.Key_Return)
    assert page.sheet is sheet
    assert sheet.words() == "Their marks say that no photograph is kept of them."


@pytest.mark.parametrize("flag", [Flag.PROTECTED, Flag.NO_PHOTO])
def test_it_is_not_offered_for_who_must_not_be_photographed(
    page: PeoplePage, desk: World, flag: Flag
) -> None:
    assert page.card.take_photo.isVisible()
    desk.station.people.flag(WHO, flag, on=True)
    page.refresh()
    assert not page.card.take_photo.isVisible()


def test_volunteers_are_not_offered_it(page_of: Callable[[Role], PeoplePage]) -> None:
    assert not page_of(Role.VOLUNTEER).card.take_photo.isVisible()


def test_a_low_window_shows_a_smaller_picture(page: PeoplePage) -> None:
    page.resize(683, 384)
    assert opened(page).preview.height() < 200
