"""Machine-readable zones: the specimens of ICAO Doc 9303, check digits, round trips, and what is none."""

from __future__ import annotations

import string
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import keyboards, mrz
from checkin.mrz import Holder, ZoneLines, ZoneReading, ZoneState
from tests import factories
from tests.mrz_samples import LONG_NUMBERS, SPECIMENS, Document, card, passport, zone

if TYPE_CHECKING:
    from collections.abc import Sequence

ANNA = Holder(("ERIKSSON",), ("ANNA", "MARIA"))
LINES = list(SPECIMENS.values())
EACH = pytest.mark.parametrize("lines", LINES, ids=list(SPECIMENS))


def state(text: str) -> ZoneState:
    return mrz.read(text).state


# The check digits, and what is read


@pytest.mark.parametrize(
    ("field", "digit"),
    [("520727", 3), ("AB2134<<<", 5), ("HA672242<658022549601086<<<<<<<", 8), ("", 0)],
)
def test_check_digits_are_those_of_the_examples(field: str, digit: int) -> None:
    assert mrz.check_digit(field) == digit


@EACH
def test_the_specimens_are_read(lines: Sequence[str]) -> None:
    assert mrz.read("".join(lines)) == ZoneReading(ZoneState.READ, (ANNA,))


@pytest.mark.parametrize("lines", LONG_NUMBERS.values(), ids=list(LONG_NUMBERS))
def test_a_long_number_has_its_check_digit_in_the_optional_data(lines: Sequence[str]) -> None:
    assert mrz.read("".join(lines)).holders == (Holder(("STEVENSON",), ("PETER", "JOHN")),)
    assert state("".join(lines).replace("7349", "7348").replace("<<<8", "<<<5")) is ZoneState.WRONG


def test_an_empty_personal_number_may_have_no_check_digit() -> None:
    for digit in "<0":
        last = mrz.check_digit(f"L898902C3674081221204159{'<' * 14}{digit}")
        second = f"L898902C36UTO7408122F1204159{'<' * 14}{digit}{last}"
        assert state(SPECIMENS["TD3"][0] + second) is ZoneState.READ


@EACH
@pytest.mark.parametrize("between", ["", "\n", "\r\n", "\u2028", " ", "\n\n"])
def test_what_stands_between_the_lines_and_small_letters_make_no_difference(
    lines: Sequence[str], between: str
) -> None:
    assert mrz.read(f"{between.join(lines)}{between}").holders == (ANNA,)
    assert mrz.read(between.join(lines).lower()).holders == (ANNA,)


@EACH
def test_full_width_letters_of_an_input_method_are_read(lines: Sequence[str]) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "".join(lines))
    assert mrz.read(wide).holders == (ANNA,)


@EACH
@pytest.mark.parametrize("layout", [one for one in keyboards.LAYOUTS if one.name != "ug"])
def test_a_reader_with_another_layout_than_the_computer_is_understood(
    lines: Sequence[str], layout: keyboards.KeyboardLayout
) -> None:
    bent = [keyboards.bent(line, keyboards.US, layout) for line in lines]
    assert mrz.read("".join(bent)).holders == (ANNA,)
    together = ZoneLines()
    assert [together.add(line).state for line in bent][-1] is ZoneState.READ
    assert all(mrz.is_part(line) for line in bent if "<<" in line)


def test_letters_that_a_layout_swaps_leave_both_names() -> None:
    bent = keyboards.bent(zone("ZOYA", "YILDIZ"), keyboards.US, keyboards.layout_named("de"))
    (holder,) = mrz.read(bent).holders
    assert holder == Holder(("ZOYA",), ("YILDIZ",))


def test_where_a_layout_has_lost_letters_it_is_said_and_not_recorded() -> None:
    for line in SPECIMENS["TD3"]:
        assert mrz.is_part(keyboards.bent(line, keyboards.US, keyboards.layout_named("ug")))


# One line after the other


@EACH
def test_the_lines_may_come_one_by_one(lines: Sequence[str]) -> None:
    together = ZoneLines()
    *first, last = [together.add(line) for line in lines]
    assert {reading.state for reading in first} == {ZoneState.BEGUN}
    assert last.holders == (ANNA,)
    assert together.waiting == ""


def test_a_code_between_two_lines_is_a_code_and_the_document_begins_anew() -> None:
    first, second = SPECIMENS["TD3"]
    together = ZoneLines()
    assert together.add(first).state is ZoneState.BEGUN
    assert together.add(factories.code(1)).state is ZoneState.NONE
    assert together.add(second).state is ZoneState.PART
    assert together.add(first).state is ZoneState.BEGUN
    assert together.add(first).state is ZoneState.BEGUN  # held to the reader again
    assert together.add(second).state is ZoneState.READ


def test_a_line_that_lost_a_letter_is_never_taken_for_a_code() -> None:
    first, _ = SPECIMENS["TD3"]
    full = "L898902C36UTO7408122F1204159ZE184226B12345"  # no filler in it, two letters short
    together = ZoneLines()
    together.add(first)
    assert together.add(full).state is ZoneState.PART


@pytest.mark.parametrize("at", range(4, 40, 3))
def test_what_a_busy_machine_tore_to_pieces_is_no_scan_either(at: int) -> None:
    first, _ = SPECIMENS["TD3"]
    second = "L898902C36UTO7408122F1204159ZE184226B12345"  # without a filler
    pieces = (first[at:], second[:at], second[at:])
    together = ZoneLines()
    for piece in pieces:
        assert together.add(piece).state is ZoneState.PART
    assert together.add(factories.code(1)).state is ZoneState.NONE
    assert together.add("Ticket-2026").state is ZoneState.NONE


def test_what_has_come_is_given_back_once() -> None:
    together = ZoneLines()
    together.add(SPECIMENS["TD3"][0])
    assert together.forget() == SPECIMENS["TD3"][0]
    assert together.forget() == ""


# What is wrong, and what is none


@EACH
def test_every_misread_letter_that_a_check_digit_covers_is_noticed(lines: Sequence[str]) -> None:
    whole = "".join(lines)
    for at, letter in enumerate(whole):
        for other in "07<B":
            if other == letter:
                continue
            changed = whole[:at] + other + whole[at + 1 :]
            found = mrz.read(changed)
            assert found.state is not ZoneState.NONE
            if covered(lines, at):
                assert found.state is not ZoneState.READ or alike(letter, other)


def covered(lines: Sequence[str], at: int) -> bool:
    """Whether the letter at that place counts in a check digit: dates and numbers do."""
    kind = len("".join(lines))
    if kind == 90:
        return 5 <= at < 30 or 30 <= at < 37 or 38 <= at < 45
    start = kind // 2
    return (
        start <= at < start + 10 or start + 13 <= at < start + 20 or start + 21 <= at < start + 28
    )


def alike(letter: str, other: str) -> bool:
    """Check digits do not tell letters of which the values differ by ten: 0, A, K and U, and the filler."""
    values = [0 if one == "<" else int(one, 36) for one in (letter, other)]
    return (values[0] - values[1]) % 10 == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A<B",
        "АББАСОВ",
        "Q;;1",
        "ERIKSSON",
        "18",
        factories.code(1),
        "-".join(["BCDEF"] * 4),
        "550e8400-e29b-41d4-a716-446655440000",
        "550E8400E29B41D4A716446655440000",
        "https://tickets.example.org/t?x=AAAAAAAAAAAAAAAAAAAAAA",
        '{"ticket": "abcdefghijklmnop", "secret": "x;;y"}',
        "WIFI:S:hall;T:WPA;P:a password of the house;;",
        "BEGIN:VCARD;N:Eriksson;Anna;;;;EMAIL:anna@example.org;;",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIx",
        "御手洗志保" * 8,
        "ئادىلجان توختى " * 3,
        "<" * 501,
        "P" * 100_000,
    ],
)
def test_codes_names_and_addresses_are_none(text: str) -> None:
    assert mrz.read(text) is mrz.NOTHING
    assert not mrz.is_part(text)


@given(st.text(string.ascii_letters + string.digits + "-_+/=", max_size=130))
def test_no_code_of_another_system_is_taken_for_a_document(text: str) -> None:
    assert not mrz.is_part(text)


def test_a_code_that_looks_like_a_beginning_without_a_filler_is_not_certain() -> None:
    first = "IDUTO" + "D23145890" + "7" + "A" * 15
    assert mrz.read(first) == ZoneReading(ZoneState.BEGUN, is_certain=False)
    assert not mrz.is_part(first)
    assert state(first.replace("7A", "6A")) is ZoneState.NONE


@given(st.text(max_size=200))
def test_nothing_raises(text: str) -> None:
    assert isinstance(mrz.read(text), ZoneReading)
    together = ZoneLines()
    together.add(SPECIMENS["TD3"][0])
    assert isinstance(together.add(text), ZoneReading)


@given(st.text("PUTO<;.ÖБ0123456789ABZ\n é^", min_size=20, max_size=130))
def test_nothing_raises_that_is_nearly_a_zone(text: str) -> None:
    assert isinstance(mrz.read(text), ZoneReading)


def test_lines_that_are_too_long_or_begin_with_nobody_are_only_parts() -> None:
    first, second = SPECIMENS["TD3"]
    assert state(first + "<" + second) is ZoneState.PART
    assert state(3 * (first + second)) is ZoneState.PART
    assert state(first + "<") is ZoneState.PART
    assert state("P<UTO" + 39 * "<" + second) is ZoneState.WRONG
    assert state(second) is ZoneState.PART
    assert mrz.is_part(second.replace("<<<<<10", "1234510"))  # no filler, but all is right


# Round trips


LETTERS = string.ascii_uppercase
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)
DATES = st.dates().map(lambda day: day.strftime("%y%m%d"))
DOCUMENTS = st.builds(
    Document,
    primary=WORDS,
    secondary=st.one_of(st.just(""), WORDS),
    number=st.text(LETTERS + string.digits, min_size=1, max_size=9),
    birth=DATES,
    expiry=DATES,
    personal=st.text(LETTERS + string.digits, max_size=14),
)


@given(DOCUMENTS)
def test_a_passport_gives_the_name_that_was_put_in(made: Document) -> None:
    reading = mrz.read(passport(made))
    assert reading.state is ZoneState.READ
    (holder,) = reading.holders
    whole = f"{made.primary}<<{made.secondary}"
    if len(whole) <= 39:
        assert " ".join(holder.primary) == made.primary
        assert " ".join(holder.secondary) == made.secondary
        assert holder.cut == (len(whole) == 39 and bool(made.secondary))
    else:
        assert holder.cut or not made.secondary


@given(DOCUMENTS, st.text(LETTERS + string.digits, min_size=10, max_size=20))
def test_a_card_does_also_with_a_long_number(made: Document, long: str) -> None:
    for number in (made.number, long):
        text = card(Document(**{**vars_of(made), "number": number}))
        reading = mrz.read(text)
        assert reading.state is ZoneState.READ
        assert " ".join(reading.holders[0].primary).startswith(made.primary[:20].strip())


def vars_of(made: Document) -> dict[str, str]:
    return {field.name: getattr(made, field.name) for field in fields(made)}


@given(DOCUMENTS, st.data())
def test_one_wrong_digit_is_always_noticed(made: Document, data: st.DataObject) -> None:
    text = passport(made)
    places = [at for at in range(44, 88) if text[at].isdecimal()]
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([digit for digit in string.digits if digit != text[at]]))
    assert state(text[:at] + other + text[at + 1 :]) is ZoneState.WRONG


@given(DOCUMENTS)
def test_no_reading_holds_anything_but_the_name(made: Document) -> None:
    long_number = f"{made.number}Q9Q9Q9"[:9]
    text = passport(Document(**{**vars_of(made), "number": long_number}))
    told = repr(mrz.read(text))
    assert long_number not in told
    assert {field.name for field in fields(Holder)} == {"primary", "secondary", "cut"}


# What is looked for


def test_less_and_less_of_the_name_is_looked_for() -> None:
    assert ANNA.queries() == ("ANNA MARIA ERIKSSON", "ANNA ERIKSSON", "ERIKSSON")
    assert Holder(("ARKFREITHYA",), ()).queries() == ("ARKFREITHYA",)
    assert Holder(("VAN", "DER", "MUELLEN"), ("MARTHA",)).queries() == (
        "MARTHA VAN DER MUELLEN",
        "VAN DER MUELLEN",
    )


def test_spellings_that_only_documents_have_are_looked_for_too() -> None:
    assert "NUNEZ" in Holder(("NUNXXEZ",), ()).queries()
    assert "MULLER" in Holder(("MUXXLLER",), ()).queries()
