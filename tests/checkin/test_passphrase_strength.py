"""Passphrases: what is quickly guessed is refused with the reason, in every script alike; six words are proposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.passphrase_strength import (
    PROPOSED_WORDS,
    WORD_LIST,
    Weakness,
    WeakPassphrase,
    characters,
    names_of,
    propose,
    proposed_bits,
    require_strong,
    weakness,
)
from tests import factories


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("", Weakness.SHORT),
        ("J8#kd9!", Weakness.SHORT),
        ("  abc    ", Weakness.SHORT),
        ("受付窓口", Weakness.SHORT),
        ("12345678", Weakness.COMMON),
        ("Password123!", Weakness.COMMON),
        ("uketsuke2026", Weakness.COMMON),
        ("パスワード2026", Weakness.COMMON),
        ("いろはにほへとちりぬるを", Weakness.COMMON),
        ("xinjiang", Weakness.COMMON),
        ("xxxxxxxxxxxxxxxxxxxx", Weakness.REPEATED),
        ("東京東京東京東京", Weakness.REPEATED),
        ("defghijklmno", Weakness.ROW),
        ("ابتثجحخدذرز", Weakness.ROW),
        ("2026-10-30", Weakness.DATE),
        ("correct horse", Weakness.FEW),
        ("ئۇيغۇر ئېلى گۈزەل", Weakness.FEW),
        ("受付はこちらです", Weakness.FEW),
    ],
)
def test_what_is_quickly_guessed_is_refused_with_the_reason(
    passphrase: str, reason: Weakness
) -> None:
    assert weakness(passphrase) is reason
    with pytest.raises(WeakPassphrase):
        require_strong(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    [
        "only the demo event",
        "purple-lamp-river-spoon",
        "猫が縁側で豆を食べた",
        "ねこ まど にんじん やま",
        "貓 窗戶 胡蘿蔔 山路",
        "مۈشۈك پەنجىرە سەۋزە تاغ",
        "고양이 창문 당근 산길",
        "кошка окно морковь гора",
        "q8-Rk2!vZp4m",
    ],
)
def test_four_words_in_any_script_are_enough(passphrase: str) -> None:
    assert weakness(passphrase) is None


def test_the_names_of_the_event_are_no_passphrase() -> None:
    event = factories.event()
    name = f"{event.name} {event.venue}"
    assert weakness(name, names_of(event)) is Weakness.OF_EVENT


def test_a_letter_with_its_marks_counts_once() -> None:
    assert characters("e\u0301葛\U000e0100👍🏽") == 3
    assert weakness("e\u0301" * 5) is Weakness.SHORT


def test_six_words_of_letters_that_every_keyboard_has_are_proposed() -> None:
    listed = WORD_LIST.read_text("ascii").split()
    assert len(set(listed)) == len(listed)
    assert all(word.isascii() and word.isalpha() and word.islower() for word in listed)
    proposed = propose()
    assert len(proposed.split()) == PROPOSED_WORDS
    assert set(proposed.split()) <= set(listed)
    assert proposed != propose()
    assert proposed_bits() >= 77
    assert weakness(proposed) is None


@given(st.text(max_size=100))
def test_any_text_at_all_is_judged(passphrase: str) -> None:
    weakness(passphrase, [passphrase])
