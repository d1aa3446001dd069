"""Search and filter of People (live search): what is typed and the chips above the list, together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin.errors import KnownError
from checkin.roles import Action
from ui.parts.timers import single_shot
from ui.people.filter_sheet import FilterSheet
from ui.people.rows import listed_rows
from ui.scanning.rhythm import RHYTHM_MS

if TYPE_CHECKING:
    from checkin.desk import FilteredPeople, People, PeopleFilter
    from checkin.domain import Event
    from ui.parts.page import Page
    from ui.parts.widgets import SearchField
    from ui.people.filter_bar import FilterBar
    from ui.people.rows import PeopleList, PersonRow

LATE_MS: Final = 200  # after so long it is said that the list is being made
HITS: Final = 500  # limit, where the role permits that many


class PeopleSearch:
    """Fills the list: by what is typed alone at once, by conditions behind the window."""

    def __init__(
        self,
        page: Page,
        side: tuple[SearchField, FilterBar, PeopleList],
        people: People,
        event: Event,
    ) -> None:
        self._page, self._people, self._event = page, people, event
        self._field, self._filters, self._list = side
        self._may = people.shift.may
        self._pause = single_shot(page, RHYTHM_MS, self.now)
        self._late = single_shot(page, LATE_MS, self._say_moment)
        self._field.edit.textEdited.connect(self.now)
        # Preedit (IME) text is searched for after a pause: a scanner's keys would not pause.
        self._field.edit.composed.connect(lambda _: self._pause.start())
        self._filters.changed.connect(self.now)
        self._filters.more.connect(self._ask)

    def now(self) -> None:
        """Searches for what is typed, among those whom the filter lists."""
        self._pause.stop()
        wanted = self._wanted()
        if self._may(Action.FILTER) and (wanted.conditions or not wanted.text):
            self._late.start()
            self._page.run_or(lambda: self._listed(wanted), self._show, self._fail)
        elif wanted.text:
            self._find(wanted.text)
        else:
            self._say_how()

    def _wanted(self) -> PeopleFilter:
        return replace(self._filters.filter, text=self._field.edit.so_far().strip())

    def _find(self, typed: str) -> None:
        tr = self._page.language
        try:
            self._list.show_found(self._people.find(typed, HITS))
        except KnownError as error:
            self._list.say(tr.text("Nobody found"), tr.explain(error))

    def _listed(self, wanted: PeopleFilter) -> tuple[FilteredPeople, tuple[PersonRow, ...]]:
        found = self._people.lists.filtered(wanted)
        return found, listed_rows(found.people, self._event, self._page.language)

    def _show(self, listed: tuple[FilteredPeople, tuple[PersonRow, ...]]) -> None:
        self._late.stop()
        found, rows = listed
        if found.filter != self._wanted():
            return  # something else was asked for meanwhile
        self._filters.show_found(found)
        if rows or found.filter.conditions or self._may(Action.SEE_EVERYBODY):
            self._list.show_listed(rows, filtered=bool(found.filter.conditions))
        else:
            self._say_how()

    def _fail(self, error: KnownError) -> None:
        self._late.stop()
        self._page.show_error(error)

    def _say_moment(self) -> None:
        self._list.heading.setText(self._page.language.text("One moment…"))

    def _say_how(self) -> None:
        tr = self._page.language
        self._list.say(
            tr.text("Find somebody"), tr.text("One letter of a name is enough to search.")
        )

    def _ask(self) -> None:
        page = self._page
        sheet = FilterSheet(self._filters.found, self._event, page.language, page.theme)
        page.ask(sheet, lambda sheet: self._filters.set_filter(sheet.wanted()))
