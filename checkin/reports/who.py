"""The columns that say who a row is about (identity columns), by name only where it may be on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checkin.language import mark
from checkin.layout import must_stay_unnamed, name_on_paper
from checkin.reports import keyed
from checkin.reports.keyed import Column, said

if TYPE_CHECKING:
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
