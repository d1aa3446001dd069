"""What the desk's lamp before the doors open asks: the store, this machine's settings and its printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.desk.ready import ReadyParts
from ui.printing import printer_choice
from ui.printing.print_desk import Paper
from ui.printing.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.language import Language
    from checkin.readiness import ReadyState
    from ui.parts.settings_holder import SettingsHolder
    from ui.shell.open_store import OpenStore


def ready_parts(store: OpenStore, settings: SettingsHolder) -> ReadyParts:
    station, desk = store.station, store.print_desk

    def look(language: Language) -> ReadyState:
        sync = store.sync
        around = surroundings(
            settings.current,
            sync.state,
            sync.connection.place,
            lambda printer: printer_choice.trouble(printer, station.badges),
        )
        return station.readiness.look(language, around)

    def print_test(came_out: Callable[[], None]) -> None:
        def printed(count: int) -> None:
            if count:
                printer = printer_choice.shown(settings.current.printer)
                station.readiness.note_test_badge(printer)
            came_out()

        desk.print_test(Paper(desk.layout), printed)

    return ReadyParts(
        look, station.readiness.read_code, print_test, station.desk.trial_scans.forget
    )
