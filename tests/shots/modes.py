"""What is not of every day: a note that waits, a delegation, the other ways to use a desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin.domain import Flag
from checkin.practice import LESSONS
from checkin.settings import Names
from tests.shots.stage import Scene
from tests.ui.world import PASSPHRASE

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
    stage.until(lambda: stage.desk.results.chosen is not None)
    stage.desk.bar.press("F9")


def group_done(stage: Stage) -> None:
    group(stage)
    stage.settle()
    sheet = stage.desk.sheet
    assert sheet is not None
    sheet.accept_button.click()


def named_nobody(stage: Stage) -> None:
    stage.window.change(replace(stage.window.settings, names=Names.HIDDEN))
    stage.settle()
    stage.scan(88)


def looked_for_by_number(stage: Stage) -> None:
    stage.type("9")


def named_again(stage: Stage) -> None:
    """Back to the desk with names, where the next scenes begin."""
    stage.window.change(replace(stage.window.settings, names=Names.SHOWN))
    stage.settle()
    stage.desk.clear()


def kiosk(stage: Stage) -> None:
    stage.window.start_kiosk()
    stage.window.showNormal()


def kiosk_welcome(stage: Stage) -> None:
    kiosk = stage.window.kiosk
    assert kiosk is not None
    stage.world.clock.forward(minutes=1)
    kiosk.serve(stage.world.code(95))


def kiosk_desk(stage: Stage) -> None:
    kiosk = stage.window.kiosk
    assert kiosk is not None
    kiosk.serve("WIFI:S:hall;;")


def kiosk_camera(stage: Stage) -> None:
    """On a machine that has none."""
    kiosk = stage.window.kiosk
    assert kiosk is not None
    kiosk.ready()
    kiosk.camera_button.click()


def kiosk_leave(stage: Stage) -> None:
    kiosk = stage.window.kiosk
    assert kiosk is not None
    kiosk.ask_to_leave()


def kiosk_left(stage: Stage) -> None:
    """The desk again, for an organiser."""
    kiosk = stage.window.kiosk
    assert kiosk is not None
    kiosk.tried.emit(PASSPHRASE)


def practice(stage: Stage) -> None:
    stage.window.practise()


def practice_case(stage: Stage) -> None:
    course = stage.window.course
    assert course is not None
    course.present()


def practice_done(stage: Stage) -> None:
    """All eight, one of them with a slip."""
    course = stage.window.course
    assert course is not None
    stage.desk.bar.press("F8")
    for lesson in LESSONS:
        for step in lesson.path:
            course._take(step)


def practice_left(stage: Stage) -> None:
    course = stage.window.course
    assert course is not None
    course.ended.emit()


SCENES: Final = (
    Scene("desk-note", note),
    Scene("desk-note-read", read),
    Scene("desk-consent", consent),
    Scene("desk-group", group),
    Scene("desk-group-done", group_done),
    Scene("door-welcome", named_nobody),
    Scene("door-search", looked_for_by_number),
    Scene("door-left", named_again),
    Scene("kiosk-ready", kiosk),
    Scene("kiosk-welcome", kiosk_welcome),
    Scene("kiosk-desk", kiosk_desk),
    Scene("kiosk-camera", kiosk_camera),
    Scene("kiosk-leave", kiosk_leave),
    Scene("kiosk-left", kiosk_left),
    Scene("practice-begun", practice),
    Scene("practice-case", practice_case),
    Scene("practice-done", practice_done),
    Scene("practice-left", practice_left),
)
