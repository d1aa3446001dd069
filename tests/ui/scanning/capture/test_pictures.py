"""Images by drag and drop or paste: a code in them is a scan; URLs and other files are ignored."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from checkin.errors import BadFile, KnownError
from tests import camera_frames, factories
from tests.ui.inline_background import InlineBackground
from ui.scanning.capture import pictures
from ui.scanning.capture.pictures import Pictures, text_in_file

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CODE, OTHER = factories.code(1), factories.code(2)
COPY: Final = Qt.DropAction.CopyAction


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        self.pictures = Pictures(self, self.field, InlineBackground())
        self.scans: list[str] = []
        self.failures: list[KnownError] = []
        self.pictures.scanned.connect(self.scans.append)
        self.pictures.failed.connect(self.failures.append)

    def drop(self, data: QMimeData) -> bool:
        """Drops the data on the window; True if accepted."""
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(self.rect().center(), COPY, data, buttons, keys)
        enter.ignore()
        QApplication.sendEvent(self, enter)
        if enter.isAccepted():
            drop = QDropEvent(QPointF(5, 5), COPY, data, buttons, keys)
            QApplication.sendEvent(self, drop)
        return enter.isAccepted()


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    return made


def saved(folder: Path, *texts: str, name: str = "badge.png") -> Path:
    picture = Image.new("L", (420 * max(len(texts), 1), 420), 255)
    for place, text in enumerate(texts):
        picture.paste(camera_frames.symbol(text, 200), (420 * place + 40, 60))
    picture.save(folder / name)
    return folder / name


def file(path: Path | str) -> QMimeData:
    data = QMimeData()
    url = QUrl(path) if isinstance(path, str) else QUrl.fromLocalFile(str(path))
    data.setUrls([url])
    return data


@pytest.mark.parametrize("name", ["badge.png", "badge.jpg", "badge.bmp", "badge.webp", "badge.gif"])
def test_the_code_in_a_dropped_picture_is_a_scan(window: Window, tmp_path: Path, name: str) -> None:
    assert window.drop(file(saved(tmp_path, CODE, name=name)))
    assert (window.scans, window.failures) == ([CODE], [])


def test_so_is_one_in_a_picture_that_is_pasted(window: Window, tmp_path: Path) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(saved(tmp_path, CODE))))
    QTest.keyClick(window.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.scans == [CODE]
    assert window.field.text() == ""


def test_an_image_dragged_from_another_program_is_looked_at(window: Window, tmp_path: Path) -> None:
    data = QMimeData()
    data.setImageData(QImage(str(saved(tmp_path, CODE))))
    assert window.drop(data)
    assert window.scans == [CODE]


def test_an_encoded_picture_is_decoded_elsewhere(window: Window, tmp_path: Path) -> None:
    """As other programs put it on the clipboard: Qt would decode it in this process."""
    data = QMimeData()
    data.setData("image/png", saved(tmp_path, CODE).read_bytes())
    assert window.drop(data)
    data.setData("image/png", b"no picture")
    window.drop(data)
    assert window.scans == [CODE]
    assert [type(failure) for failure in window.failures] == [BadFile]


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_device_does_not_hang(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "badge.png"
    os.mkfifo(path) if kind == "pipe" else path.symlink_to("/dev/zero")
    with pytest.raises(BadFile):
        text_in_file(path)


def test_text_is_pasted_as_ever(window: Window) -> None:
    QGuiApplication.clipboard().setText("Erik")
    QTest.keyClick(window.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.field.text() == "Erik"
    assert window.scans == []


def test_an_external_code_of_another_kind_of_symbol_is_read(window: Window, tmp_path: Path) -> None:
    made = zxingcpp.create_barcode("pretix-7fA9", zxingcpp.BarcodeFormat.Aztec)
    drawn: Any = made.to_image(scale=6)
    grey = memoryview(drawn)
    high, wide = grey.shape or (0, 0)
    path = tmp_path / "aztec.png"
    Image.frombytes("L", (wide, high), grey.tobytes()).save(path)
    window.drop(file(path))
    assert window.scans == ["pretix-7fA9"]


def test_a_picture_without_a_code_says_so(window: Window, tmp_path: Path) -> None:
    window.drop(file(saved(tmp_path)))
    assert "No code" in str(window.failures[0])


def test_two_codes_in_a_picture_are_none(window: Window, tmp_path: Path) -> None:
    window.drop(file(saved(tmp_path, CODE, OTHER)))
    assert window.scans == []
    assert "more than one" in str(window.failures[0])


@pytest.mark.parametrize(
    "address",
    [
        "http://192.0.2.9/x.png",
        "https://example.org/badge.png",
        "file://192.0.2.9/share/x.png",
        "data:image/png;base64,AAAA",
    ],
)
def test_no_address_is_followed(window: Window, address: str) -> None:
    assert not window.drop(file(address))
    assert (window.scans, window.failures) == ([], [])


def test_several_files_at_once_are_not_taken(window: Window, tmp_path: Path) -> None:
    data = QMimeData()
    url = QUrl.fromLocalFile(str(saved(tmp_path, CODE)))
    data.setUrls([url, url])
    assert not window.drop(data)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\n",
        b"MZ\x90\x00",
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>',
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    ],
    ids=["empty", "pdf", "program", "svg", "cut png"],
)
def test_what_is_no_picture_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "badge.png"
    path.write_bytes(content)
    with pytest.raises(BadFile):
        text_in_file(path)


def test_a_folder_and_a_device_are_no_pictures(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/zero"), tmp_path / "missing.png"):
        with pytest.raises(BadFile):
            text_in_file(path)


def test_a_picture_that_would_unpack_to_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(factories.png_of_nothing(20_000, 10_000))
    assert path.stat().st_size < 100_000
    with pytest.raises(BadFile, match="too large"):
        text_in_file(path)


def test_so_is_a_huge_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, CODE)
    monkeypatch.setattr(pictures, "LARGEST", 10)
    with pytest.raises(BadFile, match="too large"):
        text_in_file(path)


def test_a_wide_photograph_is_made_smaller_and_read(tmp_path: Path) -> None:
    wide = Image.new("L", (6_000, 4_000), 200)
    wide.paste(camera_frames.symbol(CODE, 900), (2_000, 1_000))
    wide.save(tmp_path / "photo.jpg")
    assert text_in_file(tmp_path / "photo.jpg") == CODE
