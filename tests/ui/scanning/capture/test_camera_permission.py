"""Camera permission of the operating system: the camera opens only after the user grants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtMultimedia import QVideoSink

from tests.ui.fake_camera import FRONT
from ui.scanning.capture.camera_permission import Permission
from ui.scanning.capture.devices import Device, Devices

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

GRANTED, DENIED = Qt.PermissionStatus.Granted, Qt.PermissionStatus.Denied
UNASKED = Qt.PermissionStatus.Undetermined


class Person(Permission):
    """A fake user, who answers the permission request when told to."""

    def __init__(self, status: Qt.PermissionStatus) -> None:
        self.said = status
        self._then: Callable[[], None] | None = None

    def status(self) -> Qt.PermissionStatus:
        return self.said

    def ask(self, context: QObject, then: Callable[[], None]) -> None:
        self._then = then

    @property
    def was_asked(self) -> bool:
        return self._then is not None

    def answer(self, said: Qt.PermissionStatus) -> None:
        assert self._then is not None
        self.said = said
        self._then()


class Watched(Devices):
    """The log of the only camera."""

    def __init__(self, person: Person) -> None:
        super().__init__(permission=person)
        self.happened: list[str] = []
        self.refused.connect(lambda: self.happened.append("refused"))

    def _start(self, device: Device, sink: QVideoSink) -> None:
        self.happened.append(f"started {device.key}")


def opened(person: Person) -> Watched:
    devices = Watched(person)
    devices.open(FRONT, QVideoSink(devices))
    return devices


@pytest.mark.parametrize(
    ("said", "happened"), [(GRANTED, [f"started {FRONT.key}"]), (DENIED, ["refused"])]
)
def test_who_has_answered_before_is_not_asked_again(
    said: Qt.PermissionStatus, happened: list[str]
) -> None:
    person = Person(said)
    assert opened(person).happened == happened
    assert not person.was_asked


@pytest.mark.parametrize(
    ("said", "happened"), [(GRANTED, [f"started {FRONT.key}"]), (DENIED, ["refused"])]
)
def test_the_camera_waits_for_the_answer(said: Qt.PermissionStatus, happened: list[str]) -> None:
    person = Person(UNASKED)
    devices = opened(person)
    assert devices.happened == []
    person.answer(said)
    assert devices.happened == happened


def test_whoever_has_closed_it_meanwhile_does_not_get_it_after_all() -> None:
    person = Person(UNASKED)
    devices = opened(person)
    devices.close()
    person.answer(GRANTED)
    assert devices.happened == []


def test_where_the_system_asks_nobody_it_is_allowed() -> None:
    assert Permission().status() is GRANTED
