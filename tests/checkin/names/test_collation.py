"""Order of people by family name."""

from __future__ import annotations

import pytest

from checkin.domain import Delegate
from checkin.names import family_key


def delegate(number: int, fields: dict[str, str]) -> Delegate:
    return Delegate(f"{number}", number, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "family"),
    [
        ({"name": "Anna Müller"}, "muller"),
        ({"name": "Anna van Dyk", "family_name": "van Dyk"}, "van dyk"),
        ({"name": "Schmidt, Anna"}, "schmidt"),
        ({"name": "KIM Min-ji"}, "kim"),
        ({"name": "J.R. Tolk"}, "tolk"),
        ({"name": "ANNA SMITH"}, "smith"),
        ({"name": "Sakaki Yoshiyuki", "native_name": "榊 義之", "family_name": "榊"}, "sakaki"),
        ({"name": "Dolqun Eysa", "native_name": "دولقۇن ئەيسا"}, "eysa"),
        (
            {"name": "Keiko Ōtani", "native_name": "大谷 恵子", "reading": "おおたに けいこ"},
            "otani",
        ),
        (
            {"name": "Otani Keiko", "native_name": "大谷 恵子", "reading": "オオタニ ケイコ"},
            "otani",
        ),
        ({"name": "Mononymous"}, "mononymous"),
        ({}, ""),
    ],
)
def test_the_family_name_is_found_however_a_roster_writes_it(
    fields: dict[str, str], family: str
) -> None:
    assert family_key(delegate(1, fields))[0] == family


def test_names_in_other_scripts_come_behind_by_their_reading() -> None:
    people = [
        delegate(1, {"native_name": "渡辺 真", "reading": "わたなべ まこと"}),
        delegate(2, {"native_name": "阿部 蓮", "reading": "あべ れん"}),
        delegate(3, {"name": "Zoë Zimmer"}),
        delegate(4, {"name": "Adam Zimmer"}),
    ]
    assert [person.number for person in sorted(people, key=family_key)] == [4, 3, 2, 1]
