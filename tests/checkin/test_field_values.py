"""Values of roster fields, as typed and as stored."""

from __future__ import annotations

import pytest

from checkin import field_values
from checkin.domain import Delegate
from checkin.errors import NotPossible
from checkin.presence import calendar_of
from tests.factories import DAY, HOUR, MORNING, event


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026-10-30", "2026-10-30"),
        ("2026/10/3", "2026-10-03"),
        ("2026-10-30T13:00", "2026-10-30 13:00"),
        ("2026-10-30 9:05", "2026-10-30 09:05"),
        ("2026-10-30 13:00:00", "2026-10-30 13:00"),
        ("２０２６/１０/３０　１３：００", "2026-10-30 13:00"),
        ("30 October", ""),
        ("2026-02-30", ""),
        ("2026-10-30 25:00", ""),
        ("13:00", ""),
    ],
)
def test_a_day_or_a_time_is_stored_in_one_form(typed: str, stored: str) -> None:
    assert field_values.day_or_time(typed) == stored


def test_a_day_alone_lasts_from_its_beginning_to_its_end_at_the_event() -> None:
    guest = Delegate("d", 1, valid_from="2026-10-30", valid_until="2026-10-30")
    four = MORNING - 5 * HOUR
    assert field_values.validity(guest, calendar_of(event())) == (four, four + DAY)


def test_a_time_is_local_time_of_the_event() -> None:
    guest = Delegate("d", 1, valid_from="2026-10-30 09:00")
    assert field_values.validity(guest, calendar_of(event())) == (MORNING, None)


@pytest.mark.parametrize("odd", ["soon", "9999-99-99", "0001-01-01 00:00", "2026-10-30 99:99"])
def test_what_another_program_wrote_stops_no_scan(odd: str) -> None:
    field_values.validity(Delegate("d", 1, valid_from=odd, valid_until=odd), calendar_of(event()))


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "backwards"),
    [
        ("2026-10-30", "2026-10-30", False),
        ("2026-10-30 13:00", "2026-10-30", False),
        ("2026-10-31", "2026-10-30", True),
        ("2026-10-30 13:00", "2026-10-30 12:00", True),
        ("2026-10-30", "", False),
        ("", "2026-10-30", False),
    ],
)
def test_a_period_that_ends_before_it_begins_is_seen(
    valid_from: str, valid_until: str, backwards: bool
) -> None:
    assert field_values.is_backwards(valid_from, valid_until) is backwards


def test_sessions_are_meant_by_key_or_name_in_any_writing() -> None:
    found = field_values.own_sessions("Plenary；WORKSHOP, plenary, gala dinner", event())
    assert found == ("plenary, workshop", ("gala dinner",))


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("sessions", "Workshop", "workshop"),
        ("valid_until", "2026/10/30", "2026-10-30"),
        ("valid_until", "", ""),
        ("title", "2026/10/30", "2026/10/30"),
    ],
)
def test_a_correction_is_stored_in_the_same_form(name: str, value: str, stored: str) -> None:
    assert field_values.corrected(name, value, event()) == stored


@pytest.mark.parametrize(("name", "value"), [("sessions", "gala"), ("valid_from", "noon")])
def test_a_correction_that_means_nothing_is_refused(name: str, value: str) -> None:
    with pytest.raises(NotPossible, match=value):
        field_values.corrected(name, value, event())


def test_a_column_is_found_however_its_heading_is_written() -> None:
    columns = {"ＨＯＴＥＬ": "New Otani", "Table no.": "4", "table": ""}
    found = field_values.chosen_columns(columns, ("table no", "Hotel", "Bus", "Table"))
    assert found == {"table no": "4", "Hotel": "New Otani"}
