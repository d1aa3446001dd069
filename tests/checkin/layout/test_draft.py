"""Layout draft: undo and redo, saving, snapping, adding elements, sample delegates."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.errors import BadLayout
from checkin.layout import Frame, Layout, Side, edit, preflight, starters
from checkin.layout.draft import MOST_STEPS, LayoutDraft, differing
from checkin.layout.model import ElementKind
from checkin.layout.properties import LAYOUT_PROPERTIES, PROPERTIES, Property, Type
from checkin.layout.reading import read
from checkin.layout.snapping import HANDLES, Axis, Handle, field_of
from checkin.layout.specimens import specimens
from checkin.layout.writing import write
from tests.checkin.paper_samples import EVENT, LIBRARY, drawn

if TYPE_CHECKING:
    from collections.abc import Callable

START = LIBRARY.get("badge-91x55")
IDS = tuple(element.id for element in START.elements)


def begun(layout: Layout = START) -> LayoutDraft:
    return LayoutDraft(layout, layout)


# Any edit that a user can make, with values that a form accepts.

LENGTHS = st.floats(-60, 200, allow_nan=False)
TEXTS = st.dictionaries(
    st.sampled_from(["en", "ja", "ug", "zh-Hant", "x y"]), st.text(max_size=20), max_size=3
)
SOURCES = st.lists(
    st.sampled_from(["leading_name", "title", "extra.Seat", "phrase.show", "salary"]), max_size=3
)


NUMBERS = st.one_of(st.floats(-5, 500), st.integers(0, 270), st.text(max_size=3))
FOUR = st.lists(LENGTHS, min_size=4, max_size=4)
FEW_WORDS = st.lists(st.text(max_size=8), max_size=2)
VALUES: dict[Type, st.SearchStrategy[Any]] = {
    Type.NUMBER: NUMBERS,
    Type.WHOLE: NUMBERS,
    Type.YES_NO: st.booleans(),
    Type.COLOUR: st.sampled_from(["ink", "", "#A0b1c2", "category", "reddish"]),
    Type.FRAME: FOUR,
    Type.INSET: FOUR,
    Type.TEXTS: TEXTS,
    Type.SOURCES: SOURCES,
    Type.WORDS: SOURCES,
    Type.CONDITION: st.fixed_dictionaries(
        {"categories": FEW_WORDS, "flags": FEW_WORDS, "has": SOURCES}
    ),
    Type.FILE: st.sampled_from(["logo.png", "../logo.png"]),
    Type.LINE: st.text(max_size=12),
}


def values(prop: Property) -> st.SearchStrategy[Any]:
    if prop.choices:
        return st.sampled_from([*prop.choices, "nothing of the kind"])
    return VALUES[prop.takes]


@st.composite
def edits(draw: st.DrawFn) -> Callable[[Layout], Layout]:
    at = draw(st.integers(0, 200))
    right, down = draw(LENGTHS), draw(LENGTHS)
    kind = draw(st.sampled_from(ElementKind))
    starter = draw(st.sampled_from(starters.Starter))
    own = draw(st.sampled_from(PROPERTIES[kind]))
    whole = draw(st.sampled_from(LAYOUT_PROPERTIES))
    value, other_value = draw(values(own)), draw(values(whole))

    def one(layout: Layout) -> str:
        return layout.elements[at % len(layout.elements)].id if layout.elements else "none"

    act: Callable[[Layout], Layout] = draw(
        st.sampled_from(
            [
                lambda layout: edit.move(layout, one(layout), right, down),
                lambda layout: edit.resize(layout, one(layout), right, down),
                lambda layout: edit.remove_element(layout, one(layout)),
                lambda layout: edit.copy(layout, one(layout)),
                lambda layout: edit.reorder(layout, one(layout), at % 7),
                lambda layout: edit.set_value(layout, one(layout), own.key, value),
                lambda layout: edit.reset_value(layout, one(layout), own.key),
                lambda layout: edit.set_layout_value(layout, whole.key, other_value),
                lambda layout: starters.put_on(layout, starter, Side.BACK, "logo.png"),
            ]
        )
    )
    return act


def after(draft: LayoutDraft, acts: list[Callable[[Layout], Layout]]) -> LayoutDraft:
    """Applies the acts; an invalid one is refused, and changes nothing."""
    for act in acts:
        with suppress(BadLayout):
            draft = draft.did(act(draft.layout))
    return draft


@given(st.lists(edits(), max_size=12))
def test_undoing_every_step_gives_the_layout_that_one_began_with(
    acts: list[Callable[[Layout], Layout]],
) -> None:
    done = after(begun(), acts)
    back = done
    while back.past:
        back = back.undone()
    assert back.layout == START
    assert not back.changed
    on = back
    while on.ahead:
        on = on.redone()
    assert on.layout == done.layout
    assert on.past == done.past


@given(st.lists(edits(), min_size=1, max_size=12))
def test_every_edited_layout_is_written_and_read_back_the_same(
    acts: list[Callable[[Layout], Layout]],
) -> None:
    layout = after(begun(), acts).layout
    assert read(write(layout), layout.name) == layout


# Undo steps


def moved(layout: Layout, by: float = 1.0) -> Layout:
    return edit.move(layout, "name", by, 0)


def test_one_act_again_and_again_is_one_step_until_something_else_is_done() -> None:
    draft = begun()
    for _ in range(5):
        draft = draft.did(moved(draft.layout, 0.5), "move name")
    assert len(draft.past) == 1
    draft = draft.settled().did(moved(draft.layout, 0.5), "move name")
    assert len(draft.past) == 2
    assert draft.undone().undone().layout == START


def test_what_changes_nothing_is_no_step() -> None:
    assert begun().did(START) == begun()


def test_a_new_step_forgets_what_was_undone() -> None:
    draft = begun().did(moved(START)).undone()
    assert draft.ahead
    assert not draft.did(moved(START, 3)).ahead


def test_neither_end_of_the_steps_is_fallen_off() -> None:
    assert begun().undone() == begun()
    assert begun().redone() == begun()
    draft = begun()
    for at in range(MOST_STEPS + 20):
        draft = draft.did(moved(START, at / 100))
    assert len(draft.past) == MOST_STEPS


def test_another_name_stays_when_steps_are_undone() -> None:
    draft = begun().did(moved(START))
    kept = edit.renamed(draft.layout, "mine")
    saved = draft.saved(kept)
    assert not saved.changed
    assert saved.undone().layout == edit.renamed(START, "mine")
    assert saved.undone().changed
    assert saved.undone().given_up().layout == kept


def test_what_was_changed_while_it_was_being_saved_is_not_saved_yet() -> None:
    first = begun().did(moved(START))
    second = first.did(moved(first.layout))
    assert second.saved(first.layout).changed


def test_the_element_that_a_step_was_about_is_known() -> None:
    assert differing(START, moved(START)) == "name"
    assert differing(START, edit.copy(START, "name")) == "name-2"
    assert differing(START, edit.remove_element(START, "name")) == ""
    assert differing(START, edit.reorder(START, "name", 0)) == ""


# Snapping: a page of 100 × 60 mm with a square in it


PAGE = edit.add_element(
    edit.add_element(
        Layout("page", 100, 60), ElementKind.SHAPE, {"id": "still", "box": [20, 10, 20, 20]}
    ),
    ElementKind.SHAPE,
    {"id": "held", "box": [60, 35, 10, 10]},
)


def drawn_to(left: float, top: float, reach: float = 1.0) -> Frame:
    return field_of(PAGE, "held", reach).drawn(Frame(left, top, 10, 10)).frame


@pytest.mark.parametrize(
    ("at", "place"),
    [
        ((0.4, 33), (0, 33)),  # the edge of the page
        ((45.6, 33), (45, 33)),  # its middle
        ((89.3, 33), (90, 33)),
        ((19.2, 33), (20, 33)),  # the edge of the other one
        ((24.6, 33), (25, 33)),  # its middle
        ((40.7, 33), (40, 33)),
        ((52.34, 7.27), (52.3, 7.3)),  # nothing near: tenths
        ((0.4, 49.6), (0, 50)),  # both ways at once
    ],
)
def test_edges_and_middles_are_snapped_to(
    at: tuple[float, float], place: tuple[float, float]
) -> None:
    frame = drawn_to(*at)
    assert (frame.left, frame.top) == pytest.approx(place)


def test_without_reach_nothing_is_snapped_to() -> None:
    assert drawn_to(0.4, 33.33, 0).left == 0.4


def test_the_margin_that_a_printer_does_not_reach_is_snapped_to() -> None:
    page = edit.set_layout_value(PAGE, "margin", 3)
    assert field_of(page, "held", 1).drawn(Frame(3.4, 33, 10, 10)).frame.left == pytest.approx(3)


def test_a_guide_runs_along_both_that_share_its_line() -> None:
    (guide,) = field_of(PAGE, "held", 1).drawn(Frame(20.3, 41, 7, 7)).guides
    assert (guide.axis, guide.at) == (Axis.ACROSS, 20)
    assert (guide.start, guide.end) == (10, 48)


def test_only_what_lies_on_the_same_side_is_snapped_to() -> None:
    turned = edit.set_value(PAGE, "still", "side", "back")
    assert field_of(turned, "held", 1).drawn(Frame(19.2, 33, 10, 10)).frame.left == 19.2


@pytest.mark.parametrize("handle", HANDLES)
def test_a_handle_moves_its_own_edges_alone(handle: Handle) -> None:
    box = Frame(60, 35, 10, 10)
    sized = field_of(PAGE, "held", 0).sized(box, handle, 1.5, 2.5).frame
    assert sized.left == pytest.approx(61.5 if handle.across < 0 else 60)
    assert sized.right == pytest.approx(71.5 if handle.across > 0 else 70)
    assert sized.top == pytest.approx(37.5 if handle.down < 0 else 35)
    assert sized.bottom == pytest.approx(47.5 if handle.down > 0 else 45)


@given(st.sampled_from(HANDLES), st.floats(-300, 300), st.floats(-300, 300))
def test_nothing_is_turned_inside_out_by_a_handle(
    handle: Handle, right: float, down: float
) -> None:
    sized = field_of(PAGE, "held", 2).sized(Frame(60, 35, 10, 10), handle, right, down).frame
    assert sized.width >= edit.LEAST - 1e-9
    assert sized.height >= edit.LEAST - 1e-9


def test_a_held_edge_snaps_and_says_so() -> None:
    found = field_of(PAGE, "held", 1).sized(Frame(60, 35, 10, 10), Handle(1, 0), 29.5, 0)
    assert found.frame.right == pytest.approx(100)
    assert [guide.at for guide in found.guides] == [100]


# Adding elements


@pytest.mark.parametrize("starter", starters.Starter)
@pytest.mark.parametrize("name", LIBRARY.built_in())
def test_a_new_element_lies_on_the_page_and_on_top(name: str, starter: starters.Starter) -> None:
    layout = starters.put_on(LIBRARY.get(name), starter, Side.FRONT, "logo.png")
    made = layout.elements[-1]
    assert made.box.within(layout.frame)
    assert read(write(layout), name) == layout


def test_a_no_photograph_mark_is_on_the_badge_of_those_who_must_not_be_photographed() -> None:
    blank = Layout("blank", 91, 55)
    layout = starters.put_on(blank, starters.Starter.NO_PHOTO, Side.FRONT)
    marked = {
        specimen.words: bool(drawn(layout, specimen.delegate).items)
        for specimen in specimens(EVENT)
    }
    assert [words for words, on in marked.items() if on] == ["No photographs", "Must not be named"]


# Sample delegates


def test_a_layout_is_tried_on_every_script_and_on_those_who_must_not_be_named() -> None:
    found = specimens(EVENT)
    languages = {specimen.delegate.language for specimen in found}
    assert {
        "ja",
        "zh-TW",
        "zh-CN",
        "ug",
        "ru",
        "ko",
        "ar",
        "he",
        "th",
        "ne",
        "bo",
        "mn",
    } <= languages
    assert any("protected" in specimen.delegate.flags for specimen in found)
    assert any("no_photo" in specimen.delegate.flags for specimen in found)
    assert any(specimen.delegate.badge_name for specimen in found)
    assert {specimen.delegate.category for specimen in found} == {
        category.key for category in EVENT.categories
    }


@pytest.mark.parametrize("name", LIBRARY.built_in())
def test_every_layout_that_comes_with_the_program_stands_the_trial(name: str) -> None:
    layout = LIBRARY.get(name)
    assert preflight.faults(layout, EVENT.categories) == ()
    for specimen in specimens(EVENT):
        page = drawn(layout, specimen.delegate, sessions=("entrance",))
        assert page.printable, specimen.words


def test_an_event_without_categories_has_specimens_too() -> None:
    assert specimens(replace(EVENT, categories=()))[0].delegate.category == ""
