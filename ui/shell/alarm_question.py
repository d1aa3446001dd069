"""What was found missing or altered in the store (tamper alert): an organiser sees it, and accepts it with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from checkin.errors import KnownError
from checkin.roles import Action
from ui.parts.widgets import Sheet, text
from ui.shell.another_store import AnotherStoreQuestion
from ui.shell.head_noting import HeadNoting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checkin.domain import Problem
    from checkin.language import Language
    from checkin.station import Station
    from ui.parts.theme import Theme
    from ui.shell.window_parts import WindowParts
    from ui.shell.workplace_host import WorkplaceHost

WIDEST: Final = 720
MOST_SHOWN: Final = 8
_DONE: Final = object()
VERIFIED_AFTER_MS: Final = 30_000  # of the window: whoever waits for the first scan has it by then


class AlarmSheet(Sheet):
    """The findings, and why the desk may go on all the same."""

    def __init__(self, problems: Iterable[Problem], language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            tr.text("Entries are missing or altered"),
            tr.text("Go on as it is"),
            tr.text("Later"),
            theme,
        )
        self.setMaximumWidth(WIDEST)
        self._language = tr
        self.problems = tuple(problems)
        explained = tr.text(
            "An older copy of this store may have been put back, or somebody has changed it. Nothing is "
            "recorded until you have seen this. If you do not know why, restore a backup instead."
        )
        self.body.addWidget(text(explained, "strong").wrapped())
        lines = list(dict.fromkeys(tr.text(problem.message) for problem in self.problems))
        for line in lines[:MOST_SHOWN]:
            self.body.addWidget(text(line, "quiet").wrapped())
        self.reason = QLineEdit()
        self.row(tr.text("Reason"), self.reason)

    def complete(self) -> bool:
        given = bool(self.reason.text().strip())
        if not given:
            self.refuse(self._language.text("Type a reason; it goes on record."))
        return given


class AlarmQuestion(QObject):
    """Asks whoever may set the desk up. `taken`: whether something other than the workplace is on the screen."""

    def __init__(
        self, parts: WindowParts, host: WorkplaceHost, taken: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts, self._host, self._taken = parts, host, taken
        self._asked: tuple[Problem, ...] = ()
        self.noting = HeadNoting(parts, host, self._look_at_news, self)
        self.another_store = AnotherStoreQuestion(parts, host, self)
        self._verifying = QTimer(self)
        self._verifying.setSingleShot(True)
        self._verifying.setInterval(VERIFIED_AFTER_MS)
        self._verifying.timeout.connect(self._verify)
        host.built.connect(lambda _: QTimer.singleShot(0, self, self.look))

    def begin(self) -> None:
        """A store was opened: looks at once, and later through the whole journal."""
        self.noting.begin()
        self.look()
        self._verifying.start()

    def end(self) -> None:
        self.noting.end()
        self._verifying.stop()

    def look(self) -> None:
        """Shows the card of a store that records nothing, and asks who may answer."""
        station, workplace = self._host.station, self._host.workplace
        if station is None or workplace is None or self._taken():
            return
        problems = station.store.alarm.problems
        if not problems or workplace.desk.sheet is not None:
            return
        self._asked = problems
        workplace.desk.clear()
        if station.shift.may(Action.SET_UP) and not station.store.read_only:
            look = self._parts.look
            sheet = AlarmSheet(problems, look.language, look.theme)
            sheet.accepted.connect(partial(self._accept, sheet))
            workplace.desk.open_sheet(sheet)

    def _look_at_news(self) -> None:
        """Who has put it off is asked again where more was found."""
        station = self._host.station
        if station is not None and station.store.alarm.problems != self._asked:
            self.look()

    def _accept(self, sheet: AlarmSheet) -> None:
        station, workplace = self._host.station, self._host.workplace
        if station is None or workplace is None or not sheet.complete():
            return
        if station.store.alarm.problems != sheet.problems:
            workplace.desk.close_sheet()
            self.look()  # more was found meanwhile: nobody accepts what they have not seen
            return
        try:
            station.accept_loss(sheet.reason.text().strip())
        except KnownError as error:
            sheet.refuse(self._parts.look.language.explain(error))
            return
        workplace.desk.close_sheet()
        workplace.desk.clear()

    def _verify(self) -> None:
        station = self._host.station
        if station is not None:
            self._go_on(station, station.look_through_in_steps())

    def _go_on(self, station: Station, steps: Iterator[None]) -> None:
        """One step in the lane of the store; whatever waits there comes before the next."""

        def ended(more: bool) -> None:  # noqa: FBT001 - what the work returned
            if more and self._host.station is station:
                self._go_on(station, steps)
            else:
                self._look_at_news()

        self._parts.background.run(lambda: next(steps, _DONE) is not _DONE, ended)
