"""Sound effects (audio feedback): one for each class of outcome.

Qt Multimedia needs libraries that a minimal system may lack, and takes longer to import than the window to
appear. So it is imported when the first sound is needed; where it is missing the desk is silent, and
`available` is false.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl

from ui.parts.theme import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

log = logging.getLogger(__name__)


class Sounds:
    """Plays `resources/sounds/NAME.wav`; never raises, never blocks."""

    def __init__(self) -> None:
        self.available = True
        self._volume = 0.7
        self._effects: dict[str, QSoundEffect] = {}

    def prepare(self, names: tuple[str, ...]) -> None:
        """Preloads sounds, so that the first one is no later than the next ones."""
        for name in names:
            self._effect(name)

    def play(self, name: str) -> None:
        if not name or not self._volume:
            return
        effect = self._effect(name)
        if effect is not None:
            effect.play()

    def set_volume(self, percent: int) -> None:
        """Volume in percent; 0 is mute."""
        self._volume = percent / 100
        for effect in self._effects.values():
            effect.setVolume(self._volume)

    def close(self) -> None:
        for effect in self._effects.values():
            effect.stop()
        self._effects.clear()

    def _effect(self, name: str) -> QSoundEffect | None:
        if name not in self._effects and self.available:
            effect = _make(name)
            self.available = effect is not None
            if effect is not None:
                effect.setVolume(self._volume)
                self._effects[name] = effect
        return self._effects.get(name)


def _make(name: str) -> QSoundEffect | None:
    try:
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415
    except ImportError as missing:
        log.info("No sound: %s", missing)
        return None
    if QMediaDevices.defaultAudioOutput().isNull():
        return None
    effect = QSoundEffect()
    effect.setSource(QUrl.fromLocalFile(str(RESOURCES / "sounds" / f"{name}.wav")))
    return effect
