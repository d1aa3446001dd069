"""Layout designer (model): one layout open at a time, no lost edits, built-in layouts read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from checkin.errors import BadLayout, NotFound, NotPossible
from checkin.language import load
from checkin.layout import edit
from checkin.paper.library import LAYOUTS
from tests.checkin.paper_store import PaperStation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.badges import Workshop

ENGLISH = load("en")


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[PaperStation]:
    made = PaperStation(tmp_path)
    yield made
    made.station.close()


@pytest.fixture
def workshop(paper: PaperStation) -> Workshop:
    made = paper.station.badges.workshop
    made.open("badge-91x55")
    return made


def change(workshop: Workshop, right: float = 1.0) -> None:
    workshop.draft = workshop.draft.did(edit.move(workshop.draft.layout, "name", right, 0))


def keep(workshop: Workshop, name: str = "mine") -> None:
    workshop.wrote(workshop.write_copy(workshop.draft.layout, name))


def test_nothing_is_open_at_first(paper: PaperStation) -> None:
    workshop = paper.station.badges.workshop
    assert not workshop.busy
    with pytest.raises(NotFound):
        _ = workshop.draft


def test_a_layout_of_the_program_is_kept_as_a_copy_and_stays_as_it_is(workshop: Workshop) -> None:
    before = (LAYOUTS / "badge-91x55.toml").read_bytes()
    change(workshop)
    with pytest.raises(NotPossible, match="Save a copy"):
        workshop.write(workshop.draft.layout)
    with pytest.raises(NotPossible, match="already"):
        workshop.write_copy(workshop.draft.layout, "badge-91x55")
    keep(workshop)
    assert not workshop.unsaved
    assert workshop.own
    assert workshop.library.get("mine") == workshop.draft.layout
    assert (LAYOUTS / "badge-91x55.toml").read_bytes() == before


def test_an_own_layout_is_written_where_it_was(workshop: Workshop) -> None:
    keep(workshop)
    change(workshop, 4)
    workshop.wrote(workshop.write(workshop.draft.layout))
    assert workshop.library.get("mine") == workshop.draft.layout
    assert not workshop.unsaved


def test_a_file_that_somebody_changed_meanwhile_is_not_written_over(workshop: Workshop) -> None:
    keep(workshop)
    change(workshop)
    changed = edit.move(workshop.library.get("mine"), "symbol", 1, 1)
    workshop.library.save(changed)
    with pytest.raises(NotPossible, match="meanwhile"):
        workshop.write(workshop.draft.layout)
    assert workshop.library.get("mine") == changed


def test_a_new_name_takes_the_file_and_the_changes_along(workshop: Workshop) -> None:
    keep(workshop)
    change(workshop)
    workshop.wrote(workshop.rename("yours"))
    assert workshop.library.own() == ("yours",)
    assert workshop.unsaved
    assert workshop.draft.layout.name == "yours"
    workshop.wrote(workshop.write(workshop.draft.layout))
    assert workshop.library.get("yours") == workshop.draft.layout


@pytest.mark.parametrize("name", ["a7", "Mine!", "", "sheets"])
def test_a_name_that_will_not_do_changes_nothing(workshop: Workshop, name: str) -> None:
    keep(workshop)
    with pytest.raises(NotPossible):
        workshop.rename(name)
    assert workshop.library.own() == ("mine",)


def test_what_is_not_saved_is_found_again_whatever_is_opened(workshop: Workshop) -> None:
    change(workshop)
    draft = workshop.draft
    assert workshop.open("a7") is draft
    workshop.close()
    assert workshop.open("a7").layout.name == "a7"


def test_a_file_that_is_no_layout_cannot_be_opened(workshop: Workshop) -> None:
    keep(workshop)
    folder = workshop.library.folder
    assert folder is not None
    (folder / "broken.toml").write_text("width = 3", encoding="utf-8")
    with pytest.raises(BadLayout):
        workshop.open("broken")


def test_what_is_wrong_names_the_element_the_remedy_and_on_whom_it_is_seen(
    workshop: Workshop,
) -> None:
    layout = edit.resize(workshop.draft.layout, "affiliation", -58, -8)
    layout = edit.resize(layout, "symbol", -9, -9)
    found = {(finding.column, finding.code): finding for finding in workshop.check(layout, ENGLISH)}
    small = found["symbol", "qr_small"]
    assert small.row == 0
    assert "larger" in small.message
    cut = found["affiliation", "overflow"]
    assert workshop.specimens()[cut.row - 1].delegate.organisation
    assert "Make the box larger" in cut.message


def test_a_layout_of_the_program_has_nothing_wrong(workshop: Workshop) -> None:
    for name in workshop.library.built_in():
        assert workshop.check(workshop.library.get(name), ENGLISH) == ()


def test_a_letter_that_no_font_has_is_named_though_it_would_only_be_left_out(
    workshop: Workshop,
) -> None:
    layout = edit.set_value(workshop.draft.layout, "event", "text", {"en": "Party 😀"})
    (found,) = workshop.check(layout, ENGLISH)
    assert (found.column, found.code, found.value) == ("event", "glyph", "😀")


def test_nobody_gets_a_code_for_being_a_specimen(paper: PaperStation, workshop: Workshop) -> None:
    before = paper.entries()
    for specimen in workshop.specimens():
        workshop.compose(specimen)
    workshop.check(workshop.draft.layout, ENGLISH)
    assert paper.entries() == before


def test_columns_of_the_roster_can_be_shown(paper: PaperStation, workshop: Workshop) -> None:
    paper.add(extras={"Seat": "B4", "Diet": "none"})
    assert [column.key for column in workshop.columns()] == ["Diet", "Seat"]


# Pictures


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "Our Logo (final).PNG"
    Image.new("RGB", (40, 20), "#1f4e9c").save(path)
    return path


def test_a_picture_is_brought_in_under_a_name_that_a_layout_can_ask_for(
    workshop: Workshop, logo: Path
) -> None:
    name = workshop.bring_in(logo)
    assert name == "Our-Logo-final.png"
    assert workshop.bring_in(logo) == name
    assert workshop.library.pictures() == (name,)
    assert workshop.library.picture(name) is not None
    Image.new("RGB", (9, 9)).save(logo)
    assert workshop.bring_in(logo) == "Our-Logo-final-2.png"


def test_what_is_no_picture_is_not_brought_in(workshop: Workshop, tmp_path: Path) -> None:
    path = tmp_path / "notes.png"
    path.write_text("no picture", encoding="utf-8")
    for bad in (path, tmp_path / "missing.png"):
        with pytest.raises(NotPossible):
            workshop.bring_in(bad)
    assert workshop.library.pictures() == ()


def test_copies_with_one_title_are_told_apart_by_their_files(workshop: Workshop) -> None:
    keep(workshop)
    assert workshop.library.title("badge-91x55", ENGLISH) == "Badge 91 × 55 mm"
    assert workshop.library.title("mine", ENGLISH) == "Badge 91 × 55 mm · mine"
    assert workshop.library.title("gone", ENGLISH) == "gone"
