"""What a door may know (data minimisation): of a code its digest, of a delegate's flags two marks.

A door's laptop can be stolen while it is open. It knows no code that could be printed, and not why
somebody is to be sent to the desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import Flag, Tier
from checkin.elements import GONE, SET
from checkin.journal.checks import WORDS, filled, mapping_of
from checkin.keys import code_digest, keyed_digest, matching_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.journal.kinds import Section
    from checkin.keys import KeyRing

LEAD: Final = "lead:"  # is let in at no door
ASK: Final = "ask:"  # until each question was answered at a desk
_CODES: Final = mapping_of(filled)
_MARKS: Final = {Flag.CALL_LEAD: LEAD, Flag.CHECK_IDENTITY: ASK, Flag.ASK_CONSENT: ASK}


def for_doors(sections: Mapping[Tier, Section], ring: KeyRing) -> Mapping[Tier, Section]:
    """The sections, where what doors need of the desk section stands in theirs, in its other form."""
    desk = sections.get(Tier.DESK, {})
    more: dict[str, Any] = {}
    if filled(desk.get("code")):
        more["code"] = code_digest(ring, desk["code"])
    if _CODES(desk.get("codes")):
        more["codes"] = {code_digest(ring, code): kind for code, kind in desk["codes"].items()}
    fields = desk.get("fields")
    if isinstance(fields, Mapping) and WORDS(fields.get("flags")):
        flags = fields["flags"]
        more["marks"] = {part: _marks(flags[part], ring) for part in (SET, GONE)}
    return {**sections, Tier.DOOR: {**sections.get(Tier.DOOR, {}), **more}} if more else sections


def watch_mark(ring: KeyRing, item: str) -> str:
    """The mark of who may be an item of the watch list: doors cannot tell it from one of a flag."""
    return f"{LEAD}{keyed_digest(matching_key(ring), f'watch {item}')}"


def sends_to_desk(marks: Iterable[str], questions_answered: int) -> bool:
    """Whether a door must not let in who has these marks."""
    marks = tuple(marks)
    asked = sum(mark.startswith(ASK) for mark in marks)
    return asked > questions_answered or any(mark.startswith(LEAD) for mark in marks)


def _marks(flags: Iterable[str], ring: KeyRing) -> list[str]:
    """A mark for each flag that doors act on. Two flags of one kind are two marks: each comes and goes by itself."""
    key = matching_key(ring)
    return [
        f"{_MARKS[Flag(flag)]}{keyed_digest(key, f'flag {flag}')}"
        for flag in flags
        if flag in _MARKS
    ]
