"""What left the store (export log): a line at the side of the page, and the whole list in a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout

from checkin.desk.card_log import OpenedCards
from checkin.language import day_and_time
from checkin.wording import operator_name
from checkin.wording.exports import exported_name, form_name
from ui.parts.tables import TableModel, table_view
from ui.parts.theme import STEP
from ui.parts.widgets import KeyButton, Panel, Sheet, link, text

if TYPE_CHECKING:
    from checkin.desk.card_log import CardRun
    from checkin.domain import Event, PastExport
    from checkin.language import Language
    from ui.parts.theme import Theme

MOST_RUNS: Final = 3
WIDE, HIGH = 1_140, 560
SECONDS: Final = len(":05")


class ExportsPanel(Panel):
    """How much left, and what last; `show_all` asks for the whole list."""

    def __init__(self, event: Event, language: Language) -> None:
        super().__init__(language.text("What left this store"))
        self._event, self._language = event, language
        self.past: tuple[PastExport, ...] = ()
        self.last = text("").wrapped()
        self.show_all = link(language.text("Show all…"))
        column = QVBoxLayout()
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(STEP)
        column.addWidget(self.last)
        column.addWidget(self.show_all)
        self.body.addLayout(column)
        self.show_past(())

    def show_past(self, past: tuple[PastExport, ...]) -> None:
        tr, self.past = self._language, past
        self.show_all.setVisible(bool(past))
        if not past:
            self.last.setText(tr.text("No list, badge file or invitation has left it."))
            return
        last = past[0]
        who = operator_name(last.by, tr)
        when, name = _minute(last.at, self._event), exported_name(last.what, tr)
        count = tr.plural("{n} time something left.", "{n} times something left.", len(past))
        said = tr.text("The last: {what}, {time}, {who}.", what=name, time=when, who=who)
        self.last.setText(tr.sentences(count, said))


class CardsPanel(Panel):
    """Who has opened how many cards here today, and where many were opened while nobody was checked in."""

    def __init__(self, event: Event, language: Language) -> None:
        super().__init__(language.text("Cards opened"))
        self._event, self._language = event, language
        self.today = text("").wrapped()
        self.runs = text("").wrapped()
        column = QVBoxLayout()
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(STEP)
        column.addWidget(self.runs)
        column.addWidget(self.today)
        self.body.addLayout(column)
        self.show_opened(OpenedCards((), ()))

    def show_opened(self, found: OpenedCards) -> None:
        tr = self._language
        counts = [tr.labelled(operator_name(by, tr), str(count)) for by, count in found.today]
        nobody = tr.text("Nobody has opened a card at this desk today.")
        today = tr.text("Today at this desk: {counts}", counts=tr.listed(counts))
        self.today.setText(today if counts else nobody)
        self.runs.setText("\n".join(self._run(run) for run in found.runs[:MOST_RUNS]))
        self.runs.setVisible(bool(found.runs))

    def _run(self, run: CardRun) -> str:
        tr = self._language
        said = tr.plural(
            "{n} card in ten minutes, and nobody checked in",
            "{n} cards in ten minutes, and nobody checked in",
            run.count,
        )
        return tr.beside(said, operator_name(run.by, tr), run.desk, _minute(run.at, self._event))


class ExportsSheet(Sheet):
    """A row each: when, what, as what, how many people, how many protected, who, where and why."""

    def __init__(
        self, past: tuple[PastExport, ...], event: Event, language: Language, theme: Theme
    ) -> None:
        tr = language
        super().__init__(tr.text("What left this store"), "", tr.text("Back"), theme)
        self.model = TableModel(self)
        self.view = table_view(tr.text("What left this store"), self.model)
        self.body.addWidget(self.view, 1)
        columns = (
            tr.text("Time"),
            tr.text("What"),
            tr.text("File"),
            tr.text("People"),
            tr.text("Protected"),
            tr.text("Operator"),
            tr.text("Desk"),
            tr.text("Reason"),
        )
        self.model.show(columns, tuple(_row(some, event, tr) for some in past))

    def first(self) -> KeyButton:
        return self.cancel_button

    def sizeHint(self) -> QSize:
        return QSize(WIDE, HIGH)


def _row(past: PastExport, event: Event, tr: Language) -> tuple[str | int, ...]:
    session = event.session(past.session)
    what = tr.beside(
        exported_name(past.what, tr),
        tr.name(session.name) if session else past.session,
        past.day,
        "" if past.is_finished else tr.text("not finished"),
    )
    form = form_name(past.form, tr) if past.form else ""
    return (
        _minute(past.at, event),
        what,
        tr.beside(form, tr.text("sealed") if past.sealed else ""),
        past.people,
        past.protected,
        operator_name(past.by, tr),
        past.desk,
        past.why,
    )


def _minute(at: int, event: Event) -> str:
    return day_and_time(at, event.time_zone)[:-SECONDS]
