"""Property-based tests of reading: the people of a list are the same whatever stands around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checkin.names import clean
from checkin.roster.cell_repairs import repaired_code
from checkin.roster.status_words import read_status
from tests.checkin.roster.reading_files import come
from tests.checkin.roster.roster_files import csv_of
from tests.thorough import tries

PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Mira Okabe", "岡部 美良", "ئايگۈل تۇرسۇن", "Sum Ting", "O'Neil Carr"]),
        st.sampled_from(["Uni", "Press; Radio", "Haus, Tokyo", "試験大学"]),
    ),
    min_size=2,
    max_size=6,
    unique_by=lambda person: person[0],
)
BEFORE = st.lists(
    st.sampled_from([["Trial Forum", "", ""], ["", "", ""], ["Exported:", "2026-10-01", ""], ["Name:", "Secretariat", ""]]),
    max_size=3,
)  # fmt: skip
BETWEEN = st.lists(
    st.sampled_from([["Name", "Organisation", "Email"], ["", "", ""], ["Total", "2", ""], ["氏名", "所属", "メール"],
                     ["Page 2 of 3", "", ""], ["【報道】", "", ""], ["※敬称略", "", ""]]),
    max_size=3,
)  # fmt: skip


@tries(30)
@given(PEOPLE, BEFORE, BETWEEN, st.sampled_from(",;\t|"))
def test_what_stands_around_the_people_changes_nobody(
    people: list[tuple[str, str]], before: list[list[str]], between: list[list[str]], delimiter: str
) -> None:
    rows = [
        [name, organisation, f"p{at}@example.org"] for at, (name, organisation) in enumerate(people)
    ]
    middle = len(rows) // 2
    table = [
        *before,
        ["Name", "Organisation", "Email"],
        *rows[:middle],
        *between,
        *rows[middle:],
        *between,
    ]
    found = come(csv_of(table, delimiter=delimiter))

    assert {name: row.fields["organisation"] for name, row in found.people.items()} == dict(people)
    assert found.doubts == set()


@tries(30)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=12))
def test_a_word_means_expected_only_where_that_is_certain_or_asked(word: str) -> None:
    rows = [["Name", "Status", "Organisation"], ["A", word, "Uni"], ["B", "Paid", "Uni"]]
    found = come(csv_of(rows, delimiter=","))

    if found.status("A") == found.people["A"].status:
        assert found.doubts or read_status(clean(word)).certain


@tries(30)
@given(st.text(alphabet="0123456789.E+AB-; ", min_size=1, max_size=24), st.booleans())
def test_no_code_ends_as_a_spreadsheet_writes_numbers(text: str, rounded: bool) -> None:
    code, damage = repaired_code(text, rounded=rounded)

    assert not (code.endswith(".0") and code[:-2].isdecimal())
    assert damage is not None or code in text or not code
