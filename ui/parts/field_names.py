"""The roster's fields in words, the same on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.language import Language

_NAMES: Final[Mapping[str, str]] = {
    "number": mark("Number"),
    "name": mark("Name"),
    "family_name": mark("Family name"),
    "given_name": mark("Given name"),
    "native_name": mark("Name in own script"),
    "reading": mark("Reading"),
    "title": mark("Title"),
    "organisation": mark("Organisation"),
    "country": mark("Country"),
    "category": mark("Category"),
    "status": mark("Status"),
    "language": mark("Language"),
    "flags": mark("Marks"),
    "notes": mark("Notes"),
    "badge_name": mark("Name for the badge"),
    "email": mark("E-mail"),
    "phone": mark("Phone"),
    "code": mark("Code of another system"),
    "extras": mark("Other columns"),
}


def field_name(field: str, language: Language) -> str:
    """A field of the roster in words; an unknown one is shown as it is."""
    known = _NAMES.get(field)
    return language.text(known) if known else field
