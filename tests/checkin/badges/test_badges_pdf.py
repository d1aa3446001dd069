"""Badges as PDF: QR codes, text extraction and metadata of the file."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import uharfbuzz as hb
from PIL import ImageChops

from checkin.errors import FontsMissing
from checkin.layout import A4, Face, mm, sheet_named
from checkin.paper.document import pages_of
from checkin.paper.faces import Faces
from checkin.paper.pdf import WRITING, Pen
from checkin.paper.qr import symbol
from tests.checkin.paper_samples import (
    CODE,
    DOLQUN,
    FACES,
    LIBRARY,
    ODD_BUT_PRINTABLE,
    TANAKA,
    badge,
    codes_in,
    person,
    picture,
    runs,
    words_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.domain import Delegate


BADGE = LIBRARY.get("badge-91x55")


def pdf_of(*delegates: Delegate, sheet: str = "") -> bytes:
    place = sheet_named(sheet, BADGE) if sheet else None
    return pages_of([badge(delegate) for delegate in delegates], place, FACES, "Badges")


def test_the_symbol_is_read_back_from_a_printout_of_200_dpi() -> None:
    assert codes_in(picture(pdf_of(TANAKA), dpi=200)) == [CODE]


def test_every_symbol_on_a_sheet_is_read_back() -> None:
    pdf = pdf_of(*(replace(TANAKA, number=number) for number in range(1, 11)), sheet="a4-10")
    assert codes_in(picture(pdf, dpi=200)) == [CODE] * 10


def test_the_symbol_is_the_smallest_there_is() -> None:
    assert symbol(CODE).count == 21


def test_a_page_is_as_large_as_the_badge_or_the_sheet() -> None:
    for sheet, size in (("", (mm(91), mm(55))), ("a4-10", A4)):
        document = pypdfium2.PdfDocument(pdf_of(TANAKA, sheet=sheet))
        assert document[0].get_size() == pytest.approx(size, abs=0.1)
        document.close()


def test_eleven_badges_take_two_sheets() -> None:
    document = pypdfium2.PdfDocument(pdf_of(*[TANAKA] * 11, sheet="a4-10"))
    assert len(document) == 2
    document.close()


def test_uyghur_letters_are_joined_as_harfbuzz_joins_them() -> None:
    text = "دولقۇن ئەيسا"
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(FACES.path(Face.ARABIC_BOLD)))))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {"kern": True, "liga": True})
    joined = [info.codepoint for info in buffer.glyph_infos]
    alone = [font.get_nominal_glyph(ord(letter)) for letter in reversed(text)]
    assert [glyph.number for glyph in FACES.shape(text, Face.ARABIC_BOLD, rtl=True)] == joined
    assert joined != alone


def test_letters_that_are_kept_apart_on_purpose_look_different_on_paper() -> None:
    joined, apart = (
        picture(pdf_of(replace(DOLQUN, native_name=name)), dpi=100) for name in ("دولقۇن", "د‌و‌ل‌ق‌ۇ‌ن")
    )
    assert ImageChops.difference(joined, apart).getbbox() is not None


def test_a_name_can_be_copied_out_of_the_pdf() -> None:
    words = words_of(pdf_of(TANAKA))
    assert "田中 京子" in words
    assert "Tanaka Kyoko" in words


def test_every_run_of_the_preview_is_in_the_pdf() -> None:
    words = re.sub(r"\s", "", words_of(pdf_of(TANAKA)))
    for run in runs(badge(TANAKA)):
        assert re.sub(r"\s", "", run.text) in words


def test_nothing_about_the_file_tells_who_is_in_it() -> None:
    document = pypdfium2.PdfDocument(pdf_of(TANAKA, DOLQUN))
    metadata = document.get_metadata_dict(skip_empty=True)
    document.close()
    assert metadata.pop("Title") == "Badges"
    assert set(metadata.values()) <= {
        "Uketsuke",
        "ReportLab PDF Library - (opensource)",
        "unspecified",
        "D:20000101000000+00'00'",
    }


def test_the_same_badges_give_the_same_file() -> None:
    assert pdf_of(TANAKA, DOLQUN) == pdf_of(TANAKA, DOLQUN)


@pytest.mark.parametrize("name", ODD_BUT_PRINTABLE)
def test_an_odd_name_is_printed_as_it_is_and_the_badge_still_scans(name: str) -> None:
    pdf = pdf_of(replace(TANAKA, name=name, organisation=name))
    assert codes_in(picture(pdf, dpi=200)) == [CODE]


def test_markup_and_operators_come_out_as_letters() -> None:
    names = (") Tj ET", '<img src="x">')
    words = words_of(pdf_of(*(person(name=name) for name in names)))
    assert all(name in words for name in names)


def test_making_badges_leaves_nothing_in_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert pdf_of(TANAKA)
    assert list(tmp_path.iterdir()) == []


def test_missing_fonts_are_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match=r"NotoSans-Bold\.ttf"):
        Faces(tmp_path).width("Li", Face.SANS_BOLD, rtl=False)
    assert len(Faces(tmp_path).missing()) == len(Face)


def test_two_documents_are_written_one_after_the_other_and_stay_apart() -> None:
    first, second = (pages_of([badge(delegate)], None, FACES, "") for delegate in (TANAKA, DOLQUN))
    assert "Dolqun" not in words_of(first)
    assert "Tanaka" not in words_of(second)


def test_a_pen_counts_its_pages() -> None:
    with WRITING:
        pen = Pen(FACES, "")
        for _ in range(3):
            pen.begin(100, 100)
            pen.end()
        pen.finish()
    assert pen.pages == 3


def test_the_memory_of_shaped_texts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checkin.paper.faces.REMEMBERED", 10)
    faces = Faces()
    widths = [faces.width(f"{number}", Face.SANS, rtl=False) for number in range(100)]
    again: list[Any] = [faces.width(f"{number}", Face.SANS, rtl=False) for number in range(100)]
    assert widths == again
