"""Texts of what a change of the event means (impact), for the organiser who is about to make it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import EffectKind
from checkin.language import time_of_day

if TYPE_CHECKING:
    from checkin.domain import Consequences, Effect
    from checkin.language import Language

Said = Callable[["Language", int, Mapping[str, Any]], str]

_SENTENCES: Final[Mapping[EffectKind, Said]] = {
    EffectKind.LOSES: lambda tr, n, facts: tr.plural(
        "{n} person loses {session}.", "{n} people lose {session}.", n, **facts
    ),
    EffectKind.GAINS: lambda tr, n, facts: tr.plural(
        "{n} more person may enter {session}.", "{n} more people may enter {session}.", n, **facts
    ),
    EffectKind.LET_IN: lambda tr, n, facts: tr.plural(
        "{n} was let in already, and stays counted.",
        "{n} were let in already, and stay counted.",
        n,
        **facts,
    ),
    EffectKind.LEAVE: lambda tr, n, facts: tr.plural(
        "{n} is inside now.", "{n} are inside now.", n, **facts
    ),
    EffectKind.OVER: lambda tr, n, facts: tr.plural(
        "{n} is inside now, more than {limit}.",
        "{n} are inside now, more than {limit}.",
        n,
        **facts,
    ),
    EffectKind.INVITED_OVER: lambda tr, n, facts: tr.plural(
        "{n} may enter, and there is room for {limit}.",
        "{n} may enter, and there is room for {limit}.",
        n,
        **facts,
    ),
    EffectKind.NOBODY: lambda tr, _, facts: tr.text(
        "Nobody on the roster may enter {session}.", **facts
    ),
    EffectKind.UNMET: lambda tr, n, facts: tr.plural(
        "{n} person does not meet the conditions of {session} as the roster is now.",
        "{n} people do not meet the conditions of {session} as the roster is now.",
        n,
        **facts,
    ),
    EffectKind.UNKNOWN_COLUMN: lambda tr, _, facts: tr.text(
        "{session} has a condition about {text}, and nobody on the roster has this column.", **facts
    ),
    EffectKind.UNKNOWN_NUMBERS: lambda tr, _, facts: tr.text(
        "Nobody on the roster has the number {text}.", **facts
    ),
    EffectKind.NOT_REQUIRED: lambda tr, _, facts: tr.text(
        "{other} will let in without {session}.", **facts
    ),
    EffectKind.HAVE_CATEGORY: lambda tr, n, facts: tr.plural(
        "{n} person has this category, and keeps it.",
        "{n} people have this category, and keep it.",
        n,
        **facts,
    ),
    EffectKind.PRINTED: lambda tr, n, facts: tr.plural(
        "{n} badge is printed already, and may show it as it was.",
        "{n} badges are printed already, and may show it as it was.",
        n,
        **facts,
    ),
    EffectKind.INVITED: lambda tr, n, facts: (
        tr.plural(
            "{n} person was invited to {session} as it was. Tell them, or invite again.",
            "{n} people were invited to {session} as it was. Tell them, or invite again.",
            n,
            **facts,
        )
        if facts["session"]
        else tr.plural(
            "{n} person was invited to the event as it was. Tell them, or invite again.",
            "{n} people were invited to the event as it was. Tell them, or invite again.",
            n,
            **facts,
        )
    ),
    EffectKind.ENTRANCE_MISSING: lambda tr, _, facts: tr.text(
        "The entrance is missing on {day}.", **facts
    ),
    EffectKind.OUTSIDE: lambda tr, _, facts: tr.text(
        "{session} is on {day}, which is no day of the event.", **facts
    ),
    EffectKind.UNREACHABLE: lambda tr, _, facts: tr.text(
        "{session} requires {other}, which is on another day or later: nobody gets in.", **facts
    ),
    EffectKind.ROOM_TWICE: lambda tr, _, facts: tr.text(
        "{session} and {other} are in {text} at the same time.", **facts
    ),
    EffectKind.OTHER_TIMES: lambda tr, _, facts: tr.text(
        "Sessions stay at the same instant; the clock then shows others: {session} at {time}.",
        **facts,
    ),
    EffectKind.OTHER_DAY: lambda tr, n, facts: tr.plural(
        "{n} check-in counts for another day.",
        "{n} check-ins count for another day.",
        n,
        **facts,
    ),
    EffectKind.CAME_ON_DAY: lambda tr, n, facts: tr.plural(
        "{n} person came on {day}, and stays counted.",
        "{n} people came on {day}, and stay counted.",
        n,
        **facts,
    ),
}


def effect_lines(consequences: Consequences, language: Language) -> tuple[str, ...]:
    """One sentence for each thing that follows."""
    return tuple(_line(effect, consequences, language) for effect in consequences.effects)


def check_lines(found: Consequences, language: Language) -> tuple[str, ...]:
    """One sentence for each thing to look at in a programme, with the session that it is about."""
    return tuple(
        language.labelled(_name(effect.session, found, language), line)
        if effect.kind is EffectKind.INVITED_OVER
        else line
        for effect, line in zip(found.effects, effect_lines(found, language), strict=True)
    )


def _line(effect: Effect, of: Consequences, language: Language) -> str:
    facts = {
        "session": _name(effect.session, of, language),
        "other": _name(effect.other, of, language),
        "day": effect.day,
        "time": "" if effect.at is None else time_of_day(effect.at, of.after.time_zone),
        "limit": effect.limit,
        "text": effect.text,
    }
    return _SENTENCES[effect.kind](language, effect.count, facts)


def _name(key: str, of: Consequences, language: Language) -> str:
    session = of.after.session(key) or of.before.session(key)
    return key if session is None else language.name(session.name)
