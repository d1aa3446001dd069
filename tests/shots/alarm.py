"""Screenshots of a store that was rolled back or altered: what an organiser is asked, and the card that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import Problem
from tests.shots.demo_window import Scene
from ui.shell.alarm_question import AlarmSheet
from ui.shell.pages import DESK

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage

FOUND: Final = (
    Problem("rolled_back", "Entries that were here before are missing at the end."),
    Problem(
        "note_gone", "The note of the last entries in this user's settings is missing or spoilt."
    ),
    Problem("section_missing", "A part of an entry is missing, and nobody was erased in it."),
)


def asked(stage: Stage) -> None:
    """What was found, for an organiser."""
    stage.work.go(DESK.key)
    stage.world.station.store.alarm.add(FOUND)
    stage.window.alarm.look()


def later(stage: Stage) -> None:
    """Nobody has accepted it yet, and nothing is recorded."""
    stage.window.alarm.look()
    sheet = stage.desk.sheet
    assert isinstance(sheet, AlarmSheet)
    sheet.cancel_button.click()


def accepted(stage: Stage) -> None:
    """With a reason it is over, so that it affects no other picture."""
    stage.window.alarm.look()
    sheet = stage.desk.sheet
    assert isinstance(sheet, AlarmSheet)
    sheet.reason.setText("The laptop was set up anew.")
    sheet.accepted.emit()


SCENES: Final = (
    Scene("alarm", asked),
    Scene("alarm-later", later),
    Scene("alarm-accepted", accepted),
)
