"""Screenshots of the overview, on a morning with arrivals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import ENTRANCE
from checkin.overview import Grouping
from tests.shots.demo_window import Scene
from ui.overview import OverviewPage
from ui.overview.guarded_screen import GuardedScreen
from ui.parts.theme import dress

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage

ARRIVALS: Final = 72
FEW: Final = 9  # every so many minutes more come at once


def overview(stage: Stage) -> OverviewPage:
    stage.work.go("overview")
    page = stage.work.front
    assert isinstance(page, OverviewPage)
    return page


def morning(stage: Stage) -> None:
    """Delegates come in waves, some of them into a room."""
    station, clock = stage.world.station, stage.world.clock
    numbers = [delegate.number for delegate in station.roster.delegates()]
    rooms = [session.key for session in station.desk.event.sessions if session.room]
    for at, number in enumerate(numbers[:ARRIVALS]):
        clock.forward(seconds=20 + 70 * (at % FEW == 0))
        station.desk.checkin(number, ENTRANCE)
        if at % 2:
            station.desk.checkin(number, rooms[at % 3])
    overview(stage)


def another_day(stage: Stage) -> None:
    page = overview(stage)
    page.day.setCurrentIndex(page.day.count() - 1)


def countries(stage: Stage) -> None:
    page = overview(stage)
    page.day.setCurrentIndex(0)
    page.board.groups.by.choose(Grouping.COUNTRY)
    page.scrolling.ensureWidgetVisible(page.board.groups)


def big_screen(stage: Stage) -> None:
    """As another window: the stage's own has to come back without a passphrase."""
    station, look = stage.world.station, stage.window.parts.look
    guarded = GuardedScreen(
        station.overview,
        stage.window.parts.background,
        station.desk.event,
        look.language,
        look.theme,
    )
    dress(guarded, look.theme)
    guarded.resize(stage.window.size())
    guarded.show()
    guarded.begin()
    stage.shown = guarded


def leaving_it(stage: Stage) -> None:
    big_screen(stage)
    assert isinstance(stage.shown, GuardedScreen)
    stage.shown.ask_to_leave()


SCENES: Final = (
    Scene("overview-morning", morning),
    Scene("overview-another-day", another_day),
    Scene("overview-countries", countries),
    Scene("overview-big-screen", big_screen),
    Scene("overview-leaving-it", leaving_it),
)
