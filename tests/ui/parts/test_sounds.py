"""Sounds with Qt Multimedia, and silence without it or without a loudspeaker."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from checkin.wording import Tone
from ui.parts.sounds import Sounds
from ui.parts.theme import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl


class Effect:
    """A fake sound effect that records what is played."""

    made: list[Effect] = []  # noqa: RUF012 - emptied by the fixture

    def __init__(self) -> None:
        self.source = ""
        self.volume = 0.0
        self.played = 0
        self.made.append(self)

    def setSource(self, url: QUrl) -> None:  # noqa: N802 - Qt's name
        self.source = url.toLocalFile()

    def setVolume(self, volume: float) -> None:  # noqa: N802 - Qt's name
        self.volume = volume

    def play(self) -> None:
        self.played += 1

    def stop(self) -> None:
        """Silence."""


class Device:
    def __init__(self, *, null: bool) -> None:
        self._null = null

    def isNull(self) -> bool:  # noqa: N802 - Qt's name
        return self._null


def machine(*, silent: bool) -> ModuleType:
    """Fakes Qt Multimedia, with a loudspeaker or without."""

    class Devices:
        @staticmethod
        def defaultAudioOutput() -> Device:  # noqa: N802 - Qt's name
            return Device(null=silent)

    module = ModuleType("PySide6.QtMultimedia")
    vars(module).update(QSoundEffect=Effect, QMediaDevices=Devices)
    return module


@pytest.fixture(autouse=True)
def quiet() -> None:
    Effect.made.clear()


def test_a_machine_without_the_libraries_is_silent_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    sounds = Sounds()
    sounds.play("welcome")
    assert not sounds.available


def test_a_machine_without_a_loudspeaker_is_silent_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", machine(silent=True))
    sounds = Sounds()
    sounds.play("welcome")
    assert not sounds.available
    assert Effect.made == []


def test_each_class_of_outcome_has_a_sound_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", machine(silent=False))
    sounds = Sounds()
    for tone in Tone:
        sounds.play(tone)
    assert len({effect.source for effect in Effect.made}) == len(Tone)
    assert all((RESOURCES / "sounds" / f"{tone}.wav").is_file() for tone in Tone)


def test_a_sound_is_loaded_once_and_as_loud_as_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", machine(silent=False))
    sounds = Sounds()
    sounds.prepare(("welcome",))
    sounds.play("welcome")
    sounds.set_volume(30)
    sounds.play("welcome")
    (effect,) = Effect.made
    assert (effect.played, effect.volume) == (2, 0.3)
    sounds.close()


def test_volume_nought_is_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", machine(silent=False))
    sounds = Sounds()
    sounds.set_volume(0)
    sounds.play("welcome")
    assert Effect.made == []
