"""Set-up card: one page, its QR codes decode to what the scanner test expects."""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from checkin.errors import NotPossible
from checkin.keyboards.trial import SAMPLES
from checkin.language import LANGUAGES, Language, load
from checkin.paper.setup_card import save_setup_card, setup_card
from tests.checkin.paper_samples import FACES, symbols_in

if TYPE_CHECKING:
    from pathlib import Path

SPEAKING = [*map(load, LANGUAGES), Language("ug", gettext.NullTranslations())]


@pytest.mark.parametrize("language", SPEAKING, ids=[f"{at}" for at in range(len(SPEAKING))])
def test_every_symbol_of_the_card_is_read_back(language: Language) -> None:
    document = pypdfium2.PdfDocument(setup_card(FACES, language))
    assert len(document) == 1
    picture = document[0].render(scale=2.5).to_pil()
    found = symbols_in(picture)
    assert [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)] == list(
        SAMPLES.values()
    )


def test_the_card_is_saved_as_a_file_or_not_at_all(tmp_path: Path) -> None:
    save_setup_card(tmp_path / "card.pdf", load("en"), FACES)
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(NotPossible):
        save_setup_card(tmp_path, load("en"), FACES)
