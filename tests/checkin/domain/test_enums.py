"""Closed lists of words: one that a newer program has more of is read as the safest."""

from __future__ import annotations

import pytest

from checkin.domain.conflicts import Settling
from checkin.domain.enums import (
    AnswerType,
    AskedWhen,
    CallKind,
    CodeKind,
    ColumnPlace,
    Direction,
    DoorOverride,
    HandsOut,
    NameOrder,
    Outcome,
    Reason,
    ReEntry,
    Role,
    SafestWord,
    Status,
    Tier,
)

SAFEST: dict[type[SafestWord], SafestWord] = {
    Outcome: Outcome.CALL_LEAD,
    Reason: Reason.NONE,
    Direction: Direction.ENTRY,
    DoorOverride: DoorOverride.OTHER,
    ReEntry: ReEntry.AFTER_EXIT,
    HandsOut: HandsOut.NOTHING,
    NameOrder: NameOrder.SCRIPT,
    Status: Status.PENDING,
    CallKind: CallKind.HELP,
    CodeKind: CodeKind.EXTERNAL,
    AnswerType: AnswerType.TEXT,
    AskedWhen: AskedWhen.ONCE,
    ColumnPlace: ColumnPlace.LISTS,
    Tier: Tier.DOOR,
    Role: Role.VOLUNTEER,
    Settling: Settling.NOTE,
}


def test_every_list_that_may_grow_names_its_safest_word() -> None:
    assert set(SAFEST) == set(SafestWord.__subclasses__())
    with pytest.raises(NotImplementedError):
        SafestWord.safest()


@pytest.mark.parametrize("words", SAFEST, ids=lambda words: words.__name__)
def test_a_word_of_a_newer_program_is_read_as_the_safest(words: type[SafestWord]) -> None:
    assert words("of a newer program") is SAFEST[words]


@pytest.mark.parametrize("words", SAFEST, ids=lambda words: words.__name__)
def test_what_is_no_text_is_no_word(words: type[SafestWord]) -> None:
    with pytest.raises(ValueError, match="7"):
        words(7)  # type: ignore[arg-type]  # as another desk's entry could have it
