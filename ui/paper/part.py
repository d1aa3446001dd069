"""What the four parts of Paper have in common: when they come to the front, and what they offer then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parts.file_choice import FileChoice, NativeFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import Enum

    from checkin.badges import Badges
    from checkin.domain import Event
    from checkin.reports import Reports
    from checkin.roles import Action
    from ui.paper.actions import PaperAct
    from ui.parts.actions import Offer
    from ui.parts.page import Page
    from ui.printing.print_desk import PrintDesk


@dataclass(frozen=True, slots=True)
class PaperParts:
    """What of the station the page uses."""

    event: Event
    badges: Badges
    reports: Reports
    print_desk: PrintDesk
    may: Callable[[Action], bool]
    files: FileChoice = field(default_factory=NativeFiles)


class PaperPart(QWidget):
    """One part. Says `offers_changed` when something else can be done."""

    offers_changed = Signal()

    def __init__(self, core: PaperParts, page: Page) -> None:
        super().__init__()
        self.core = core
        self.page = page
        self.acts: Mapping[PaperAct, Callable[[], None]] = {}

    def come(self) -> None:
        """The part comes to the front, or something has changed while it is there."""

    def offers(self) -> tuple[Offer, ...]:
        """What can be done now."""
        return ()

    def possible(self, act: Enum) -> bool:  # noqa: ARG002 - the parts differ
        """Whether an act that is offered can be done right now."""
        return True
