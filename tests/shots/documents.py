"""Screenshots of an identity document at the desk: who it names, and a check digit that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.mrz_samples import zone
from tests.shots.demo_window import Scene

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage


def found(stage: Stage) -> None:
    whole = zone("SABIR", "ABDUSALAM MEMET")
    for line in (whole[:44], whole[44:]):
        stage.desk.scan(line)


def wrong(stage: Stage) -> None:
    stage.desk.scan(zone("SABIR", "ABDUSALAM").replace("740812", "740813"))


SCENES: Final = (Scene("desk-document", found), Scene("desk-document-wrong", wrong))
