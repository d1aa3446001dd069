"""Screenshots of the sheets about passphrases, PINs and who may use them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.shots.demo_window import Scene
from tests.shots.pages import station
from ui.station.passphrases import PassphraseSheet

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage


def passphrase_proposed(stage: Stage) -> None:
    """A passphrase is changed, and six words are proposed."""
    page = station(stage)
    page.passphrases.change.click()
    assert isinstance(page.sheet, PassphraseSheet)
    page.sheet.proposed.propose()


SCENES: Final = (Scene("station-passphrase-proposed", passphrase_proposed),)
