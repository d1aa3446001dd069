"""The counts of a day as panels: figures, arrivals, rooms, groups, refusals. It names no delegate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin.language import mark, time_of_day
from checkin.overview import Grouping
from checkin.overview.tables import GROUP_NAMES
from ui.overview import words
from ui.overview.charts import Bar, BarChart, ColumnChart
from ui.overview.figures import Figures
from ui.parts.theme import STEP
from ui.parts.widgets import Choice, Panel, text

if TYPE_CHECKING:
    from checkin.domain import Event
    from checkin.language import Language
    from checkin.overview import DayOverview
    from ui.parts.theme import Theme

SESSION: Final = "session"
NOBODY: Final = mark("Nobody yet.")


class Arrivals(Panel):
    """How many came within each ten minutes."""

    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        super().__init__(language.text("Arrivals, by ten minutes"))
        self._event, self._language = event, language
        self.chart = ColumnChart(theme)
        self._none = _note(language.text(NOBODY))
        self.body.addWidget(self._none)
        self.body.addWidget(self.chart)

    def show_day(self, shown: DayOverview) -> None:
        tr, peak = self._language, shown.peak
        spoken = tr.text("Arrivals, by ten minutes")
        if peak is not None:
            time = time_of_day(peak.starts, self._event.time_zone)
            busiest = tr.labelled(tr.text("Busiest"), time)
            people = tr.plural("{n} in ten minutes", "{n} in ten minutes", peak.came)
            spoken = tr.beside(spoken, busiest, people)
        self.chart.show_columns(words.columns(shown, self._event), spoken)
        self.chart.setVisible(bool(shown.slots))
        self._none.setVisible(not shown.slots)


class BarPanel(Panel):
    """Bars under a heading, or a sentence where there are none."""

    def __init__(self, heading: str, none: str, theme: Theme) -> None:
        super().__init__(heading)
        self.chart = BarChart(theme)
        self._none = _note(none)
        self.body.addWidget(self._none)
        self.body.addWidget(self.chart)
        self.body.addStretch(1)

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        self.chart.show_bars(bars)
        self.chart.setVisible(bool(bars))
        self._none.setVisible(not bars)


class Groups(BarPanel):
    """Who is expected and came, by what is chosen: session, category, country, delegation or desk."""

    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        super().__init__(language.text("Who came"), language.text(NOBODY), theme)
        self._event, self._language = event, language
        self._shown: DayOverview | None = None
        self.by = Choice(theme)
        self.by.setAccessibleName(language.text("Counted by"))
        self.by.offer(Grouping.CATEGORY, language.text(GROUP_NAMES[Grouping.CATEGORY]))
        self.by.offer(SESSION, language.text("Session"))
        for group in (Grouping.COUNTRY, Grouping.DELEGATION, Grouping.DESK):
            self.by.offer(group, language.text(GROUP_NAMES[group]))
        row = QVBoxLayout()
        row.setContentsMargins(18, 2 * STEP, 18, 0)
        row.addWidget(self.by)
        self.body.insertLayout(2, row)
        self.by.currentIndexChanged.connect(self._show)

    def show_day(self, shown: DayOverview) -> None:
        self._shown = shown
        self._show()

    def _show(self) -> None:
        if self._shown is None:
            return
        chosen, tr = self.by.chosen(), self._language
        if chosen == SESSION:
            self.show_bars(words.sessions(self._shown, self._event, tr))
        else:
            self.show_bars(words.groups(self._shown, Grouping(chosen), self._event, tr))


class Board:
    """The panels of a day, for the page to arrange."""

    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        self._event, self._language = event, language
        self.figures = Figures()
        self.arrivals = Arrivals(event, language, theme)
        self.rooms = BarPanel(
            language.text("Who is where now"), language.text("Nobody is inside."), theme
        )
        self.groups = Groups(event, language, theme)
        self.refusals = BarPanel(
            language.text("Turned away"), language.text("Nobody was turned away."), theme
        )

    def show_day(self, shown: DayOverview) -> None:
        tr = self._language
        self.figures.show_figures(words.figures(shown, self._event, tr))
        self.arrivals.show_day(shown)
        self.rooms.show_bars(words.rooms(shown, self._event, tr))
        self.rooms.setVisible(shown.is_today)
        self.groups.show_day(shown)
        self.refusals.show_bars(words.refusals(shown, tr))


def _note(sentence: str) -> QWidget:
    label = text(sentence, "quiet").wrapped()
    label.setContentsMargins(18, 16, 18, 16)
    return label
