"""Actions of the event page: label and keyboard shortcut of each."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from ui.parts.actions import ENTER, Offer
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from checkin.language import Language


class EventAct(Enum):
    CHANGE = auto()
    MOVE = auto()
    COPY = auto()
    CANCEL = auto()
    BRING_BACK = auto()
    ADD = auto()
    UNDO = auto()
    WRITE_OUT = auto()
    TRY = auto()


def offers(language: Language, *, chosen: bool, is_gone: bool, can_undo: bool) -> tuple[Offer, ...]:
    """What can be done with the chosen session, and with the event."""
    tr = language
    add = Offer(EventAct.ADD, tr.text("New session…"), WindowKey.INSERT)
    found: list[Offer] = []
    if chosen and is_gone:
        found.append(Offer(EventAct.BRING_BACK, tr.text("Bring back"), ENTER))
    elif chosen:
        found += [
            Offer(EventAct.CHANGE, tr.text("Change…"), ENTER),
            Offer(EventAct.MOVE, tr.text("Move…"), WindowKey.MOVE_SESSION),
            Offer(EventAct.COPY, tr.text("Copy…"), WindowKey.DUPLICATE),
            Offer(EventAct.CANCEL, tr.text("Cancel session…"), WindowKey.REMOVE),
        ]
    found.append(add)
    found.append(Offer(EventAct.TRY, tr.text("Try the rules…"), WindowKey.TRY_RULES))
    if can_undo:
        found.append(Offer(EventAct.UNDO, tr.text("Undo"), WindowKey.TAKE_BACK))
    found.append(Offer(EventAct.WRITE_OUT, tr.text("Write out as an event file…"), WindowKey.SAVE))
    return tuple(found)
