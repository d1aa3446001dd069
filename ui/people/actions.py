"""Actions on a delegate's card: label and keyboard shortcut of each.

No widgets here, so that the whole list can be read, and tested, at once. Actions that the operator's role
does not permit are left out.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from checkin.domain import Status
from checkin.roles import Action
from ui.parts.actions import Offer

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.domain import Card
    from checkin.language import Language

    May = Callable[[Action], bool]


class PeopleAct(Enum):
    CHECK_IN = auto()
    APPROVE = auto()
    CORRECT = auto()
    FLAGS = auto()
    BADGE = auto()
    LOST_BADGE = auto()
    CANCEL = auto()
    REINSTATE = auto()
    SAVE = auto()
    BACK = auto()


def offers(card: Card, language: Language, may: May) -> tuple[Offer, ...]:
    """The likeliest first, on Enter. A walk-in that waits is approved before it is checked in."""
    waits = card.delegate.status is Status.PENDING
    badge = language.text("Badge again") if card.badges_printed else language.text("Badge")
    first = Offer(PeopleAct.CHECK_IN, language.text("Check in"), "Enter")
    approve = Offer(PeopleAct.APPROVE, language.text("Approve"), "Enter")
    permitted = (
        (Action.APPROVE, approve if waits else None),
        (Action.SCAN, None if waits and may(Action.APPROVE) else first),
        (Action.PRINT, Offer(PeopleAct.BADGE, badge, "F6")),
        (Action.CORRECT, Offer(PeopleAct.CORRECT, language.text("Correct"), "F2")),
        (Action.FLAG, Offer(PeopleAct.FLAGS, language.text("Marks"), "F4")),
        (Action.CODES, Offer(PeopleAct.LOST_BADGE, language.text("Badge lost"), "F8")),
        (Action.CANCEL, _standing(card, language)),
    )
    return tuple(offer for action, offer in permitted if offer is not None and may(action))


def while_correcting(language: Language) -> tuple[Offer, ...]:
    return (
        Offer(PeopleAct.SAVE, language.text("Save"), "Enter"),
        Offer(PeopleAct.BACK, language.text("Back"), "Esc"),
    )


def _standing(card: Card, language: Language) -> Offer:
    if card.delegate.status is Status.CANCELLED:
        return Offer(PeopleAct.REINSTATE, language.text("Reinstate"), "F9")
    return Offer(PeopleAct.CANCEL, language.text("Cancel registration"), "F9")
