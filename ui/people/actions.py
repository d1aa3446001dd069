"""Actions on a delegate's card: label and keyboard shortcut of each.

No widgets here, so that the whole list can be read, and tested, at once. Actions that the operator's role
does not permit are left out.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from checkin import visibility
from checkin.domain import Status
from checkin.roles import Action
from ui.parts.actions import Offer
from ui.parts.keys import WindowKey

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
    LEGAL_NAME = auto()
    JOIN = auto()
    CANCEL = auto()
    REINSTATE = auto()
    SAVE = auto()
    BACK = auto()


def offers(card: Card, language: Language, may: May) -> tuple[Offer, ...]:
    """The likeliest first. A walk-in that waits is approved before it is checked in. None on Enter: it chooses from the
    list, and decides nothing."""
    waits = card.delegate.status is Status.PENDING
    badge = language.text("Badge again") if card.badges_printed else language.text("Badge")
    first = Offer(PeopleAct.CHECK_IN, language.text("Check in"), WindowKey.CHECK_IN)
    approve = Offer(PeopleAct.APPROVE, language.text("Approve"), WindowKey.APPROVE)
    alias = visibility.alias_of(card.delegate.badge_name, card.delegate.flags)
    legal = Offer(PeopleAct.LEGAL_NAME, language.text("Legal name"), WindowKey.LEGAL_NAME)
    permitted = (
        (Action.APPROVE, approve if waits else None),
        (Action.SCAN, None if waits and may(Action.APPROVE) else first),
        (Action.PRINT, Offer(PeopleAct.BADGE, badge, WindowKey.BADGE)),
        (Action.CORRECT, Offer(PeopleAct.CORRECT, language.text("Correct"), WindowKey.CORRECT)),
        (Action.CORRECT, legal if alias else None),
        (Action.FLAG, Offer(PeopleAct.FLAGS, language.text("Marks"), WindowKey.MARKS)),
        (
            Action.CODES,
            Offer(PeopleAct.LOST_BADGE, language.text("Badge lost"), WindowKey.LOST_BADGE),
        ),
        (Action.JOIN, Offer(PeopleAct.JOIN, language.text("Same person as…"), WindowKey.JOIN)),
        (Action.CANCEL, _standing(card, language)),
    )
    return tuple(offer for action, offer in permitted if offer is not None and may(action))


def while_correcting(language: Language) -> tuple[Offer, ...]:
    return (
        Offer(PeopleAct.SAVE, language.text("Save"), WindowKey.ENTER),
        Offer(PeopleAct.BACK, language.text("Back"), WindowKey.BACK),
    )


def _standing(card: Card, language: Language) -> Offer:
    if card.delegate.status is Status.CANCELLED:
        return Offer(PeopleAct.REINSTATE, language.text("Reinstate"), WindowKey.STANDING)
    return Offer(PeopleAct.CANCEL, language.text("Cancel registration"), WindowKey.STANDING)
