"""The screen that the delegate sees: a greeting in their language, and nothing else. Blank in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter
from PySide6.QtWidgets import QWidget

from checkin.language import RIGHT_TO_LEFT
from checkin.wording import greeting
from ui.theme import base_font
from ui.widgets.texts import broken

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QScreen

    from checkin.domain import Verdict
    from ui.theme import Theme

BLANK_AFTER_MS: Final = 6_000
SIZES: Final = (160, 128, 96, 72, 56, 40)


def screens() -> tuple[str, ...]:
    """The names of the screens that the main window need not be on."""
    first = QGuiApplication.primaryScreen()
    return tuple(key_of(one) for one in QGuiApplication.screens() if one is not first)


def key_of(screen: QScreen) -> str:
    """What a screen is called in the settings; some have no name."""
    return screen.name() or screen.model() or "1"


class SecondScreen(QObject):
    """Owns the greeting's window; there is none until a screen is chosen, and none while it is unplugged."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window: GreetingWindow | None = None
        self._theme = theme
        self._wanted = ""
        self._fallback = "en"
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(lambda _: self._settle())
            app.screenRemoved.connect(lambda _: self._settle())

    def use(self, screen: str, theme: Theme, language: str) -> None:
        """On the screen of that name; an empty name: on none. `language` greets who is not known."""
        if (screen, theme) != (self._wanted, self._theme):
            self.close()
        self._wanted, self._theme, self._fallback = screen, theme, language
        self._settle()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Greets who was let in or out; everything else is nothing for this screen."""
        if self.window is None:
            return
        told = greeting(verdict, self._fallback) if verdict is not None else None
        if told is None:
            self.window.blank()
        else:
            self.window.greet(told.words, mirrored=told.language in RIGHT_TO_LEFT)

    def blank(self) -> None:
        if self.window is not None:
            self.window.blank()

    def close(self) -> None:
        """Takes the window away."""
        window, self.window = self.window, None
        if window is not None:
            window.close()
            window.deleteLater()

    def _settle(self) -> None:
        screen = self._found()
        if screen is None:
            self.close()
        elif self.window is None:
            self.window = GreetingWindow(self._theme)
            self.window.show_on(screen)

    def _found(self) -> QScreen | None:
        every = QGuiApplication.screens()
        return next((one for one in every if key_of(one) == self._wanted), None)


class GreetingWindow(QWidget):
    """A whole screen of one colour, with at most a greeting in its middle. It never takes the keyboard."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.words = ""
        self._mirrored = False
        self.setWindowTitle(QGuiApplication.applicationName())
        self.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(BLANK_AFTER_MS)
        self._soon.timeout.connect(self.blank)

    def show_on(self, screen: QScreen) -> None:
        """Over all of it. Not as a full-screen window: that would take the keyboard from the desk."""
        self.setGeometry(screen.geometry())
        self.show()

    def greet(self, words: str, *, mirrored: bool) -> None:
        """For a few seconds."""
        self.words, self._mirrored = words, mirrored
        self._soon.start()
        self.update()

    def blank(self) -> None:
        self.words = ""
        self._soon.stop()
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.surface))
        if self.words:
            painter.setPen(QColor(self._theme.text))
            painter.setFont(self._font())
            right = Qt.LayoutDirection.RightToLeft
            painter.setLayoutDirection(right if self._mirrored else Qt.LayoutDirection.LeftToRight)
            room = self.rect().adjusted(self.width() // 12, 0, -self.width() // 12, 0)
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(middle), self.words)
        painter.end()

    def _font(self) -> QFont:
        """As large as it fits on one line; the smallest wraps."""
        font = base_font()
        font.setWeight(QFont.Weight.Bold)
        for size in SIZES:
            font.setPixelSize(size)
            if len(broken(self.words, font, self.width() * 5 // 6)) <= 1:
                break
        return font
