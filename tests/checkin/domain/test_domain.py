"""Domain types: defaults and derived properties."""

from __future__ import annotations

import dataclasses

import pytest

from checkin import domain
from checkin.domain import (
    DESK_FIELDS,
    DOOR_FIELDS,
    FIELDS,
    ORGANISER_FIELDS,
    Conflict,
    ConflictKind,
    Delegate,
    EventColumn,
    EventQuestion,
    Health,
    Manner,
    Outcome,
    Problem,
    Question,
    Quorum,
    Settlement,
    Settling,
    Status,
    Tier,
    Verdict,
)
from tests.factories import HOUR, MINUTE, MORNING, event, session, timed
from tests.factories import event as make_event

VALUES = [
    value for name in domain.__all__ if dataclasses.is_dataclass(value := getattr(domain, name))
]


@pytest.mark.parametrize(
    "value",
    [value_type for value_type in VALUES if isinstance(value_type, type)],
    ids=lambda value: value.__name__,
)
def test_every_word_is_frozen_and_has_no_room_for_more(value: type) -> None:
    assert value.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(value)


def test_the_doors_open_some_minutes_before_the_start() -> None:
    assert timed(doors_minutes=45).doors_open == MORNING + HOUR - 45 * MINUTE
    assert timed(doors_minutes=0).doors_open == MORNING + HOUR


def test_a_session_without_a_start_has_no_doors_to_open() -> None:
    assert session().doors_open is None


def test_an_event_knows_its_sessions_and_categories_by_their_keys() -> None:
    forum = event()
    plenary, press = forum.session("plenary"), forum.category("press")
    assert plenary is not None
    assert plenary.room == "Room 201"
    assert press is not None
    assert press.colour == "#566070"
    assert forum.session("cellar") is None
    assert forum.category("cook") is None


def test_what_was_taken_away_from_an_event_is_known_but_not_offered() -> None:
    forum = event()
    (gone, *sessions), (dropped, *categories) = forum.sessions, forum.categories
    forum = dataclasses.replace(
        forum,
        sessions=tuple(sessions),
        gone_sessions=(gone,),
        categories=tuple(categories),
        gone_categories=(dropped,),
    )
    assert forum.session(gone.key) is gone
    assert forum.offered_session(gone.key) is None
    assert forum.offered_session(sessions[0].key) is sessions[0]
    assert forum.category(dropped.key) is dropped
    assert forum.offered_category(dropped.key) is None
    assert forum.offered_category(categories[0].key) is categories[0]


@pytest.mark.parametrize(
    ("names", "shown", "second"),
    [
        ({"name": "Jo Doe", "native_name": "ジョー"}, "Jo Doe", "ジョー"),
        ({"given_name": "Jo", "family_name": "Doe"}, "Jo Doe", ""),
        ({"given_name": "Jo"}, "Jo", ""),
        ({"family_name": "Doe"}, "Doe", ""),
        ({"native_name": "古川"}, "古川", ""),
        ({"name": "古川", "native_name": "古川"}, "古川", ""),
        ({"name": "A", "given_name": "B", "family_name": "C"}, "A", ""),
        ({"given_name": "B", "native_name": "古川"}, "B", "古川"),
        ({}, "", ""),
    ],
)
def test_a_delegate_is_shown_by_the_best_name_there_is(
    names: dict[str, str], shown: str, second: str
) -> None:
    delegate = Delegate("d", 1, **names)  # type: ignore[arg-type]
    assert (delegate.display_name, delegate.second_name) == (shown, second)


def test_a_new_delegate_is_expected_and_has_nothing_more() -> None:
    delegate = Delegate("d", 1)
    assert (delegate.status, delegate.flags, dict(delegate.extras)) == (Status.EXPECTED, (), {})


def test_nobody_can_write_into_the_extras_that_all_delegates_share() -> None:
    with pytest.raises(TypeError):
        Delegate("d", 1).extras["diet"] = "vegan"  # type: ignore[index]


def test_each_field_is_for_one_tier_alone() -> None:
    assert len(FIELDS) == len(set(FIELDS))
    assert set(FIELDS) == set(DOOR_FIELDS) | set(DESK_FIELDS) | set(ORGANISER_FIELDS)


def test_every_field_of_a_delegate_belongs_to_a_tier() -> None:
    stored = {field.name for field in dataclasses.fields(Delegate)} - {"id"}
    assert stored == set(FIELDS)


def test_a_door_may_read_no_name() -> None:
    assert set(DOOR_FIELDS) == {
        "number",
        "category",
        "status",
        "sessions",
        "valid_from",
        "valid_until",
    }


def test_a_journal_with_a_problem_is_not_intact() -> None:
    assert Health(1, 1, ()).intact
    assert not Health(1, 1, (Problem("gap", "Entries are missing."),)).intact


def test_a_verdict_tells_of_nobody_unless_somebody_is_known() -> None:
    verdict = Verdict(Outcome.UNKNOWN, "entrance", MORNING, "")
    assert verdict.person is None
    assert not verdict.repeated


def test_a_conflict_is_urgent_while_nobody_has_looked_at_who_was_to_be_stopped() -> None:
    let_in = Conflict("c1", ConflictKind.FLAGGED_LET_IN, MORNING)
    assert let_in.is_urgent
    looked = Settlement(Settling.BOTH, "It was their twin.", MORNING, "d0" * 16, "")
    assert not dataclasses.replace(let_in, settled=looked).is_urgent
    assert not Conflict("c1", ConflictKind.NUMBER_TWICE, MORNING).is_urgent


def test_two_manners_that_say_the_same_are_the_same() -> None:
    assert Manner(force="x") == Manner(force="x")
    assert Manner(force="x") != Manner()


@pytest.mark.parametrize(("present", "is_reached"), [(1, False), (2, True), (3, True)])
def test_a_quorum_is_reached_by_as_many_as_are_needed(*, present: int, is_reached: bool) -> None:
    assert Quorum(present, members=9, needed=2).is_reached is is_reached


def test_desks_have_a_copy_of_what_stands_on_the_verdict_and_of_what_is_of_their_tier() -> None:
    columns = (EventColumn("Hotel", tier=Tier.DESK), EventColumn("Diet"), EventColumn("Table"))
    event = make_event()
    assert event.desk_columns == ()
    own = dataclasses.replace(event, columns=columns, show_at_scan=("Table",))
    assert own.desk_columns == ("Table", "Hotel")


def test_a_question_that_was_taken_away_is_named_still_and_each_is_for_its_categories() -> None:
    film = EventQuestion("film", {"en": "May we film you?"}, categories=("press",))
    event = dataclasses.replace(make_event(), gone_questions=(film,))
    assert event.question("film") == film
    assert event.question("why") is None
    assert (film.is_for("press"), film.is_for("scholar")) == (True, False)
    assert EventQuestion("why", {}).is_for("scholar")


def test_what_is_answered_are_the_fixed_questions_and_the_events_own() -> None:
    manner = Manner(answers=frozenset({Question.CONSENT}), replies=(("film", "no"),))
    assert manner.answered == {"consent", "film"}


def test_a_typed_cell_is_its_text_and_has_a_value() -> None:
    cell = domain.ValueCell("1:30", 90.0, domain.CellForm.DURATION)
    assert cell == "1:30"
    assert (cell.value, cell.form) == (90.0, domain.CellForm.DURATION)


def test_a_table_with_other_rows_stays_that_table() -> None:
    table = domain.Table("Forum", ("Number",), ((1,), (2,)), note="as of", grouped=1)
    other = table.with_rows(("Number", "Name"), ((2, "Ada"),))
    assert (other.title, other.note) == (table.title, table.note)
    assert (other.columns, other.rows, other.grouped) == (("Number", "Name"), ((2, "Ada"),), 0)
