"""Order of family name and given name (name order): parts of one column of names, and a name made of its parts.

Names in capitals tell it by themselves: KIM Min-ji. Pure.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from checkin.domain import NameOrder
from checkin.same_person import name_key
from checkin.scripts import HAN, HANGUL_SYLLABLES, KANA

if TYPE_CHECKING:
    from checkin.roster.rows import RosterRow

_SHORTEST: Final = 2  # letters of a family name in capitals; one letter is an initial
# In capitals, and no family name.
_NO_NAMES: Final = frozenset(
    (
        *("MP", "MEP", "MD", "PHD", "DR", "PROF", "QC", "KC", "JD", "MBA", "NGO"),
        *("II", "III", "IV", "JR", "SR", "MR", "MRS", "MS"),
    )
)
_WRITTEN_EAST: Final = re.compile(f"[{HAN}{KANA}{HANGUL_SYLLABLES}]")


def put_in_order(row: RosterRow, order: NameOrder) -> None:
    """Fills in the family and given name of a row that has one name, or the name of one that has both parts.

    What the file has is never changed.
    """
    fields = row.fields
    family, given = fields.get("family_name", ""), fields.get("given_name", "")
    if "name" in fields and not family and not given:
        family, given = parts(fields["name"], order)
        if family and given:
            fields |= {"family_name": family, "given_name": given}
    elif "name" not in fields and family and given and order is NameOrder.FAMILY:
        fields["name"] = f"{family} {given}"
        organisation = fields.get("organisation", "")
        row.name_key, row.organisation_key = name_key(row.display_name, organisation)


def parts(name: str, order: NameOrder) -> tuple[str, str]:
    """The family name and the given name in a whole name; both empty where nothing tells them apart."""
    words = name.split()
    if len(words) < 2:
        return "", ""
    runs = [(kind, list(run)) for kind, run in groupby(words, _is_capital)]
    capitals = [run for kind, run in runs if kind]
    if len(capitals) == 1 and len(runs) == 2:
        (other,) = (run for kind, run in runs if not kind)
        return " ".join(capitals[0]), " ".join(other)
    if order is NameOrder.GIVEN:
        return words[-1], " ".join(words[:-1])
    if order is NameOrder.FAMILY or all(map(_WRITTEN_EAST.match, words)):
        return words[0], " ".join(words[1:])
    return "", ""


def _is_capital(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    bare = "".join(letters)
    return len(letters) >= _SHORTEST and bare.isupper() and bare not in _NO_NAMES
