"""What left the store, in words (export log)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import ListKind, Outgoing
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import PastExport
    from checkin.language import Language

_PAPER: Final = "paper"
_NAMES: Final[Mapping[str, str]] = {
    ListKind.ATTENDANCE: mark("Attendance"),
    ListKind.MATRIX: mark("Attendance with the time present"),
    ListKind.TOTALS: mark("Totals and no-show rate"),
    ListKind.REFUSALS: mark("Refusals and exceptions"),
    ListKind.INSIDE: mark("Who is inside now"),
    ListKind.LENT: mark("What is lent out"),
    ListKind.ABSENT: mark("Who has not come"),
    ListKind.SIGNATURES: mark("Sheets to sign"),
    ListKind.PAPER_LIST: mark("To tick by hand, for when everything else fails"),
    ListKind.DELEGATES: mark("The roster with all its fields"),
    ListKind.COLUMNS: mark("Diets, hotels and other columns, counted"),
    ListKind.BY_COLUMN: mark("Who is at which table, hotel or bus"),
    ListKind.ANSWERS: mark("Answers to the questions at check-in"),
    ListKind.JOURNAL: mark("Everything that happened"),
    Outgoing.BADGES: mark("Badges"),
    Outgoing.INVITATIONS: mark("Invitations"),
    Outgoing.OVERVIEW: mark("Overview"),
    Outgoing.PICTURE: mark("Picture of the overview"),
    Outgoing.PURGE: mark("Destroy all personal data"),
}


def list_name(which: ListKind, language: Language) -> str:
    """The name of a list."""
    return language.text(_NAMES[which])


def exported_name(what: str, language: Language) -> str:
    """What left; of a newer program by its key."""
    name = _NAMES.get(what)
    return language.text(name) if name else what


def form_name(form: str, language: Language) -> str:
    """As what it left: the ending of the file, or on paper."""
    return language.text("On paper") if form == _PAPER else form.upper()


def exported_counts(facts: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    """As what, with how many people, and whether sealed, from the facts of an entry; only what there is."""
    form, people = str(facts.get("form", "")), facts.get("people", 0)
    protected, sealed = facts.get("protected", 0), facts.get("sealed")
    parts = (
        form and form_name(form, language),
        people and language.plural("{n} person", "{n} people", people),
        protected and protected_count(protected, language),
        sealed and language.text("sealed"),
    )
    return tuple(part for part in parts if part)


def exported_line(past: PastExport, language: Language) -> str:
    """What left in one line, and whether it did."""
    unfinished = "" if past.is_finished else language.text("not finished")
    name = exported_name(past.what, language)
    return language.beside(name, *exported_counts(asdict(past), language), unfinished)


def protected_count(count: int, language: Language) -> str:
    """How many of them are protected."""
    return language.plural("{n} protected", "{n} protected", count)
