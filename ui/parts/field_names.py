"""Display names (labels) of the roster's fields, the same on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import FIELD_TABLE

if TYPE_CHECKING:
    from checkin.language import Language

_NAMES: Final = {field.name: field.label for field in FIELD_TABLE}


def field_name(field: str, language: Language) -> str:
    """The translated name of a roster field; an unknown field is shown as it is."""
    known = _NAMES.get(field)
    return language.text(known) if known else field
