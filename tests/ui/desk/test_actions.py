"""Desk actions after each verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Outcome, Person, Reason, Role, Verdict
from checkin.language import load
from checkin.roles import may
from ui.desk import actions
from ui.desk.actions import DeskAct

if TYPE_CHECKING:
    from checkin.roles import Action

ENGLISH = load("en")
PERSON = Person("id", 1, "Erik Lund", "", "", "", "guest", (), "")


def lead(action: Action) -> bool:
    return may(Role.LEAD, action)


def volunteer(action: Action) -> bool:
    return may(Role.VOLUNTEER, action)


def verdict(
    outcome: Outcome, reason: Reason = Reason.NONE, person: Person | None = PERSON
) -> Verdict:
    return Verdict(outcome, "entrance", 0, "entry", reason=reason, person=person)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_verdict_offers_enter_and_no_key_twice(outcome: Outcome) -> None:
    offers = actions.after(verdict(outcome), ENGLISH, lead)
    keys = [offer.key for offer in offers]
    assert keys[0] == "Enter"
    assert len(set(keys)) == len(keys) <= 5


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.NEEDS_ANSWER}))
def test_enter_lets_nobody_in(outcome: Outcome) -> None:
    assert actions.after(verdict(outcome), ENGLISH, lead)[0].act is DeskAct.NEXT


@pytest.mark.parametrize("outcome", Outcome)
def test_a_volunteer_is_never_offered_to_override(outcome: Outcome) -> None:
    acts = {offer.act for offer in actions.after(verdict(outcome), ENGLISH, volunteer)}
    assert DeskAct.OVERRIDE not in acts


def test_who_is_already_in_is_not_let_in_again() -> None:
    acts = {offer.act for offer in actions.after(verdict(Outcome.ALREADY_IN), ENGLISH, lead)}
    assert DeskAct.OVERRIDE not in acts


def test_who_may_not_come_back_can_be_let_in_by_a_lead() -> None:
    told = verdict(Outcome.ALREADY_IN, Reason.NO_RE_ENTRY)
    acts = {offer.act for offer in actions.after(told, ENGLISH, lead)}
    assert DeskAct.OVERRIDE in acts


def test_nobody_known_cannot_be_let_in() -> None:
    told = verdict(Outcome.UNKNOWN, person=None)
    acts = {offer.act for offer in actions.after(told, ENGLISH, lead)}
    assert DeskAct.OVERRIDE not in acts


def test_who_may_not_come_back_is_neither_waved_on_nor_said_to_have_left_in_between() -> None:
    told = verdict(Outcome.ALREADY_IN, Reason.NO_RE_ENTRY)
    acts = [offer.act for offer in actions.after(told, ENGLISH, volunteer)]
    assert set(acts) == {DeskAct.NEXT, DeskAct.CALL_LEAD}


@pytest.mark.parametrize(
    "outcome", [Outcome.CANCELLED, Outcome.FULL, Outcome.TOO_LATE, Outcome.CALL_LEAD]
)
def test_where_the_lead_must_be_asked_that_is_the_first_button(outcome: Outcome) -> None:
    first, second = actions.after(verdict(outcome), ENGLISH, volunteer)
    assert (first.act, first.key, first.likeliest) == (DeskAct.CALL_LEAD, "F7", True)
    assert (second.act, second.key) == (DeskAct.NEXT, "Enter")


def test_where_somebody_is_sent_elsewhere_next_stays_first() -> None:
    told = verdict(Outcome.WRONG_SESSION, Reason.REQUIRES)
    assert actions.after(told, ENGLISH, volunteer)[0].act is DeskAct.NEXT
