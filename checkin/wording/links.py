"""Words for the connection to other desks (sync status line), and for a desk that began a new chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain import LinkPhase, NewChain
from checkin.errors import HubRefuses
from checkin.language import mark, time_of_day
from checkin.wording.clocks import span
from checkin.wording.tones import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import LinkState
    from checkin.language import Language

JUST_NOW: Final = (
    10  # seconds; a round comes about every five, and a quiet line does not count them
)
A_MINUTE: Final = 60
_MS: Final = 1_000
_NEW_CHAINS: Final[Mapping[NewChain, str]] = {
    NewChain.COPIED: mark(
        "This store was on another computer before. Go on with one of the two only."
    ),
    NewChain.WENT_BACK: mark(
        "An older copy of this store was put back. What it lacks comes from the other desks."
    ),
    NewChain.ELSEWHERE: mark(
        "Entries of this desk came from others: it exists twice, or an older copy was put back."
    ),
    NewChain.CLOCK: mark(
        "The clock of this machine was more than a day ahead before. Look whether it is right now."
    ),
}


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One line; empty words where there is nothing to say."""

    words: str = ""
    tone: Tone | None = None


def link_line(state: LinkState, now: int, time_zone: str, language: Language) -> LinkLine:
    """The connection in one line, for everybody at the desk. A desk that has none says nothing."""
    match state.phase:
        case LinkPhase.ALONE:
            return LinkLine()
        case LinkPhase.WAITING:
            if isinstance(state.failure, HubRefuses):
                # No network will mend it, and what this desk records may count nowhere.
                return LinkLine(language.explain(state.failure), Tone.STOP)
            return LinkLine(_waiting(state, time_zone, language), Tone.AGAIN)
        case LinkPhase.SHARED:
            found = [part for part in _to_look_at(state, time_zone, language) if part]
            if found:
                return LinkLine(language.beside(*found), Tone.AGAIN)
            return LinkLine(_shared(state, now, time_zone, language), Tone.WELCOME)


def _waiting(state: LinkState, time_zone: str, language: Language) -> str:
    time = time_of_day(state.since, time_zone)
    if state.failure is None:
        return language.plural(
            "{n} not accepted since {time}",
            "{n} not accepted since {time}",
            state.to_send,
            time=time,
        )
    if state.to_send:
        return language.plural(
            "{n} to send, no connection since {time}",
            "{n} to send, no connection since {time}",
            state.to_send,
            time=time,
        )
    return language.text("No connection since {time}", time=time)


def _shared(state: LinkState, now: int, time_zone: str, language: Language) -> str:
    seconds = (now - state.since) // _MS
    if seconds < JUST_NOW:
        return language.text("Shared just now")
    if seconds < A_MINUTE:
        return language.plural("Shared, {n} s ago", "Shared, {n} s ago", seconds)
    return language.text("Shared at {time}", time=time_of_day(state.since, time_zone))


def _to_look_at(state: LinkState, time_zone: str, language: Language) -> tuple[str, ...]:
    held = language.plural("{n} held", "{n} held", state.held) if state.held else ""
    return (_clock(state, language), _silent(state, time_zone, language), held)


def _clock(state: LinkState, language: Language) -> str:
    time = span(state.clock_off, language)
    if state.clock_off > 0:
        return language.text("This clock is {time} fast", time=time)
    if state.clock_off < 0:
        return language.text("This clock is {time} slow", time=time)
    if state.fast_clocks:
        return language.text("The clock of {desk} is ahead", desk=state.fast_clocks[0])
    return ""


def _silent(state: LinkState, time_zone: str, language: Language) -> str:
    if not state.silent:
        return ""
    time = time_of_day(state.silent[0].since, time_zone)
    if len(state.silent) == 1:
        return language.text("{desk} silent since {time}", desk=state.silent[0].name, time=time)
    return language.plural(
        "{n} desk silent since {time}",
        "{n} desks silent since {time}",
        len(state.silent),
        time=time,
    )


def another_store(path: object, language: Language) -> str:
    """That a folder holds another store than when it was last opened on this machine."""
    return language.text(
        "{path} holds another store than when it was last opened here: of another event, or of another desk."
        " If you do not know why, do not use it: somebody may have put it there.",
        path=path,
    )


def new_chain(reason: NewChain, language: Language) -> str:
    """Why this desk began a new chain when it was opened."""
    return language.text(_NEW_CHAINS[reason])
