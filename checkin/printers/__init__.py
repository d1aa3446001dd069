"""Printer drivers: the printer interface, label printers (network and USB), and a folder of PDFs.

The print queues of the operating system are in the window, which reaches them through Qt.
"""

from checkin.printers.address import Address, Make, devices, read_address
from checkin.printers.folder import PdfFolderPrinter
from checkin.printers.label_printer import LabelPrinter
from checkin.printers.labels import Label, read_label
from checkin.printers.printer import (
    CATEGORY,
    LAYOUT,
    Came,
    Dots,
    Draw,
    Printer,
    Routes,
    Size,
    size_of,
    size_words,
)
from checkin.printers.reaching import label_printer

__all__ = [
    "CATEGORY",
    "LAYOUT",
    "Address",
    "Came",
    "Dots",
    "Draw",
    "Label",
    "LabelPrinter",
    "Make",
    "PdfFolderPrinter",
    "Printer",
    "Routes",
    "Size",
    "devices",
    "label_printer",
    "read_address",
    "read_label",
    "size_of",
    "size_words",
]
