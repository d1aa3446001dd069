"""Golden images: every layout is compared with its approved picture."""

from __future__ import annotations

import pytest

from checkin.layout import edit
from tests.checkin.paper_samples import LIBRARY
from tests.golden import pictures

ON_AVERAGE = 2.0  # of 255: the stored pictures have fewer colours
ANYWHERE = 40


@pytest.mark.parametrize("name", pictures.names())
def test_a_layout_looks_as_it_did(name: str) -> None:
    """After an intended change: run `python -m tests.golden`, and look at the pictures."""
    now, kept = pictures.made(name), pictures.kept(name)
    assert now.size == kept.size
    average, worst = pictures.apart(now, kept)
    assert average < ON_AVERAGE
    assert worst < ANYWHERE


def test_no_picture_is_kept_of_a_layout_that_is_gone() -> None:
    kept = {path.stem for path in pictures.FOLDER.glob("*.png")}
    assert kept == set(pictures.names())


def test_the_pictures_take_little_room() -> None:
    assert sum(path.stat().st_size for path in pictures.FOLDER.glob("*.png")) < 600_000


def test_a_millimetre_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = edit.move(LIBRARY.get("badge-91x55"), "other-name", 0, 1)
    monkeypatch.setattr(LIBRARY, "get", lambda _: moved)
    now = pictures.made("badge-91x55")
    assert pictures.apart(now, pictures.kept("badge-91x55"))[1] > 2 * ANYWHERE
