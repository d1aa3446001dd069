"""Settings panel for scanners: camera, serial scanner, set-up card and test for all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.language import mark
from ui.parts.widgets import Choice, button, text
from ui.scanning.capture.serial_state import SPEEDS, LineState
from ui.station.cards import SettingsCard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.language import Language
    from ui.parts.settings_holder import SettingsHolder
    from ui.parts.theme import Theme
    from ui.scanning.capture.devices import Device
    from ui.scanning.capture.serial_line import SerialLine
    from ui.scanning.capture.serial_scanner import Port

_LINES: Final[Mapping[LineState, str]] = {
    LineState.OFF: "",
    LineState.OPEN: mark("The serial scanner is connected."),
    LineState.ABSENT: mark("It is not plugged in. It is used as soon as it is."),
    LineState.DENIED: mark(
        "This user may not open it. On Linux, add the user to the group that owns the port, often "
        "dialout, and log in anew."
    ),
    LineState.FAILED: mark("It cannot be opened: another program has it, or it is no serial line."),
}


class ScannersCard(SettingsCard):
    """The camera and the serial scanner; for others `card`, the printed page of test symbols,
    and `trial`, the scanner test."""

    def __init__(
        self, holder: SettingsHolder, line: SerialLine, language: Language, theme: Theme
    ) -> None:
        super().__init__(language.text("Scanners"), holder)
        tr, settings = language, holder.current
        self._language, self._line = language, line
        self.camera, self.serial, self.speed = Choice(theme), Choice(theme), Choice(theme)
        self.state = text("", "small").wrapped()
        for speed in sorted({*SPEEDS, settings.serial_speed}):
            self.speed.offer(str(speed), tr.text("{n} baud", n=speed))
        self.speed.choose(str(settings.serial_speed))
        self.card = button(tr.text("Set-up card…"))
        self.trial = button(tr.text("Try a scanner…"))
        self.card.setAccessibleName(tr.text("Save the set-up card, a page to print"))
        self.row(tr.text("Camera"), self.camera)
        self.row(tr.text("Serial scanner"), self.serial)
        self.row(tr.text("Speed of the serial line"), self.speed)
        self.below(self.state)
        self.row(tr.text("Any scanner"), self.trial, self.card)
        self.say(
            tr.text(
                "A scanner that plays keyboard works as it is. Whether the layout, the ending or an "
                "input method is in its way, the set-up card tells before the doors open."
            )
        )
        self.camera.currentIndexChanged.connect(lambda _: self.change(camera=self.camera.chosen()))
        self.serial.currentIndexChanged.connect(lambda _: self.change(serial=self.serial.chosen()))
        self.speed.currentIndexChanged.connect(
            lambda _: self.change(serial_speed=int(self.speed.chosen()))
        )
        line.changed.connect(self.show_line)
        self.show_line()

    def show_devices(self, cameras: tuple[Device, ...], ports: tuple[Port, ...]) -> None:
        """Updates the devices; includes the chosen ones, even while they are unplugged."""
        tr, chosen = self._language, self.settings
        self._fill(
            self.camera,
            ("", tr.text("The system's own choice")),
            tuple((camera.key, camera.name) for camera in cameras),
            (chosen.camera, tr.text("A camera that is not plugged in")),
        )
        self._fill(
            self.serial,
            ("", tr.text("None")),
            tuple((port.key, port.name) for port in ports),
            (chosen.serial, tr.text("A scanner that is not plugged in")),
        )
        self.show_line()

    def show_line(self) -> None:
        """Shows the state of the serial connection, in words."""
        words = _LINES[self._line.line]
        self.state.setText(self._language.text(words) if words else "")
        self.state.setVisible(bool(words))
        self.speed.setEnabled(bool(self.settings.serial))

    def _fill(
        self,
        choice: Choice,
        none: tuple[str, str],
        offers: tuple[tuple[str, str], ...],
        chosen: tuple[str, str],
    ) -> None:
        choice.blockSignals(True)  # noqa: FBT003 - Qt API
        choice.clear()
        for key, words in {**dict([none, chosen]), **dict([none, *offers])}.items():
            choice.offer(key, words)
        choice.choose(chosen[0])
        choice.blockSignals(False)  # noqa: FBT003 - Qt API
