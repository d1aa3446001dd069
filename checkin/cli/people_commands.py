"""CLI commands about people who are on the roster twice (duplicates): list, join and part them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checkin.cli import shapes
from checkin.cli.answer import Answer
from checkin.wording import likeness_name

if TYPE_CHECKING:
    from checkin.cli.context import Context
    from checkin.domain import Delegate
    from checkin.station import Station


def people(here: Context) -> Answer:
    """Lists who may be one person, joins two delegates, or parts somebody again."""
    arguments = here.arguments
    with here.open(read_only=arguments.act == "doubles") as station:
        doubles = station.people.doubles
        match arguments.act:
            case "join":
                return _told(station, doubles.join(arguments.delegate, arguments.double))
            case "part":
                return _told(station, doubles.part(arguments.double))
            case _:
                return _listed(here, station)


def _listed(here: Context, station: Station) -> Answer:
    groups = station.people.doubles.likely()
    value = [
        {
            "why": group.why.value,
            "delegates": [_shape(station, delegate) for delegate in group.delegates],
        }
        for group in groups
    ]
    lines = [
        line
        for group in groups
        for line in (
            likeness_name(group.why, here.language),
            *(f"{_line(delegate)}  {delegate.id}" for delegate in group.delegates),
        )
    ]
    return Answer(value, "\n".join(lines) or here.language.text("Nobody is on the roster twice."))


def _told(station: Station, delegate: Delegate) -> Answer:
    return Answer(_shape(station, delegate), _line(delegate))


def _shape(station: Station, delegate: Delegate) -> dict[str, Any]:
    card = station.people.card(delegate.id)
    return {
        **shapes.delegate(delegate, card.codes, namesake=False),
        "doubles": [double.delegate.id for double in card.doubles],
    }


def _line(delegate: Delegate) -> str:
    return f"{delegate.number:>5}  {delegate.display_name}  {delegate.organisation}".rstrip()
