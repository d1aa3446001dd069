"""The roster's fields in words, the same on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import FIELD_TABLE

if TYPE_CHECKING:
    from checkin.language import Language

_NAMES: Final = {field.name: field.label for field in FIELD_TABLE}


def field_name(field: str, language: Language) -> str:
    """A field of the roster in words; an unknown one is shown as it is."""
    known = _NAMES.get(field)
    return language.text(known) if known else field
