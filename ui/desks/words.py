"""A desk in words (status text): what it is, when it was heard, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from checkin.sync import DeskPhase
from checkin.wording import Tone, clock_of_desk, unconfirmed, when

if TYPE_CHECKING:
    from checkin.language import Language
    from checkin.sync import DeskState


def phase_name(desk: DeskState, language: Language) -> str:
    """Whether it is this desk, invited, joined or revoked."""
    if desk.is_this:
        return language.text("This desk")
    match desk.phase:
        case DeskPhase.INVITED:
            return language.text("Invited")
        case DeskPhase.JOINED:
            return language.text("Joined")
        case DeskPhase.REVOKED:
            return language.text("Revoked")
        case _:
            assert_never(desk.phase)


def mark_of_desk(desk: DeskState) -> tuple[str, Tone | None]:
    """The icon of its state, and its colour."""
    if desk.phase is DeskPhase.REVOKED:
        return "stop", Tone.STOP
    if desk.is_clock_wrong or desk.chains > 1:
        return "warning", Tone.AGAIN
    if desk.is_this:
        return "desk", None
    if desk.heard is None or desk.phase is DeskPhase.INVITED:
        return "time", None
    return ("again", Tone.AGAIN) if desk.lacks else ("check", Tone.WELCOME)


def line_of(desk: DeskState, now: int, time_zone: str, language: Language) -> str:
    """What is known of it: when it was heard, what it lacked then, its clock, its restarts."""
    tr = language
    parts = [
        _heard(desk, now, time_zone, tr),
        "" if desk.lacks is None or desk.phase is DeskPhase.REVOKED else _lacks(desk.lacks, tr),
    ]
    if desk.is_clock_wrong:
        parts.append(clock_of_desk(desk.off, tr))
    if desk.chains > 1:
        again = desk.chains - 1
        parts.append(tr.plural("restored or moved {n} time", "restored or moved {n} times", again))
    if desk.not_erased:
        parts.append(unconfirmed(len(desk.not_erased), tr))
    return tr.beside(*(part for part in parts if part))


def _heard(desk: DeskState, now: int, time_zone: str, tr: Language) -> str:
    if desk.is_this:
        return tr.plural("{n} entry of its own", "{n} entries of its own", desk.entries)
    if desk.heard is not None:
        return tr.text("Heard at {time}", time=when(desk.heard, now, time_zone))
    if not desk.entries:
        return tr.text("Nothing heard of it yet")
    return tr.plural("{n} entry of its own", "{n} entries of its own", desk.entries)


def _lacks(entries: int, tr: Language) -> str:
    if not entries:
        return tr.text("had all that is here")
    return tr.plural("lacked {n} entry", "lacked {n} entries", entries)
