"""What the desk asks in a sheet: who walks in, a lead's reason, who came instead, which session.

A verdict does not clear itself while somebody is asked about it, and a scan makes the sheet give way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from checkin import wording
from checkin.domain import Manner
from checkin.errors import KnownError
from ui.desk.group_sheet import GroupDone, GroupSheet
from ui.desk.sheets import LineSheet, SessionSheet, WalkInSheet
from ui.parts.question_sheet import second_badge

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Desk, GroupAnswer, Presentation
    from checkin.domain import Verdict
    from ui.desk.view import DeskView


class DeskDialogs:
    """Lays sheets over the desk. `answer` presents something and shows the verdict on it."""

    def __init__(
        self,
        page: DeskView,
        desk: Desk,
        now: Presentation,
        answer: Callable[[Callable[[], Verdict]], None],
    ) -> None:
        self._page, self._desk, self._now, self._answer = page, desk, now, answer
        self._tr, self._theme = page.language, page.theme
        self._telling = False  # how a group fared, in a moment
        self._draft: dict[str, str] = {}  # of a walk-in that a scan came in between of

    def give_way(self) -> None:
        """A scan comes: what was typed of a walk-in is kept for the next time."""
        if isinstance(self._page.sheet, WalkInSheet):
            self._draft = self._page.sheet.fields()
        self._page.close_sheet()

    def walk_in(self) -> None:
        typed = {"name": self._page.field.edit.text().strip(), **self._draft}
        self._draft = {}
        sheet = WalkInSheet(self._desk.event, self._tr, self._theme, typed)
        self._page.ask_until(sheet, self._register, self._show_registered)

    def override(self) -> None:
        title, asked = self._tr.text("Let in all the same"), self._tr.text("Reason")
        self._page.ask(LineSheet(title, asked, self._tr, self._theme), self._force)

    def represented(self) -> None:
        title, asked = self._tr.text("Who comes in their place?"), self._tr.text("Name")
        self._page.ask(LineSheet(title, asked, self._tr, self._theme), self._replace)

    def badge(self, wanted: Callable[[], None]) -> None:
        """Asks where this badge was printed before, then it is `wanted`."""
        if self._now.verdict is None or not self._now.verdict.badge_printed:
            wanted()
        else:
            self._page.confirm(second_badge(self._tr, self._theme), wanted)

    @property
    def holds(self) -> bool:
        """Whether scans wait for the sheet: a list that is half ticked is not thrown away for one, and whatever
        takes its place keeps those who wait already."""
        sheet = self._page.sheet
        listed = self._telling or isinstance(sheet, (GroupSheet, GroupDone))
        return listed or (sheet is not None and self._now.waiting > 0)

    def say_waiting(self) -> None:
        """The sheet itself says that scans wait for it."""
        count = self._now.waiting
        if count and self._page.sheet is not None:
            words = self._tr.plural(
                "{n} scan waits until this is done.", "{n} scans wait until this is done.", count
            )
            self._page.sheet.say(words, "queue", wording.Tone.ASK)

    def group(
        self, number: int, came: Callable[[GroupAnswer], None], done: Callable[[], None]
    ) -> None:
        """Those who belong together with somebody, each with a box to tick. `came` hears the answer, and
        `done` follows when nothing of it is on the screen any more."""
        try:
            group = self._desk.group_of(number)
        except KnownError as error:
            self._page.show_error(error)
            return

        def admitted(answer: GroupAnswer) -> None:
            self._telling = True
            came(answer)
            # Not from within the sheet that it replaces.
            QTimer.singleShot(0, self._page, lambda: self._tell_group(answer, done))

        sheet = GroupSheet(group, self._desk.event, self._tr, self._theme)
        sheet.fit(self._page.height())
        sheet.closed.connect(done)
        self._page.ask_until(sheet, lambda sheet: self._desk.admit_group(sheet.chosen()), admitted)

    def _tell_group(self, answer: GroupAnswer, done: Callable[[], None]) -> None:
        self._telling = False
        sheet = GroupDone(answer, self._desk.event, self._tr, self._theme)
        sheet.closed.connect(done)
        sheet.accepted.connect(sheet.closed)
        self._page.open_sheet(sheet)

    def session(self, chosen: Callable[[], None]) -> None:
        """Which session; `chosen` is called when it is another."""

        def fix(sheet: SessionSheet) -> None:
            self._desk.fixed = sheet.chosen()
            chosen()

        now, current = self._desk.now(), self._desk.current_session()
        self._page.ask(SessionSheet(self._desk.event, now, current, self._tr, self._theme), fix)

    def _register(self, sheet: WalkInSheet) -> Verdict:
        return self._now.walk_in(sheet.fields())

    def _show_registered(self, verdict: Verdict) -> None:
        self._page.field.edit.clear()
        self._answer(lambda: verdict)

    def _force(self, sheet: LineSheet) -> None:
        reason = sheet.given()
        self._answer(lambda: self._now.again(Manner(force=reason)))

    def _replace(self, sheet: LineSheet) -> None:
        name = sheet.given()
        self._answer(lambda: self._now.represented(name))
