"""CLI command of the export log: what left the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.cli.answer import Answer
from checkin.language import day_and_time
from checkin.reports.keyed import moment
from checkin.wording import operator_name
from checkin.wording.exports import exported_line

if TYPE_CHECKING:
    from checkin.cli.context import Context
    from checkin.domain import Event, PastExport


def exports(here: Context) -> Answer:
    """The latest first."""
    with here.open(read_only=True) as station:
        found, event = station.export_log.history(), station.desk.event
    nothing = here.language.text("Nothing has left the store.")
    lines = [_line(past, event, here) for past in found]
    return Answer([_shape(past, event) for past in found], "\n".join(lines) or nothing)


def _line(past: PastExport, event: Event, here: Context) -> str:
    tr = here.language
    time = day_and_time(past.at, event.time_zone)
    return tr.beside(
        f"{time}  {exported_line(past, tr)}", past.desk, operator_name(past.by, tr), past.why
    )


def _shape(past: PastExport, event: Event) -> dict[str, object]:
    return {
        "at": moment(past.at, event),
        "desk": past.desk,
        "by": past.by,
        "what": past.what,
        "format": past.form,
        "people": past.people,
        "protected": past.protected,
        "session": past.session,
        "day": past.day,
        "sealed": past.sealed,
        "why": past.why,
        "finished": past.is_finished,
    }
