"""Codes: whatever stands between the printed letters and the desk, they are read or said to be damaged."""

from __future__ import annotations

import string
import time
import unicodedata
from itertools import pairwise

import pytest
import qrcode
from hypothesis import assume, example, given
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_M

from checkin import codes
from checkin.codes import ALPHABET, BASE, DATA_LETTERS, LENGTH, MODULUS, WEIGHTS, Shape, read
from tests import factories

MANY = [factories.code(seed) for seed in range(120)]
WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in string.ascii_letters}
CONTROLS = "\0\x01\x02\x03\x04\x1b\x1c\x1d\x1e\x1f\x7f\x85\t\r\n"
GAPS = (" ", "-", "\u3000", "\u00a0", "\u2010", "\u2013", "\u2014", "\uff0d", "\u200b", "\ufeff")
PREFIXES = ("", "]Q1", "]Q3", "]d2", "]C0", "\\000026", "]Q2\\000026", "  ]Q1 ", "\x02]Q1")

keys = st.binary(min_size=32, max_size=32)
fresh_codes = st.builds(
    lambda key, identifier: codes.mint(key, lambda _: identifier),
    keys,
    st.binary(min_size=6, max_size=6),
)


def shape(text: str) -> Shape:
    return read(text).shape


@st.composite
def presentations(draw: st.DrawFn) -> tuple[str, str]:
    """A code, and what a scanner, a keyboard or an input method may make of it."""
    code = draw(fresh_codes)
    letters = []
    for letter in code:
        typed = letter.lower() if draw(st.booleans()) else letter
        typed = typed.translate(WIDE) if draw(st.booleans()) else typed
        letters.append(typed + draw(st.sampled_from(("", "", "", *GAPS, *CONTROLS))))
    ending = draw(st.sampled_from(("", "\r", "\n", "\r\n", "\t", "\x04", " \n")))
    return code, draw(st.sampled_from(PREFIXES)) + "".join(letters) + ending


@given(presentations())
def test_however_a_code_arrives_it_reads_as_the_same_code(presented: tuple[str, str]) -> None:
    code, text = presented
    reading = read(text)
    assert (reading.shape, reading.code) == (Shape.OURS, code)


@pytest.mark.parametrize("code", MANY[:2])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_marks_that_scanners_put_in_front_are_not_part_of_a_code(
    prefix: str, code: str
) -> None:
    assert read(prefix + code).code == code


def test_every_single_wrong_letter_is_damaged() -> None:
    unseen = [
        wrong
        for code in MANY
        for place in range(LENGTH)
        for letter in ALPHABET
        if letter != code[place]
        and shape(wrong := code[:place] + letter + code[place + 1 :]) is not Shape.DAMAGED
    ]
    assert unseen == []


def test_every_swap_of_neighbours_is_damaged() -> None:
    unseen = [
        swapped
        for code in MANY
        for place in range(LENGTH - 1)
        if code[place] != code[place + 1]
        and shape(swapped := code[:place] + code[place + 1] + code[place] + code[place + 2 :])
        is not Shape.DAMAGED
    ]
    assert unseen == []


def test_no_code_at_all_has_a_wrong_letter_or_a_swap_that_goes_unseen() -> None:
    """Not a sample but a proof: what a mistake adds to the sum is never 0 modulo 397."""
    differences = range(1, BASE)
    wrong = {weight * by % MODULUS for weight in WEIGHTS for by in differences}
    neighbours = pairwise(WEIGHTS)
    swapped = {(value - other) * by % MODULUS for value, other in neighbours for by in differences}
    across_the_border = {(WEIGHTS[-1] + BASE) * by % MODULUS for by in differences}
    assert 0 not in wrong | swapped | across_the_border
    assert BASE * BASE - 1 >= MODULUS > BASE * (BASE - 1)


@given(
    fresh_codes, st.integers(0, LENGTH - 1), st.sampled_from(string.digits + "!$%&/()=?;:_<>+*#@")
)
def test_a_digit_or_a_symbol_in_place_of_a_letter_makes_it_foreign(
    code: str, place: int, strange: str
) -> None:
    assert shape(code[:place] + strange + code[place + 1 :]) is Shape.FOREIGN


@given(
    fresh_codes, st.integers(1, LENGTH), st.characters(categories=["Nd", "Sm", "Sc", "Po", "Lo"])
)
def test_a_digit_or_a_symbol_between_the_letters_never_makes_another_code(
    code: str, place: int, strange: str
) -> None:
    """It may be the hyphen between two groups, which some keyboard layouts write otherwise."""
    assume(unicodedata.normalize("NFKC", strange).strip())
    reading = read(code[:place] + strange + code[place:])
    assert reading.shape is Shape.FOREIGN or reading.code == code


@given(st.text(alphabet=string.digits + string.punctuation + " \t", max_size=60))
def test_digits_and_symbols_alone_are_never_ours(text: str) -> None:
    assert shape(text) in (Shape.FOREIGN, Shape.EMPTY)


@given(fresh_codes, st.integers(0, LENGTH - 1))
def test_a_letter_too_few_or_too_many_makes_it_foreign(code: str, place: int) -> None:
    assert shape(code[:place] + code[place + 1 :]) is Shape.FOREIGN
    assert shape(code[:place] + "B" + code[place:]) is Shape.FOREIGN


@given(keys, st.binary(min_size=6, max_size=6))
def test_an_event_knows_the_codes_that_it_minted(key: bytes, identifier: bytes) -> None:
    code = codes.mint(key, lambda _: identifier)
    assert shape(code) is Shape.OURS
    assert codes.minted_by(key, code)


@given(keys, keys, st.binary(min_size=6, max_size=6))
def test_an_event_does_not_know_the_codes_of_another(
    key: bytes, other: bytes, identifier: bytes
) -> None:
    assume(key != other)
    assert not codes.minted_by(other, codes.mint(key, lambda _: identifier))


def test_a_forger_who_knows_the_check_letters_still_lacks_the_key() -> None:
    source = factories.randomness(7)
    forged = ["".join(ALPHABET[byte % BASE] for byte in source(DATA_LETTERS)) for _ in range(2_000)]
    whole = [data + codes.check_letters(data) for data in forged]
    assert {shape(code) for code in whole} == {Shape.OURS}
    assert not any(codes.minted_by(factories.CODE_KEY, code) for code in whole)


def test_a_number_beyond_what_is_minted_is_nobodys() -> None:
    data = ALPHABET[-1] * DATA_LETTERS
    code = data + codes.check_letters(data)
    assert shape(code) is Shape.OURS
    assert not codes.minted_by(factories.CODE_KEY, code)


def test_codes_minted_one_after_another_are_all_different() -> None:
    source = factories.randomness()
    assert len({codes.mint(factories.CODE_KEY, source) for _ in range(5_000)}) == 5_000


def test_a_code_says_nothing_about_the_one_minted_before_it() -> None:
    """Two neighbouring ids share no more letters at the end than chance gives."""
    one = codes.mint(factories.CODE_KEY, lambda _: bytes(5) + b"\1")
    other = codes.mint(factories.CODE_KEY, lambda _: bytes(5) + b"\2")
    assert one[-9:] != other[-9:]


@given(keys, st.text(max_size=40), st.sampled_from(("badge", "invitation")), st.integers(0, 2**31))
def test_every_desk_with_the_key_makes_the_same_code_of_a_delegate(
    key: bytes, delegate: str, kind: str, generation: int
) -> None:
    code = codes.code_of(key, delegate, kind, generation)
    assert shape(code) is Shape.OURS
    assert codes.minted_by(key, code)
    assert codes.code_of(key, delegate, kind, generation) == code


def test_each_delegate_kind_and_generation_has_a_code_of_its_own() -> None:
    made = {
        codes.code_of(factories.CODE_KEY, f"{number:032x}", kind, generation)
        for number in range(200)
        for kind in ("badge", "invitation")
        for generation in range(12)
    }
    assert len(made) == 200 * 2 * 12


@pytest.mark.parametrize("text", ["", " ", "\r\n", "\t", "\0\0", "]Q1", "\u3000", "\\000026"])
def test_nothing_but_marks_and_blanks_is_empty(text: str) -> None:
    assert read(text) == codes.Reading(Shape.EMPTY, "", "")


HOSTILE = {
    "url": "https://example.org/register?t=BCDEFGHIJKLNOPRSTUVX",
    "wifi": "WIFI:T:WPA;S:Diet;P:secret;;",
    "vcard": "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Doe;Jo\r\nEND:VCARD",
    "otpauth": "otpauth://totp/Example:jo?secret=JBSWY3DPEHPK3PXP",
    "longest symbol": "A" * 4_296,
    "our letters, 4,296 of them": (ALPHABET * 215)[:4_296],
    "a megabyte": "BCDE-" * 200_000,
    "nul and binary": "\0\x01\xff\xfe" + "x\0y" * 50,
    "sql": "'); DROP TABLE delegates;--",
    "html": "<img src=x onerror=alert(1)>",
    "formula": "=cmd|'/c calc'!A0",
    "function codes": "\x1d01049123451234591597033130128\x1d10ABC123",
    "scanner configuration": "~0002.99$Y00*KB%%0080",
    "combining marks": "B" + "\u0301" * 4_000,
    "ligatures": "\ufdfa" * 240,
    "right to left": "\u202eXVUTSRPONLKJIHGFEDCB\u202c!",
    "half a character": "\ud800BCDE",
    "private use": "\ue000" * 20,
    "emoji": "🧑‍🔬" * 100,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_none_of_ours_is_foreign_within_50_ms_of_processor_time(text: str) -> None:
    def once() -> float:
        began = time.thread_time()
        assert shape(text) is Shape.FOREIGN
        return time.thread_time() - began

    assert min(once() for _ in range(3)) < 0.05


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=400))
@example("half a character: \ud83c")
@example("ſ" * 20)
@example("ı" * 20)
@example("ﬆ" * 10)
def test_no_text_whatever_makes_reading_fail(text: str) -> None:
    reading = read(text)
    assert (reading.code != "") == (reading.shape in (Shape.OURS, Shape.DAMAGED))
    assert (reading.text == "") == (reading.shape is Shape.EMPTY)
    assert reading.text == reading.text.encode("utf-8").decode("utf-8")


def test_a_foreign_text_is_kept_as_it_came_so_that_an_external_code_is_matched_whole() -> None:
    assert read("  pretix-7fA9 \r\n").text == "pretix-7fA9"


@pytest.mark.parametrize("code", MANY[:20])
def test_a_code_fits_the_smallest_qr_symbol_at_medium_correction(code: str) -> None:
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M)
    symbol.add_data(code)
    symbol.make(fit=True)
    assert (symbol.version, symbol.modules_count) == (1, 21)


def test_a_code_is_read_aloud_in_groups_of_five_and_typed_so_too() -> None:
    grouped = codes.grouped(MANY[0])
    assert [len(group) for group in grouped.split("-")] == [5, 5, 5, 5]
    assert read(grouped.lower()).code == MANY[0]


def test_no_letter_stands_on_different_keys_of_the_usual_keyboards() -> None:
    """AZERTY moves A, Q, W, Z, M; QWERTZ moves Y and Z."""
    assert not set("AQWZMY") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == BASE


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (" \ufeffAb-9\u200b ", "Ab-9"),
        ("\uff21\uff42\uff0d\uff19", "Ab-9"),
        ("\u00b2", "\u00b2"),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("\ufeff", ""),
        ("\ufeff]Q1AB12", "AB12"),
        ("AB12ーCD34\u2212EF", "AB12-CD34-EF"),
        ("オーB", "オーB"),
    ],
)
def test_a_code_of_another_system_has_one_form(text: str, plain: str) -> None:
    assert codes.external(text) == plain
    assert codes.external(plain) == plain


def test_what_is_invisible_is_nothing() -> None:
    assert codes.read("\ufeff\u200b").shape is Shape.EMPTY
