"""Paper page: invitations are chosen, written to be sent, and the organiser's text is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from checkin.badges import BadgeGroup
from checkin.domain import Flag, MailFormat
from tests.ui.paper.paper_page import CTRL, NINE, Make, press
from ui.parts.background import Progress
from ui.parts.keys import WindowKey
from ui.parts.question_sheet import QuestionSheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from tests.ui.paper.paper_page import Opened


def invitations(make: Make, qtbot: QtBot, folder: Path) -> Opened:
    opened = make()
    opened.files.path = folder
    press(qtbot, opened.page, WindowKey.PART_4)
    opened.page.invitations.panel.format.choose(MailFormat.PDF.value)
    return opened


def test_invitations_are_written_one_a_delegate(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    opened = invitations(make, qtbot, tmp_path / "invitations")
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert opened.files.path is not None
    assert len(list(opened.files.path.glob("*.pdf"))) == 60
    assert (opened.files.path / "index.csv").exists()
    assert opened.page.banner.words() == "60 invitations written."
    assert opened.page.foot.words == ("Choose a folder and write",)


class Held:
    """A background that holds the work until the test releases it."""

    def __init__(self) -> None:
        self.work: list[Callable[[], object]] = []
        self.shown: list[float] = []

    def run(
        self, work: Callable[[], object], done: object, failed: object = None, lane: object = None
    ) -> None:
        self.work.append(work)

    def progress(self, shown: Callable[[float], None]) -> Progress:
        return Progress(lambda call: call(), shown)

    def close(self) -> None:
        """Nothing is under way."""


def test_writing_invitations_can_be_stopped(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    opened = invitations(make, qtbot, tmp_path / "invitations")
    held = Held()
    opened.page.background = held
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert opened.page.foot.words == ("Stop",)
    assert opened.page.invitations.bar.isVisible()
    press(qtbot, opened.page, Qt.Key.Key_Escape)
    assert opened.page.foot.words == ("Choose a folder and write",)
    assert "Stopped" in opened.page.banner.words()


def test_a_folder_that_cannot_be_made_is_told(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    opened = invitations(make, qtbot, tmp_path / "file" / "invitations")
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert "cannot be made" in opened.page.banner.words()
    assert opened.page.foot.words == ("Choose a folder and write",)


def test_who_was_invited_is_no_longer_not_yet_invited(
    make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    opened = invitations(make, qtbot, tmp_path / "one")
    panel = opened.page.invitations.panel
    panel.whose.choose(f"{BadgeGroup.CATEGORY.value} press")
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    panel.whose.choose(BadgeGroup.UNPRINTED.value)
    found = opened.page.invitations.invitees
    assert found is not None
    assert 0 < found.uninvited == len(found.delegates) < 60
    assert {delegate.category for delegate in found.delegates}.isdisjoint({"press"})


def test_protected_people_are_written_to_after_a_second_yes(
    make: Make, desk: World, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.station.people.flag(NINE, Flag.PROTECTED, on=True)
    opened = invitations(make, qtbot, tmp_path / "one")
    panel = opened.page.invitations.panel
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert "left out" in opened.page.banner.words()
    opened.files.path = tmp_path / "two"
    panel.protected.setFocus()
    press(qtbot, opened.page, Qt.Key.Key_Space)
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert isinstance(opened.page.sheet, QuestionSheet)
    assert not opened.files.path.exists()
    press(qtbot, opened.page, Qt.Key.Key_Return)
    assert "left out" not in opened.page.banner.words()
    assert opened.files.path.exists()


def test_the_text_is_kept_as_it_is_typed_and_shown_filled_in(
    make: Make, desk: World, qtbot: QtBot, tmp_path: Path
) -> None:
    opened = invitations(make, qtbot, tmp_path / "one")
    letter = opened.page.invitations.letter
    letter.languages.choose("en")
    letter.text.setPlainText("Welcome, {name}!")
    qtbot.waitUntil(lambda: "Welcome, " in letter.preview.text())
    assert "{name}" not in letter.preview.text()
    assert desk.station.mailing.correspondence().texts["en"].body == "Welcome, {name}!"
    letter.text.setPlainText("Welcome, {nobody}!")
    qtbot.waitUntil(lambda: "{nobody}" in letter.preview.text())
    assert desk.station.mailing.correspondence().texts["en"].body == "Welcome, {name}!"
    press(qtbot, opened.page, Qt.Key.Key_S, CTRL)
    assert opened.files.path is not None
    assert not opened.files.path.exists()
