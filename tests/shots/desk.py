"""Screenshots of the first page, and of the desk in each of its states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from checkin.domain import EXIT, Flag
from checkin.errors import DiskFull
from checkin.release.own_copy import OwnCopy
from checkin.release.program_files import Differences
from tests.shots.demo_window import Scene
from ui.desk.afterwards_sheet import AfterwardsSheet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shots.demo_window import Stage

FULL: Final = "The disk is full. Nothing was recorded: make room, or write on paper meanwhile."
NOT_WRITTEN: Final = "The disk is full: {path} was not written. Make room and try again."
GUEST, JAPANESE, QUESTIONED, QUIET, CANCELLED, ASKED = 42, 18, 24, 31, 36, 77


def first(stage: Stage) -> None:
    """The window at start-up."""
    assert stage.window.reception.page is not None
    stage.window.reception.page.offer()


def changed_program(stage: Stage) -> None:
    """A program in which somebody has changed files says so on its first page."""
    first(stage)
    changed = Differences(("_internal/libcrypto.so.3",), (), ("_internal/sitecustomize.py",))
    stage.window.reception.show_program(OwnCopy("PXJUN-XKGGO-SRTKH-FUHEX", changed))


def unlock(stage: Stage) -> None:
    assert stage.window.reception.page is not None
    stage.window.reception.page.ask_passphrase(stage.folder / "demo.uketsuke")


def new_demo(stage: Stage) -> None:
    assert stage.window.reception.page is not None
    stage.window.reception.page.ask_for_demo()


def ready(stage: Stage) -> None:
    stage.open()


def morning(stage: Stage) -> None:
    """Some delegates have come, one was refused, one has left again."""
    people = stage.world.station.people
    desk = stage.world.station.desk
    people.flag(_id(QUESTIONED), Flag.CHECK_IDENTITY, on=True)
    people.flag(_id(QUESTIONED), Flag.ASK_CONSENT, on=True)
    people.flag(_id(QUIET), Flag.CALL_LEAD, on=True)
    people.cancel(_id(CANCELLED))
    for number in (3, 8, 20, 57, 101, 64):
        stage.scan(number)
    stage.world.clock.forward(seconds=40)
    desk.scan(stage.world.code(8), how=EXIT)
    stage.desk.scan("https://example.org/not-ours")
    stage.scan(8)
    stage.desk.clear()


def welcome(stage: Stage) -> None:
    stage.scan(GUEST)


def already_in(stage: Stage) -> None:
    stage.world.clock.forward(minutes=3)
    stage.scan(GUEST)


def goodbye(stage: Stage) -> None:
    stage.scan(77)
    stage.desk.bar.press("F3")


def question(stage: Stage) -> None:
    stage.scan(QUESTIONED)


def own_question(stage: Stage) -> None:
    """A question of the event's own, with choices."""
    programme = stage.world.station.programme
    text = {
        "en": "Which meal tonight?",
        "ja": "今夜のお食事は",
        "ug": "بۈگۈن كەچتە نېمە يەيدۇ؟",
        "zh-Hant": "今晚的餐點是？",
    }
    choices = ["Vegetarian", "Halal", "Kosher", "No dinner"]
    programme.add_question(
        "meal", {"text": text, "type": "choice", "choices": choices, "required": False}
    )
    programme.set_event({"show_at_scan": ["Table"]})
    stage.world.station.people.correct(_id(ASKED), {"column:Table": "14"})
    stage.scan(ASKED)


def photograph(stage: Stage) -> None:
    """Somebody whose photograph is kept."""
    folder = stage.folder / "photographs"
    folder.mkdir()
    portrait(folder / f"{JAPANESE}.png")
    stage.world.station.photos.import_from(folder)
    stage.scan(JAPANESE)


def portrait(file: Path) -> None:
    """A face that is nobody's."""
    picture = QImage(360, 480, QImage.Format.Format_RGB32)
    picture.fill(QColor("#b9c7d6"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, left, top, wide, high in (
        ("#2b3a55", 30, 330, 300, 300),
        ("#e3b996", 105, 110, 150, 200),
        ("#3a2a20", 95, 85, 170, 90),
    ):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(left, top, wide, high)
    painter.end()
    picture.save(str(file))


def own_answer(stage: Stage) -> None:
    stage.scan(ASKED)
    stage.desk.bar.press("2")
    stage.world.station.programme.remove_question("meal")


def quiet(stage: Stage) -> None:
    stage.scan(QUIET)


def cancelled(stage: Stage) -> None:
    stage.scan(CANCELLED)


def reason(stage: Stage) -> None:
    stage.scan(CANCELLED)
    stage.desk.bar.press("F7")


def unknown(stage: Stage) -> None:
    stage.world.clock.forward(seconds=30)
    stage.desk.scan("WIFI:S:hall;;")


def genuine(stage: Stage) -> None:
    stage.desk.scan(stage.world.genuine())


def wrong_session(stage: Stage) -> None:
    stage.world.station.desk.fixed = "workshop-testimony"
    stage.world.clock.show("13:45")
    stage.scan(JAPANESE)
    stage.world.station.desk.fixed = ""


def not_recorded(stage: Stage) -> None:
    stage.desk.show_failure(DiskFull(FULL))


def search(stage: Stage) -> None:
    stage.type("tan")


def search_by_ear(stage: Stage) -> None:
    """Phonetic search for a name that is listed in Han characters only."""
    for native, organisation in (
        ("長谷部 恵子", "山彦大学"),
        ("長谷部 恵子", "夕凪新聞"),
        ("長谷部 圭", ""),
    ):
        made = stage.world.station.desk.walkin(
            {"native_name": native, "organisation": organisation, "category": "scholar"}
        )
        stage.world.station.people.approve(made.id)
    stage.type("hasebe ke")


def search_namesakes(stage: Stage) -> None:
    stage.type("長谷部")


def search_uyghur(stage: Stage) -> None:
    stage.type("توختى")


def search_misspelt(stage: Stage) -> None:
    stage.type("adlijan")


def nobody_found(stage: Stage) -> None:
    stage.type("qwqwqw")


def long_name(stage: Stage) -> None:
    desk = stage.world.station.desk
    name = "Wolfeschlegelsteinhausenbergerdorff von und zu Hohenlohe-Langenburg-Schillingsfürst"
    made = desk.walkin(
        {"name": name, "native_name": "寿限無寿限無五劫の擦り切れ海砂利水魚の水行末雲来末"}
    )
    stage.world.station.people.approve(made.id)
    stage.type(str(made.number))
    stage.desk.bar.press("Enter")
    stage.until(lambda: not stage.desk.lookup_keys.waits)  # the hit must have been in sight


def walk_in(stage: Stage) -> None:
    stage.desk.bar.press("Ctrl N")


def session(stage: Stage) -> None:
    stage.desk.strip.chip.click()


def afterwards(stage: Stage) -> None:
    """A list on paper, typed: two of it cannot be recorded."""
    stage.desk.strip.afterwards.click()
    sheet = stage.desk.sheet
    assert isinstance(sheet, AfterwardsSheet)
    sheet.time.setText("9:35")
    sheet.numbers.setPlainText("12\n31 9:40\n36\n45\n999\n12")
    stage.until(lambda: sheet.preview is not None)


def entered_afterwards(stage: Stage) -> None:
    """The last ten after a list."""
    stage.desk.strip.afterwards.click()
    sheet = stage.desk.sheet
    assert isinstance(sheet, AfterwardsSheet)
    sheet.time.setText("9:35")
    sheet.numbers.setPlainText("12 45 46 9:37")
    stage.until(lambda: sheet.preview is not None)
    sheet.accept_button.click()


def exit_mode(stage: Stage) -> None:
    stage.desk.bar.press("F3")


def entry_mode(stage: Stage) -> None:
    stage.desk.bar.press("F3")
    stage.scan(55)
    stage.desk.bar.press("F8")


def look(stage: Stage) -> None:
    stage.work.go("look")


def banner(stage: Stage) -> None:
    stage.desk.show_error(DiskFull(NOT_WRITTEN, path="list.xlsx"))


def locked(stage: Stage) -> None:
    stage.window.covering.lock()


def _id(number: int) -> str:
    return f"{number:032x}"


SCENES: Final = (
    Scene("welcome-first", first),
    Scene("welcome-changed", changed_program),
    Scene("welcome-unlock", unlock),
    Scene("welcome-demo", new_demo),
    Scene("desk-ready", ready),
    Scene("desk-morning", morning),
    Scene("desk-welcome", welcome),
    Scene("desk-already-in", already_in),
    Scene("desk-goodbye", goodbye),
    Scene("desk-question", question),
    Scene("desk-photograph", photograph),
    Scene("desk-own-question", own_question),
    Scene("desk-own-answer", own_answer),
    Scene("desk-quiet", quiet),
    Scene("desk-cancelled", cancelled),
    Scene("desk-reason", reason),
    Scene("desk-unknown", unknown),
    Scene("desk-genuine", genuine),
    Scene("desk-wrong-session", wrong_session),
    Scene("desk-not-recorded", not_recorded),
    Scene("desk-search", search),
    Scene("desk-search-by-ear", search_by_ear),
    Scene("desk-search-namesakes", search_namesakes),
    Scene("desk-search-uyghur", search_uyghur),
    Scene("desk-search-misspelt", search_misspelt),
    Scene("desk-nobody-found", nobody_found),
    Scene("desk-long-name", long_name),
    Scene("desk-walk-in", walk_in),
    Scene("desk-session", session),
    Scene("desk-afterwards", afterwards),
    Scene("desk-afterwards-done", entered_afterwards),
    Scene("desk-exit", exit_mode),
    Scene("desk-undone", entry_mode),
    Scene("look", look),
    Scene("banner", banner),
)
LAST: Final = (Scene("locked", locked),)
