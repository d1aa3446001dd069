"""Words for why two delegates may be one person (duplicates)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import Likeness
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.language import Language

# A test checks that none is missing.
_NAMES: Final[Mapping[Likeness, str]] = {
    Likeness.CODE: mark("The same code"),
    Likeness.EMAIL: mark("The same e-mail address"),
    Likeness.NAME: mark("The same name and organisation"),
}


def likeness_name(likeness: Likeness, language: Language) -> str:
    return language.text(_NAMES[likeness])
