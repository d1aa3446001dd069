"""Screenshots of the overview, on a morning with arrivals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import ENTRANCE
from checkin.overview import Grouping
from tests.shots.demo_window import Scene
from ui.overview import OverviewPage
from ui.overview.guarded_screen import GuardedScreen
from ui.parts.theme import dress
from ui.remote import ParticipantsSheet, ReportSheet

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


def report(stage: Stage) -> None:
    """Of a meeting: one is certain, one in doubt, one may be several, one is nobody."""
    everyone = stage.world.station.roster.delegates()
    certain, doubt = everyone[0], everyone[3]
    names = (certain.display_name, f"{doubt.family_name} (MP)", "Tohti", "Lobby iPad")
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"
    hours = ",,10/30/2026 10:00:00 AM,10/30/2026 11:00:00 AM,60,Yes"
    path = stage.folder / "participants.csv"
    path.write_text("\n".join((head, *(name + hours for name in names))) + "\n", "utf-8")
    page = overview(stage)
    preview = stage.world.station.remote.read(path, "opening", page.language)
    page.open_sheet(ParticipantsSheet(preview, page.language, page.theme))


def meeting(stage: Stage) -> None:
    page = overview(stage)
    page.open_sheet(ReportSheet(stage.world.station.desk.event, page.language, page.theme))


SCENES: Final = (
    Scene("overview-morning", morning),
    Scene("overview-another-day", another_day),
    Scene("overview-countries", countries),
    Scene("overview-meeting", meeting),
    Scene("overview-report", report),
    Scene("overview-big-screen", big_screen),
    Scene("overview-leaving-it", leaving_it),
)
