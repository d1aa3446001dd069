"""Camera, serial scanner and image files in the real window: every scan reaches the desk the same way."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from checkin.domain import Outcome
from tests import camera_frames
from tests.ui.fake_camera import BACK, FRONT
from tests.ui.input_driver import Hands, tap
from tests.ui.serial_pty import Lines
from ui.scanning.capture.serial_line import SerialLine
from ui.scanning.capture.serial_state import LineState
from ui.station import StationPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.scanner_window import Room
    from ui.parts.background import Background
    from ui.scanning.capture.camera import Camera

GUEST, JAPANESE = 42, 12
EMPTY = Image.new("L", (640, 480), 150)
COPY = Qt.DropAction.CopyAction


def held(text: str) -> Image.Image:
    frame = EMPTY.copy()
    frame.paste(camera_frames.symbol(text, 150), (200, 120))
    return frame


def several(*texts: str) -> Image.Image:
    frame = EMPTY.copy()
    for place, text in enumerate(texts):
        frame.paste(camera_frames.symbol(text, 150), (20 + 300 * place, 120))
    return frame


class TestCamera:
    def test_its_key_opens_it_and_a_code_held_up_is_a_scan(self, room: Room) -> None:
        assert room.desk.bar.button("F2").isVisible()
        room.open_camera()
        assert room.desk.camera.isVisible()
        room.show(held(room.world.code(GUEST)), times=3)
        assert room.names() == ["Adiljan Tohti"]
        assert room.desk.card.face.headline == "Welcome"
        assert room.desk.camera.words.text() == "Read. The next one, please."
        assert room.desk.field.edit.hasFocus()

    def test_two_at_a_time_are_none_and_that_is_said(self, room: Room) -> None:
        room.open_camera()
        room.show(several(room.world.code(GUEST), room.world.code(JAPANESE)))
        assert room.names() == []
        assert "one alone" in room.desk.camera.words.text()

    def test_its_key_closes_it_and_the_camera_is_let_go(self, room: Room) -> None:
        room.open_camera()
        tap(Qt.Key.Key_F2, room.desk.field.edit)
        assert room.devices.closed == 1
        assert not room.desk.camera.isVisible()
        assert room.desk.bar.button("F2").isVisible()

    @pytest.mark.parametrize("leave", ["page", "cover", "lock"])
    def test_whoever_leaves_the_page_puts_it_out_and_finds_it_again(
        self, room: Room, leave: str
    ) -> None:
        room.open_camera()
        if leave == "page":
            room.work.go("station")
        elif leave == "cover":
            room.window.hide_all()
        else:
            room.window.covering.lock()
        assert not room.devices.is_open
        if leave == "page":
            room.work.go("desk")
        else:
            room.window.covering.lift()
        assert room.devices.opened == FRONT

    def test_the_one_chosen_in_station_is_used_at_once(self, room: Room) -> None:
        room.open_camera()
        room.window.settings.change(replace(room.window.settings.current, camera="back"))
        assert room.devices.opened == BACK
        assert not room.desk.camera.camera.mirrors  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("happens", "words"),
        [
            (lambda room: room.devices.pull(FRONT), "unplugged"),
            (lambda room: room.show(Image.new("L", (640, 480), 3), 90), "black"),
            (lambda room: room.show(held("x"), 90), "stands still"),
            (lambda room: None, "No picture"),
        ],
        ids=["vanished", "black", "frozen", "silent"],
    )
    def test_what_is_wrong_is_said_with_the_typed_way_out(
        self, room: Room, happens: Callable[[Room], None], words: str
    ) -> None:
        room.open_camera()
        happens(room)
        said = room.later(3.0 if words == "No picture" else 0.0)
        assert words in said
        assert "type a name or the code" in said

    def test_a_machine_without_a_camera_says_so(self, room: Room) -> None:
        room.devices.plugged.clear()
        room.open_camera()
        assert "no camera" in room.desk.camera.words.text()

    def test_without_the_systems_libraries_it_says_so_too(self, room: Room) -> None:
        def lacking(_: Background) -> Camera:
            raise ImportError

        room.desk.camera.live.make = lacking
        room.desk.camera.toggle()
        assert "no camera" in room.desk.camera.words.text()
        room.desk.camera.toggle()

    def test_its_light_has_a_key_where_there_is_one(self, room: Room) -> None:
        room.open_camera()
        assert room.desk.camera.light_button.isVisible()
        QTest.keyClick(room.desk.field.edit, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert room.devices.lit

    def test_it_is_shown_as_a_mirror_shows_it(self, room: Room) -> None:
        room.open_camera()
        left = EMPTY.copy()
        left.paste(255, (0, 0, 320, 480))
        left.paste(0, (320, 0, 640, 480))
        room.show(left)
        picture = room.desk.camera.preview.grab().toImage()
        middle = picture.height() // 2
        assert picture.pixelColor(20, middle).lightness() < 60
        assert picture.pixelColor(picture.width() - 20, middle).lightness() > 200


class TestSerial:
    @pytest.mark.skipif(sys.platform == "win32", reason="no terminals of our own there")
    def test_a_scan_on_the_line_is_answered_whatever_page_is_in_front(
        self, room: Room, qtbot: QtBot
    ) -> None:
        lines = Lines()
        lines.plug()
        room.window.parts.serial.find = lines.place
        room.window.settings.change(
            replace(room.window.settings.current, serial="usb:1", serial_speed=115_200)
        )
        assert room.line() is LineState.OPEN
        room.work.go("people")
        lines.send(f"{room.world.code(GUEST)}\r{room.world.code(JAPANESE)}\r".encode())
        qtbot.waitUntil(lambda: len(room.names()) == 2)
        assert room.names()[0] == "Adiljan Tohti"
        assert room.work.place == "desk"
        room.window.settings.change(replace(room.window.settings.current, language="ja"))
        assert room.line() is LineState.OPEN
        room.window.settings.change(replace(room.window.settings.current, serial=""))
        assert room.line() is LineState.OFF
        lines.pull()

    def test_half_a_code_on_the_line_is_said(self, room: Room) -> None:
        room.work.go("people")
        room.window.parts.serial.broken_off.emit()
        assert "part of a code" in room.work.front.banner.words()

    def test_nothing_is_taken_while_the_window_is_covered(self, room: Room) -> None:
        room.window.hide_all()
        room.window.parts.serial.scanned.emit(room.world.code(GUEST))
        room.window.parts.serial.broken_off.emit()
        assert room.names() == []
        assert room.desk.banner.words() == ""

    def test_station_says_how_the_line_is(self, room: Room) -> None:
        room.work.go("station")
        page = room.work.front
        assert isinstance(page, StationPage)
        room.window.parts.serial.find = lambda _: ""
        page.scanners.serial.offer("usb:7", "Scanner (ttyACM0)")
        page.scanners.serial.choose("usb:7")
        assert room.window.settings.current.serial == "usb:7"
        assert "not plugged in" in page.scanners.state.text()
        page.come()
        assert page.scanners.serial.chosen() == "usb:7"
        page.scanners.serial.choose("")
        assert not page.scanners.state.isVisible()

    def test_a_line_that_is_none_is_off(self, qapp: QApplication) -> None:
        line = SerialLine()
        line.use("", 9_600)
        assert line.line is LineState.OFF
        assert isinstance(line.ports(), tuple)
        line.close()


class TestPictures:
    def drop(self, room: Room, path: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(room.work.rect().center(), COPY, data, buttons, keys)
        QApplication.sendEvent(room.work, enter)
        QApplication.sendEvent(room.work, QDropEvent(QPointF(5, 5), COPY, data, buttons, keys))

    def test_one_dropped_on_any_page_is_a_scan(self, room: Room, tmp_path: Path) -> None:
        held(room.world.code(GUEST)).save(tmp_path / "badge.png")
        room.work.go("people")
        self.drop(room, tmp_path / "badge.png")
        assert room.names() == ["Adiljan Tohti"]
        assert room.work.place == "desk"

    def test_one_without_a_code_is_said_where_it_was_dropped(
        self, room: Room, tmp_path: Path
    ) -> None:
        EMPTY.save(tmp_path / "wall.png")
        room.work.go("people")
        self.drop(room, tmp_path / "wall.png")
        assert room.work.front.banner.words() == "No code was found in the picture."

    def test_one_in_the_clipboard_is_pasted(self, room: Room) -> None:
        picture = held(room.world.code(GUEST)).convert("RGBA")
        from PySide6.QtGui import QImage  # noqa: PLC0415

        image = QImage(
            picture.tobytes(), *picture.size, 4 * picture.width, QImage.Format.Format_RGBA8888
        ).copy()
        QApplication.clipboard().setImage(image)
        QTest.keyClick(room.desk.field.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert room.names() == ["Adiljan Tohti"]


class TestOrder:
    def test_whatever_reads_them_scans_are_answered_in_turn(self, room: Room) -> None:
        room.open_camera()
        hands = Hands(room.desk.scanner)
        numbers = (3, 8, 20, 42)
        room.show(held(room.world.code(3)))
        hands.scan(room.world.code(8))
        room.window.parts.serial.scanned.emit(room.world.code(20))
        room.show(EMPTY, 12)
        room.show(held(room.world.code(42)))
        assert room.window.station is not None
        last = reversed(room.window.station.desk.last(10))
        assert [scan.person.number for scan in last if scan.person] == list(numbers)
        assert {scan.outcome for scan in room.window.station.desk.last(10)} == {Outcome.ADMITTED}


def test_the_desk_starts_without_what_cameras_and_lines_need() -> None:
    script = (
        "import sys, ui.shell.app, ui.shell.workplace, ui.desk.page\n"
        "print([one for one in ('PySide6.QtMultimedia', 'PySide6.QtSerialPort', 'zxingcpp')"
        " if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
