"""Screenshots of special modes: unread notes, a delegation, kiosk, second screen, practice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from checkin.domain import Flag, Outcome, Verdict
from checkin.language import RIGHT_TO_LEFT
from checkin.practice import LESSONS
from checkin.settings import Names
from checkin.wording import greeting
from tests.shots.demo_window import SIZE, Scene
from tests.ui.demo_store import PASSPHRASE
from ui.kiosk.name_form import NameForm
from ui.second_screen.second_screen import GreetingWindow

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage

NOTED, WAITING, LEADER, ALONE = 87, (112, 113), 61, 97
GREETED: Final = (
    *("ar", "bo", "cs", "de", "en", "es", "fr", "it", "ja", "kk", "ko"),
    *("lt", "mn", "pl", "ru", "tr", "ug", "uk", "vi", "zh-CN", "zh-TW"),
)
TOGETHER: Final = range(LEADER, LEADER + 12)


def _id(number: int) -> str:
    return f"{number:032x}"


def note(stage: Stage) -> None:
    stage.scan(NOTED)
    for number in WAITING:
        stage.scan(number)


def read(stage: Stage) -> None:
    """Answers everything that waits, so that it does not affect the next screenshot."""
    for _ in range(len(WAITING) + 1):
        stage.desk.bar.press("Enter")


def consent(stage: Stage) -> None:
    stage.world.station.people.flag(_id(29), Flag.ASK_CONSENT, on=True)
    stage.scan(29)


def group(stage: Stage) -> None:
    people = stage.world.station.people
    for number in TOGETHER:
        people.correct(_id(number), {"organisation": "Parliamentary Delegation of Twelve"})
    people.flag(_id(LEADER + 1), Flag.DELEGATION_CONTACT, on=True)
    people.correct(_id(LEADER + 1), {"phone": "+81 3 0000 0101"})
    people.cancel(_id(LEADER + 2))
    people.flag(_id(LEADER + 4), Flag.CHECK_IDENTITY, on=True)
    stage.scan(LEADER + 5)
    stage.type("delegation of twelve")
    stage.until(lambda: stage.desk.results.chosen is not None)
    stage.desk.bar.press("F9")


def group_waiting(stage: Stage) -> None:
    """A scan arrives while the list is open."""
    group(stage)
    stage.settle()
    stage.scan(WAITING[0])


def group_done(stage: Stage) -> None:
    group(stage)
    stage.settle()
    sheet = stage.desk.sheet
    assert sheet is not None
    sheet.accept_button.click()


def named_nobody(stage: Stage) -> None:
    stage.window.settings.change(replace(stage.window.settings.current, names=Names.HIDDEN))
    stage.settle()
    stage.scan(88)


def looked_for_by_number(stage: Stage) -> None:
    stage.type("9")


def named_again(stage: Stage) -> None:
    """Back to a desk with names, the state that the next scenes need."""
    stage.window.settings.change(replace(stage.window.settings.current, names=Names.SHOWN))
    stage.settle()
    stage.desk.clear()


def kiosk(stage: Stage) -> None:
    stage.window.kiosk_mode.start()
    stage.window.showNormal()


def kiosk_by_name(stage: Stage) -> None:
    kiosk = stage.window.kiosk_mode.kiosk
    assert kiosk is not None
    kiosk.name_button.show()
    kiosk.ask_for_name()
    assert isinstance(kiosk.form, NameForm)
    kiosk.form.name.setText("Adiljan Tohti")


def kiosk_by_name_left(stage: Stage) -> None:
    """As for the next scenes."""
    kiosk = stage.window.kiosk_mode.kiosk
    assert kiosk is not None
    assert kiosk.form is not None
    kiosk.form.back.emit()
    kiosk.name_button.hide()


def kiosk_welcome(stage: Stage) -> None:
    kiosk = stage.window.kiosk_mode.kiosk
    assert kiosk is not None
    stage.world.clock.forward(minutes=1)
    kiosk.serve(stage.world.code(ALONE))


def kiosk_desk(stage: Stage) -> None:
    kiosk = stage.window.kiosk_mode.kiosk
    assert kiosk is not None
    kiosk.serve("WIFI:S:hall;;")


def kiosk_camera(stage: Stage) -> None:
    """On a machine without a camera."""
    kiosk = stage.window.kiosk_mode.kiosk
    assert kiosk is not None
    kiosk.ready()
    kiosk.camera_button.click()


def kiosk_leave(stage: Stage) -> None:
    kiosk = stage.window.kiosk_mode.kiosk
    assert kiosk is not None
    kiosk.ask_to_leave()


def kiosk_refused(stage: Stage) -> None:
    """A wrong passphrase."""
    kiosk = stage.window.kiosk_mode.kiosk
    assert kiosk is not None
    kiosk.refuse(kiosk.language.text("The passphrase is wrong. Nothing was changed."))


def kiosk_left(stage: Stage) -> None:
    """The desk again, for an organiser."""
    kiosk = stage.window.kiosk_mode.kiosk
    assert kiosk is not None
    kiosk.tried.emit(PASSPHRASE)


def second_screen(stage: Stage) -> None:
    """What an admitted delegate sees."""
    language = stage.window.settings.current.language
    stage.shown = _greeting(stage, language)
    stage.shown.resize(*SIZE)
    stage.shown.show()


def every_greeting(stage: Stage) -> None:
    stage.shown = QWidget()
    stage.shown.resize(*SIZE)
    grid = QGridLayout(stage.shown)
    for at, language in enumerate(GREETED):
        greeting = _greeting(stage, language)
        greeting.setParent(stage.shown, Qt.WindowType.Widget)
        grid.addWidget(greeting, at // 3, at % 3)
    stage.shown.show()


def _greeting(stage: Stage, language: str) -> GreetingWindow:
    window = GreetingWindow(stage.desk.theme)
    told = greeting(Verdict(Outcome.ADMITTED, "entrance", 0, ""), language)
    assert told is not None
    window.greet(told.words, mirrored=told.language in RIGHT_TO_LEFT)
    return window


def practice(stage: Stage) -> None:
    stage.window.practise()


def practice_case(stage: Stage) -> None:
    course = stage.window.practice.course
    assert course is not None
    course.present()


def practice_done(stage: Stage) -> None:
    """All eight cases, one of them with a mistake."""
    course = stage.window.practice.course
    assert course is not None
    stage.desk.bar.press("F8")
    for lesson in LESSONS:
        for step in lesson.path:
            course.take(step)


def practice_left(stage: Stage) -> None:
    course = stage.window.practice.course
    assert course is not None
    course.leave()


SCENES: Final = (
    Scene("desk-note", note),
    Scene("desk-note-read", read),
    Scene("desk-consent", consent),
    Scene("desk-group", group),
    Scene("desk-group-waiting", group_waiting),
    Scene("desk-group-done", group_done),
    Scene("door-welcome", named_nobody),
    Scene("door-search", looked_for_by_number),
    Scene("door-left", named_again),
    Scene("kiosk-ready", kiosk),
    Scene("kiosk-by-name", kiosk_by_name),
    Scene("kiosk-by-name-left", kiosk_by_name_left),
    Scene("kiosk-welcome", kiosk_welcome),
    Scene("kiosk-desk", kiosk_desk),
    Scene("kiosk-camera", kiosk_camera),
    Scene("kiosk-leave", kiosk_leave),
    Scene("kiosk-refused", kiosk_refused),
    Scene("kiosk-left", kiosk_left),
    Scene("second-screen", second_screen),
    Scene("second-screen-languages", every_greeting),
    Scene("practice-begun", practice),
    Scene("practice-case", practice_case),
    Scene("practice-done", practice_done),
    Scene("practice-left", practice_left),
)
