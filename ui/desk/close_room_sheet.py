"""Closing a room (bulk check-out): which one, and how many are in it; Enter checks them all out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from checkin.errors import KnownError
from ui.parts.keys import WindowKey
from ui.parts.shell import Change
from ui.parts.widgets import Choice, Sheet, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Desk
    from checkin.desk.groups import GroupAnswer
    from checkin.desk.whole_lists import OpenRoom
    from checkin.language import Language
    from ui.parts.page import Page
    from ui.parts.theme import Theme


class CloseRoomSheet(Sheet):
    """The room of this desk is the first choice."""

    def __init__(
        self, rooms: tuple[OpenRoom, ...], here: str, language: Language, theme: Theme
    ) -> None:
        tr = language
        super().__init__(tr.text("Close a room"), " ", tr.text("Back"), theme)
        self._rooms = {room.session.key: room for room in rooms}
        self._language = tr
        self.room = Choice(theme)
        for key, room in self._rooms.items():
            name = tr.beside(room.session.room, tr.name(room.session.name))
            self.room.offer(key, tr.text("{name} ({n})", name=name, n=room.people))
        self.room.choose(here)
        words = tr.text("Everybody who is in is checked out. Undo at the desk takes it back.")
        if rooms:
            self.row(tr.text("Session"), self.room)
        else:
            words = tr.text("Nobody is inside now.")
        self.body.addWidget(text(words, "quiet").wrapped())
        self.room.currentIndexChanged.connect(self._show_count)
        self._show_count()

    @property
    def chosen(self) -> OpenRoom:
        return self._rooms[self.room.chosen()]

    def _show_count(self) -> None:
        count = self.chosen.people if self._rooms else 0
        words = self._language.plural("Check out {n} person", "Check out {n} people", count)
        self.accept_button.change(words, WindowKey.ENTER)
        self.accept_button.setVisible(bool(self._rooms))


def ask_close_room(page: Page, desk: Desk, clear: Callable[[], object]) -> None:
    """Asks which room is closed, and checks out everybody who is in it.

    `clear` takes the last card away: the next undo is of the room, and not of that scan.
    """
    tr, lists = page.language, desk.whole_lists
    try:
        rooms = lists.open_rooms()
    except KnownError as error:
        page.show_error(error)
        return

    def done(answer: GroupAnswer) -> None:
        page.shell.changed(Change.SCAN, page)
        clear()
        page.refresh()
        count = len(answer.left)
        page.tell(tr.plural("{n} person is checked out.", "{n} people are checked out.", count))

    here = desk.current_session().session.key
    sheet = CloseRoomSheet(rooms, here, tr, page.theme)

    def work(sheet: CloseRoomSheet) -> Callable[[], GroupAnswer]:
        return partial(lists.close_room, sheet.chosen.session)

    page.ask_behind(sheet, work, done)
