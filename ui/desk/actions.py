"""The desk's actions in each state: label and keyboard shortcut of each.

No widgets here, so that the whole list can be read, and tested, at once. Enter always does the likeliest
action and alone never admits a person who was refused.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, assert_never

from checkin.desk.presentation import is_heard_late
from checkin.domain import AnswerType, EventQuestion, Match, Outcome, Question, Reason
from checkin.roles import Action
from checkin.wording import asks_lead
from ui.parts.actions import ENTER, Offer
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.domain import Found, Verdict
    from checkin.language import Language


class DeskAct(Enum):
    NEXT = auto()
    ANSWERED = auto()
    DECLINED = auto()
    SKIPPED = auto()
    TYPED = auto()
    CHOICE_1 = auto()
    CHOICE_2 = auto()
    CHOICE_3 = auto()
    CHOICE_4 = auto()
    CHOICE_5 = auto()
    CHOICE_6 = auto()
    CHOICE_7 = auto()
    CHOICE_8 = auto()
    CHOICE_9 = auto()
    SEEN = auto()
    EXIT = auto()
    EXIT_MODE = auto()
    LEFT_BETWEEN = auto()
    REPRESENTED = auto()
    BADGE = auto()
    HAND_OVER = auto()
    CALL_LEAD = auto()
    LEAD_PIN = auto()
    CALLS = auto()
    HEARD_LATE = auto()
    LOOK = auto()
    LEGAL_NAME = auto()
    OVERRIDE = auto()
    UNDO = auto()
    WALK_IN = auto()
    CHECK_IN = auto()
    WHO = auto()
    LET_IN = auto()
    GROUP = auto()
    CARD = auto()
    CLEAR = auto()
    CAMERA = auto()


CHOICES: Final = tuple(act for act in DeskAct if act.name.startswith("CHOICE_"))
SKIP: Final = "0"


def when_idle(
    language: Language, may: Callable[[Action], bool], *, leaving: bool, camera: bool
) -> tuple[Offer, ...]:
    """Actions with an empty card. `leaving`: the next scan is an exit. `camera`: it is open and has its own button."""
    turn = language.text("Back to entry") if leaving else language.text("Exit")
    offers = (
        *_walk_in(language, may),
        Offer(DeskAct.EXIT_MODE, turn, WindowKey.EXIT),
        Offer(DeskAct.UNDO, language.text("Undo"), WindowKey.UNDO),
        Offer(DeskAct.LOOK, language.text("Look"), WindowKey.LOOK),
    )
    return (
        offers
        if camera
        else (*offers, Offer(DeskAct.CAMERA, language.text("Camera"), WindowKey.CAMERA))
    )


def when_searching(
    chosen: Found | None,
    language: Language,
    may: Callable[[Action], bool],
    *,
    leaving: bool,
    group: bool = False,
) -> tuple[Offer, ...]:
    """Actions beside the hits. `group`: others belong to the chosen one, who can come in on one list."""
    clear = Offer(DeskAct.CLEAR, language.text("Clear"), WindowKey.BACK)
    if chosen is None:
        return (*_walk_in(language, may), clear)
    if chosen.match is Match.GUESS:
        first = Offer(DeskAct.WHO, language.text("Is it {name}?", name=_name(chosen)), ENTER)
    else:
        first = Offer(DeskAct.CHECK_IN, _check_in(chosen, language, leaving=leaving), ENTER)
    if not may(Action.FIND):
        return (first, clear)
    card = Offer(DeskAct.CARD, language.text("Open card"), "←" if language.right_to_left else "→")
    if leaving or not group:
        return (first, card, clear)
    whole = Offer(DeskAct.GROUP, language.text("Whole group"), WindowKey.GROUP)
    return (first, whole, card, clear)


def when_found(chosen: Found, language: Language, *, leaving: bool) -> tuple[Offer, ...]:
    """The card of somebody who is only guessed. Not Enter: it was pressed for a name that is not theirs."""
    words = _check_in(chosen, language, leaving=leaving)
    back = Offer(DeskAct.CLEAR, language.text("Clear"), WindowKey.BACK)
    return (Offer(DeskAct.LET_IN, words, WindowKey.CHECK_IN), back)


def _check_in(chosen: Found, language: Language, *, leaving: bool) -> str:
    if leaving:
        return language.text("Mark as out: {name}", name=_name(chosen))
    return language.text("Check in {name}", name=_name(chosen))


def _name(chosen: Found) -> str:
    return chosen.name or f"{chosen.number:03}"


def after(
    verdict: Verdict, language: Language, may: Callable[[Action], bool], *, on_table: bool = False
) -> tuple[Offer, ...]:
    """Actions after a verdict, the likeliest first. `on_table`: badges are printed beforehand, and handed over."""
    following = Offer(DeskAct.NEXT, language.text("Next"), ENTER)
    undo = Offer(DeskAct.UNDO, language.text("Undo"), WindowKey.UNDO)
    if verdict.attention:
        return (Offer(DeskAct.SEEN, language.text("I have read the note"), ENTER), undo)
    match verdict.outcome:
        case Outcome.ADMITTED | Outcome.READMITTED:
            leave = Offer(DeskAct.EXIT, language.text("Exit"), WindowKey.EXIT)
            named = _named(verdict, language, may, on_table=on_table)
            return (following, leave, *named, undo)
        case Outcome.ALREADY_IN:
            return _lead_first(verdict, _already_in(verdict, following, language, may))
        case Outcome.NEEDS_ANSWER:
            back = Offer(DeskAct.CLEAR, language.text("Not now"), WindowKey.BACK)
            lead = Offer(DeskAct.CALL_LEAD, language.text("Call the lead"), WindowKey.LEAD)
            return (*_answers(verdict, language), back, lead)
        case Outcome.LEFT | Outcome.PROVISIONAL:
            # Nothing was changed by the exit of somebody who was not in.
            return (following,) if verdict.reason is Reason.NOT_INSIDE else (following, undo)
        case Outcome.UNREADABLE | Outcome.OTHER_EVENT | Outcome.UNKNOWN | Outcome.REVOKED:
            return (following, *_walk_in(language, may), _lead(verdict, language, may))
        case (
            Outcome.WRONG_SESSION
            | Outcome.TOO_EARLY
            | Outcome.TOO_LATE
            | Outcome.FULL
            | Outcome.CANCELLED
            | Outcome.CALL_LEAD
            | Outcome.NEEDS_APPROVAL
        ):
            lead = _lead(verdict, language, may)
            return _lead_first(verdict, (following, *_heard_late(verdict, language), lead))
        case _:
            assert_never(verdict.outcome)


def _named(
    verdict: Verdict, language: Language, may: Callable[[Action], bool], *, on_table: bool
) -> tuple[Offer, ...]:
    """What the role may do for somebody who has just come in: a proxy, the badge."""
    instead = Offer(DeskAct.REPRESENTED, language.text("Proxy"), WindowKey.PROXY)
    badge = Offer(DeskAct.BADGE, _badge(verdict, language), WindowKey.BADGE)
    if on_table:
        badge = Offer(DeskAct.HAND_OVER, language.text("Badge handed over"), WindowKey.BADGE)
    return (
        *((instead,) if may(Action.REPRESENT) else ()),
        *((badge,) if may(Action.PRINT) else ()),
    )


def legal_name(language: Language) -> Offer:
    """Beside the actions on somebody who is shown by an alias."""
    return Offer(DeskAct.LEGAL_NAME, language.text("Legal name"), WindowKey.LEGAL_NAME)


def _already_in(
    verdict: Verdict, following: Offer, language: Language, may: Callable[[Action], bool]
) -> tuple[Offer, ...]:
    """There is no undo: this answer changed nothing."""
    lead = _lead(verdict, language, may)
    if not _is_in(verdict):
        return (following, lead)
    late = _heard_late(verdict, language)
    same = Offer(DeskAct.NEXT, language.text("Same person"), ENTER)
    between = Offer(DeskAct.LEFT_BETWEEN, language.text("Had left"), WindowKey.EXIT)
    return (following if verdict.seat_taken_by else same, between, *late, lead)


def _heard_late(verdict: Verdict, language: Language) -> tuple[Offer, ...]:
    """Not Enter: whoever hears late decides it, and it goes on record."""
    if not is_heard_late(verdict):
        return ()
    return (Offer(DeskAct.HEARD_LATE, language.text("Let in, heard late"), WindowKey.HEARD_LATE),)


def after_call(
    verdict: Verdict | None, language: Language, may: Callable[[Action], bool]
) -> tuple[Offer, ...]:
    """Actions once a lead was called: the lead who has come lets in here, by PIN and reason."""
    following = Offer(DeskAct.NEXT, language.text("Next"), ENTER)
    settled = verdict is None or verdict.person is None or _is_in(verdict)
    if settled or may(Action.OVERRIDE):
        return (following,)
    return (following, Offer(DeskAct.LEAD_PIN, language.text("Let in by a lead"), WindowKey.LEAD))


def _lead_first(verdict: Verdict, offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """Where the card says to ask the lead, that is the first button, not *Next*."""
    if not asks_lead(verdict):
        return offers
    calls = tuple(
        replace(offer, likeliest=True) for offer in offers if offer.act is DeskAct.CALL_LEAD
    )
    return (*calls, *(offer for offer in offers if offer.act is not DeskAct.CALL_LEAD))


def _answers(verdict: Verdict, language: Language) -> tuple[Offer, ...]:
    """One key for each answer to the current question."""
    match next(iter(verdict.questions), Question.IDENTITY):
        case Question.IDENTITY:
            return (Offer(DeskAct.ANSWERED, language.text("ID checked"), ENTER),)
        case Question.CONSENT:
            yes = Offer(DeskAct.ANSWERED, language.text("Yes, photographs"), ENTER)
            return (yes, Offer(DeskAct.DECLINED, language.text("No photographs"), WindowKey.NO))
        case EventQuestion() as question:
            skip = Offer(DeskAct.SKIPPED, language.text("Skip"), SKIP)
            return (*_replies(question, language), *(() if question.required else (skip,)))
        case asked:
            assert_never(asked)


def _replies(question: EventQuestion, language: Language) -> tuple[Offer, ...]:
    """The answers to a question of the event's own: each choice has its digit."""
    match question.type:
        case AnswerType.YES_NO:
            yes = Offer(DeskAct.ANSWERED, language.text("Yes"), ENTER)
            return (yes, Offer(DeskAct.DECLINED, language.text("No"), WindowKey.NO))
        case AnswerType.CHOICE:
            choices = zip(CHOICES, question.choices, strict=False)
            return tuple(
                Offer(act, choice, str(digit)) for digit, (act, choice) in enumerate(choices, 1)
            )
        case _:
            return (Offer(DeskAct.TYPED, language.text("Type the answer"), ENTER),)


def _walk_in(language: Language, may: Callable[[Action], bool]) -> tuple[Offer, ...]:
    offer = Offer(DeskAct.WALK_IN, language.text("Walk-in"), WindowKey.WALK_IN)
    return (offer,) if may(Action.WALK_IN) else ()


def after_all(language: Language) -> tuple[Offer, ...]:
    """A notice, with nothing to choose."""
    return (Offer(DeskAct.NEXT, language.text("Next"), ENTER),)


def _badge(verdict: Verdict, language: Language) -> str:
    return language.text("Badge again") if verdict.badge_printed else language.text("Badge")


def _lead(verdict: Verdict, language: Language, may: Callable[[Action], bool]) -> Offer:
    """A lead admits with a reason; other roles call a lead. An unknown code can only be looked up."""
    if verdict.person is not None and may(Action.OVERRIDE) and not _is_in(verdict):
        return Offer(DeskAct.OVERRIDE, language.text("Let in anyway"), WindowKey.LEAD)
    return Offer(DeskAct.CALL_LEAD, language.text("Call the lead"), WindowKey.LEAD)


def _is_in(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.ALREADY_IN and not verdict.reason
