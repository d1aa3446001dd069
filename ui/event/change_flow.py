"""How a change of the event is made from the page (confirm dialog flow): its effects, a yes, the change, its undo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from checkin.errors import KnownError
from checkin.wording import effect_lines
from ui.parts.question_sheet import QuestionSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.domain import Consequences
    from checkin.plan.event_change import EventChange
    from checkin.programme import ChangedEvent, Programme
    from ui.event.change_sheet import ChangeSheet
    from ui.parts.page import Page


class ChangeFlow:
    """`done(key)` is called after each change, with the key of what was changed."""

    def __init__(self, page: Page, programme: Programme, done: Callable[[str], None]) -> None:
        self._page, self._programme, self._done = page, programme, done

    def ask(self, sheet: ChangeSheet) -> None:
        """Opens a form. Its first Enter asks what the change means, the second one makes it."""
        sheet.accepted.connect(partial(self._accepted, sheet))
        self._page.open_sheet(sheet)

    def confirm(self, change: EventChange, title: str, sentence: str, accept: str) -> None:
        """Asks before a change that needs no form, with all that it means."""
        page, tr = self._page, self._page.language

        def shown(consequences: Consequences) -> None:
            lines = (sentence, *effect_lines(consequences, tr))
            sheet = QuestionSheet(title, "\n".join(lines), accept, tr.text("Back"), page.theme)
            page.confirm(sheet, lambda: self._make(change, page.show_error))

        page.run(partial(self._programme.effects_of, change), shown)

    def undo(self) -> None:
        """Undoes the last change."""
        self._page.run_or(self._programme.undo_last, self._undone, self._not_undone)

    def _accepted(self, sheet: ChangeSheet) -> None:
        try:
            change = sheet.change()
        except KnownError as error:
            sheet.refuse_error(error)
            return
        if change is None:
            self._page.close_sheet()
        elif change == sheet.agreed:
            sheet.accept_button.setEnabled(False)
            sheet.say(self._page.language.text("One moment…"), "time", None)
            self._make(change, sheet.refuse_error)
        else:
            sheet.accept_button.setEnabled(False)
            work = partial(self._programme.effects_of, change)
            self._page.run_or(work, partial(self._judge, sheet, change), sheet.refuse_error)

    def _judge(self, sheet: ChangeSheet, change: EventChange, found: Consequences) -> None:
        if self._page.sheet is not sheet:
            return
        lines = effect_lines(found, self._page.language)
        if lines:
            sheet.show_effects(change, lines)
        else:
            self._make(change, sheet.refuse_error)

    def _make(self, change: EventChange, failed: Callable[[KnownError], None]) -> None:
        def made(_: ChangedEvent) -> None:
            self._page.close_sheet()
            self._page.banner.clear()
            self._done(change.key)

        self._page.run_or(partial(self._programme.change, change), made, failed)

    def _not_undone(self, error: KnownError) -> None:
        self._page.refresh()
        self._page.show_error(error)

    def _undone(self, _: ChangedEvent) -> None:
        self._page.tell(self._page.language.text("Undone"))
        self._done("")
