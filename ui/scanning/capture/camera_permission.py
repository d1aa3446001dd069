"""Whether the system lets this program see through a camera. macOS asks the person, once; others never do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCameraPermission, QCoreApplication, Qt

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject


class Permission:
    """The system's own."""

    def status(self) -> Qt.PermissionStatus:
        return _application().checkPermission(QCameraPermission())

    def ask(self, context: QObject, then: Callable[[], None]) -> None:
        """Asks the person; `then` is called when they have answered, unless `context` is gone by then."""
        _application().requestPermission(QCameraPermission(), context, then)


def _application() -> QCoreApplication:
    there = QCoreApplication.instance()
    assert there is not None  # noqa: S101 - whoever opens a camera has a window
    return there
