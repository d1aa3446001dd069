"""CLI commands that exchange entries by files (sync by sneakernet): bundles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin import bundle as bundles
from checkin.cli import shapes
from checkin.cli.answer import Answer
from checkin.errors import StoreBusy
from checkin.language import mark

if TYPE_CHECKING:
    from checkin.cli.context import Context


def bundle(here: Context) -> Answer:
    arguments, tr = here.arguments, here.language
    if arguments.act == "write":
        with here.open(read_only=True) as station:
            done = bundles.write(station.exchange, arguments.file, arguments.for_desk)
            open_ones = station.conflicts.counts().to_settle
        text = tr.plural("{n} entry written", "{n} entries written", done.sent)
        return Answer(shapes.exchanged(done, open_ones), text)
    try:
        station = here.open()
    except StoreBusy as error:
        raise StoreBusy(
            mark("The store is open in a window. Read the file there, under Desks.")
        ) from error
    with station:
        done = bundles.read(station.exchange, arguments.file)
        open_ones = station.conflicts.counts().to_settle
    text = tr.plural("{n} entry is new here", "{n} entries are new here", done.received)
    if open_ones:
        to_settle = tr.plural("{n} to settle", "{n} to settle", open_ones)
        text = tr.beside(text, to_settle)
    return Answer(shapes.exchanged(done, open_ones), text, _what_waits(here, done.held))


def _what_waits(here: Context, held: int) -> str:
    """What is said of entries that were held: mostly a bundle in between was not read."""
    return (
        here.language.plural(
            "{n} entry waits for earlier ones that have not come yet.",
            "{n} entries wait for earlier ones that have not come yet.",
            held,
        )
        if held
        else ""
    )
