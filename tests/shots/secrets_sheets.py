"""Screenshots of the sheets about passphrases, PINs and who may use them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import Role
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


def rekeying(stage: Stage) -> None:
    """What a new key does, and which backups it does not reach."""
    stage.world.station.backup_dated()
    station(stage).passphrases.rekey.click()


def printer_allowed(stage: Stage) -> None:
    """A printer in the network that is new here, for an organiser."""
    station(stage).badges.wanted.emit("brother://192.168.1.77?roll=62")


def printer_asked(stage: Stage) -> None:
    """The same for a volunteer, who calls an organiser."""
    page = station(stage)
    stage.world.station.shift.role = Role.VOLUNTEER
    page.badges.wanted.emit("brother://192.168.1.77?roll=62")
    stage.world.station.shift.role = Role.ORGANISER


SCENES: Final = (
    Scene("station-rekey", rekeying),
    Scene("station-printer-allowed", printer_allowed),
    Scene("station-printer-asked", printer_asked),
    Scene("station-passphrase-proposed", passphrase_proposed),
    Scene("station-recovery", recovery_shown),
    Scene("station-recovery-typed", recovery_typed),
)
