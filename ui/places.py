"""The pages of the rail, in their order: who may go there, and how each is made.

A page is built when somebody goes there for the first time, and its module is imported then. Its maker
hands it exactly what it uses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.language import mark
from checkin.roles import Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.bootstrap import Station
    from checkin.language import Language
    from checkin.settings import Settings
    from ui.background import Background
    from ui.page import Page
    from ui.print_desk import PrintDesk
    from ui.sounds import Sounds
    from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Bench:
    """All that makers choose from; pages never see it."""

    station: Station
    language: Language
    theme: Theme
    background: Background
    sounds: Sounds
    settings: Settings
    print_desk: PrintDesk


@dataclass(frozen=True, slots=True)
class Maker:
    """One page: its key, its word, its icon, what one must be permitted, and how it is made."""

    key: str
    words: str  # marked, translated when it is shown
    icon: str
    needs: Action
    make: Callable[[Bench], Page]


def _desk(bench: Bench) -> Page:
    from ui.desk.page import DeskPage  # noqa: PLC0415

    station, settings = bench.station, bench.settings
    return DeskPage(
        station.desk,
        bench.language,
        bench.theme,
        bench.background,
        bench.sounds,
        settings.printing,
    )


DESK: Final = Maker("desk", mark("Desk"), "desk", Action.SCAN, _desk)
MAKERS: Final = (DESK,)
