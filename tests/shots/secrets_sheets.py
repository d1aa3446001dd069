"""Screenshots of the sheets about passphrases, PINs and who may use them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.shots.demo_window import Scene
from tests.shots.pages import station
from ui.station.passphrases import PassphraseSheet
from ui.station.recovery import TypedBackSheet

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage


def passphrase_proposed(stage: Stage) -> None:
    """A passphrase is changed, and six words are proposed."""
    page = station(stage)
    page.passphrases.change.click()
    assert isinstance(page.sheet, PassphraseSheet)
    page.sheet.proposed.propose()


def recovery_shown(stage: Stage) -> None:
    """A new recovery passphrase."""
    page = station(stage)
    page.passphrases.recovery.click()
    assert page.sheet is not None
    page.sheet.accepted.emit()


def recovery_typed(stage: Stage) -> None:
    """It is typed from the paper, with a letter misread."""
    recovery_shown(stage)
    page = station(stage)
    assert page.sheet is not None
    page.sheet.accepted.emit()
    assert isinstance(page.sheet, TypedBackSheet)
    page.sheet.line.setText("BKEGV")
    page.sheet.complete()


SCENES: Final = (
    Scene("station-passphrase-proposed", passphrase_proposed),
    Scene("station-recovery", recovery_shown),
    Scene("station-recovery-typed", recovery_typed),
)
