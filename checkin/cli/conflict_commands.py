"""CLI commands about conflicts of desks that were apart: list and settle them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin import wording
from checkin.cli import shapes
from checkin.cli.answer import Answer
from checkin.domain import Settling

if TYPE_CHECKING:
    from checkin.cli.context import Context
    from checkin.domain import Conflict
    from checkin.station import Station


def conflicts(here: Context) -> Answer:
    with here.open(read_only=True) as station:
        found, event = station.conflicts.every(), station.desk.event
        lines = [_line(here, station, conflict) for conflict in found]
    nothing = here.language.text("There is nothing to settle.")
    listed = [shapes.conflict(conflict, event) for conflict in found]
    return Answer(listed, "\n".join(lines) or nothing)


def settle(here: Context) -> Answer:
    arguments = here.arguments
    with here.open() as station:
        how = Settling(arguments.how)
        settled = station.conflicts.settle(arguments.conflict, how, arguments.reason)
        return Answer(shapes.conflict(settled, station.desk.event), _line(here, station, settled))


def _line(here: Context, station: Station, conflict: Conflict) -> str:
    tr = here.language
    people, desks = station.conflicts.names(conflict)
    line = wording.conflict_line(conflict, people, desks, station.desk.event, tr)
    said = conflict.settled
    settled = tr.labelled(tr.text("settled"), said.reason) if said else ""
    return tr.beside(f"{conflict.id}  {line}", settled)
