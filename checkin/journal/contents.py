"""What the body of an entry may hold (schema validation), so that folding it never fails.

Another desk's entry is genuine when its desk has signed it; that says nothing of what is in it. Each
kind has a closed description: in which tier's section each name stands, and what values it takes. A
name in a section of another tier, or one that is not described, is not read: a newer program may
write more. A value that does not fit makes the whole entry one that does not count.

A word of a newer program where only certain words are known (a status, an outcome) is kept, and read
as the safest one, see `SafestWord` in `checkin.domain`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checkin.domain import Tier
from checkin.journal.bodies import BODIES, DELEGATE_FIELDS, TIERS, Item
from checkin.journal.checks import WORDS, text
from checkin.journal.kinds import EntryKind, Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.journal.entry import Header, Opened


class NotUnderstood(Exception):
    """The body does not fit its kind's description."""


@dataclass(frozen=True, slots=True)
class Understood:
    """An entry and what its body says, which fits the description of its kind.

    `desk` is the desk that wrote it, in whichever of its chains.
    """

    header: Header
    id: str
    content: Mapping[str, Any]
    desk: str


def content_of(entry: Opened) -> dict[str, Any]:
    """The described names of the sections that could be opened, as one mapping.

    Empty for a kind of a newer program and where the essential section is not here. Raises
    `NotUnderstood`.
    """
    kind, sections = entry.header.kind, entry.sections
    body = BODIES.get(kind)
    if body is None or body.essential not in sections:
        return {}
    content: dict[str, Any] = {}
    for tier in TIERS:
        if tier in sections:
            is_cut = tier is Tier.DOOR and Tier.DESK not in sections
            items = body.without_desk if is_cut else body.by_tier[tier]
            _read(sections[tier], items, content)
    if kind == EntryKind.DELEGATE_CHANGED:
        content["fields"] = _fields(sections)
    return {**content, **_author(sections)}


def _read(section: Section, items: Mapping[str, Item], content: dict[str, Any]) -> None:
    for name, item in items.items():
        if name in section:
            value = section[name]
            if not item.check(value):
                raise NotUnderstood(name)
            content[name] = value
        elif not item.optional:
            raise NotUnderstood(name)


def _author(sections: Mapping[Tier, Section]) -> dict[str, str]:
    """Which operator made the entry; it stands in the first section."""
    first = next((sections[tier] for tier in TIERS if tier in sections), {})
    if "by" not in first:
        return {}
    if not text(first["by"]):
        raise NotUnderstood("by")
    return {"by": first["by"]}


def readable(entry: Opened) -> dict[str, Any]:
    """The same, empty for what is not understood."""
    try:
        return content_of(entry)
    except NotUnderstood:
        return {}


def _fields(sections: Mapping[Tier, Section]) -> dict[str, Any]:
    """The fields of a delegate, each from the section of its own tier."""
    found: dict[str, Any] = {}
    for tier, section in sections.items():
        fields = section.get("fields", {})
        if not isinstance(fields, dict):
            raise NotUnderstood("fields")
        for name, check in DELEGATE_FIELDS[tier].items():
            if name in fields:
                if not check(fields[name]):
                    raise NotUnderstood(name)
                found[name] = fields[name]
    if Tier.DESK not in sections and "marks" in (door := sections[Tier.DOOR]):
        if not WORDS(door["marks"]):
            raise NotUnderstood("marks")
        found["flags"] = door["marks"]
    return found
