"""A window that cannot record, because another one writes the store, says so from the first moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.bootstrap import open_with_key
from checkin.desk import Presentation
from ui.desk.page import DeskPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from tests.ui.input_driver import Heard
    from tests.ui.recorded_shell import LooseSettings
    from ui.parts.page import PageEnvironment


def test_a_window_that_only_reads_says_so_before_anybody_scans(
    desk: World,
    chosen: LooseSettings,
    sounds: Heard,
    around: PageEnvironment,
    qtbot: QtBot,
) -> None:
    writer = desk.station
    with open_with_key(writer.folder, writer.store.key, read_only=True) as reader:
        page = DeskPage(Presentation(reader.desk), chosen, sounds, around)
        qtbot.addWidget(page)
        assert page.card.headline.text() == "Only for reading"
        page.clear()
        assert page.card.headline.text() == "Only for reading"
        page.scan(desk.code(42))
        assert page.card.headline.text() == "Not recorded"
