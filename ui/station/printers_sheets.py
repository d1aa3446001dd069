"""Forms for printers: add a label printer, add a route."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit

from checkin.badges.rolls import LOW, MOST
from checkin.errors import PrinterTrouble
from checkin.printers import Make, devices, read_address, read_label
from checkin.time_input import plain
from ui.parts.widgets import Choice, Sheet, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.language import Language
    from ui.parts.theme import Theme

ROLL: Final = "62"
DENSITIES: Final = {Make.BROTHER: ("300",), Make.ZEBRA: ("203", "300", "600")}


class LabelPrinterSheet(Sheet):
    """Model, address, and label size."""

    def __init__(self, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(tr.text("Add a label printer"), tr.text("Add"), tr.text("Back"), theme)
        self._language = language
        self.address = ""  # set once it is complete
        self.make = Choice(theme)
        self.make.offer(Make.BROTHER, tr.text("Brother QL"))
        self.make.offer(Make.ZEBRA, tr.text("Zebra (ZPL)"))
        found = devices()
        self.where = QLineEdit(found[0] if found else "")
        self.where.setPlaceholderText("192.168.1.20")
        self.where.setMaxLength(200)
        self.label = QLineEdit(ROLL)
        self.label.setMaxLength(20)
        self.density = Choice(theme)
        self.row(tr.text("Printer"), self.make)
        self.row(tr.text("Address or device"), self.where)
        self.row(tr.text("Labels in it, mm"), self.label)
        self.row(tr.text("Print head"), self.density)
        hint = tr.text(
            "An address in the network such as 192.168.1.20, or on Linux the device of a USB cable such "
            "as /dev/usb/lp0. Elsewhere choose a printer at a cable as one of the system's. Labels: the "
            "width of a roll, or width x length."
        )
        self.body.addWidget(text(hint, "quiet").wrapped())
        self.make.currentIndexChanged.connect(self._other_make)
        self._other_make()

    def complete(self) -> bool:
        tr, label = self._language, self.label.text().strip()
        if label and read_label(label) is None:
            words = tr.text("Labels are given in millimetres, such as 62 or 62x100.")
            self._refuse_field(words, self.label)
            return False
        self.address = self._read(label)
        if not self.address:
            self._refuse_field(tr.text("This is no address of a printer."), self.where)
        return bool(self.address)

    def _read(self, label: str) -> str:
        """The address as stored in the settings; empty when invalid."""
        asked = {"dpi": self.density.chosen(), "label": label}
        if self._make is Make.BROTHER:
            asked = {"roll": label}
        query = "&".join(f"{key}={value}" for key, value in asked.items() if value)
        try:
            address = read_address(
                f"{self._make}://{self.where.text().strip()}?{query}".rstrip("?")
            )
        except PrinterTrouble:
            return ""
        return str(address)

    @property
    def _make(self) -> Make:
        return Make(self.make.chosen())

    def _other_make(self) -> None:
        self.density.clear()
        for density in DENSITIES[self._make]:
            self.density.offer(density, self._language.text("{n} dots an inch", n=density))
        if self.label.text() in {"", ROLL}:
            self.label.setText(ROLL if self._make is Make.BROTHER else "")

    def _refuse_field(self, sentence: str, field: QLineEdit) -> None:
        self.refuse(sentence)
        field.selectAll()
        field.setFocus()


class RollSheet(Sheet):
    """How many labels the new roll of a printer has."""

    def __init__(self, printer: str, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(tr.text("New roll"), tr.text("Save"), tr.text("Back"), theme)
        self._language = language
        self.labels = QLineEdit()
        self.labels.setMaxLength(len(str(MOST)))
        self.body.addWidget(text(printer, "strong").wrapped())
        self.row(tr.text("Labels on the roll"), self.labels)
        hint = tr.text(
            "Each label that comes out is counted. The desk says when {n} are left. Empty: they are not "
            "counted.",
            n=LOW,
        )
        self.body.addWidget(text(hint, "quiet").wrapped())

    def complete(self) -> bool:
        if self.given() is not None:
            return True
        self.refuse(self._language.text("Type a number from 1 to {n}.", n=MOST))
        self.labels.selectAll()
        self.labels.setFocus()
        return False

    def given(self) -> int | None:
        """How many; 0 for no count, None where it is no number of labels."""
        typed = plain(self.labels.text()).strip()
        if not typed:
            return 0
        return int(typed) if typed.isdecimal() and 0 < int(typed) <= MOST else None


class RouteSheet(Sheet):
    """Which badges, and to which printer. Both are keys → labels."""

    def __init__(
        self,
        badges: Mapping[str, str],
        printers: Mapping[str, str],
        language: Language,
        theme: Theme,
    ) -> None:
        tr = language
        super().__init__(
            tr.text("Another printer for some badges"), tr.text("Add"), tr.text("Back"), theme
        )
        self.badges, self.printers = Choice(theme), Choice(theme)
        for key, words in badges.items():
            self.badges.offer(key, words)
        for printer, words in printers.items():
            self.printers.offer(printer, words)
        self.row(tr.text("Category or layout"), self.badges)
        self.row(tr.text("Printer"), self.printers)
        hint = tr.text("The printer of a category goes before the one of a layout.")
        self.body.addWidget(text(hint, "quiet").wrapped())
        self.accept_button.setEnabled(bool(printers))

    def given(self) -> tuple[str, str]:
        return self.badges.chosen(), self.printers.chosen()
