"""Address (URI) of a label printer, one line as in the settings.

`brother://192.168.1.20?roll=62`, `brother:///dev/usb/lp0?roll=62x100`, `zebra://printer.local:9100?dpi=300`,
`zebra:///dev/usb/lp1?dpi=203&label=102x76`. Anything else is the name of a print queue of the system.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from checkin.errors import PrinterTrouble
from checkin.language import mark
from checkin.printers.labels import Label, read_label
from checkin.printers.zebra import DPI

PORT: Final = 9100


class Make(StrEnum):
    """The manufacturer, which determines the command language."""

    BROTHER = "brother"
    ZEBRA = "zebra"


_SHOWN: Final = {Make.BROTHER: "Brother QL", Make.ZEBRA: "Zebra"}


@dataclass(frozen=True, slots=True)
class Address:
    """A label printer in the network (`host`) or at USB (`device`). `label`: the labels it is set to hold."""

    make: Make
    host: str = ""
    port: int = PORT
    device: str = ""
    label: Label | None = None
    dpi: int = DPI[0]  # of a Zebra; a Brother QL has 300

    @property
    def name(self) -> str:
        """The name shown to the operator."""
        port = f":{self.port}" if self.port != PORT else ""
        return f"{_SHOWN[self.make]} · {self.device or self.host + port}"

    @property
    def destination(self) -> str:
        """Where the badges go: `192.168.1.20:9100`, or a device."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.device or f"{host}:{self.port}"

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.host and self.port != PORT else ""
        asked = {"dpi": str(self.dpi)} if self.make is Make.ZEBRA else {}
        if self.label is not None:
            length = f"x{self.label.length:g}" if self.label.length else ""
            asked["roll" if self.make is Make.BROTHER else "label"] = (
                f"{self.label.width:g}{length}"
            )
        query = f"?{urlencode(asked)}" if asked else ""
        return f"{self.make}://{host}{port}{self.device}{query}"


def read_address(text: str) -> Address | None:
    """Parses an address; None where it is a queue of the system.

    Raises `PrinterTrouble` for an incomplete or invalid address.
    """
    make, _, rest = text.partition("://")
    if make not in set(Make) or not rest:
        return None
    try:
        return _read(text)
    except ValueError as error:
        sentence = mark("{printer} is no address of a printer. Add it again under Station.")
        raise PrinterTrouble(sentence, printer=text) from error


def _read(text: str) -> Address:
    parts = urlsplit(text)
    asked = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    host, device = parts.hostname or "", parts.path if not parts.hostname else ""
    label = asked.get("roll", asked.get("label", ""))
    dpi = int(asked.get("dpi", str(DPI[0])))
    if bool(host) == bool(device) or dpi not in DPI:
        raise ValueError(text)
    loaded = read_label(label) if label else None
    if label and loaded is None:
        raise ValueError(label)
    return Address(Make(parts.scheme), host, parts.port or PORT, device, loaded, dpi)


def devices(folder: Path = Path("/dev/usb")) -> tuple[str, ...]:
    """The device files of USB printers, where the system has such files."""
    return tuple(str(path) for path in sorted(folder.glob("lp*")))
