"""Drag and drop of a file onto the roster page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Watches a page. `free`: whether it accepts a file now; `over`: a file enters or leaves;
    `dropped`: a file was dropped."""

    def __init__(
        self,
        page: QWidget,
        free: Callable[[], bool],
        over: Callable[[bool], None],
        dropped: Callable[[Path], None],
    ) -> None:
        super().__init__(page)
        self._free, self._over, self._dropped = free, over, dropped
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            if _file_of(event) is not None and self._free():
                event.acceptProposedAction()
                self._over(True)  # noqa: FBT003 - a state
            return True
        if event.type() is QEvent.Type.DragLeave:
            self._over(False)  # noqa: FBT003 - a state
        elif isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            self._over(False)  # noqa: FBT003 - a state
            path = _file_of(event)
            if path is not None:
                event.acceptProposedAction()
                self._dropped(path)
            return True
        return False


def _file_of(event: QDropEvent) -> Path | None:
    """The only file being dragged."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
