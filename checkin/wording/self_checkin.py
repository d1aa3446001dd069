"""Texts of self-check-in (kiosk), for the delegate.

Everybody not let in reads the same text: staff explain a refusal, and a delegate under a quiet
check looks like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.domain import Outcome
from checkin.language import time_of_day
from checkin.wording.tones import Tone
from checkin.wording.verdicts import VerdictWords

if TYPE_CHECKING:
    from checkin.domain import Event, Verdict
    from checkin.language import Language


def invitation_to_scan(language: Language) -> VerdictWords:
    """The idle screen: nobody is there, or the last delegate has just left."""
    headline = language.text("Please hold your code to the reader")
    detail = language.text("It is on your invitation, on paper or on your phone.")
    return VerdictWords(headline, detail, Tone.WELCOME, "scan", "", "")


def to_themselves(
    verdict: Verdict, event: Event, language: Language, *, let_in: bool, badge: bool
) -> VerdictWords:
    """The answer, in the second person."""
    if let_in:
        return _welcome(language, badge=badge)
    if verdict.outcome is Outcome.UNREADABLE:
        headline = language.text("Once more, please")
        detail = language.text("Hold the code still and flat, a hand's breadth away.")
        return VerdictWords(headline, detail, Tone.AGAIN, "scan", Tone.AGAIN.value, "")
    if verdict.outcome is Outcome.TOO_EARLY and verdict.opens_at is not None:
        time = time_of_day(verdict.opens_at, event.time_zone)
        headline = language.text("A little early")
        detail = language.text("The doors open at {time}. Please come back then.", time=time)
        return VerdictWords(headline, detail, Tone.AGAIN, "time", Tone.AGAIN.value, "")
    return to_the_desk(language)


def to_the_desk(language: Language) -> VerdictWords:
    """Sends the delegate to staff."""
    headline = language.text("Please come to the desk")
    detail = language.text("Somebody will help you there at once.")
    return VerdictWords(headline, detail, Tone.ASK, "people", Tone.ASK.value, "")


def _welcome(language: Language, *, badge: bool) -> VerdictWords:
    if badge:
        detail = language.text("Your badge is being printed. Please take it and go in.")
    else:
        detail = language.text("You are checked in. Please go in.")
    headline = language.text("Welcome")
    return VerdictWords(headline, detail, Tone.WELCOME, "check", Tone.WELCOME.value, "")
