"""Customer-facing second screen: a greeting in the delegate's language, blank in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter
from PySide6.QtWidgets import QWidget

from checkin import visibility
from checkin.domain import Role
from checkin.language import RIGHT_TO_LEFT
from checkin.visibility import Audience, Viewer
from checkin.wording import greeting
from ui.parts.theme import base_font
from ui.parts.timers import single_shot
from ui.parts.widgets.texts import broken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintEvent, QScreen

    from checkin.domain import Verdict
    from ui.parts.theme import Theme

BLANK_AFTER_MS: Final = 6_000
# Each of these may change where a window is.
DELEGATE: Final = Viewer(Role.VOLUNTEER, audience=Audience.SECOND_SCREEN)
MOVES: Final = frozenset(
    {
        QEvent.Type.Show,
        QEvent.Type.Move,
        QEvent.Type.WindowStateChange,
        QEvent.Type.ScreenChangeInternal,
    }
)
SIZES: Final = (160, 128, 96, 72, 56, 40)


def screens() -> tuple[str, ...]:
    """The names of the screens other than the main window's."""
    first = QGuiApplication.primaryScreen()
    return tuple(key_of(screen) for screen in QGuiApplication.screens() if screen is not first)


def key_of(screen: Screen) -> str:
    """The name of a screen in the settings; some have no name."""
    return screen.name() or screen.model() or "1"


class Screen(Protocol):
    """The part of QScreen that is used."""

    def name(self) -> str: ...

    def model(self) -> str: ...

    def geometry(self) -> QRect: ...


class SecondScreen(QObject):
    """Owns the greeting window; there is none until a screen is chosen, and none while it is unplugged.

    Nor is there one on the screen of `desk`, the volunteer's window: it would be covered. So every change of
    the screens, or of that window's place, is handled again.
    """

    def __init__(
        self,
        theme: Theme,
        desk: QWidget | None = None,
        every: Callable[[], Sequence[Screen]] = QGuiApplication.screens,
    ) -> None:
        super().__init__(desk)
        self.window: GreetingWindow | None = None
        self._theme = theme
        self._desk, self._every = desk, every
        self._wanted = ""
        self._fallback = "en"
        self._at = QRect()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._added)
            app.screenRemoved.connect(self.settle)
            app.primaryScreenChanged.connect(self.settle)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self.settle)
        if desk is not None:
            desk.installEventFilter(self)

    def use(self, screen: str, theme: Theme, language: str) -> None:
        """Selects a screen by name; empty for none. `language` greets unknown delegates."""
        if (screen, theme) != (self._wanted, self._theme):
            self.close()
        self._wanted, self._theme, self._fallback = screen, theme, language
        self.settle()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Greets at check-in and check-out; ignores all other verdicts."""
        if self.window is None:
            return
        shown = visibility.verdict(verdict, DELEGATE) if verdict is not None else None
        told = greeting(shown, self._fallback) if shown is not None else None
        if told is None:
            self.window.blank()
        else:
            self.window.greet(told.words, mirrored=told.language in RIGHT_TO_LEFT)

    def blank(self) -> None:
        if self.window is not None:
            self.window.blank()

    def close(self) -> None:
        """Closes the window."""
        window, self.window = self.window, None
        if window is not None:
            window.close()
            window.deleteLater()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() in MOVES and self._wanted:
            self.settle()
        return False

    def settle(self, *_: object) -> None:
        """Moves the window to its screen, or closes it."""
        place = self._place() if self._wanted else None
        if place is None:
            self.close()
        elif self.window is None or place != self._at:
            self.window = self.window or GreetingWindow(self._theme)
            self.window.show_over(place)
            self._at = place

    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self.settle)
        self.settle()

    def _place(self) -> QRect | None:
        """The wanted screen's area, unless it overlaps with the volunteer's window: screens may be mirrored."""
        found = next((screen for screen in self._every() if key_of(screen) == self._wanted), None)
        if found is None:
            return None
        place = found.geometry()
        own = self._desk.screen().geometry() if self._desk is not None else QRect()
        return None if place.isEmpty() or place.intersects(own) else place


class GreetingWindow(QWidget):
    """A full screen of one colour, with at most a greeting in its middle. It never takes the focus."""

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
        self._soon = single_shot(self, BLANK_AFTER_MS, self.blank)

    def show_over(self, place: QRect) -> None:
        """Covers a screen. Not a full-screen window: that would take the keyboard from the desk."""
        self.setGeometry(place)
        self.show()

    def greet(self, words: str, *, mirrored: bool) -> None:
        """Shows a greeting for a few seconds."""
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
        """The largest font that fits on one line; the smallest wraps."""
        font = base_font()
        font.setWeight(QFont.Weight.Bold)
        for size in SIZES:
            font.setPixelSize(size)
            low_enough = 2 * size <= self.height()
            if low_enough and len(broken(self.words, font, self.width() * 5 // 6)) <= 1:
                break
        return font
