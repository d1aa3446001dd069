"""What is not of every day: a note that waits, a delegation, the other ways to use a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import Flag
from tests.shots.stage import Scene

if TYPE_CHECKING:
    from tests.shots.stage import Stage

NOTED, WAITING, LEADER = 87, (112, 113), 61
TOGETHER: Final = range(LEADER, LEADER + 12)


def _id(number: int) -> str:
    return f"{number:032x}"


def note(stage: Stage) -> None:
    stage.scan(NOTED)
    for number in WAITING:
        stage.scan(number)


def read(stage: Stage) -> None:
    """All that waited is answered, so that nothing waits for the next picture."""
    for _ in range(len(WAITING) + 1):
        stage.desk.bar.press("Enter")


def consent(stage: Stage) -> None:
    stage.world.station.people.flag(_id(29), Flag.ASK_CONSENT, on=True)
    stage.scan(29)


def group(stage: Stage) -> None:
    people = stage.world.station.people
    for number in TOGETHER:
        people.correct(_id(number), {"organisation": "Parliamentary Delegation of Twelve"})
    people.cancel(_id(LEADER + 2))
    people.flag(_id(LEADER + 4), Flag.CHECK_IDENTITY, on=True)
    stage.scan(LEADER + 5)
    stage.type("delegation of twelve")
    stage.desk.bar.press("F9")


def group_done(stage: Stage) -> None:
    group(stage)
    stage.settle()
    sheet = stage.desk.sheet
    assert sheet is not None
    sheet.accept_button.click()


SCENES: Final = (
    Scene("desk-note", note),
    Scene("desk-note-read", read),
    Scene("desk-consent", consent),
    Scene("desk-group", group),
    Scene("desk-group-done", group_done),
)
