"""A list names categories that the event does not have: they are added where somebody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.roster import FindingAnswer, Preview
from checkin.roster.findings import FindingCode
from checkin.store import event as events

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

LIST = "Name,Organisation,Category\nAda,Uni,Member of Parliament\nBea,Uni,member of parliament\nCem,Uni,研究者\nDee,Uni,Press\n"


@pytest.fixture
def preview(station: Station, tmp_path: Path) -> Preview:
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="utf-8")
    return station.roster.read(file)


def categories(station: Station) -> dict[str, str]:
    with station.store.read() as connection:
        event = events.current(connection)
    return {category.key: category.name["en"] for category in event.categories}


def of(station: Station) -> dict[str, str]:
    names = {"Ada", "Bea", "Cem", "Dee"}
    return {d.name: d.category for d in station.roster.delegates() if d.name in names}


def test_as_proposed_nobody_has_one_and_the_event_stays_as_it_is(
    station: Station, preview: Preview
) -> None:
    before = categories(station)
    preview.apply(accept=True)
    assert categories(station) == before
    assert of(station) == {"Ada": "", "Bea": "", "Cem": "", "Dee": "press"}


def test_the_other_way_adds_each_once_and_everybody_has_theirs(
    station: Station, preview: Preview
) -> None:
    before = categories(station)
    answers = preview.answers.answered(FindingCode.UNKNOWN_CATEGORY, FindingAnswer.OTHER)
    answered = preview.answered(answers)
    assert answered.changes_event
    answered.apply()
    added = {k: name for k, name in categories(station).items() if k not in before}
    assert sorted(added.values()) == ["Member of Parliament", "研究者"]
    found = of(station)
    assert found["Ada"] == found["Bea"] == "member-of-parliament"
    assert {found["Ada"], found["Cem"]} == set(added)
    assert station.journal.verify().intact


def test_a_category_that_only_rows_left_out_have_is_not_added(
    station: Station, preview: Preview
) -> None:
    kind, other, out = FindingCode.UNKNOWN_CATEGORY, FindingAnswer.OTHER, FindingAnswer.LEFT_OUT
    answers = preview.answers.answered(kind, other).answered(kind, out, [4])
    preview.answered(answers).apply(accept=True)
    assert "研究者" not in categories(station).values()
    assert "Member of Parliament" in categories(station).values()
    assert "Cem" not in of(station)


def test_the_next_list_knows_them(station: Station, preview: Preview, tmp_path: Path) -> None:
    kind = FindingCode.UNKNOWN_CATEGORY
    preview.answered(preview.answers.answered(kind, FindingAnswer.OTHER)).apply()
    again = station.roster.read(tmp_path / "list.csv")
    assert kind not in {finding.code for finding in again.findings}
    assert (again.counts.added, again.counts.changed) == (0, 0)
