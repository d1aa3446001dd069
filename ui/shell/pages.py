"""The pages of the rail, in their order: who may go there, and how each is made.

A page is built when somebody goes there for the first time, and its module is imported then. Its maker
hands it exactly what it uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from checkin.language import mark
from checkin.roles import Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.bootstrap import Station
    from checkin.desk import Presentation
    from checkin.language import Language
    from checkin.settings import Settings
    from ui.parts.background import Background
    from ui.parts.page import Page
    from ui.parts.sounds import Sounds
    from ui.parts.theme import Theme
    from ui.printing.print_desk import PrintDesk
    from ui.scanning.capture.serial_line import SerialLine


@dataclass(frozen=True, slots=True)
class PageContext:
    """All that makers choose from; pages never see it."""

    station: Station
    language: Language
    theme: Theme
    background: Background
    sounds: Sounds
    settings: Settings
    print_desk: PrintDesk
    presenting: Presentation  # who is in front of the desk, and who waits
    serial: SerialLine
    practice: bool = False  # nothing but the desk, with made-up people


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its key, its word, its icon, what one must be permitted, and how it is made."""

    key: str
    words: str  # marked, translated when it is shown
    icon: str
    needs: Action
    make: Callable[[PageContext], Page]


def _desk(bench: PageContext) -> Page:
    from ui.desk.page import DeskPage  # noqa: PLC0415

    settings = bench.settings
    page = DeskPage(
        bench.presenting,
        bench.language,
        bench.theme,
        bench.background,
        bench.sounds,
        settings.printing,
    )
    page.camera.use(settings.camera)
    return page


def _people(bench: PageContext) -> Page:
    from ui.people import PeoplePage  # noqa: PLC0415

    station = bench.station
    return PeoplePage(
        station.desk,
        station.people,
        station.people.delegates,
        bench.language,
        bench.theme,
        bench.background,
    )


def _roster(bench: PageContext) -> Page:
    from ui.roster import RosterPage  # noqa: PLC0415

    station = bench.station
    zone = station.desk.event.time_zone
    return RosterPage(station.roster, zone, bench.language, bench.theme, bench.background)


def _paper(bench: PageContext) -> Page:
    from ui.paper import PaperPage, PaperParts  # noqa: PLC0415

    station = bench.station
    parts = PaperParts(
        station.desk.event,
        station.badges,
        station.reports,
        bench.print_desk,
        station.shift.may,
    )
    return PaperPage(parts, bench.settings, bench.language, bench.theme, bench.background)


def _designer(bench: PageContext) -> Page:
    from ui.designer import DesignerPage  # noqa: PLC0415
    from ui.parts.file_choice import NativeFiles  # noqa: PLC0415

    badges = bench.station.badges
    return DesignerPage(badges, NativeFiles(), bench.language, bench.theme, bench.background)


def _station(bench: PageContext) -> Page:
    from ui.shell import opening  # noqa: PLC0415
    from ui.station import StationPage, StationParts  # noqa: PLC0415

    station = bench.station
    parts = StationParts(
        folder=station.folder,
        desk=station.desk,
        shift=station.shift,
        badges=station.badges,
        print_desk=bench.print_desk,
        serial=bench.serial,
        sounds=bench.sounds,
        rename=station.rename_desk,
        take_up=partial(opening.take_up, station),
        back_up=station.backup_dated,
        copy_to=station.backup,
    )
    return StationPage(parts, bench.settings, bench.language, bench.theme, bench.background)


DESK: Final = PageSpec("desk", mark("Desk"), "desk", Action.SCAN, _desk)
PAPER: Final = PageSpec("paper", mark("Paper"), "paper", Action.PRINT, _paper)
# Behind Paper, not on the rail: one comes to it with a layout in the hand.
DESIGNER: Final = PageSpec("designer", mark("Badge designer"), "paper", Action.SET_UP, _designer)
PAGES: Final = (
    DESK,
    PageSpec("people", mark("People"), "people", Action.FIND, _people),
    PageSpec("roster", mark("Roster"), "roster", Action.IMPORT, _roster),
    PAPER,
    PageSpec("station", mark("Station"), "station", Action.SCAN, _station),
)
