"""First page: a new machine asks, is invited, and joins; by keyboard, with real stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from checkin import joining
from checkin.domain import Outcome, Role, Tier
from tests.ui import visible_text
from tests.ui.input_driver import tap
from tests.ui.shell.first_page import ENTER, ESC, PASSPHRASE
from ui.parts.letters import LetterGroups
from ui.parts.symbol_view import SymbolView

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.demo_store import World
    from tests.ui.shell.first_page import FirstPage


def test_a_machine_asks_is_invited_and_scans(first: FirstPage, desk: World, tmp_path: Path) -> None:
    request = first.ask(tmp_path / "asks.uketsuke-request")
    assert first.files.proposed == ["entrance-b.uketsuke-request"]
    invitation = tmp_path / "entrance-b.uketsuke-invitation"
    desk.station.invitations.invite(Tier.DESK, invitation, request=request)
    first.files.path = invitation
    tap(ENTER)
    first.fill(PASSPHRASE)
    assert "Write this down" in visible_text.everything(first.form)
    assert first.opened == []
    tap(ENTER)
    (opened,) = first.opened
    assert opened.station.folder.name == "entrance-b.uketsuke"
    assert opened.station.desk.name == "Entrance B"
    assert opened.station.shift.role is Role.LEAD
    assert opened.station.desk.scan(desk.code(3)).outcome is not Outcome.UNKNOWN


def test_the_letters_and_the_symbol_are_those_of_the_request(
    first: FirstPage, tmp_path: Path
) -> None:
    request = first.ask(tmp_path / "asks.uketsuke-request")
    (letters,) = first.form.findChildren(LetterGroups)
    assert letters.letters == request.letters
    assert letters.accessibleDescription() == " ".join(request.letters)
    (symbol,) = first.form.findChildren(SymbolView)
    grey = symbol.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    size = (grey.width(), grey.height())
    picture = Image.frombuffer(
        "L", size, bytes(grey.constBits()), "raw", "L", grey.bytesPerLine(), 1
    )
    (read,) = zxingcpp.read_barcodes(picture)
    assert joining.parse_request(read.text) == request


def test_letters_stand_in_their_order_in_a_mirrored_window(
    first: FirstPage, tmp_path: Path
) -> None:
    first.page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    letters = LetterGroups("AAAAA-BBBBB-CCCCC-DDDDD", "Letters")
    letters.setParent(first.page)
    letters.resize(letters.sizeHint())
    letters.show()
    QApplication.processEvents()
    first_group, second_group = letters.groups[:2]
    assert first_group.x() < second_group.x()


def test_an_invitation_with_a_code_needs_no_request(
    first: FirstPage, desk: World, tmp_path: Path
) -> None:
    invitation = tmp_path / "door.uketsuke-invitation"
    invited = desk.station.invitations.invite(Tier.DOOR, invitation, name="Door 7")
    assert invited.code is not None
    first.choose("Join an event…")
    first.files.path = invitation
    first.choose("I have an invitation…")
    first.fill(invited.code.lower(), PASSPHRASE, PASSPHRASE)
    tap(ENTER)
    (opened,) = first.opened
    assert (opened.station.desk.name, opened.station.desk.tier) == ("Door 7", Tier.DOOR)


def test_the_store_goes_where_it_was_chosen(first: FirstPage, desk: World, tmp_path: Path) -> None:
    invitation = tmp_path / "door.uketsuke-invitation"
    invited = desk.station.invitations.invite(Tier.DOOR, invitation, name="Door 8")
    assert invited.code is not None
    first.choose("Join an event…")
    first.files.path = invitation
    first.choose("I have an invitation…")
    place = tmp_path / "elsewhere"
    place.mkdir()
    first.files.path = place
    first.choose("Another place…")
    first.form.begin()
    first.fill(invited.code, PASSPHRASE, PASSPHRASE)
    tap(ENTER)
    assert first.opened[0].station.folder == place / "door.uketsuke"


def test_another_passphrase_than_that_of_the_request_is_refused(
    first: FirstPage, desk: World, tmp_path: Path
) -> None:
    request = first.ask(tmp_path / "asks.uketsuke-request", "Entrance C")
    invitation = tmp_path / "entrance-c.uketsuke-invitation"
    desk.station.invitations.invite(Tier.DESK, invitation, request=request)
    first.files.path = invitation
    tap(ENTER)
    first.fill("something else")
    assert first.said.startswith("This is not the passphrase with which the request was made.")
    first.fill(PASSPHRASE)
    tap(ENTER)
    assert len(first.opened) == 1


def test_an_invitation_for_another_machine_is_one_sentence(
    first: FirstPage, desk: World, tmp_path: Path
) -> None:
    elsewhere = joining.ask("Desk 9", PASSPHRASE, tmp_path / "other", tmp_path / "requests")
    invitation = tmp_path / "desk-9.uketsuke-invitation"
    desk.station.invitations.invite(Tier.DESK, invitation, request=elsewhere)
    first.ask(tmp_path / "asks.uketsuke-request")
    first.files.path = invitation
    tap(ENTER)
    first.fill(PASSPHRASE)
    assert first.said == "This invitation was made for another machine."


def test_a_file_that_is_no_invitation_is_refused_at_once(first: FirstPage, tmp_path: Path) -> None:
    first.choose("Join an event…")
    first.files.path = tmp_path / "letter.txt"
    first.files.path.write_text("Dear organisers")
    before = first.form
    first.choose("I have an invitation…")
    assert first.form is before
    assert first.said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("", "", ""), "Type a name for the desk."),
        (
            ("Door", "correct horse", "correct horse"),
            "This passphrase has too few words. Choose at least four that do not belong together.",
        ),
        (("Door", PASSPHRASE, "other one"), "The two passphrases differ."),
    ],
)
def test_what_is_missing_is_said(first: FirstPage, lines: tuple[str, ...], said: str) -> None:
    first.choose("Join an event…")
    tap(ENTER)
    first.fill(*lines)
    assert first.said == said


def test_escape_leads_back_to_the_first_page(first: FirstPage) -> None:
    first.choose("Join an event…")
    tap(ENTER)
    tap(ESC)
    assert "Ask to join…" in visible_text.everything(first.form)
    tap(ESC)
    assert "Try the demo event" in visible_text.everything(first.form)
