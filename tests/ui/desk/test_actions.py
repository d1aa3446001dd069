"""Desk actions after each verdict."""

from __future__ import annotations

from dataclasses import replace
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


REFUSED_BY_ANOTHER_DESK = (
    (Outcome.FULL, Reason.NONE),
    (Outcome.ALREADY_IN, Reason.NONE),
    (Outcome.WRONG_SESSION, Reason.REQUIRES),
)


@pytest.mark.parametrize(("outcome", "reason"), REFUSED_BY_ANOTHER_DESK)
def test_a_desk_that_is_apart_may_let_in_what_another_one_may_have_changed(
    outcome: Outcome, reason: Reason
) -> None:
    together = verdict(outcome, reason)
    apart = replace(together, heard_at=1)
    offers = {offer.act: offer for offer in actions.after(apart, ENGLISH, volunteer)}
    assert offers[DeskAct.HEARD_LATE].key == "Ctrl H"
    assert not offers[DeskAct.HEARD_LATE].likeliest
    without = [offer for act, offer in offers.items() if act is not DeskAct.HEARD_LATE]
    assert tuple(without) == actions.after(together, ENGLISH, volunteer)


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.FULL, Outcome.ALREADY_IN}))
def test_what_no_other_desk_can_have_changed_stays_refused(outcome: Outcome) -> None:
    apart = replace(verdict(outcome), heard_at=1)
    acts = {offer.act for offer in actions.after(apart, ENGLISH, lead)}
    assert DeskAct.HEARD_LATE not in acts
