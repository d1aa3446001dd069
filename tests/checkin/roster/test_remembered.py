"""What somebody chose for the columns of a list is proposed for the next one of its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.roster import ReadingOptions
from tests.checkin.roster.roster_files import codes_of, nobody, text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

CHOSEN = ReadingOptions({"name": "Wer", "organisation": "Woher"}, statuses={"naja": "pending"})
FIRST = "Wer,Woher,Status,Hotel,Essen\nMira Okabe,Uni,naja,A,x\n"


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with nobody(tmp_path) as opened:
        opened.roster.read(text_file(tmp_path, FIRST), CHOSEN).apply(accept=True)
        yield opened


@pytest.mark.parametrize(
    ("headings", "known"),
    [
        ("Wer,Woher,Status,Hotel,Essen", True),
        ("essen,HOTEL,status,woher,wer", True),
        ("Wer,Woher,Status,Hotel,Essen,Neu", True),
        ("Wer,Woher,Anderes", False),
        ("Woher,Status,Hotel,Essen", False),
    ],
)
def test_a_choice_is_proposed_for_a_list_of_the_same_shape(
    station: Station, tmp_path: Path, headings: str, known: bool
) -> None:
    cells = {"wer": "Jon Field", "woher": "Lab", "status": "naja"}
    row = ",".join(cells.get(heading.casefold(), "x") for heading in headings.split(","))
    preview = station.roster.read(text_file(tmp_path, f"{headings}\n{row}\n"))

    assert preview.remembered is known
    assert ("remembered" in codes_of(preview)) is known
    if known:
        assert {field: name.casefold() for field, name in preview.columns.items()} == {
            "name": "wer", "organisation": "woher", "status": "status"
        }  # fmt: skip
        assert "status_pending" not in codes_of(preview)


def test_it_gives_way_to_another_choice_and_is_not_kept_by_a_look(
    station: Station, tmp_path: Path
) -> None:
    path = text_file(tmp_path, FIRST.replace("Mira Okabe", "Jon Field"))
    other = ReadingOptions({"name": "Woher", "organisation": "Wer"})

    assert not station.roster.read(path, ReadingOptions(anew=True)).remembered
    assert station.roster.read(path, other).columns["name"] == "Woher"
    assert station.roster.read(path).columns["name"] == "Wer"
    station.roster.read(path, other).apply(accept=True)
    assert station.roster.read(path).columns["name"] == "Woher"


def test_what_is_read_so_anyway_is_not_kept(station: Station, tmp_path: Path) -> None:
    path = text_file(tmp_path, "Name,Organisation,Hotel\nJon Field,Lab,A\n")
    same = ReadingOptions({"name": "Name", "organisation": "Organisation"})
    station.roster.read(path, same).apply()

    assert not station.roster.read(path).remembered
