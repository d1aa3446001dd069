"""Scan routing: passes scans of all sources to the desk, unless the page in front consumes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog

from ui.scanning.capture.pictures import Pictures
from ui.shell.pages import DESK

if TYPE_CHECKING:
    from checkin.errors import KnownError
    from ui.shell.pages import PageContext
    from ui.shell.workplace import Workplace


class ScannerRouting(QObject):
    """Connects a workplace with its scanners: keyboard, serial port, images."""

    def __init__(self, workplace: Workplace, context: PageContext) -> None:
        super().__init__(workplace)
        self._workplace = workplace
        scanner, serial = workplace.desk.scanner, context.serial
        # After the desk's own handler: the verdict is on the card by then.
        scanner.scanned.connect(self._come_to_desk)
        scanner.broken_off.connect(self._hint_in_front)
        scanner.composing.connect(self._hint_in_front)
        serial.scanned.connect(self._read_by_line)
        serial.broken_off.connect(self._half_by_line)
        pictures = Pictures(workplace, workplace.desk.field.edit, context.background)
        pictures.scanned.connect(self.read_in_picture)
        pictures.failed.connect(self._no_picture)

    def _come_to_desk(self) -> None:
        """Brings the desk to the front for a scan; closes dialogs, which would swallow the next scan or hide
        the answer."""
        work = self._workplace
        beside = work.window().findChildren(
            QDialog, options=Qt.FindChildOption.FindDirectChildrenOnly
        )
        for dialog in (QApplication.activeModalWidget(), *beside):
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.reject()
        for page in (work.front, work.desk):
            page.banner.clear_told()
        work.go(DESK.key)

    def _read_by_line(self, text: str) -> None:
        if not self._workplace.front.takes(text, serial=True):
            self._workplace.desk.scanner.take(text)

    def _half_by_line(self) -> None:
        if not self._workplace.front.takes(None, serial=True):
            self._workplace.desk.scanner.take_half()

    def read_in_picture(self, text: str) -> None:
        """Handles a code in an image that was dropped or pasted."""
        if not self._workplace.front.takes(text, serial=False):
            self._workplace.desk.scanner.take(text)

    def _hint_in_front(self) -> None:
        """Shows the desk's hint about a failed scan on the page in front."""
        work = self._workplace
        if work.front is not work.desk:
            work.front.tell(work.desk.banner.words())

    def _no_picture(self, error: KnownError) -> None:
        self._workplace.front.show_error(error)
