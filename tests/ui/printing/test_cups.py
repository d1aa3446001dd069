"""Badges printed through a real CUPS: no dialog, right paper size, no personal data in the job name."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.checkin.paper_samples import CODE, TANAKA, codes_in
from tests.paths import ROOT
from tests.ui.printing.cups import Cups, why_not

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

MM_A_POINT = 25.4 / 72

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")


@pytest.fixture
def cups() -> Iterator[Cups]:
    # Its filters run as another user, who may not read the folders of tests.
    with tempfile.TemporaryDirectory(prefix="cups-") as home:
        server = Cups(Path(home))
        yield server
        server.close()


def test_badges_are_printed_silently_and_nothing_names_anybody(cups: Cups) -> None:
    ran = cups.run("env", "-C", str(ROOT), sys.executable, "-m", "tests.ui.printing.cups_job")
    assert ran.returncode == 0, ran.stderr
    assert "Badges has no paper of 297 × 420 mm" in ran.stdout
    cups.printed.wait_for(2)
    cups.settle()
    single, sheets = (pypdfium2.PdfDocument(job) for job in cups.printed.jobs)
    assert [millimetres(page) for page in single] == [(91, 55)] * 2
    assert codes_in(picture(single, 0)) == [CODE]
    assert [millimetres(page) for page in sheets] == [(210, 297)] * 2
    assert len(codes_in(picture(sheets, 0))) == 7
    assert len(codes_in(picture(sheets, 1))) == 5
    single.close()
    sheets.close()
    told = cups.run("lpstat", "-l", "-W", "completed", "-o").stdout.encode()
    kept = b"".join(path.read_bytes() for path in cups.home.rglob("*") if path.is_file())
    assert b"Uketsuke" in kept
    for name in (TANAKA.name, TANAKA.native_name, TANAKA.organisation):
        assert name.encode() not in kept + told
    assert not list((cups.home / "spool").glob("d*"))


def millimetres(page: pypdfium2.PdfPage) -> tuple[int, int]:
    width, height = page.get_size()
    return round(width * MM_A_POINT), round(height * MM_A_POINT)


def picture(document: pypdfium2.PdfDocument, page: int) -> Image:
    image: Image = document[page].render(scale=200 / 72).to_pil().convert("L")
    return image
