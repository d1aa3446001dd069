"""The sheet with the recovery passphrase: one page in each language, with all its letters from left to right."""

from __future__ import annotations

import itertools

import pypdfium2
import pytest

from checkin import keys
from checkin.language import LANGUAGES, load
from checkin.layout import Text
from checkin.paper.recovery_sheet import HEIGHT, RecoveryPaper, recovery_page, recovery_pdf
from tests.checkin.paper_samples import FACES

EVENT = "世界ウイグル国際フォーラム International Forum"


@pytest.mark.parametrize("code", LANGUAGES)
def test_event_day_and_letters_stand_on_one_page(code: str) -> None:
    words = keys.recovery_passphrase()
    paper = RecoveryPaper(EVENT, "2026-10-30", words)
    document = pypdfium2.PdfDocument(recovery_pdf(paper, FACES, load(code)))
    assert len(document) == 1
    told = document[0].get_textpage().get_text_bounded()
    assert all(group in told for group in words.split("-"))
    assert "2026" in told
    assert "International Forum" in told


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_line_lies_on_another_one_or_beyond_the_page(code: str) -> None:
    paper = RecoveryPaper(EVENT, "2026-10-30", keys.recovery_passphrase())
    page = recovery_page(paper, FACES, load(code))
    lines = sorted({item.baseline for item in page.items if isinstance(item, Text)})
    assert lines[-1] < HEIGHT
    assert min(later - line for line, later in itertools.pairwise(lines)) > 8


def test_the_letters_are_in_no_repr() -> None:
    assert "BCDEF" not in repr(RecoveryPaper(EVENT, "", "BCDEF-GHIJK"))
