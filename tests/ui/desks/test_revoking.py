"""Revoking the organiser's own first laptop, with the recovery passphrase on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from checkin.domain import Role, Tier
from checkin.sync import DeskPhase
from tests.several_desks import stations
from ui.desks.sheets import RevokeSheet
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.ui.desks.desks_page import MakeDesks, OpenedDesks


@pytest.fixture
def second(tmp_path: Path, desks_page: MakeDesks) -> Iterator[OpenedDesks]:
    """The page of the reserve laptop, where the first one, which has added it, is chosen."""
    with stations(tmp_path, [Tier.ORGANISER]) as (first, reserve):
        opened = desks_page(Role.ORGANISER, reserve)
        opened.page.list.choose(first.desk_id)
        yield opened


def sheet_of(opened: OpenedDesks) -> RevokeSheet:
    assert isinstance(opened.page.sheet, RevokeSheet)
    return opened.page.sheet


def test_the_desk_above_is_revoked_by_the_paper(second: OpenedDesks, tmp_path: Path) -> None:
    second.press(WindowKey.REVOKE_DESK)
    sheet = sheet_of(second)
    assert QApplication.focusWidget() is sheet.paper
    assert sheet.paper.echoMode() is QLineEdit.EchoMode.Password
    second.press(WindowKey.ENTER)
    assert sheet.words() == "Type the recovery passphrase from the paper."
    QTest.keyClicks(sheet.paper, "BCDEF-GHIJK")
    second.press(WindowKey.ENTER)
    assert sheet.words().startswith("This is not the recovery passphrase")
    assert QApplication.focusWidget() is sheet.paper
    sheet.paper.selectAll()
    QTest.keyClicks(sheet.paper, (tmp_path / "recovery").read_text().strip().lower())
    second.press(WindowKey.ENTER)
    assert not second.is_asking
    assert second.shell.told == ["Desk 1 is revoked."]
    assert second.page.list.chosen is not None
    assert second.page.list.chosen.phase is DeskPhase.REVOKED


def test_esc_revokes_nothing(second: OpenedDesks) -> None:
    second.press(WindowKey.REVOKE_DESK)
    QTest.keyClicks(sheet_of(second).paper, "anything")
    second.press(WindowKey.BACK)
    assert not second.is_asking
    assert second.page.list.chosen is not None
    assert second.page.list.chosen.phase is not DeskPhase.REVOKED


@pytest.mark.parametrize("size", [(1278, 704), (595, 320)])
def test_the_form_fits_a_small_window(second: OpenedDesks, size: tuple[int, int]) -> None:
    second.page.resize(*size)
    second.press(WindowKey.REVOKE_DESK)
    QApplication.processEvents()
    assert sheet_of(second).width() <= size[0]
