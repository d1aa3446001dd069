"""Base class of the four parts of Paper: refresh when shown, and their actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parts.file_choice import FileChoice, NativeFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import Enum

    from checkin.badges import Badges, Mailing
    from checkin.domain import Event
    from checkin.reports import Reports
    from checkin.roles import Action
    from ui.paper.actions import PaperAct
    from ui.parts.actions import Offer
    from ui.parts.page import Page
    from ui.printing.print_desk import PrintDesk


@dataclass(frozen=True, slots=True)
class PaperParts:
    """The dependencies of the page."""

    event: Event
    badges: Badges
    mailing: Mailing
    reports: Reports
    print_desk: PrintDesk
    may: Callable[[Action], bool]
    files: FileChoice = field(default_factory=NativeFiles)


class PaperPart(QWidget):
    """One part (tab). Emits `offers_changed` when its actions change."""

    offers_changed = Signal()

    def __init__(self, core: PaperParts, page: Page) -> None:
        super().__init__()
        self.core = core
        self.page = page
        self.acts: Mapping[PaperAct, Callable[[], None]] = {}

    def come(self) -> None:
        """Called when the part comes to the front, or something has changed while it is there."""

    def offers(self) -> tuple[Offer, ...]:
        """The actions available now."""
        return ()

    def possible(self, act: Enum) -> bool:  # noqa: ARG002 - the parts differ
        """Whether an action is enabled right now."""
        return True
