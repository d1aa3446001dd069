"""A look without checking in, exit mode, and the lists of who is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from checkin.desk import Presentation
from checkin.domain import EXIT, Outcome, Table
from checkin.language import LANGUAGES, load
from checkin.wording import Tone
from ui.desk.close_room_sheet import CloseRoomSheet, ask_close_room
from ui.desk.exit_mode import ENDS_AFTER_MS
from ui.desk.page import DeskPage
from ui.desk.presence_sheet import ABSENT, INSIDE, PresenceSheet
from ui.printing.list_printing import print_table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands, Heard
    from tests.ui.recorded_shell import LooseSettings, RecordedShell
    from ui.parts.page import PageEnvironment

GUEST, JAPANESE = 42, 12


def look(hands: Hands) -> None:
    hands.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)


class TestLook:
    def test_it_says_what_the_door_would_say_and_lets_nobody_in(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        look(hands)
        assert page.card.headline.text() == "Look"
        hands.scan(desk.code(GUEST))
        assert page.card.name.text() == "Adiljan Tohti"
        assert page.card.headline.text() == "Look"
        assert "Welcome" in page.card.hint.words()
        assert desk.station.desk.stats().sessions["entrance"].attended == 0
        hands.press(Qt.Key.Key_Return)
        assert page.card.headline.text() == "Ready"

    def test_it_is_for_one_scan_only(self, desk: World, page: DeskPage, hands: Hands) -> None:
        look(hands)
        for number in (GUEST, JAPANESE):
            hands.scan(desk.code(number))
        assert page.card.headline.text() == "Welcome"
        (scan,) = desk.station.desk.last()
        assert scan.person is not None
        assert scan.person.number == JAPANESE

    def test_escape_ends_it(self, desk: World, page: DeskPage, hands: Hands) -> None:
        look(hands)
        hands.press(Qt.Key.Key_Escape)
        hands.scan(desk.code(GUEST))
        assert page.card.headline.text() == "Welcome"

    def test_who_is_chosen_by_name_is_looked_at_too(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        look(hands)
        hands.type("adiljan tohti")
        hands.press(Qt.Key.Key_Return)
        assert page.card.headline.text() == "Look"
        assert desk.station.desk.last() == ()


class TestExitMode:
    def test_it_never_looks_nor_sounds_like_a_welcome(
        self, desk: World, page: DeskPage, hands: Hands, sounds: Heard
    ) -> None:
        hands.scan(desk.code(GUEST))
        hands.press(Qt.Key.Key_Return)
        hands.press(Qt.Key.Key_F3)
        assert (page.card.headline.text(), page.card.face.tone) == ("Exit", Tone.LEAVE)
        hands.scan(desk.code(GUEST))
        assert page.card.face.tone is Tone.LEAVE
        assert sounds.played[-1] == "leave"

    def test_who_was_not_in_is_said_to_have_been_out(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.press(Qt.Key.Key_F3)
        hands.scan(desk.code(GUEST))
        assert desk.station.desk.last(1)[0].outcome is Outcome.LEFT
        assert "not" in page.card.hint.words()

    def test_it_ends_by_itself_after_minutes_without_a_scan(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.press(Qt.Key.Key_F3)
        ending = page.exit_mode.ending
        assert (ending.isActive(), ending.interval()) == (True, ENDS_AFTER_MS)
        ending.timeout.emit()
        assert page.card.headline.text() == "Ready"
        assert not ending.isActive()
        hands.scan(desk.code(GUEST))
        assert desk.station.desk.last(1)[0].outcome is Outcome.ADMITTED

    def test_each_scan_begins_the_minutes_anew(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        hands.press(Qt.Key.Key_F3)
        page.exit_mode.ending.setInterval(ENDS_AFTER_MS // 2)
        page.exit_mode.ending.stop()
        hands.scan(desk.code(GUEST))
        assert page.exit_mode.ending.isActive()


class TestWhoIsHere:
    def test_a_lead_has_one_key_for_it(
        self, page: DeskPage, hands: Hands, shell: RecordedShell
    ) -> None:
        hands.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        assert shell.presence_shown == 1

    def test_a_volunteer_is_not_offered_it(
        self, desk: World, chosen: LooseSettings, sounds: Heard, around: PageEnvironment
    ) -> None:
        desk.station.shift.hand_over()
        page = DeskPage(Presentation(desk.station.desk), chosen, sounds, around)
        assert page.strip.presence.isHidden()
        page.deleteLater()

    def test_the_lists_are_shown_with_their_time(self, desk: World, page: DeskPage) -> None:
        desk.station.desk.scan(desk.code(GUEST))
        desk.station.desk.scan(desk.code(JAPANESE))
        desk.station.desk.scan(desk.code(JAPANESE), how=EXIT)
        sheet = PresenceSheet(desk.station.reports, page)
        page.open_sheet(sheet)
        assert sheet.table is not None
        assert [row[1] for row in sheet.table.rows] == [GUEST]
        assert sheet.note.text().startswith("1 person · As of ")
        sheet.which.choose(ABSENT)
        assert GUEST not in {row[0] for row in sheet.table.rows}
        sheet.which.choose(INSIDE)
        assert len(sheet.table.rows) == 1

    def test_a_room_is_closed_with_one_key_and_opened_again_with_another(
        self, desk: World, page: DeskPage, hands: Hands
    ) -> None:
        for number in (GUEST, JAPANESE):
            hands.scan(desk.code(number))
        desk.clock.forward(minutes=1)
        ask_close_room(page, desk.station.desk, page.clear)
        sheet = page.sheet
        assert isinstance(sheet, CloseRoomSheet)
        assert "2" in sheet.accept_button.text()
        hands.press(Qt.Key.Key_Return)
        counts = desk.station.desk.stats
        assert counts().sessions["entrance"].inside == 0
        hands.press(Qt.Key.Key_F8)
        hands.press(Qt.Key.Key_Return)
        assert counts().sessions["entrance"].inside == 2

    def test_no_room_is_closed_where_nobody_is(self, desk: World, page: DeskPage) -> None:
        ask_close_room(page, desk.station.desk, page.clear)
        assert page.sheet is not None
        assert page.sheet.accept_button.isHidden()

    @pytest.mark.parametrize("code", LANGUAGES)
    def test_a_printed_list_has_all_of_it_over_its_pages(self, code: str, tmp_path: Path) -> None:
        language = load(code)
        rows = tuple((number, f"Name {number}", "رابىيە قادىر") for number in range(1, 121))
        table = Table("Inside", ("Number", "Name", "Native name"), rows, "As of 10:42")
        out = tmp_path / "list.pdf"
        print_table(table, leftwards=language.right_to_left, to=out)
        document = pypdfium2.PdfDocument(out)
        words = "".join(page.get_textpage().get_text_range() for page in document)
        assert len(document) > 1
        assert all(f"Name {row[0]}" in words for row in rows)
        assert "10:42" in words  # the reader of the PDF turns the words of a line around
        document.close()
