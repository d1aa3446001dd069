"""Texts of conflicts (merge conflicts) for whoever settles them: what happened, with whom, where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import ConflictKind
from checkin.language import mark
from checkin.wording.clocks import span
from checkin.wording.held import why_not_counted
from checkin.wording.names import when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import Conflict, Event
    from checkin.language import Language

_MOST_NAMED: Final = 5  # people in a line
_NAMES: Final[Mapping[ConflictKind, str]] = {
    ConflictKind.DOUBLE_ENTRY: mark("Let in twice"),
    ConflictKind.REVOKED_LET_IN: mark("Let in with a replaced code"),
    ConflictKind.FLAGGED_LET_IN: mark("Let in, though marked for the lead"),
    ConflictKind.CANCELLED_LET_IN: mark("Let in, though cancelled"),
    ConflictKind.OVER_CAPACITY: mark("More people than places"),
    ConflictKind.NUMBER_TWICE: mark("Two people, one number"),
    ConflictKind.PERSON_TWICE: mark("On the roster twice"),
    ConflictKind.BADGE_TWICE: mark("Badge printed twice"),
    ConflictKind.SESSION_CHANGED: mark("Session changed while people came"),
    ConflictKind.IMPORT_UNDONE: mark("Let in, and the import undone"),
    ConflictKind.IGNORED: mark("Entries that do not count"),
    ConflictKind.HELD: mark("Entries that are held"),
    ConflictKind.FORK: mark("This desk exists twice: end one of them"),
    ConflictKind.DESK_WENT_BACK: mark("This desk went back to an older copy"),
    ConflictKind.HUB_WENT_BACK: mark("The hub went back to an older copy"),
    ConflictKind.HUB_WITHHOLDS: mark("The hub withholds entries that another desk saw there"),
    ConflictKind.CLOCK: mark("A clock is wrong"),
}


def conflict_name(conflict: Conflict, language: Language) -> str:
    """What happened, in a few words."""
    tr = language
    match conflict.kind:
        case ConflictKind.OVER_CAPACITY if conflict.limit:
            facts = {"count": conflict.count, "limit": conflict.limit}
            return tr.text("Over capacity: {count} of {limit}", **facts)
        case ConflictKind.NUMBER_TWICE if conflict.count:
            return tr.text("Number {number} twice", number=f"{conflict.count:03}")
        case ConflictKind.IGNORED | ConflictKind.HELD if conflict.count:
            what = tr.plural("{n} entry", "{n} entries", conflict.count)
            why = why_not_counted(conflict.what, tr)
            return tr.labelled(what, why) if why else what
        case ConflictKind.CLOCK if conflict.count:
            time = span(conflict.count, tr)
            if conflict.count > 0:
                return tr.text("Clock {time} ahead", time=time)
            return tr.text("Clock {time} behind", time=time)
        case _:
            return tr.text(_NAMES[conflict.kind])


def conflict_line(
    conflict: Conflict,
    people: Mapping[str, str],
    desks: Mapping[str, str],
    event: Event,
    language: Language,
) -> str:
    """The whole in one line; `people` and `desks` are the names of the ids."""
    name = conflict_name(conflict, language)
    return language.beside(name, *_about(conflict, people, desks, event, language))


def conflict_about(
    conflict: Conflict,
    people: Mapping[str, str],
    desks: Mapping[str, str],
    event: Event,
    language: Language,
) -> str:
    """The line without its name: with whom, where, at which desks and when."""
    return language.beside(*_about(conflict, people, desks, event, language))


def _about(
    conflict: Conflict,
    people: Mapping[str, str],
    desks: Mapping[str, str],
    event: Event,
    language: Language,
) -> tuple[str, ...]:
    session = event.session(conflict.session)
    named = [people.get(who, "?") for who in conflict.people[:_MOST_NAMED]]
    more = "…" if len(conflict.people) > _MOST_NAMED else ""
    return (
        language.listed([*named, more] if more else named),
        language.name(session.name) if session else "",
        language.listed(desks.get(desk) or desk[:8] for desk in conflict.desks),
        when(conflict.at, conflict.at, event.time_zone),
    )
