"""CLI commands for photographs of delegates: import a folder or an archive, take one away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.cli.answer import Answer

if TYPE_CHECKING:
    from checkin.cli.context import Context
    from checkin.language import Language
    from checkin.photos.photos import PhotoImport


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
    return Answer(value, "\n".join(_lines(done, tr)))


def _lines(done: PhotoImport, tr: Language) -> list[str]:
    counted = [
        tr.plural("{n} photograph is new.", "{n} photographs are new.", done.added),
        tr.plural("{n} delegate has none.", "{n} delegates have none.", done.without),
    ]
    if done.left_out:
        counted.append(
            tr.plural(
                "{n} picture was left out: none is kept of them.",
                "{n} pictures were left out: none is kept of them.",
                done.left_out,
            )
        )
    unknown = [tr.text("Nobody answers to {name}.", name=name) for name in done.unknown]
    damaged = [tr.text("{name} is no picture.", name=name) for name in done.damaged]
    return [*counted, *unknown, *damaged]
