"""Names: cleaning, folding, search keys."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.domain import DESK_FIELDS, ORGANISER_FIELDS
from checkin.names import (
    FIELD,
    Cleaned,
    Keys,
    clean,
    code_key,
    confusable,
    fold,
    keys,
    marked,
    what_was_cleaned,
)
from checkin.names.folding import aligned
from checkin.names.tables import LETTERS

# Every script that a roster may contain, with its combining marks and with attempts at spoofing.
NAMES = st.text(
    st.one_of(
        st.sampled_from("aAeEoOlLiIıİłŁøđßéÉńçğ -'’ʻ.,&#<>()0123456789"),
        st.sampled_from("\u0301\u0308\u0304\u0327\u0654\u064b\u0651\u0670\u3099\u309a\u200c\u200d"),
        st.sampled_from("دولقۇنئەيساىيیكکهةۆۈۋـابپتجچ"),
        st.sampled_from("古屋圭司髙﨑齋邉國々澤黃賴清德赖"),
        st.sampled_from("かきがぱっゃーカキガパッャヴ・ｶｷﾞﾊﾟｰ　Ａｂ１"),
        st.sampled_from("한글ДолкунИсаΑλή"),
        st.sampled_from("\n\t\r\0\x1b\u202e\u2066\u00ad\ufeff\U000e0062😀🏳️‍🌈"),
    ),
    max_size=24,
)
ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=24)


class TestFold:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("lukasz", "Łukasz"),
            ("istanbul isik", "İSTANBUL Işık"),
            ("strasse", "Straße"),
            ("orsted", "Ørsted"),
            ("dokuz", "Đokuz"),
            ("thora", "Þóra"),
            ("eliyev", "Əliyev"),
            ("nguyen", "Nguyễn"),
            ("obrien", "O’Brien"),
            ("oahu", "Oʻahu"),
            ("hsiao mei chin", "Hsiao Mei‑chin"),
            ("高崎", "髙﨑"),
            ("斎藤", "齋藤"),
            ("渡辺", "渡邉"),
            ("渡邊", "渡辺"),
            ("沢田", "澤田"),
            ("中国", "中國"),
            ("頼清徳", "賴清德"),
            ("赖清德", "賴清德"),
            ("佐佐木", "佐々木"),
            ("ふるや", "フルヤ"),
            ("フルヤ", "ﾌﾙﾔ"),
            ("がぎ", "ｶﾞｷﾞ"),
            ("こいち", "コーイチ"),
            ("しゆん", "しゅん"),
            ("ali 12", "Ａｌｉ　１２"),
            ("علي", "على"),
            ("علی", "علي"),
            ("كريم", "کریم"),
            ("ايوپ", "ئايۇپ"),
            ("فاطمه", "فـاطمة"),
            ("دولقون", "دولقۇن"),
            ("葛", "葛\U000e0100"),
        ],
    )
    def test_what_is_typed_finds_what_is_stored(self, typed: str, stored: str) -> None:
        assert fold(typed) == fold(stored)

    def test_different_people_stay_apart(self) -> None:
        folded = [
            fold(name)
            for name in ("かとう", "がとう", "Ali", "Аli", "古屋", "古谷", "ايوپ", "ايوب")
        ]

        assert len(set(folded)) == len(folded)

    def test_a_name_of_signs_alone_folds_to_nothing(self) -> None:
        assert fold("-- ' ・ \u200d") == ""

    def test_no_letter_of_the_tables_folds_into_another_that_folds_on(self) -> None:
        assert not [letter for letter, plain in LETTERS.items() if plain in LETTERS]

    @given(NAMES | ANY_TEXT)
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    @given(NAMES | ANY_TEXT)
    def test_composed_and_decomposed_fold_to_the_same(self, text: str) -> None:
        folded = fold(text)

        for form in ("NFC", "NFD"):
            assert fold(unicodedata.normalize(form, text)) == folded

    @given(NAMES)
    def test_case_makes_no_difference(self, text: str) -> None:
        # Upper case and back may give a different letter (ŉ, ΐ), but it folds to the same.
        assert fold(text.swapcase().swapcase().casefold()) == fold(text.casefold())

    @given(NAMES)
    def test_every_folded_letter_knows_where_it_came_from(self, text: str) -> None:
        folded, spans = aligned(text)

        assert folded == fold(text)
        assert len(spans) == len(folded)
        assert all(0 <= start < end <= len(text) for start, end in spans)


class TestClean:
    @pytest.mark.parametrize(
        ("raw", "stored", "taken"),
        [
            ("  Ali  ", "Ali", ()),
            ("Ali\u3000Veli", "Ali Veli", ()),
            ("Ali\u202efdp.exe", "Alifdp.exe", (Cleaned.DIRECTION,)),
            ("Ali\nVeli\tX", "Ali Veli X", (Cleaned.LINES,)),
            ("\0=1+1", "=1+1", (Cleaned.CONTROL,)),
            ("\t=1+1", "=1+1", (Cleaned.LINES,)),
            ("A\u00adli\ufeff", "Ali", (Cleaned.INVISIBLE,)),
            ("A\u200dli", "Ali", (Cleaned.INVISIBLE,)),
            ("A\ud800li", "Ali", (Cleaned.SURROGATE,)),
            ("Z" + "\u0301\u0300\u0302" * 60, "Ź\u0300\u0302\u0301", (Cleaned.MARKS,)),
            ("Jose\u0301", "José", ()),
            ("دىل\u200dنۇر", "دىل\u200dنۇر", ()),
            ("👩\u200d👧", "👩\u200d👧", ()),
            ("<b>Ali</b>", "<b>Ali</b>", ()),
            ("", "", ()),
        ],
    )
    def test_only_what_hides_or_piles_up_is_taken(
        self, raw: str, stored: str, taken: tuple[Cleaned, ...]
    ) -> None:
        assert clean(raw) == stored
        assert what_was_cleaned(raw) == taken

    def test_the_old_shape_of_a_character_is_kept(self) -> None:
        assert clean("\ufa19\ufa11") == "\ufa19\ufa11"

    @given(NAMES | ANY_TEXT)
    def test_cleaning_twice_changes_nothing(self, text: str) -> None:
        once = clean(text)

        assert clean(once) == once
        assert what_was_cleaned(once) == ()

    @given(NAMES | ANY_TEXT)
    def test_clean_text_is_one_line_that_can_be_written_to_a_file(self, text: str) -> None:
        stored = clean(text)

        assert stored == stored.strip()
        assert len(stored.splitlines()) <= 1
        stored.encode("utf-8")


class TestConfusable:
    def test_letters_of_two_scripts_in_one_word_are_told(self) -> None:
        assert confusable("Аli Veli")
        assert confusable("Αli")

    def test_two_scripts_in_two_words_are_nothing_odd(self) -> None:
        assert not confusable("Али Ali Αλί")
        assert not confusable("Ali")


class TestKeys:
    def test_they_hold_every_name_that_was_given(self) -> None:
        given = made(name="Furuya Keiji", native_name="古屋 圭司", reading="フルヤ ケイジ")

        for word in ("furuya", "古屋", "古屋圭司", "ふるや"):
            assert f" {word} " in given.names

    def test_a_name_in_parts_is_a_name_in_either_order(self) -> None:
        given = made(family_name="Isa", given_name="Dolkun")

        assert f"{FIELD} dolkun isa {FIELD}" in given.names
        assert f"{FIELD} isa dolkun {FIELD}" in given.names

    def test_the_name_for_the_badge_is_a_name_too(self) -> None:
        given = made(name="Real Name", badge_name="Псевдоним")

        assert f"{FIELD} псевдоним {FIELD}" in given.names
        assert " psevdonim " in given.latin

    def test_a_code_is_the_same_in_groups_and_in_one(self) -> None:
        assert code_key("BCDE-FGHI jklo") == "bcdefghijklo"


def made(**fields: str) -> Keys:
    empty = dict.fromkeys((*DESK_FIELDS, *ORGANISER_FIELDS), "")
    return keys({**empty, **fields})


class TestMarked:
    @pytest.mark.parametrize(
        ("text", "tokens", "spans"),
        [
            ("José Pérez", ["jose"], ((0, 4),)),
            ("Jose\u0301 Pérez", ["jose"], ((0, 5),)),
            ("Hsiao Mei-chin", ["meichin"], ((6, 14),)),
            ("Hsiao Mei-chin", ["chin", "mei"], ((6, 9), (10, 14))),
            ("O'Brien", ["obri"], ((0, 5),)),
            ("古屋圭司", ["圭司"], ((2, 4),)),
            ("ﾄﾞﾙｸﾝ", ["どる"], ((0, 3),)),
            ("Anna Hannah", ["anna"], ((0, 4),)),
            ("Hannah", ["anna"], ((1, 5),)),
            ("Straße", ["s"], ((0, 1),)),
            ("Ali", ["x"], ()),
            ("", ["x"], ()),
        ],
    )
    def test_spans_count_the_letters_that_are_stored(
        self, text: str, tokens: list[str], spans: tuple[tuple[int, int], ...]
    ) -> None:
        assert marked(text, tokens) == spans

    @given(NAMES, NAMES)
    def test_spans_lie_inside_the_text_and_apart(self, text: str, query: str) -> None:
        last = 0
        for start, end in marked(text, fold(query).split()):
            assert last <= start < end <= len(text)
            last = end
