"""Adding a desk (provisioning): its request is compared, its invitation written, its code shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from checkin.errors import KnownError
from checkin.joining import INVITATION_SUFFIX, file_name, parse_request, read_request
from ui.desks.sheets import AddDeskSheet, CodeSheet, LettersSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.domain import Tier
    from checkin.joining import DeskRequest, Invited
    from ui.desks.parts import DesksParts
    from ui.parts.page import Page
    from ui.parts.widgets import Sheet


class AddDeskActs:
    """From the question what the desk may see to its invitation. `added` is called when it is written."""

    def __init__(self, page: Page, core: DesksParts, added: Callable[[], None]) -> None:
        self._page, self._core, self._added = page, core, added

    def ask(self, name: str) -> None:
        """Opens the first form; `name` is proposed for a desk without a request."""
        page = self._page
        sheet = AddDeskSheet(name, page.language, page.theme)
        sheet.accepted.connect(partial(self._go_on, sheet))
        page.open_sheet(sheet)

    def _go_on(self, sheet: AddDeskSheet) -> None:
        tier, name = sheet.given()
        if sheet.has_asked:
            self._open_request(sheet, tier)
        elif name:
            self._invite(sheet, tier, None, name)
        else:
            sheet.refuse(self._page.language.text("Type a name for the desk."))

    def _open_request(self, sheet: AddDeskSheet, tier: Tier) -> None:
        page, tr = self._page, self._page.language
        kinds = tr.text("Requests (*.uketsuke-request)")
        path = self._core.files.to_open(page, tr.text("Request of the new machine"), kinds)
        if path is None:
            return
        self._compare(sheet, tier, lambda: read_request(path))

    def take_scan(self, text: str) -> bool:
        """Takes the QR code of a request, while one is asked for; returns whether it is."""
        sheet = self._page.sheet
        if not isinstance(sheet, AddDeskSheet) or not sheet.has_asked:
            return False
        self._compare(sheet, sheet.given()[0], lambda: parse_request(text))
        return True

    def _compare(self, sheet: AddDeskSheet, tier: Tier, read: Callable[[], DeskRequest]) -> None:
        page, tr = self._page, self._page.language
        try:
            request = read()
        except KnownError as error:
            sheet.refuse(tr.explain(error))
            return
        letters = LettersSheet(request, tr, page.theme)
        letters.accepted.connect(partial(self._invite, letters, tier, request, request.name))
        page.open_sheet(letters)

    def _invite(self, sheet: Sheet, tier: Tier, request: DeskRequest | None, name: str) -> None:
        page, tr = self._page, self._page.language
        title, kinds = tr.text("Invitation"), tr.text("Invitations (*.uketsuke-invitation)")
        proposed = file_name(name, INVITATION_SUFFIX)
        path = self._core.files.to_save(page, title, proposed, kinds)
        if path is None:
            return
        sheet.say(tr.text("One moment…"), "time", None)
        sheet.accept_button.setEnabled(False)
        invite = self._core.invitations.invite

        def failed(error: KnownError) -> None:
            if page.sheet is not sheet:
                page.show_error(error)
                return
            sheet.accept_button.setEnabled(True)
            sheet.accept_button.setFocus()  # it was lost to the other button, and Enter with it
            sheet.refuse(tr.explain(error))

        page.run_or(
            lambda: invite(tier, path, request=request, name=name), self._show_invited, failed
        )

    def _show_invited(self, invited: Invited) -> None:
        page, tr = self._page, self._page.language
        page.close_sheet()
        self._added()
        page.tell(
            tr.text(
                "The invitation is written: {file}. Take it to {name}, and open it there.",
                file=invited.file.name,
                name=invited.name,
            )
        )
        if invited.code:
            sheet = CodeSheet(invited, invited.code, tr, page.theme)
            page.confirm(sheet, lambda: None)
