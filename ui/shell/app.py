"""Application start: one window, the global exception handler, slow imports after the first frame."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLoggingCategory, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from checkin import settings
from checkin.wording import Tone
from ui.parts import theme
from ui.parts.background import Lane, ThreadBackground
from ui.parts.sounds import Sounds
from ui.shell import opening
from ui.shell.appearance import Appearance
from ui.shell.main_window import NAME, MainWindow
from ui.shell.session_lock import SessionLock, buses_of_machine

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from checkin.cli.context import Launch
    from checkin.release.own_copy import OwnCopy
    from ui.parts.background import Background

# Logged by Qt on a machine without a camera or a sound card; harmless.
QUIET: Final = "qt.multimedia.*=false"
SOUNDS_AFTER_MS: Final = 500  # after the first paint of the desk
OWN_FILES_AFTER_MS: Final = 1_500  # reading them keeps a core busy for a second
SESSION_AFTER_MS: Final = 1_000  # imports D-Bus
SOUNDS: Final = tuple(tone.value for tone in Tone)


def run(launch: Launch) -> int:
    """Opens the window and runs the event loop; returns the exit status."""
    app = application()
    loaded = settings.load(launch.settings_path)
    sounds = Sounds()

    def surface(error: Exception) -> None:
        window.fail(error)

    background = ThreadBackground(surface)
    window = MainWindow(loaded.settings, launch.settings_path, Appearance(app), background, sounds)
    sys.excepthook = partial(_uncaught, surface)
    app.styleHints().colorSchemeChanged.connect(lambda _: window.look_again())
    # The first frame comes before everything that is slow.
    window.painted.connect(partial(window.reception.unlock, launch.passphrase))
    window.painted.connect(partial(_behind, background, sounds))
    look = partial(
        background.run, _read_own_files, partial(_say_of_program, window), None, Lane.FREE
    )
    window.painted.connect(partial(QTimer.singleShot, OWN_FILES_AFTER_MS, look))
    lock = SessionLock(window)
    lock.locked.connect(window.covering.lock_with_session)
    hear = partial(_hear_session, lock)
    window.painted.connect(partial(QTimer.singleShot, SESSION_AFTER_MS, hear))
    window.start(launch.store)
    window.show()
    # Where no window manager does it, the window takes the focus itself.
    window.activateWindow()
    try:
        return app.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        window.close_store()


def _hear_session(lock: SessionLock) -> None:
    lock.listen(buses_of_machine())


def application() -> QApplication:
    """The QApplication with the first fonts; what the first frame does not need is loaded later."""
    QLoggingCategory.setFilterRules(QUIET)
    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setStyle("Fusion")
    theme.load_fonts(theme.FIRST_FONTS)
    app.setFont(theme.base_font())
    app.setWindowIcon(QIcon(str(theme.RESOURCES / "icons" / "desk.svg")))
    return app


def _behind(background: Background, sounds: Sounds) -> None:
    """Preloads (warm-up) in the background, while the passphrase is typed."""
    prepare = partial(sounds.prepare, SOUNDS)
    background.run(opening.warm_up, lambda _: QTimer.singleShot(SOUNDS_AFTER_MS, prepare))
    _load_one_by_one(theme.later_fonts())


def _read_own_files() -> OwnCopy:
    from checkin.release import own_copy  # noqa: PLC0415 - not for the first frame

    return own_copy.look()


def _say_of_program(window: MainWindow, copy: OwnCopy) -> None:
    """On the first page; what is wrong is said wherever one is."""
    window.reception.show_program(copy)
    if copy.problem is not None and window.reception.page is None:
        window.fail(copy.problem)


def _load_one_by_one(fonts: tuple[str, ...]) -> None:
    """Loads each font in its own event: one takes as long as a frame, and key presses come in between."""
    if fonts:
        theme.load_fonts(fonts[:1])
        QTimer.singleShot(0, partial(_load_one_by_one, fonts[1:]))


def _uncaught(
    surface: Callable[[Exception], None],
    _kind: type[BaseException],
    error: BaseException,
    _trace: TracebackType | None,
) -> None:
    """The global exception handler (excepthook)."""
    if isinstance(error, Exception):
        surface(error)
    else:
        QApplication.quit()
