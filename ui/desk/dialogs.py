"""Dialogs of the desk: walk-in, a lead's reason, substitute, session, group check-in.

A verdict does not clear itself while a dialog is open, and a scan closes the dialog.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from checkin import wording
from checkin.domain import Manner, Tier
from checkin.errors import KnownError
from checkin.roles import Action
from ui.desk.afterwards_sheet import AfterwardsSheet
from ui.desk.clock_sheet import ClockSheet
from ui.desk.group_sheet import GroupDone, GroupSheet
from ui.desk.sheets import DoorReason, LeadSheet, Line, LineSheet, SessionSheet
from ui.desk.walk_in_sheet import WalkInSheet
from ui.parts.question_sheet import second_badge

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Desk, GroupAnswer, LateList, Presentation
    from checkin.domain import DelegateId, Verdict
    from ui.desk.view import DeskView


class DeskDialogs:
    """Opens sheets over the desk. `answer` presents something and shows its verdict."""

    def __init__(
        self,
        page: DeskView,
        desk: Desk,
        now: Presentation,
        answer: Callable[[Callable[[], Verdict]], None],
    ) -> None:
        self._page, self._desk, self._now, self._answer = page, desk, now, answer
        self._tr, self._theme = page.language, page.theme
        self._telling = False  # the result of a group is about to open
        self._draft: dict[str, str] = {}  # of a walk-in that a scan interrupted

        self._late: LateList | None = None  # typed, and not recorded yet

    def give_way(self) -> None:
        """Closes the sheet for a scan; the draft of a walk-in is kept for the next time."""
        if isinstance(self._page.sheet, WalkInSheet) and self._page.sheet.is_begun:
            self._draft = self._page.sheet.fields()
        self._page.close_sheet()

    def walk_in(self) -> None:
        """The form of a walk-in: for the next person, it is empty. The draft of the one before is a key away."""
        typed = {"name": self._page.field.edit.text().strip()}
        sheet = WalkInSheet(self._desk, self._tr, self._theme, typed, self._draft)
        sheet.taken_up.connect(self._draft.clear)
        sheet.known.connect(self._open_card)
        self._page.ask_until(sheet, self._register, self._show_registered)

    def override(self) -> None:
        title, asked = self._tr.text("Let in anyway"), self._tr.text("Reason")
        needed = self._tr.text("Type a reason; it goes on record.")
        words = (title, asked, needed)
        self._page.ask(LineSheet(words, self._reason(), self._tr, self._theme), self._force)

    def _reason(self) -> Line | DoorReason:
        at_door = self._desk.tier is Tier.DOOR
        return DoorReason(self._tr, self._theme) if at_door else Line()

    def let_in_by_lead(self) -> None:
        """A lead has come to a volunteer's desk: PIN and reason, and the desk stays the volunteer's."""
        sheet = LeadSheet(self._reason(), self._tr, self._theme)
        self._page.ask_until(
            sheet,
            lambda sheet: self._now.let_in_by(*sheet.given()),
            lambda verdict: self._answer(lambda: verdict),
        )

    def reply(self) -> None:
        """The answer to a question of the event's own, in words."""
        facing = self._now.facing
        question = next(iter(facing.questions), None) if facing else None
        if question is None:
            return
        title, asked = self._tr.text("Please check"), wording.question_text(question, self._tr)
        needed = self._tr.text("Type the answer; it goes on record.")
        sheet = LineSheet((title, asked, needed), Line(), self._tr, self._theme)
        self._page.ask(sheet, lambda sheet: self._answer(lambda: self._now.reply(sheet.given())))

    def represented(self) -> None:
        title, asked = self._tr.text("Who comes in their place?"), self._tr.text("Name")
        needed = self._tr.text("Type the name; it goes on record.")
        self._page.ask(
            LineSheet((title, asked, needed), Line(), self._tr, self._theme), self._replace
        )

    def badge(self, wanted: Callable[[], None]) -> None:
        """Asks before a badge is reprinted, then calls `wanted`."""
        if self._now.verdict is None or not self._now.verdict.badge_printed:
            wanted()
        else:
            self._page.confirm(second_badge(self._tr, self._theme), wanted)

    @property
    def holds(self) -> bool:
        """Whether scans are queued while the sheet is open: a half-ticked list is not thrown away for a scan. The
        sheet that replaces it keeps the queue."""
        sheet = self._page.sheet
        listed = self._telling or isinstance(
            sheet, (GroupSheet, GroupDone, AfterwardsSheet, ClockSheet)
        )
        return listed or (sheet is not None and self._now.waiting > 0)

    def say_waiting(self) -> None:
        """Shows in the sheet that scans are queued."""
        count = self._now.waiting
        if count and self._page.sheet is not None:
            words = self._tr.plural(
                "{n} scan waits until this is done.", "{n} scans wait until this is done.", count
            )
            self._page.sheet.say(words, "queue", wording.Tone.ASK)

    def has_group(self, delegate: str) -> bool:
        """Whether others belong to the delegate, who can come in on one list."""
        try:
            return self._desk.look_up.has_group(delegate)
        except KnownError:
            return False

    def group(
        self, delegate: DelegateId, came: Callable[[GroupAnswer], None], done: Callable[[], None]
    ) -> None:
        """Group check-in: the members of a delegate's group, each with a checkbox. `came` gets the answer, and
        `done` is called when its sheets are closed."""
        try:
            group = self._desk.group_of(delegate)
        except KnownError as error:
            self._page.show_error(error)
            return

        def admitted(answer: GroupAnswer) -> None:
            self._telling = True
            came(answer)
            # Deferred: not from within the sheet that it replaces.
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

    def afterwards(self, entered: Callable[[int], None]) -> None:
        """A list of numbers with the time at which it happened; `entered` gets how many were recorded. What was
        typed stays until it is recorded, though the sheet was closed."""
        if isinstance(self._page.sheet, AfterwardsSheet):
            return
        try:
            self._desk.shift.require(Action.ENTER_LATER)
        except KnownError as error:
            self._page.show_error(error)
            return
        sheet = AfterwardsSheet(self._desk, self._page, self._late)

        def keep() -> None:
            self._late = sheet.asked()

        def recorded(verdicts: tuple[Verdict, ...]) -> None:
            self._late = None
            entered(len(verdicts))

        sheet.typed.connect(keep)
        self._page.ask_until(sheet, self._record_late, recorded)

    def _record_late(self, sheet: AfterwardsSheet) -> tuple[Verdict, ...]:
        preview = sheet.preview
        return self._desk.afterwards.record(preview) if preview else ()

    def session(self, chosen: Callable[[], None]) -> None:
        """Session picker; `chosen` is called when another one was chosen."""

        def fix(sheet: SessionSheet) -> None:
            self._desk.fixed = sheet.chosen()
            chosen()

        now, current = self._desk.now(), self._desk.current_session()
        self._page.ask(SessionSheet(self._desk.event, now, current, self._tr, self._theme), fix)

    def _open_card(self, delegate: str) -> None:
        """The walk-in is on the roster: their card instead of a second entry for them."""
        self._page.close_sheet()
        self._page.field.edit.clear()
        self._page.shell.show_person(delegate)

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
