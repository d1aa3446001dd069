"""System printers (QPrinter): output equals the PDF, right paper size, no personal data in job names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from checkin.errors import PrinterInDoubt, PrinterTrouble
from checkin.layout import SHEETS
from checkin.store import people
from tests.checkin.paper_samples import codes_in
from ui.printing import system_printer
from ui.printing.system_printer import Papers, SystemPrinter, arranged, takes

if TYPE_CHECKING:
    from PIL.Image import Image

    from checkin.layout import Composed, Sheet
    from tests.ui.demo_store import World

MM_A_POINT = 25.4 / 72


def badges(desk: World, count: int) -> tuple[Composed, ...]:
    core = desk.station.badges
    with desk.station.store.read() as connection:
        chosen = people.everyone(connection)[:count]
    return core.prepare(chosen).badges


def printed(
    desk: World, path: Path, count: int, sheet: Sheet | None = None
) -> pypdfium2.PdfDocument:
    printer = SystemPrinter("", desk.station.badges.faces, file=path).on(sheet)
    printer.send(badges(desk, count))
    return pypdfium2.PdfDocument(path)


def picture(document: pypdfium2.PdfDocument, page: int) -> Image:
    image: Image = document[page].render(scale=4).to_pil()
    return image


def test_each_badge_is_a_page_of_its_own_size(desk: World, tmp_path: Path) -> None:
    document = printed(desk, tmp_path / "out.pdf", 3)
    assert len(document) == 3
    width, height = (length * MM_A_POINT for length in document[0].get_size())
    assert (round(width), round(height)) == (91, 55)
    document.close()


def test_a_sheet_holds_ten(desk: World, tmp_path: Path) -> None:
    document = printed(desk, tmp_path / "out.pdf", 12, SHEETS["a4-10"])
    assert len(document) == 2
    width, height = (length * MM_A_POINT for length in document[0].get_size())
    assert (round(width), round(height)) == (210, 297)
    assert len(codes_in(picture(document, 0))) == 10
    assert len(codes_in(picture(document, 1))) == 2
    document.close()


def test_the_printed_symbol_is_the_delegates_badge_code(desk: World, tmp_path: Path) -> None:
    document = printed(desk, tmp_path / "out.pdf", 1)
    (found,) = codes_in(picture(document, 0))
    document.close()
    codes = [code.code for code in desk.station.people.card(f"{1:032x}").codes]
    assert found in codes


def test_print_and_pdf_look_the_same(desk: World, tmp_path: Path) -> None:
    """Both draw the same items, so a name that fits on one fits on the other."""
    made = badges(desk, 1)
    SystemPrinter("", desk.station.badges.faces, file=tmp_path / "print.pdf").send(made)
    (tmp_path / "paper.pdf").write_bytes(desk.station.badges.draw(made))
    pictures = []
    for name in ("print.pdf", "paper.pdf"):
        document = pypdfium2.PdfDocument(tmp_path / name)
        pictures.append(picture(document, 0).convert("L").resize((516, 312)))
        document.close()
    printed, other = (image.tobytes() for image in pictures)
    different = sum(abs(a - b) > 96 for a, b in zip(printed, other, strict=True))
    assert different / len(printed) < 0.02


def test_a_back_comes_right_behind_its_front(desk: World) -> None:
    front, other = badges(desk, 2)
    two_sided = replace(front, back=other)
    pages = tuple(arranged((two_sided, other), None))
    assert [page.placed[0][0] for page in pages] == [two_sided, other, other]
    on_sheet = tuple(arranged((two_sided, other), SHEETS["a4-10"]))
    assert [len(page.placed) for page in on_sheet] == [2, 1]
    (_, left, _), _ = on_sheet[0].placed
    ((_, behind, _),) = on_sheet[1].placed
    assert left < behind


def test_a_used_sheet_begins_at_its_first_free_place(desk: World) -> None:
    sheet = SHEETS["a4-10"].starting(8)
    pages = tuple(arranged(badges(desk, 3), sheet))
    assert [len(page.placed) for page in pages] == [2, 1]


def test_the_job_names_nobody(desk: World, tmp_path: Path) -> None:
    document = printed(desk, tmp_path / "out.pdf", 1)
    told = document.get_metadata_dict()
    document.close()
    assert told["Title"] == "Uketsuke"
    assert "Sakakibara" not in str(told)


def test_a_printer_that_is_gone_says_where_to_choose_another(desk: World) -> None:
    printer = SystemPrinter("No such printer", desk.station.badges.faces)
    with pytest.raises(PrinterTrouble, match=r"There is no printer No such printer any more"):
        printer.send(badges(desk, 1))
    assert system_printer.trouble("No such printer") is not None


@pytest.mark.qt_log_ignore("begin.*Returned false")
def test_a_file_that_cannot_be_written_is_the_printers_trouble(desk: World, tmp_path: Path) -> None:
    printer = SystemPrinter("", desk.station.badges.faces, file=tmp_path / "no" / "out.pdf")
    with pytest.raises(PrinterTrouble):
        printer.send(badges(desk, 1))


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="this system has no full disk to print to"
)
def test_a_job_that_breaks_off_behind_its_first_page_is_in_doubt(desk: World) -> None:
    printer = SystemPrinter("", desk.station.badges.faces, file=Path("/dev/full"))
    with pytest.raises(PrinterInDoubt):
        printer.send(badges(desk, 60))


def test_nothing_is_sent_for_nobody(desk: World, tmp_path: Path) -> None:
    SystemPrinter("", desk.station.badges.faces, file=tmp_path / "out.pdf").send(())
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_names_of_the_printers_are_those_of_the_system() -> None:
    assert isinstance(system_printer.names(), tuple)


@pytest.mark.parametrize(
    ("papers", "size", "there"),
    [
        (Papers(), (91, 55), True),  # the driver reports none
        (Papers(((91, 55),)), (91, 55), True),
        (Papers(((55, 90),)), (91, 55), True),  # across, and rounded
        (Papers(((210, 297),)), (91, 55), False),
        (Papers(((210, 297),), (216, 356)), (91, 55), True),  # any size up to that
        (Papers(((210, 297),), (216, 356)), (297, 420), False),
        (Papers(((210, 297),), (216, 356)), (300, 200), True),
    ],
)
def test_paper_of_another_size_is_noticed_before_the_first_badge(
    papers: Papers, size: tuple[float, float], there: bool
) -> None:
    assert takes(papers, size) is there
