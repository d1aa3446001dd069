"""CLI commands for photographs of delegates: import a folder or an archive, take one away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.cli.answer import Answer
from checkin.photos.telling import told

if TYPE_CHECKING:
    from checkin.cli.context import Context


def photos(here: Context) -> Answer:
    """Imports photographs, or takes one away."""
    arguments, tr = here.arguments, here.language
    with here.open() as station:
        if arguments.act == "remove":
            station.photos.remove(arguments.delegate)
            return Answer({"removed": arguments.delegate}, tr.text("The photograph is removed."))
        done = station.photos.import_from(arguments.path, column=arguments.column)
    value = {
        "added": done.added,
        "unchanged": done.unchanged,
        "unknown": list(done.unknown),
        "damaged": list(done.damaged),
        "left_out": done.left_out,
        "without": done.without,
    }
    return Answer(value, "\n".join(told(done, tr)))
