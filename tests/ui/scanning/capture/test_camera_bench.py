"""Smoke test of the camera benchmark: hard frames, a video, memory. The benchmark uses five hundred."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bench import cameras
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


def test_most_hard_frames_are_read_at_one_look_and_none_wrongly() -> None:
    read, wrong, _ = cameras.hard(35)
    assert read.values["value"] >= 70
    assert wrong.values["value"] == 0


@pytest.mark.soak
@pytest.mark.skipif(
    not THOROUGH, reason="a film in real time, and what plays it, take 170 MB: soak"
)
def test_every_code_held_up_in_a_film_is_one_scan(tmp_path: Path, qapp: QApplication) -> None:
    figure = cameras.film(tmp_path)
    assert figure.values["value"] == 100
    assert (figure.facts["wrong"], figure.facts["scans"]) == (0, figure.facts["codes"])


def test_frame_after_frame_takes_no_more_memory(qapp: QApplication) -> None:
    assert cameras.memory(300).values["value"] < 8
