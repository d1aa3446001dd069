"""The order of badges on the table: what each is placed by, the piles, and their dividers."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from checkin.badges import table_order
from checkin.domain import BadgeOrder, Delegate, Flag
from checkin.language import load
from tests.checkin.paper_samples import EVENT
from tests.checkin.paper_store import PaperStation

ENGLISH = load("en")
FURUYA = Delegate("1", 1, "Keisuke Furuya", family_name="Furuya", native_name="古屋 圭司")
OESTLING = Delegate("2", 2, "Åsa Östling", family_name="Östling", given_name="Åsa")
HAN_ALONE = Delegate("3", 3, "佐藤 花子", reading="さとう はなこ")
GOTO = Delegate("4", 4, "後藤 一", reading="ゴトウ ハジメ")
URALOV = Delegate("5", 5, "Уралов Иван", family_name="Уралов")
QURBAN = Delegate("6", 6, "قۇربان ئەلى", family_name="قۇربان")
MEMBERS = (QURBAN, URALOV, GOTO, HAN_ALONE, OESTLING, FURUYA)
ALIAS = Delegate("7", 7, "Aynur Zaman", organisation="Camp", badge_name="Mira")
HIDDEN = Delegate("8", 8, "Bahar Yusup", organisation="Camp", flags=(Flag.PROTECTED.value,))


def piles(*delegates: Delegate, order: BadgeOrder) -> list[tuple[str, list[int]]]:
    found = table_order.piles(delegates, order, EVENT, ENGLISH).piles
    return [(pile.label, [delegate.number for delegate in pile.delegates]) for pile in found]


def test_latin_names_come_first_and_each_script_in_its_own_order() -> None:
    found = piles(*MEMBERS, order=BadgeOrder.FAMILY)
    assert found == [
        ("F", [1]), ("O", [2]), ("У", [5]), ("ق", [6]), ("か", [4]), ("さ", [3]),
    ]  # fmt: skip


def test_nobody_is_placed_by_a_name_that_their_badge_does_not_show() -> None:
    found = piles(HIDDEN, ALIAS, OESTLING, order=BadgeOrder.FAMILY)
    assert found == [("M", [7]), ("O", [2]), (table_order.NUMBERED, [8])]
    at_camp = replace(OESTLING, organisation="Camp")
    found = piles(HIDDEN, ALIAS, at_camp, order=BadgeOrder.DELEGATION)
    assert found == [("Camp", [2]), (table_order.NO_GROUP, [7, 8])]


def test_a_delegation_is_its_column_or_the_organisation() -> None:
    named = replace(FURUYA, extras={"Delegation": "Japan"}, organisation="Diet")
    found = piles(OESTLING, named, order=BadgeOrder.DELEGATION)
    assert found == [("Japan", [1]), (table_order.NO_GROUP, [2])]


def test_categories_come_as_the_event_lists_them() -> None:
    press = replace(OESTLING, category="press")
    first = replace(FURUYA, category="parliamentarian")
    gone = replace(URALOV, category="gone")
    found = piles(gone, press, first, order=BadgeOrder.CATEGORY)
    assert found == [("Parliamentarian", [1]), ("Press", [2]), (table_order.NO_GROUP, [5])]


def test_numbers_lie_in_bundles_of_fifty() -> None:
    found = piles(replace(FURUYA, number=51), OESTLING, order=BadgeOrder.NUMBER)
    assert found == [("1–50", [2]), ("51–100", [51])]


@pytest.fixture
def at(tmp_path: object) -> PaperStation:
    return PaperStation(tmp_path)  # type: ignore[arg-type]


def test_a_divider_takes_a_place_on_the_sheet_and_is_no_badge(at: PaperStation) -> None:
    added = [at.add(number=number, name=f"{family} Ann") for number, family in ((1, "B"), (2, "A"))]
    badges = at.station.badges
    made = badges.make(badges.piles(added, BadgeOrder.FAMILY), sheet="a4-10")
    assert (made.badges, made.pages) == (2, 1)
    document = pypdfium2.PdfDocument(made.pdf)
    assert "2 badges" in document[0].get_textpage().get_text_bounded()
    document.close()
    assert at.station.badges.record_printed(made.delegates) == 2
    at.station.close()
