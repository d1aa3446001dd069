"""Camera permission. macOS asks the user, once; other systems never do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCameraPermission, QCoreApplication, Qt

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject


class Permission:
    """The system's permission API."""

    def status(self) -> Qt.PermissionStatus:
        return _application().checkPermission(QCameraPermission())

    def ask(self, context: QObject, then: Callable[[], None]) -> None:
        """Asks the user; `then` is called after the answer, unless `context` was deleted by then."""
        _application().requestPermission(QCameraPermission(), context, then)


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None  # noqa: S101 - a camera is opened by a window
    return application
