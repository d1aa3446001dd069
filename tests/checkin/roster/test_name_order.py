"""Order of family and given name: told by the list's setting, by capitals, or by the script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import NameOrder
from checkin.roster import MergeOptions
from checkin.roster.name_order import parts
from tests.checkin.roster.roster_files import by_number, nobody, table, text_file

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT, FAMILY, GIVEN = NameOrder.SCRIPT, NameOrder.FAMILY, NameOrder.GIVEN


@pytest.mark.parametrize(
    ("name", "order", "found"),
    [
        ("Furuya Keiji", FAMILY, ("Furuya", "Keiji")),
        ("Keiji Furuya", GIVEN, ("Furuya", "Keiji")),
        ("Keiji Furuya", SCRIPT, ("", "")),
        ("岡部 美良", SCRIPT, ("岡部", "美良")),
        ("김 민지", SCRIPT, ("김", "민지")),
        ("KIM Min-ji", GIVEN, ("KIM", "Min-ji")),
        ("Min-ji KIM", FAMILY, ("KIM", "Min-ji")),
        ("Jean-Claude VAN DAMME", SCRIPT, ("VAN DAMME", "Jean-Claude")),
        ("John F. SMITH", SCRIPT, ("SMITH", "John F.")),
        ("Ann Baker MP", SCRIPT, ("", "")),
        ("ALI VELI", SCRIPT, ("", "")),
        ("Suharto", FAMILY, ("", "")),
        ("Ana Maria Lopes", GIVEN, ("Lopes", "Ana Maria")),
    ],
)
def test_the_parts_of_a_name(name: str, order: NameOrder, found: tuple[str, str]) -> None:
    assert parts(name, order) == found


def test_the_order_of_a_list_is_kept_for_the_next(tmp_path: Path) -> None:
    with nobody(tmp_path) as station:
        first = text_file(tmp_path, table({"number": "1", "name": "Furuya Keiji"}))
        station.roster.read(first, merging=MergeOptions(name_order=FAMILY)).apply()
        second = text_file(
            tmp_path, table({"number": "2", "family_name": "Mori", "given_name": "Aya"})
        )
        preview = station.roster.read(second)
        preview.apply()

        assert preview.name_order is FAMILY
        keiji, aya = by_number(station)[1], by_number(station)[2]
        assert (keiji.family_name, keiji.given_name) == ("Furuya", "Keiji")
        assert aya.name == "Mori Aya"
        assert station.roster.read(second).apply().batch is None
        assert station.journal.verify().intact
