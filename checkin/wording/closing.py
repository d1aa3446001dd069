"""Words for what is still open when an event ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.language import Language


def still_open(desks: Iterable[str], to_settle: int, held: int, tr: Language) -> tuple[str, ...]:
    """A sentence for each thing that is not finished; one that all is, where it is."""
    names = tuple(desks)
    lines = []
    if names:
        said = tr.text("Not all of it is known to have reached: {desks}", desks=tr.listed(names))
        lines.append(said)
    if to_settle:
        lines.append(tr.plural("{n} to settle", "{n} to settle", to_settle))
    if held:
        lines.append(tr.plural("{n} held", "{n} held", held))
    return tuple(lines) or (tr.text("All desks hold the same, and nothing is open."),)
