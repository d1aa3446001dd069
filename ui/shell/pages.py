"""Page registry: the pages of the navigation rail in order, their permissions, and their factories.

A page is built, and its module imported, at its first visit. Its factory passes it exactly its
dependencies.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from checkin.language import mark
from checkin.roles import Action
from ui.parts.page import PageEnvironment
from ui.parts.settling import Settling

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.language import Language
    from checkin.station import Station
    from ui.parts.background import Background
    from ui.parts.page import Page
    from ui.parts.settings_holder import SettingsHolder
    from ui.parts.shell import Shell
    from ui.parts.sounds import Sounds
    from ui.parts.theme import Theme
    from ui.printing.print_desk import PrintDesk
    from ui.scanning.capture.serial_line import SerialLine
    from ui.shell.open_store import OpenStore


@dataclass(frozen=True, slots=True)
class PageContext:
    """All dependencies that factories choose from; pages never see it."""

    store: OpenStore
    language: Language
    theme: Theme
    background: Background
    sounds: Sounds
    settings: SettingsHolder
    serial: SerialLine
    settling: Settling = field(default_factory=Settling)

    @property
    def station(self) -> Station:
        return self.store.station

    @property
    def print_desk(self) -> PrintDesk:
        return self.store.print_desk

    def around(self, shell: Shell) -> PageEnvironment:
        return PageEnvironment(shell, self.language, self.theme, self.background, self.settling)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its key, label, icon, required permission, and factory."""

    key: str
    words: str  # marked for translation, translated when shown
    icon: str
    needs: Action
    make: Callable[[PageContext, Shell], Page]


def _desk(context: PageContext, shell: Shell) -> Page:
    from ui.desk.page import DeskPage  # noqa: PLC0415
    from ui.shell.ready_parts import ready_parts  # noqa: PLC0415

    return DeskPage(
        context.store.presenting,
        context.settings,
        context.sounds,
        context.around(shell),
        None if context.store.practice else ready_parts(context.store, context.settings),
    )


def _overview(context: PageContext, shell: Shell) -> Page:
    from ui.overview import OverviewPage, OverviewParts  # noqa: PLC0415

    station = context.station
    parts = OverviewParts(station.overview, station.remote, station.desk.event, station.shift.may)
    return OverviewPage(parts, context.around(shell))


def _people(context: PageContext, shell: Shell) -> Page:
    from ui.parts.file_choice import NativeFiles  # noqa: PLC0415
    from ui.people import ListParts, PeoplePage, PhotoParts  # noqa: PLC0415

    station = context.station
    lists = ListParts(station.reports, NativeFiles(), station.badges, station.mailing)
    photos = PhotoParts(station.photos, lambda: context.settings.current.camera)
    return PeoplePage(station.desk, station.people, lists, context.around(shell), photos)


def _roster(context: PageContext, shell: Shell) -> Page:
    from ui.roster import RosterPage, RosterParts  # noqa: PLC0415

    station = context.station
    parts = RosterParts(station.roster, station.photos, station.remote, station.desk.event)
    return RosterPage(parts, context.around(shell))


def _event(context: PageContext, shell: Shell) -> Page:
    from ui.event import EventPage  # noqa: PLC0415

    station = context.station
    return EventPage(station.programme, station.desk.trying, context.around(shell))


def _paper(context: PageContext, shell: Shell) -> Page:
    from ui.paper import PaperPage, PaperParts  # noqa: PLC0415

    station = context.station
    parts = PaperParts(
        station.desk.event,
        station.badges,
        station.mailing,
        station.reports,
        context.print_desk,
        station.shift.may,
    )
    return PaperPage(parts, context.settings, context.around(shell))


def _designer(context: PageContext, shell: Shell) -> Page:
    from ui.designer import DesignerPage  # noqa: PLC0415
    from ui.parts.file_choice import NativeFiles  # noqa: PLC0415

    badges = context.station.badges
    return DesignerPage(badges, NativeFiles(), context.around(shell))


def _station(context: PageContext, shell: Shell) -> Page:
    from ui.shell import opening  # noqa: PLC0415
    from ui.station import StationPage, StationParts  # noqa: PLC0415

    station = context.station
    parts = StationParts(
        folder=station.folder,
        desk=station.desk,
        shift=station.shift,
        badges=station.badges,
        print_desk=context.print_desk,
        serial=context.serial,
        sounds=context.sounds,
        sync=context.store.sync,
        rename=station.rename_desk,
        take_up=partial(opening.take_up, station),
        allow_printer=partial(opening.allow_printer, station),
        back_up=station.backup_dated,
        copy_to=station.backup,
        check_backup=partial(opening.check_backup, station),
        closing=station.closing,
        passphrases=station.passphrases,
        purge=station.purge,
        readiness=station.readiness,
    )
    return StationPage(parts, context.settings, context.around(shell))


def _desks(context: PageContext, shell: Shell) -> Page:
    from ui.desks import DesksPage, DesksParts  # noqa: PLC0415

    station = context.station
    parts = DesksParts(
        station.exchange,
        station.invitations,
        station.revocations,
        station.clock_corrections,
        station.conflicts,
        station.export_log,
        station.people.card_log,
        station.shift.may,
        station.desk.event,
    )
    return DesksPage(parts, context.around(shell))


DESK: Final = PageSpec("desk", mark("Desk"), "desk", Action.SCAN, _desk)
PEOPLE: Final = PageSpec("people", mark("People"), "people", Action.FIND, _people)
PAPER: Final = PageSpec("paper", mark("Paper"), "paper", Action.PRINT, _paper)
# Behind Paper, not on the rail: it is opened with a layout.
DESIGNER: Final = PageSpec("designer", mark("Badge designer"), "paper", Action.SET_UP, _designer)
DESKS: Final = PageSpec("desks", mark("Desks"), "desks", Action.EXCHANGE, _desks)
PAGES: Final = (
    DESK,
    PageSpec("overview", mark("Overview"), "overview", Action.SEE_PRESENCE, _overview),
    PEOPLE,
    PageSpec("roster", mark("Roster"), "roster", Action.IMPORT, _roster),
    PageSpec("event", mark("Event"), "event", Action.PROGRAMME, _event),
    PAPER,
    PageSpec("station", mark("Station"), "station", Action.SCAN, _station),
    DESKS,
)
