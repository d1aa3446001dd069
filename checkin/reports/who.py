"""The columns that say who a row is about (identity columns), by name only where it may be on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checkin import names
from checkin.domain import Order
from checkin.language import mark
from checkin.layout import must_stay_unnamed, name_on_paper
from checkin.reports import keyed
from checkin.reports.keyed import Column, said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Delegate

WHO: Final = (
    Column("number", said(mark("Number"))),
    Column("name", said(mark("Name"))),
    Column("native_name", said(mark("Native name"))),
    Column("organisation", said(mark("Organisation"))),
    keyed.category(),
)


def who(delegate: Delegate) -> tuple[Any, ...]:
    """The cells of `WHO`."""
    hidden = must_stay_unnamed(delegate)
    return (
        delegate.number,
        name_on_paper(delegate),
        "" if hidden else delegate.second_name,
        "" if hidden else delegate.organisation,
        delegate.category,
    )


def in_order(everyone: Iterable[Delegate], order: Order) -> tuple[Delegate, ...]:
    """The delegates, given by number, in the order of a list."""
    return tuple(everyone) if order is Order.NUMBER else tuple(sorted(everyone, key=_name_key))


def _name_key(delegate: Delegate) -> tuple[bool, tuple[str, str, int]]:
    """By family name, or by the name for the badge; who is a number on paper comes last."""
    if not must_stay_unnamed(delegate):
        return (False, names.family_key(delegate))
    alias = names.fold(delegate.badge_name)
    return (not alias, (alias, alias, delegate.number))
