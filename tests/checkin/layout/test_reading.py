"""Layout files: parsing, error messages, writing, editing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import BadLayout, NotFound, NotPossible
from checkin.language import load
from checkin.layout import Frame, Layout, edit
from checkin.layout.model import Align, Condition, ElementKind, TextElement
from checkin.layout.properties import PROPERTIES, Type
from checkin.layout.reading import read
from checkin.layout.writing import write
from checkin.paper.library import LAYOUTS, Library
from tests.checkin.paper_samples import LIBRARY

if TYPE_CHECKING:
    from pathlib import Path

BUILT_IN = LIBRARY.built_in()
WANTED = {"badge-91x55", "a7", "a6", "us-4x3in", "card-cr80", "roll-62", "fold-a5"}
SMALL = """\
width = 91
height = 55

[[element]]
id = "name"
kind = "text"
box = [3, 4, 80, 20]
source = ["leading_name"]
largest = 30

[[element]]
id = "symbol"
kind = "qr"
box = [70, 29, 17, 17]
"""
EDITED = read(SMALL, "small")


def refused(text: str) -> str:
    with pytest.raises(BadLayout) as raised:
        read(text, "small")
    return str(raised.value)


def test_every_size_that_a_desk_meets_comes_with_the_program() -> None:
    assert set(BUILT_IN) >= WANTED


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_layout_that_is_written_and_read_again_is_the_same(name: str) -> None:
    layout = LIBRARY.get(name)
    assert read(write(layout), name) == layout


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_files_that_come_with_the_program_are_as_they_would_be_written(name: str) -> None:
    path = LAYOUTS / f"{name}.toml"
    assert path.read_text(encoding="utf-8") == write(LIBRARY.get(name))


def test_elements_keep_their_order_and_what_is_usual_is_left_out() -> None:
    text = write(EDITED)
    assert text.index('"name"') < text.index('"symbol"')
    assert "turn" not in text
    assert "legible" not in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("largest = 30", "largest = thirty"), "line 9"),
        (("largest = 30", 'largest = "thirty"'), "line 9, name, largest: a number"),
        (("largest = 30", "largest = 900"), "line 9, name, largest: it must be between 2 and 400"),
        (("largest = 30", "lagest = 30"), "line 9, name, lagest: there is no such key"),
        (("[3, 4, 80, 20]", "[3, 4, 80]"), "line 7, name, box: 4 numbers"),
        (("[3, 4, 80, 20]", "[3, 4, 0, 20]"), "line 7, name, box: width and height"),
        (("[3, 4, 80, 20]", "[300, 4, 80, 20]"), "line 7, name, box: it lies beside the page"),
        (('"text"', '"texte"'), "line 6, name, kind: it must be one of text, band"),
        (("leading_name", "salary"), "line 8, name, source: there is no source salary"),
        (('id = "symbol"', 'id = "name"'), "line 12, name, id: another element"),
        (('id = "name"', 'id = "My Name"'), "line 5, My Name, id: a name is made of"),
        (("width = 91", "width = true"), "line 1, width: a number"),
        (("width = 91\n", ""), "width: it is missing"),
        (("width = 91", "width = 91\ndepth = 3"), "line 2, depth: there is no such key"),
        (('source = ["leading_name"]\n', ""), "name, source: a text needs a source"),
        (("largest = 30", 'text = { en = "Hi {name" }'), "line 9, name, text: a brace"),
        (("largest = 30", 'text = { en = "{salary}" }'), "line 9, name, text: there is no source"),
        (("largest = 30", 'colour = "reddish"'), "line 9, name, colour: it must be #rrggbb"),
        (("largest = 30", "turn = 45"), "line 9, name, turn: it must be 0, 90, 180 or 270"),
        (("largest = 30", 'when = { mood = ["good"] }'), "line 9, name, when: a condition"),
        (("largest = 30", "smallest = 40"), "name, smallest: it is more than the largest"),
        (("largest = 30", 'short = ["magic"]'), "line 9, name, short: there is no source magic"),
    ],
)
def test_a_mistake_is_named_by_line_element_key_and_reason(
    change: tuple[str, str], said: str
) -> None:
    assert change[0] in SMALL
    assert said in refused(SMALL.replace(*change, 1))


@pytest.mark.parametrize(
    "file", ["../logo.png", "/etc/passwd", "C:\\logo.png", "logo.svg", "a/b.png", "", "..png"]
)
def test_a_picture_outside_the_layouts_folder_is_never_asked_for(file: str) -> None:
    image = f'\n[[element]]\nid = "logo"\nkind = "image"\nbox = [1, 1, 9, 9]\nfile = {file!r}\n'
    assert "logo, file" in refused(SMALL + image)


def test_a_refusal_is_said_in_the_language_that_is_asked_for() -> None:
    with pytest.raises(BadLayout) as raised:
        read(SMALL.replace("largest = 30", "largest = 900"), "small")
    assert "it must be between 2 and 400" in load("en").explain(raised.value)


@given(st.text(max_size=200))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    with suppress(BadLayout):
        assert read(text, "any").name == "any"


VALUES: dict[Type, Any] = {
    Type.NUMBER: 7.25,
    Type.WHOLE: 90,
    Type.YES_NO: False,
    Type.LINE: 'A "quoted" line \\ with\ttabs and \u200d joiners',
    Type.COLOUR: "#c01530",
    Type.FRAME: Frame(1.5, 2.25, 30, 10),
    Type.INSET: (1.0, 0.5, 1.0, 0.5),
    Type.TEXTS: {"en": "Hall {number}", "zh-Hant": "大廳"},
    Type.SOURCES: ("organisation", "extra.Seat", "phrase.show"),
    Type.CONDITION: Condition(categories=("press",), flags=("no_photo",), has=("title",)),
    Type.FILE: "logo 2.png",
}


@pytest.mark.parametrize("kind", ElementKind)
def test_every_property_of_every_kind_is_written_and_read_back(kind: ElementKind) -> None:
    values: dict[str, object] = {"box": [1, 1, 60, 30]}
    for prop in PROPERTIES[kind]:
        if prop.choices and prop.key != "kind":
            values[prop.key] = list(prop.choices)[-1]
        elif prop.takes in VALUES and prop.key not in {"id", "box"}:
            values[prop.key] = VALUES[prop.takes]
    values |= {"narrowest": 0.75, "lines": 3} if "lines" in values else {}
    values |= {"short": ["initials", "words"]} if kind is ElementKind.TEXT else {}
    layout = edit.add_element(Layout("any", 100, 60), kind, values)
    assert read(write(layout), "any") == layout


# Changing


def test_moving_and_resizing_change_one_element_and_leave_the_old_layout_alone() -> None:
    moved = edit.resize(edit.move(EDITED, "name", 1.5, -1), "name", 2, 3)
    assert moved.element("name") == replace(named(EDITED), box=Frame(4.5, 3, 82, 23))
    assert named(EDITED).box == Frame(3, 4, 80, 20)
    assert moved.element("symbol") is EDITED.element("symbol")


def named(layout: Layout) -> TextElement:
    element = layout.element("name")
    assert isinstance(element, TextElement)
    return element


def test_nothing_is_made_so_small_that_it_cannot_be_taken_hold_of() -> None:
    assert named(edit.resize(EDITED, "name", -500, -500)).box.width == edit.LEAST


def test_a_property_is_set_as_a_file_has_it_or_as_the_program_does() -> None:
    for value in ("right", Align.RIGHT):
        assert named(edit.set_value(EDITED, "name", "align", value)).align is Align.RIGHT
    changed = edit.set_value(EDITED, "name", "largest", 12)
    assert (
        named(edit.reset_value(changed, "name", "largest")).largest
        == TextElement.__dataclass_fields__["largest"].default
    )


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("largest", 1, "between 2 and 400"),
        ("quiet", 4, "no such key"),
        ("kind", "band", "no such key"),
        ("id", "symbol", "another element"),
        ("box", [500, 0, 10, 10], "beside the page"),
    ],
)
def test_a_change_that_makes_no_layout_is_refused(key: str, value: object, said: str) -> None:
    with pytest.raises(BadLayout, match=said):
        edit.set_value(EDITED, "name", key, value)


def test_elements_are_added_copied_reordered_and_removed() -> None:
    added = edit.add_element(
        EDITED, ElementKind.SHAPE, {"box": [0, 0, 91, 8], "fill": "category"}, 0
    )
    assert [element.id for element in added.elements] == ["shape", "name", "symbol"]
    twin = edit.copy(added, "name")
    assert [element.id for element in twin.elements] == ["shape", "name", "symbol", "name-2"]
    assert edit.reorder(twin, "name-2", 0).elements[0].id == "name-2"
    assert [element.id for element in edit.remove_element(twin, "shape").elements] == [
        "name",
        "symbol",
        "name-2",
    ]


def test_what_is_not_there_cannot_be_changed() -> None:
    for act in (edit.remove_element, edit.copy):
        with pytest.raises(BadLayout, match="logo"):
            act(EDITED, "logo")


def test_an_element_that_lacks_what_it_needs_is_refused_by_its_key() -> None:
    with pytest.raises(BadLayout, match="picture, file"):
        edit.add_element(EDITED, ElementKind.IMAGE, {"id": "picture", "box": [1, 1, 9, 9]})
    with pytest.raises(BadLayout, match="box: it is missing"):
        edit.add_element(EDITED, ElementKind.QR, {})


def test_the_size_of_a_layout_is_changed_as_long_as_everything_stays_on_it() -> None:
    assert edit.set_layout_value(EDITED, "width", 100).width == 100
    with pytest.raises(BadLayout, match="symbol, box"):
        edit.set_layout_value(EDITED, "width", 60)
    with pytest.raises(BadLayout, match="depth"):
        edit.set_layout_value(EDITED, "depth", 60)


# The library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "layouts")


def test_a_copy_of_a_built_in_layout_is_ones_own_and_can_be_changed(library: Library) -> None:
    copy = library.copy("a7", library.free_name("a7"))
    assert copy.name == "a7-2"
    library.save(edit.move(copy, "name", 1, 0))
    assert library.own() == ("a7-2",)
    assert library.names()[-1] == "a7-2"
    assert library.get("a7-2") == edit.move(copy, "name", 1, 0)
    library.remove("a7-2")
    with pytest.raises(NotFound):
        library.get("a7-2")


def test_an_own_layout_stands_for_the_built_in_one_of_its_name(library: Library) -> None:
    library.save(edit.move(library.get("a7"), "name", 1, 0))
    assert library.get("a7") != LIBRARY.get("a7")
    library.remove("a7")
    assert library.get("a7") == LIBRARY.get("a7")


def test_a_file_that_changes_under_the_program_is_read_again(library: Library) -> None:
    library.save(edit.renamed(EDITED, "mine"))
    assert library.get("mine").height == 55
    library.save(edit.set_layout_value(edit.renamed(EDITED, "mine"), "height", 60))
    assert library.get("mine").height == 60


@pytest.mark.parametrize("name", ["", "../a7", "A7", "sheets", "a7/b", ".a7", "ä"])
def test_a_layout_has_a_name_that_is_a_file_name_everywhere(library: Library, name: str) -> None:
    with pytest.raises(NotPossible):
        library.save(edit.renamed(EDITED, name))
    with pytest.raises(NotFound):
        library.get(name)


def test_a_taken_name_is_not_given_twice(library: Library) -> None:
    with pytest.raises(NotPossible, match="a6"):
        library.copy("a7", "a6")


def test_without_a_store_nothing_can_be_kept() -> None:
    with pytest.raises(NotPossible):
        LIBRARY.save(EDITED)
    with pytest.raises(NotFound):
        LIBRARY.remove("a7")


def test_an_own_file_that_is_no_layout_is_refused_by_name(library: Library) -> None:
    library.save(edit.renamed(EDITED, "mine"))
    path = library.folder
    assert path is not None
    (path / "broken.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadLayout, match="broken"):
        library.get("broken")
    assert "broken" in library.names()
