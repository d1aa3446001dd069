"""Startup benchmark in the program: starts it as `main.py` does, prints when it was painted and ready."""

from __future__ import annotations

import json
import sys
import time

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

IDLE_MS = 2_000


class Watch(QObject):
    """Watches all events until the desk is painted, then waits until the program is idle."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.reached: dict[str, int] = {}
        self._asked: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self._ask("first")
            if type(watched).__name__ == "VerdictCard" and watched.isVisible():
                self._ask("ready")
        return False

    def customEvent(self, _: QEvent) -> None:
        """Everything painted together with the first paint is on the screen now."""
        for name in self._asked:
            self.reached.setdefault(name, time.monotonic_ns())
        if "ready" in self.reached and "settled" not in self.reached:
            QCoreApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self._wait_for_what_runs_behind()

    def _ask(self, name: str) -> None:
        if name not in self._asked:
            self._asked.append(name)
            high = Qt.EventPriority.HighEventPriority.value
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), high)

    def _wait_for_what_runs_behind(self) -> None:
        """The search index is built in the background, in a queue that runs one task at a time."""
        from ui.shell.main_window import MainWindow  # noqa: PLC0415 - imported by the program, in its time

        window = next(
            widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)
        )
        window.parts.background.run(lambda: None, self._settled)

    def _settled(self, _: None) -> None:
        self.reached["settled"] = time.monotonic_ns()
        QTimer.singleShot(IDLE_MS, self, self._end)

    def _end(self) -> None:
        self.reached["resident"] = psutil.Process().memory_info().rss
        sys.stdout.write(json.dumps(self.reached))
        sys.stdout.flush()
        QApplication.closeAllWindows()


def watched_exec() -> int:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    watch = Watch(app)
    try:
        return original_exec()
    finally:
        watch.deleteLater()


original_exec = QApplication.exec

if __name__ == "__main__":
    QApplication.exec = staticmethod(watched_exec)  # type: ignore[method-assign]
    from main import main

    raise SystemExit(main(sys.argv[1:]))
