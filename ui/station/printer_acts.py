"""Printers in Station: one that is new here is allowed by an organiser (allow-list), with what leaves the computer said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from checkin.errors import NotAllowed
from ui.parts.question_sheet import QuestionSheet
from ui.printing import printer_choice
from ui.station.printers_card import routable
from ui.station.printers_sheets import LabelPrinterSheet, RollSheet, RouteSheet
from ui.station.sheets import SecretSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.language import Language
    from ui.parts.page import Page
    from ui.station.parts import StationParts
    from ui.station.printers_card import PrintersCard


class PrinterActs:
    """What the card of the printers asks for."""

    def __init__(self, page: Page, parts: StationParts, card: PrintersCard) -> None:
        self._page, self._parts, self._card = page, parts, card
        card.wanted.connect(self._choose)
        card.add.clicked.connect(self._ask_label_printer)
        card.split.clicked.connect(self._ask_route)
        card.new_roll.connect(self._ask_roll)

    def _choose(self, printer: str) -> None:
        self._allowed(printer, partial(self._card.use, printer))

    def _ask_label_printer(self) -> None:
        page = self._page

        def add(sheet: LabelPrinterSheet) -> None:
            self._allowed(sheet.address, partial(self._card.add_label_printer, sheet.address))

        page.ask(LabelPrinterSheet(page.language, page.theme), add)

    def _ask_route(self) -> None:
        core, page = self._parts, self._page
        offered = self._card.offered(core.printers())
        names = routable(core.badges.library, core.desk.event, page.language)

        def add(sheet: RouteSheet) -> None:
            key, printer = sheet.given()
            self._allowed(printer, partial(self._card.add_route, key, printer))

        page.ask(RouteSheet(names, offered, page.language, page.theme), add)

    def _ask_roll(self, printer: str) -> None:
        rolls, desk = self._parts.badges.rolls, self._parts.print_desk
        self._page.ask_behind(
            RollSheet(printer, self._page.language, self._page.theme),
            lambda sheet: partial(rolls.new_roll, printer, sheet.given() or 0),
            lambda _: desk.count_again(),
        )

    def _allowed(self, printer: str, then: Callable[[], None]) -> None:
        """Goes on with a printer that is allowed here. Of another one an organiser hears where badges would go."""
        allowed, page = self._parts.badges.allowed, self._page
        if not printer or allowed.knows(printer):
            then()
            return
        words = leaves_by(printer, page.language)
        if not self._is_owner():
            sheet = ask_organiser_sheet(printer, words, page)
            page.ask_behind(
                sheet,
                lambda sheet: partial(self._parts.allow_printer, printer, sheet.given()),
                lambda _: then(),
            )
            return
        allow = partial(page.run, partial(allowed.allow, printer), lambda _: then())
        if words:
            page.confirm(confirm_sheet(printer, words, page), allow)
        else:
            allow()

    def _is_owner(self) -> bool:
        try:
            self._parts.shift.require_owner()
        except NotAllowed:
            return False
        return True


def leaves_by(printer: str, tr: Language) -> str:
    """What leaves this computer with each badge; empty for a printer at a cable, as far as the system tells."""
    address = printer_choice.address_of(printer)
    if address is not None and address.host:
        return tr.text(
            "Every badge is sent in clear to {address}: whoever is in that network can read it.",
            address=address.destination,
        )
    if address is None and printer_choice.is_remote(printer):
        return tr.text(
            "{printer} is not at this computer: every badge goes through a network, and waits at another computer.",
            printer=printer,
        )
    return ""


def confirm_sheet(printer: str, words: str, page: Page) -> QuestionSheet:
    tr = page.language
    return QuestionSheet(
        tr.text("Use {printer}?", printer=printer_choice.shown(printer)),
        tr.sentences(words, tr.text("A printer at a cable needs no network.")),
        tr.text("Use it"),
        tr.text("Back"),
        page.theme,
    )


def ask_organiser_sheet(printer: str, words: str, page: Page) -> SecretSheet:
    """For who may not decide it: an organiser types the PIN, or the passphrase."""
    tr = page.language
    asked = tr.text("A printer that is new at this desk is allowed by an organiser, once.")
    return SecretSheet(
        tr.text("Use {printer}?", printer=printer_choice.shown(printer)),
        tr.sentences(words, asked),
        tr.text("PIN or passphrase"),
        tr.text("Use it"),
        tr,
        page.theme,
    )
