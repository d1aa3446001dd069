"""Texts of held entries, for whoever looks at what does not count yet: why, from whom, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.language import mark
from checkin.wording.names import when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import HeldEntries
    from checkin.language import Language

# Of `journal.trust.Ignored` and `journal.receiving.HeldReason`; other words are of a newer program.
_WHY: Final[Mapping[str, str]] = {
    "revoked": mark("written after the desk was revoked"),
    "not_allowed": mark("not allowed to this desk"),
    "not_introduced": mark("no organiser has introduced this desk"),
    "not_understood": mark("of a newer program"),
    "newer_format": mark("of a newer program"),
    "forged": mark("not genuine"),
    "altered": mark("not genuine"),
    "other_event": mark("of another event"),
    "writer_unknown": mark("of a desk that is not known here yet"),
    "earlier_missing": mark("earlier ones have not come yet"),
    "section_missing": mark("a part of them has not come yet"),
    "too_far_ahead": mark("their clock is far ahead"),
}
_SOURCES: Final[Mapping[str, str]] = {
    "hub": mark("by the hub"),
    "folder": mark("by the shared folder"),
    "bundle": mark("by a stick"),
    "invitation": mark("with the invitation"),
}
# What a person can do.
_ADVICE: Final[Mapping[str, str]] = {
    "earlier_missing": mark("Read a stick from {desk}: it has the earlier ones."),
    "section_missing": mark("Read a stick from {desk}: it has the rest."),
    "writer_unknown": mark("Read a stick from the organiser's desk: it says whose they are."),
    "too_far_ahead": mark("Set the clock of {desk}. They count when their time has come."),
    "newer_format": mark("Install the newer program here, too."),
    "forged": mark("They count nowhere. Tell an organiser: somebody may be changing entries."),
    "altered": mark("They count nowhere. Tell an organiser: somebody may be changing entries."),
    "other_event": mark("There is nothing to do: they do not belong here."),
}


def why_not_counted(reason: str, language: Language) -> str:
    """Why entries are held or ignored; empty for a reason of a newer program."""
    why = _WHY.get(reason)
    return language.text(why) if why else ""


def held_name(some: HeldEntries, language: Language) -> str:
    """How many entries, and why they are held."""
    entries = language.plural("{n} entry", "{n} entries", some.count)
    why = why_not_counted(some.reason, language)
    return language.labelled(entries, why) if why else entries


def held_about(some: HeldEntries, now: int, time_zone: str, language: Language) -> str:
    """From which desk they are, which way they came, and since when."""
    source = _SOURCES.get(some.source)
    return language.beside(
        some.name or some.desk[:8],
        language.text(source) if source else some.source,
        language.text("since {time}", time=when(some.since, now, time_zone)),
    )


def held_advice(some: HeldEntries, language: Language) -> str:
    """What a person can do about it."""
    if some.is_here:
        return language.text("There is nothing to do: the true ones are here.")
    advice = _ADVICE.get(some.reason)
    return language.text(advice, desk=some.name or some.desk[:8]) if advice else ""
