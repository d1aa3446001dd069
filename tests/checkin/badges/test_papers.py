"""Paper other than badges: invitations, table cards, certificates, the paper list."""

from __future__ import annotations

import csv
import io
import secrets
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image

from checkin.domain import CodeKind, Manner
from checkin.errors import DiskFull, NotFound
from checkin.layout import Picture, edit
from checkin.reports.paper_list import TICK, WRITE
from checkin.reports.printed import pdf_bytes
from tests import factories, store_copies
from tests.checkin.paper_samples import FACES, codes_in, picture, words_of
from tests.checkin.paper_store import PaperStation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.domain import Delegate


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    yield station
    station.station.close()


def invitation(
    at: PaperStation, out: Path, delegate: Delegate, layout: str = "invitation-a4"
) -> bytes:
    """The file of this delegate according to the index."""
    at.station.badges.invitations(out, layout=layout)
    rows = csv.DictReader(io.StringIO((out / "index.csv").read_text("utf-8-sig")))
    (name,) = (row["file"] for row in rows if row["number"] == str(delegate.number))
    return (out / name).read_bytes()


def codes(at: PaperStation) -> int:
    with at.station.store.read() as connection:
        from checkin.store import people  # noqa: PLC0415

        return len(people.codes(connection))


# Invitations


@pytest.mark.parametrize("layout", ["invitation-a4", "invitation-phone"])
def test_an_invitation_carries_the_code_as_a_symbol_and_in_letters(
    at: PaperStation, tmp_path: Path, layout: str
) -> None:
    anna = at.add(name="Anna", number=1)
    pdf = invitation(at, tmp_path / "out", anna, layout)
    (code,) = at.codes(anna, CodeKind.INVITATION)
    assert codes_in(picture(pdf, 100)) == [code]
    assert " ".join(code[at : at + 5] for at in range(0, 20, 5)) in words_of(pdf)


def test_an_invitation_speaks_the_language_of_the_invited(at: PaperStation, tmp_path: Path) -> None:
    tanaka = at.add(name="Tanaka", native_name="田中", language="ja", number=1)
    words = words_of(invitation(at, tmp_path / "out", tanaka))
    assert "入口" in words or "受付" in words
    assert "Show this page" not in words


def test_the_organisers_text_stands_on_invitations_until_it_is_taken_back(
    at: PaperStation, tmp_path: Path
) -> None:
    board = at.station.badges.board
    anna, tanaka = at.add(name="Anna", number=1), at.add(name="Tanaka", language="ja", number=2)
    board.set_message(
        {"en": "The lift is at the back. " * 12, "ja": "裏口にエレベーターがあります。", "fr": " "}
    )
    assert set(board.message()) == {"en", "ja"}
    assert "The lift is at the back." in words_of(invitation(at, tmp_path / "1", anna))
    assert "裏口" in words_of(invitation(at, tmp_path / "2", tanaka))
    at.reopen()
    at.station.badges.board.set_message({})
    assert "We look forward" in words_of(invitation(at, tmp_path / "3", anna))


def test_an_invitation_whose_name_cannot_be_printed_goes_to_the_number(
    at: PaperStation, tmp_path: Path
) -> None:
    odd = at.add(name="😀", native_name="", number=7)
    assert "007" in words_of(invitation(at, tmp_path / "out", odd))


def test_a_full_disk_ends_the_invitations_with_a_word_and_without_an_index(
    at: PaperStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.add()

    def full(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.fdopen", full)
        with pytest.raises(DiskFull):
            at.station.badges.invitations(tmp_path / "out")
    assert not (tmp_path / "out" / "index.csv").exists()


def test_no_file_is_written_over(
    at: PaperStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at.add()
    monkeypatch.setattr(secrets, "token_hex", lambda _: "same")
    assert at.station.badges.invitations(tmp_path / "out") == 1
    with pytest.raises(Exception, match="same"):
        at.station.badges.invitations(tmp_path / "out")


# Cards


@pytest.mark.parametrize("layout", ["table-card", "seat-label"])
def test_cards_need_no_code_and_count_as_no_badge(at: PaperStation, layout: str) -> None:
    anna = at.add(name="Anna", number=1)
    before, entries = codes(at), at.entries()
    made = at.station.badges.make([anna], layout)
    assert made.badges == 1
    assert "Anna" in words_of(made.pdf)
    assert at.station.badges.record_printed(made.delegates, layout) == 0
    assert (codes(at), at.entries()) == (before, entries)
    assert at.printed(anna) == 0


def test_seat_labels_go_on_their_sheet_from_any_label_on(at: PaperStation) -> None:
    everyone = [at.add(name=f"Anna {number}") for number in range(3)]
    sheet = at.station.badges.sheet("a4-24", "seat-label").starting(22)
    made = at.station.badges.make(everyone, "seat-label", sheet)
    assert (made.badges, made.pages) == (3, 2)


def test_a_card_of_both_sides_takes_two_pages(at: PaperStation) -> None:
    made = at.station.badges.make([at.add(), at.add()], "card-cr80")
    assert (made.badges, made.pages) == (2, 4)
    document = pypdfium2.PdfDocument(made.pdf)
    assert len(document) == 4
    document.close()


def test_who_must_not_be_named_is_a_number_on_the_table(at: PaperStation) -> None:
    hidden = at.add(name="Anna Kovač", flags=["protected"], number=9, organisation="Archive")
    words = words_of(at.station.badges.make([hidden], "table-card").pdf)
    assert "009" in words
    assert "Anna" not in words
    assert "Archive" not in words


def test_certificates_are_for_those_who_were_there_and_may_be_named(at: PaperStation) -> None:
    came, stayed_away = at.add(name="Anna", number=1), at.add(name="Ben", number=2)
    hidden = at.add(name="Chloe", number=3, flags=["protected"])
    for number in (1, 3):
        at.station.desk.checkin(number, "entrance")
    made = at.station.badges.make([came, stayed_away, hidden], "certificate-a4")
    assert made.delegates == (came.id,)
    words = words_of(made.pdf)
    assert "Anna" in words
    assert factories.event().session("entrance") is None or "Entrance" in words


def test_a_certificate_says_for_how_many_hours_and_not_of_a_seat_that_another_filled(
    at: PaperStation,
) -> None:
    came, represented = at.add(name="Anna", number=1), at.add(name="Ben", number=2)
    at.clock.forward(factories.HOUR)
    at.station.desk.checkin(1, "plenary")
    at.station.desk.checkin(2, "plenary", Manner(represented_by="Chloe"))
    at.clock.forward(100 * factories.MINUTE)
    made = at.station.badges.make([came, represented], "certificate-a4")
    assert made.delegates == (came.id,)
    assert "Hours attended: 1.5" in words_of(made.pdf)


def test_photographs_are_read_from_a_folder_by_number_and_kept_nowhere(
    at: PaperStation, tmp_path: Path
) -> None:
    for name in ("1.jpg", "002.png", "3.jpg"):
        Image.new("RGB", (300, 400), "#336699").save(tmp_path / name)
    at.station.badges.board.photographs = tmp_path
    people = [at.add(number=1), at.add(number=2), at.add(number=3, flags=["no_photo"])]
    shown = [
        any(
            isinstance(item, Picture)
            for item in at.station.badges.compose(person, "card-cr80").items
        )
        for person in people
    ]
    assert shown == [True, True, False]
    at.change(people[1], number=1)  # at another desk: whose picture it is, nobody knows
    page = at.station.badges.compose(people[0], "card-cr80")
    assert not any(isinstance(item, Picture) for item in page.items)


def test_an_own_layout_of_the_store_is_used_by_its_name(at: PaperStation) -> None:
    library = at.station.badges.library
    library.save(edit.remove_element(library.copy("badge-91x55", "mine"), "affiliation"))
    anna = at.add(name="Anna", organisation="Archive")
    words = words_of(at.station.badges.render([anna], "mine"))
    assert "Anna" in words
    assert "Archive" not in words


def test_a_layout_that_is_being_changed_is_shown_as_it_is(at: PaperStation) -> None:
    anna = at.add(name="Anna", organisation="Archive")
    layout = at.station.badges.library.get("badge-91x55")
    whole = at.station.badges.compose(anna, layout)
    less = at.station.badges.compose(anna, edit.remove_element(layout, "affiliation"))
    assert len(less.own) < len(whole.own)
    assert at.station.badges.compose(anna).own == whole.own


def test_the_check_tells_what_is_wrong_with_the_layout_before_any_badge(at: PaperStation) -> None:
    layout = edit.move(at.station.badges.library.get("badge-91x55"), "symbol", 0, -4)
    found = at.station.badges.check([at.add(name="Anna")], layout)
    assert {(finding.row, finding.column, finding.code) for finding in found} == {
        (0, "symbol", "quiet_zone")
    }


def test_a_change_of_the_event_is_on_the_next_badge(at: PaperStation) -> None:
    anna = at.add(name="Anna")
    at.station.badges.compose(anna)
    event = at.station.desk.event
    from dataclasses import replace  # noqa: PLC0415

    store_copies.change_event(at.station, replace(event, name="Other Forum"))
    page = at.station.badges.compose(anna)
    assert any("Other Forum" in getattr(item, "text", "") for item in page.items)


# The paper list


def test_the_paper_list_is_in_the_order_of_names_with_a_box_for_each_session(
    at: PaperStation,
) -> None:
    at.add(name="Žofia", number=1, category="scholar")
    at.add(name="anna", number=2, category="scholar")
    at.add(name="Chloe", number=3, flags=["protected"])
    at.add(name="Ben", number=4, status="cancelled")
    table = at.station.reports.paper_list()
    assert [row[1] for row in table.rows] == ["anna", "Žofia", "003"]
    boxes = table.rows[0][4:]
    assert len(boxes) == len(at.station.desk.event.sessions)
    assert set(boxes) <= {TICK, ""}


def test_of_one_session_there_is_a_list_for_each_day_with_room_for_the_time(
    at: PaperStation,
) -> None:
    at.add(name="Anna", number=1)
    at.add(name="Chloe", number=3, flags=["protected"], badge_name="Moon")
    at.add(name="Ben", number=4, category="press")
    table = at.station.reports.paper_list("plenary")
    assert [row[2:4] for row in table.rows] == [(1, "Anna"), (3, "003")]
    assert [row[-2:] for row in table.rows] == [(TICK, WRITE)] * 2
    entrance = at.station.reports.paper_list("entrance", None)
    days = at.station.desk.event.days
    assert [row[1] for row in entrance.rows] == [days[0]] * 3 + [days[1]] * 3
    assert len(at.station.reports.paper_list("entrance", day=days[1]).rows) == 3
    words = words_of(pdf_bytes(at.station.reports.paper_list("entrance"), FACES))
    assert words.count("1 / 1") == 2
    with pytest.raises(NotFound):
        at.station.reports.paper_list("nowhere")


def test_the_boxes_are_drawn_to_be_ticked(at: PaperStation) -> None:
    at.add(name="Anna")
    table = at.station.reports.paper_list()
    pdf = pdf_bytes(table, FACES)
    assert TICK not in words_of(pdf)
    assert "Anna" in words_of(pdf)
    dark = sum(value < 128 for value in picture(pdf, 100).tobytes())
    bare = type(table)(
        table.title,
        table.columns,
        tuple((*row[:4], *[""] * (len(row) - 4)) for row in table.rows),
        table.note,
    )
    assert dark > sum(value < 128 for value in picture(pdf_bytes(bare, FACES), 100).tobytes())
