"""The end of the event (data retention): all personal data is destroyed, after its name was typed; the receipt is shown."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit

from checkin.purging import HubAtEnd
from ui.parts.keys import WindowKey
from ui.parts.shell import Change
from ui.parts.widgets import KeyButton, Sheet, text
from ui.station.closing import CloseSheet
from ui.station.parts import Rows

if TYPE_CHECKING:
    from checkin.language import Language
    from checkin.purging import Purged
    from ui.parts.page import Page
    from ui.parts.theme import Theme
    from ui.station.parts import StationParts

WIDEST: Final = 620


class EndCard(Rows):
    """What there is to do when the event is over."""

    def __init__(self, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(tr.text("End of the event"))
        words = tr.text("Close the event…")
        self.close_event = KeyButton(words, WindowKey.CLOSE_EVENT, theme)
        self.row(tr.text("When all is over"), self.close_event)
        self.say(
            tr.text(
                "When the event is over, nobody needs the names. The counts stay, and a receipt."
            )
        )


class PurgeSheet(Sheet):
    """The name of the event is the confirmation."""

    def __init__(self, event: str, language: Language, theme: Theme) -> None:
        tr, title = language, language.text("Destroy all personal data?")
        super().__init__(title, tr.text("Destroy for good"), tr.text("Back"), theme)
        self.setMaximumWidth(WIDEST)
        meaning = tr.sentences(
            tr.text(
                "Names, contact details, notes, codes and the watch list are emptied here, and at every desk "
                "that hears of it. The backups of this store are deleted."
            ),
            tr.text("How many came to what stays. Nobody can be let in any more."),
            tr.text("Sticks, and copies elsewhere, are not reached: destroy them."),
            tr.text("This cannot be undone."),
        )
        self.setAccessibleName(title)
        self.setAccessibleDescription(meaning)
        self.body.addWidget(text(meaning, "quiet").wrapped())
        self.name = QLineEdit()
        self.body.addWidget(
            text(tr.text("Type the name of the event: {name}", name=event)).wrapped()
        )
        self.row(tr.text("Name of the event"), self.name)

    def given(self) -> str:
        return self.name.text().strip()

    def refuse(self, sentence: str) -> None:
        super().refuse(sentence)
        self.name.selectAll()
        self.name.setFocus()


class ReceiptSheet(Sheet):
    """What was destroyed, which desks have not confirmed it, and where the signed receipt is."""

    def __init__(self, done: Purged, language: Language, theme: Theme) -> None:
        tr, title = language, language.text("All personal data is destroyed")
        super().__init__(title, "", tr.text("Close"), theme)
        self.setMaximumWidth(WIDEST)
        backups = json.loads(done.receipt.read_bytes()).get("backups_removed", 0)
        lines = [
            tr.plural("{n} entry emptied.", "{n} entries emptied.", done.removed),
            tr.plural("{n} backup deleted.", "{n} backups deleted.", backups),
        ]
        if done.not_confirmed:
            desks = tr.listed(done.not_confirmed)
            lines.append(tr.text("These desks have not confirmed it: {desks}", desks=desks))
            lines.append(
                tr.text("Let them exchange, or carry a stick there and back; then do this again.")
            )
        if done.hub is HubAtEnd.NOT_REACHED:
            lines.append(tr.text("The hub was not reached. Do this again when it runs."))
        elif done.hub is HubAtEnd.DROPPED:
            lines.append(tr.text("The hub has nothing of the event any more."))
        lines.append(tr.text("The receipt is signed: {path}", path=str(done.receipt)))
        self.setAccessibleName(title)
        self.setAccessibleDescription(tr.sentences(*lines))
        for line in lines:
            self.body.addWidget(text(line, "quiet").wrapped())

    def first(self) -> KeyButton:
        return self.cancel_button


class EndActs:
    """What the card's button does."""

    def __init__(self, page: Page, core: StationParts, card: EndCard) -> None:
        self._page, self._core = page, core
        card.close_event.clicked.connect(self.close)

    def close(self) -> None:
        """Opens the guide to the end."""
        self._page.open_sheet(CloseSheet(self._page, self._core, self._ask_purge))

    def _ask_purge(self) -> None:
        page, core = self._page, self._core
        sheet = PurgeSheet(core.desk.event.name, page.language, page.theme)
        page.ask_behind(sheet, lambda sheet: partial(core.purge.run, sheet.given()), self._done)

    def _done(self, done: Purged) -> None:
        page = self._page
        for what in (Change.ROSTER, Change.DELEGATE, Change.ENTRIES):
            page.shell.changed(what, page)
        page.refresh()  # what it says of the roster and of backups is of before
        page.open_sheet(ReceiptSheet(done, page.language, page.theme))
