"""Who belongs to one group, by a column of the roster or by the organisation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.grouping import COLUMNS, group_key, group_name


@pytest.mark.parametrize(
    "heading",
    ["Delegation", "DELEGATION", "ｄｅｌｅｇａｔｉｏｎ", "Group", "代表団", "グループ", "代表團"],
)
def test_a_column_names_the_group_however_it_is_written(heading: str) -> None:
    key = group_key({"Seat": "12", heading: " Legislative Yuan "}, "A bureau")
    assert group_name(key) == "Legislative Yuan"


def test_without_a_column_the_organisation_is_the_group() -> None:
    assert group_name(group_key({"Seat": "12", "Delegation": "  "}, "A bureau")) == "A bureau"
    assert group_key({"Seat": "12"}, "") == ""


def test_a_column_and_an_organisation_of_one_name_are_two_groups() -> None:
    keys = {
        group_key({}, "Taiwan"),
        group_key({"Delegation": "Taiwan"}, ""),
        group_key({"Group": "Taiwan"}, ""),
    }
    assert len(keys) == 3


@given(
    st.sampled_from(sorted(COLUMNS)), st.text(min_size=1).filter(str.strip), st.text(), st.text()
)
def test_the_other_values_of_a_delegate_say_nothing_of_the_group(
    column: str, name: str, seat: str, organisation: str
) -> None:
    key = group_key({column: name, "seat": seat}, organisation)
    assert key == group_key({column: f" {name}\t"}, "")
    assert group_name(key) == name.strip()
