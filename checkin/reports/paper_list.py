"""The list for when everything else fails: by name, a box to tick for each session, numbers to type in later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin import names, rules
from checkin.domain import Flag, Status, Table
from checkin.layout import must_stay_unnamed, name_on_paper, number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.domain import Delegate, Event, Session
    from checkin.language import Language

TICK: Final = "☐"  # drawn as a box on paper; in other files it is this letter


def paper_list(
    event: Event, everyone: Sequence[Delegate], sessions: Sequence[Session], language: Language
) -> Table:
    """Everybody who may come, in the order of their names; who must not be named, by number, behind them.

    A box stands where somebody is entitled to a session.
    """
    staying = [one for one in everyone if one.status is not Status.CANCELLED]
    rows = [_row(one, event, sessions, language) for one in sorted(staying, key=_order)]
    columns = (
        language.text("Number"),
        language.text("Name"),
        language.text("Native name"),
        language.text("Category"),
        *(language.name(one.name) for one in sessions),
    )
    note = language.text("Keep this list as you keep this machine. Destroy it when it is typed in.")
    return Table(f"{event.name} · {language.text('Paper list')}", columns, tuple(rows), note)


def _order(delegate: Delegate) -> tuple[bool, str, int]:
    name = "" if Flag.PROTECTED in delegate.flags else name_on_paper(delegate)
    return (not name, names.fold(name), delegate.number)


def _row(
    delegate: Delegate, event: Event, sessions: Sequence[Session], language: Language
) -> tuple[str | int, ...]:
    category = event.category(delegate.category)
    hidden = Flag.PROTECTED in delegate.flags
    return (
        delegate.number,
        number_text(delegate.number) if hidden else name_on_paper(delegate),
        "" if hidden or must_stay_unnamed(delegate) else delegate.second_name,
        language.name(category.name) if category else delegate.category,
        *(TICK if rules.entitled(one, delegate.category) else "" for one in sessions),
    )
