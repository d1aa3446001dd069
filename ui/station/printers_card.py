"""Settings panel for printers: the default, label printers, and routing by category or layout."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from checkin.errors import KnownError
from checkin.layout import Use
from checkin.printers import CATEGORY, LAYOUT
from checkin.settings import Printing
from ui.parts.columns import WidgetList
from ui.parts.theme import STEP
from ui.parts.widgets import Choice, Elided, button
from ui.printing import printer_choice
from ui.station.cards import SettingsCard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checkin.domain import Event
    from checkin.language import Language
    from checkin.paper.library import Library
    from ui.parts.settings_holder import SettingsHolder
    from ui.parts.theme import Theme

NO_PRINTER: Final = ""


class PrintersCard(SettingsCard):
    """`names`: the routing keys, with their labels. Emits `new_roll(printer)`, with the printer's name, and
    `wanted(printer)` for one that was chosen and is not used yet."""

    new_roll = Signal(str)
    wanted = Signal(str)

    def __init__(
        self,
        holder: SettingsHolder,
        printers: tuple[str, ...],
        names: Mapping[str, str],
        language: Language,
        theme: Theme,
    ) -> None:
        super().__init__(language.text("Badges"), holder)
        self._language, self._names, self._system = language, names, printers
        self.printer = Choice(theme)
        self.when = Choice(theme)
        for printing, words in (
            (Printing.NEVER, language.text("Never, only when asked for")),
            (Printing.ONCE, language.text("At the first check-in")),
            (Printing.ALWAYS, language.text("At every check-in")),
            (Printing.BEFOREHAND, language.text("Beforehand: they are handed over")),
        ):
            self.when.offer(printing, words)
        self.when.choose(holder.current.printing)
        self.test = button(language.text("Test page"))
        self.add = button(language.text("Add…"))
        self.add.setAccessibleName(language.text("Add a label printer"))
        self.split = button(language.text("Add…"))
        self.split.setAccessibleName(language.text("Another printer for some badges"))
        self.labels, self.routes = WidgetList(), WidgetList()
        self._rolls: Mapping[str, int] = {}
        self._lines: tuple[object, ...] = ()
        self.row(language.text("Printer"), self.printer, self.test)
        self.row(language.text("A badge is printed"), self.when)
        self.row(language.text("Label printers"), self.add)
        self.below(self.labels)
        self.row(language.text("Other printers for"), self.split)
        self.below(self.routes)
        self._show()
        self._connect()

    def _connect(self) -> None:
        self.printer.currentIndexChanged.connect(lambda _: self._want())
        self.when.currentIndexChanged.connect(
            lambda _: self.change(printing=Printing(self.when.chosen()))
        )

    def _want(self) -> None:
        """Shows the printer in use again: the other one may not be allowed here."""
        wanted = self.printer.chosen()
        self._show()
        self.wanted.emit(wanted)

    def use(self, printer: str) -> None:
        """Makes it the default printer."""
        self.change(printer=printer)
        self._show()

    def show_printers(self, printers: tuple[str, ...]) -> None:
        """Updates the system's printers; includes the chosen one, even if it is switched off."""
        self._system = printers
        self._show()

    def show_rolls(self, rolls: Mapping[str, int]) -> None:
        """Updates how many labels are left, by the printer's name."""
        self._rolls = rolls
        self._show()

    def offered(self, printers: tuple[str, ...]) -> Mapping[str, str]:
        """Printer setting → display name."""
        known = (*printers, *self.settings.label_printers, self.settings.printer)
        return {
            printer: printer_choice.shown(printer) for printer in dict.fromkeys(known) if printer
        }

    def add_label_printer(self, address: str) -> None:
        """Adds a label printer; the first printer becomes the default."""
        known = dict.fromkeys((*self.settings.label_printers, address))
        usual = self.settings.printer or address
        self.change(label_printers=tuple(known), printer=usual)
        self._show()

    def remove_label_printer(self, address: str) -> None:
        """Removes a label printer, and its routes."""
        left = tuple(printer for printer in self.settings.label_printers if printer != address)
        routes = tuple(route for route in self.settings.routes if route[1] != address)
        usual = "" if self.settings.printer == address else self.settings.printer
        self.change(label_printers=left, routes=routes, printer=usual)
        self._show()

    def add_route(self, key: str, printer: str) -> None:
        """Routes those badges to the printer; replaces their earlier route."""
        others = tuple(route for route in self.settings.routes if route[0] != key)
        self.change(routes=(*others, (key, printer)))
        self._show()

    def remove_route(self, key: str) -> None:
        """Those badges go to the default printer again."""
        self.change(routes=tuple(route for route in self.settings.routes if route[0] != key))
        self._show()

    def _show(self) -> None:
        tr = self._language
        self.printer.blockSignals(True)  # noqa: FBT003 - Qt API
        self.printer.clear()
        self.printer.offer(NO_PRINTER, tr.text("None: badges wait"))
        for printer, words in self.offered(self._system).items():
            self.printer.offer(printer, words)
        self.printer.choose(self.settings.printer)
        self.printer.blockSignals(False)  # noqa: FBT003 - Qt API
        lines = (self.settings.label_printers, self.settings.routes, dict(self._rolls))
        if lines != self._lines:  # else the focused button would be rebuilt
            self._lines = lines
            self._show_lines()

    def _show_lines(self) -> None:
        labels, routes = self.settings.label_printers, self.settings.routes
        self.labels.show_all(
            [
                self._line(
                    self._label_line(label),
                    partial(self.remove_label_printer, label),
                    self._roll_button(label),
                )
                for label in labels
            ]
        )
        self.routes.show_all(
            [
                self._line(
                    self._language.labelled(
                        self._names.get(key, key), printer_choice.shown(printer)
                    ),
                    partial(self.remove_route, key),
                )
                for key, printer in routes
            ]
        )

    def _label_line(self, label: str) -> str:
        left = self._rolls.get(printer_choice.shown(label))
        if left is None:
            return label_words(label)
        words = self._language.plural("{n} label left", "{n} labels left", left)
        return self._language.beside(words, label_words(label))  # the address may be cut

    def _roll_button(self, label: str) -> QPushButton:
        tr, name = self._language, printer_choice.shown(label)
        roll = button(tr.text("New roll…"))
        roll.setAccessibleName(tr.labelled(tr.text("New roll"), name))
        roll.clicked.connect(partial(self.new_roll.emit, name))
        return roll

    def _line(self, words: str, remove: Callable[[], None], *others: QPushButton) -> QWidget:
        """A row with a remove button, behind others."""
        tr = self._language
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, STEP // 2, 0, STEP // 2)
        row.setSpacing(STEP)
        row.addWidget(Elided(words), 1)
        away = button(tr.text("Remove"))
        away.setAccessibleName(tr.text("Remove {what}", what=words))
        away.clicked.connect(remove)
        for each in (*others, away):
            row.addWidget(each)
        return line


def label_words(printer: str) -> str:
    """A label printer, and the label size it was set to."""
    address = printer_choice.address_of(printer)
    if address is None or address.label is None:
        return printer_choice.shown(printer)
    return f"{address.name} · {address.label}"


def routable(library: Library, event: Event, language: Language) -> Mapping[str, str]:
    """The routing keys: categories, else layouts; each with its label."""
    categories = {
        CATEGORY + category.key: language.name(category.name) for category in event.categories
    }
    layouts = {}
    for name in library.names():
        try:
            layout = library.get(name)
        except KnownError:
            continue
        if layout.use is Use.BADGE:
            layouts[LAYOUT + name] = language.name(layout.title) or name
    return {**categories, **layouts}
