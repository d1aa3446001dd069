"""Panels, the page header with its status lamps, coloured strips, and the error banner."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from checkin.wording import Tone
from ui.parts.theme import MARGIN, STEP
from ui.parts.widgets.buttons import button
from ui.parts.widgets.texts import Elided, IconLabel, Text, restyle, text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QPushButton

    from ui.parts.theme import Theme

HEADING: Final = 42
HEADER: Final = 64
HEADER_LOW: Final = 48  # where the window is low
WIDE_ENOUGH: Final = 760


def rule() -> QFrame:
    """A hairline (separator)."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def chip(words: str) -> Text:
    """A small rounded label (chip), for the header."""
    label = text(words, "chip")
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return label


class Panel(QFrame):
    """A surface with round corners and a hairline border; `heading` adds one with a separator."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.setSpacing(0)
        self.heading = Elided(heading, "heading")
        if heading:
            self.heading.setContentsMargins(0, 0, 0, 0)
            self.heading.setFixedHeight(HEADING)
            line = QHBoxLayout()
            line.setContentsMargins(18, 0, 18, 0)
            line.addWidget(self.heading)
            self.body.addLayout(line)
            self.body.addWidget(rule())


class LampState(Enum):
    """The state of a status lamp."""

    GOOD = Tone.WELCOME
    CARE = Tone.AGAIN
    BAD = Tone.STOP
    OFF = None


class Lamp(QWidget):
    """A status indicator: a dot and a label; nothing blinks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dot = _Dot(theme)
        self._words = text("", "small")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        line.addWidget(self._dot)
        line.addWidget(self._words)

    def show_state(self, words: str, state: LampState) -> None:
        self._dot.show_state(state)
        self._words.setText(words)
        self.setVisible(bool(words))

    def words(self) -> str:
        return self._words.text()


class _Dot(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state = LampState.OFF
        self.setFixedSize(10, 10)

    def show_state(self, state: LampState) -> None:
        self._state = state
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        tone = self._state.value
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tone(tone).ink if tone else self._theme.muted))
        painter.drawEllipse(self.rect())
        painter.end()


class Header(QFrame):
    """The header of a page: title, subtitle, chips; status lamps at the trailing end."""

    def __init__(self, theme: Theme, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "header")
        self.setFixedHeight(HEADER)
        self.title = Elided(title, "title")
        self.subtitle = Elided("", "quiet")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._line.setSpacing(12)
        self._line.addWidget(self.title)
        self._line.addWidget(self.subtitle)
        self._line.addStretch(1)
        self._lamps = 0

    def add(self, widget: QWidget) -> None:
        """Adds a chip or a small button after the text."""
        self._line.insertWidget(self._line.count() - 1 - self._lamps, widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The title matters more than the subtitle beside it.
        self.subtitle.setVisible(self.width() >= WIDE_ENOUGH)

    def lamp(self) -> Lamp:
        """Adds a status lamp at the trailing end."""
        lamp = Lamp(self._theme)
        self._line.addWidget(lamp)
        self._lamps += 1
        return lamp


class StripSize(Enum):
    """The text of a strip: its role in the stylesheet, the icon, and the padding across and down."""

    HEADLINE = ("advice", 34, 18, 12)  # as large as a headline: to be read from two metres
    MIDDLE = ("advice-small", 28, 18, 12)
    NORMAL = ("hint", 22, 18, 12)
    TIGHT = ("quiet", 22, 12, 4)  # for a low window


class Strip(QFrame):
    """A tinted hint with an icon that says what to do next."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "strip")
        self._icon = IconLabel("", theme.text, 22)
        self._words = text("", "hint").wrapped()
        self._size = StripSize.NORMAL
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(18, 12, 18, 12)
        self.line.setSpacing(14)
        self.line.addWidget(self._icon)
        self.line.addWidget(self._words, 1)

    def say(self, words: str, icon: str, tone: Tone | None) -> None:
        self._words.setText(words)
        self._icon.show_icon(icon, self._theme.text)
        restyle(self, "tone", tone.value if tone else "")
        self.setVisible(bool(words))

    def words(self) -> str:
        return self._words.text()

    def set_size(self, size: StripSize) -> None:
        """The size of the text, with the icon and the padding that go with it."""
        if size is self._size:
            return  # polishing is not cheap, and a verdict waits for it
        self._size = size
        role, icon, across, down = size.value
        self.line.setContentsMargins(across, down, across, down)
        self._icon.set_size(icon)
        restyle(self._words, "role", role)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class Banner(Strip):
    """An error message on the page; it stays until it is dismissed."""

    put_away = Signal()

    def __init__(self, theme: Theme, close: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._told = False
        self._close: QPushButton = button(close)
        self._close.clicked.connect(self.clear)
        self.line.addWidget(self._close)
        self.hide()

    def fail(self, sentence: str) -> None:
        self._told = False
        self.say(sentence, "stop", Tone.STOP)

    def tell(self, sentence: str) -> None:
        self._told = True
        self.say(sentence, "info", None)

    def clear_told(self) -> None:
        """Clears a notice, when the next thing happens; a failure stays."""
        if self._told:
            self._told = False
            self.clear()

    def clear(self) -> None:
        self.say("", "", None)
        self.put_away.emit()
