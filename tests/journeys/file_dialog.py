"""The program's own file dialogs in one process: a path is put in while one is open."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DIALOG_MS: Final = 20
MOST_TRIES: Final = 100


@contextmanager
def dialog(path: Path) -> Iterator[None]:
    """Puts a path into the file dialog that opens meanwhile, and presses its button."""
    tries = 0

    def look() -> None:
        nonlocal tries
        shown: QWidget | None = QApplication.activeModalWidget()
        if not isinstance(shown, QFileDialog) or not shown.isVisible():
            return
        tries += 1
        if tries > MOST_TRIES:
            shown.reject()  # the test fails, and does not wait
        line = shown.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText(str(path))
        next(button for button in shown.findChildren(QPushButton) if button.isDefault()).click()

    timer = QTimer()
    timer.setInterval(DIALOG_MS)
    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()
    assert 0 < tries <= MOST_TRIES, "no file dialog has opened, or it did not take the path"
