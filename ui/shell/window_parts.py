"""Shared parts of the window's modes: the stack of screens, language and theme, settings, devices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from ui.parts.background import Background
    from ui.parts.settings_holder import SettingsHolder
    from ui.parts.sounds import Sounds
    from ui.scanning.capture.serial_line import SerialLine
    from ui.second_screen.second_screen import SecondScreen
    from ui.shell.appearance import Appearance

ScreenT = TypeVar("ScreenT", bound=QWidget)


class WindowStack(QStackedWidget):
    """One screen in front at a time."""

    def replace(self, old: QWidget | None, new: ScreenT) -> ScreenT:
        """Replaces a screen by another one, and shows it."""
        self.addWidget(new)
        self.setCurrentWidget(new)
        if old is not None:
            self.drop(old)
        return new

    def drop(self, screen: QWidget) -> None:
        self.removeWidget(screen)
        # Out of the window at once: until it is deleted its scanner would still take keys.
        screen.setParent(None)
        screen.deleteLater()


@dataclass(frozen=True, slots=True)
class WindowParts:
    """Made once with the window, and passed to each of its modes."""

    stack: WindowStack
    look: Appearance
    settings: SettingsHolder
    background: Background
    sounds: Sounds
    serial: SerialLine
    second: SecondScreen
