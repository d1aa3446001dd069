"""Screenshots of what left the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.desk.card_log import RUN
from checkin.domain import Flag, ListKind, Role
from checkin.reports import Asked
from tests.shots.demo_window import Scene
from ui.desks import DesksPage
from ui.paper import PaperPage
from ui.paper.actions import PaperAct

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage

PROTECTED: Final = (5, 12, 31)


def left(stage: Stage) -> None:
    """Some lists and badges were saved; one could not be written."""
    station, clock, folder = stage.world.station, stage.world.clock, stage.folder
    for number in PROTECTED:
        station.people.flag(f"{number:032x}", Flag.PROTECTED, on=True)
    reports = station.reports
    table = reports.table(Asked(ListKind.ATTENDANCE, station.desk.event.sessions[0].key))
    reports.write(table, "pdf", folder / "a.pdf")
    clock.forward(minutes=12)
    reports.write(reports.delegates(), "xlsx", folder / "b.xlsx", why="The venue's fire officer")
    clock.forward(minutes=3)
    with reports.leaving(reports.inside()):
        pass
    station.shift.role = Role.VOLUNTEER
    for number in range(1, RUN + 2):
        station.people.open_card(f"{number:032x}")
    station.shift.role = Role.ORGANISER
    stage.work.go("desks")


def all_of_it(stage: Stage) -> None:
    stage.work.go("desks")
    shown = stage.work.front
    assert isinstance(shown, DesksPage)
    shown.exports.show_all.click()


def asked(stage: Stage) -> None:
    """The roster is about to be saved; some of it are protected."""
    stage.work.go("paper")
    shown = stage.work.front
    assert isinstance(shown, PaperPage)
    shown.tabs.setCurrentIndex(2)
    shown.lists.which.choose(ListKind.DELEGATES)
    stage.settle()
    shown.lists.acts[PaperAct.SAVE_LIST]()


SCENES: Final = (
    Scene("exports-line", left),
    Scene("exports", all_of_it),
    Scene("exports-asked", asked),
)
