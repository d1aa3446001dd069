"""Screenshots of the rare outcomes at the desk, so that every one is reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin import codes, settings
from checkin.domain import EXIT, CodeKind
from tests.shots.demo_window import Scene
from tests.ui import demo_store
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage

MEMBER, GUEST, LOST, LAST, SCHOLAR = 4, 44, 47, 43, 41
WORKSHOP: Final = "workshop-testimony"


def unreadable(stage: Stage) -> None:
    code = stage.world.code(MEMBER)
    wrong = next(letter for letter in codes.ALPHABET if letter != code[4])
    stage.desk.scan(code[:4] + wrong + code[5:])


def other_event(stage: Stage) -> None:
    stage.desk.scan(codes.mint(bytes([7]) * 32, lambda count: bytes(range(count))))


def revoked(stage: Stage) -> None:
    people = stage.world.station.people
    code = people.issue_code(f"{LOST:032x}", CodeKind.BADGE).code
    people.lost_badge(f"{LOST:032x}")
    stage.desk.scan(code)


def needs_approval(stage: Stage) -> None:
    made = stage.world.station.desk.walkin({"name": "Sole Example", "organisation": "Walk-in"})
    stage.desk.check_in(made.number)


def readmitted(stage: Stage) -> None:
    desk = stage.world.station.desk
    stage.scan(MEMBER)
    stage.world.clock.forward(minutes=1)
    desk.scan(stage.world.code(MEMBER), how=EXIT)
    stage.scan(MEMBER)


def represented(stage: Stage) -> None:
    desk = stage.world.station.desk
    stage.scan(SCHOLAR)
    stage.desk.bar.press("F4")
    sheet = stage.desk.sheet
    assert sheet is not None
    field = sheet.first()
    field.setProperty("text", "Sato Hanako")
    sheet.accepted.emit()
    assert desk.last(1)[0].represented_by


def seat_taken(stage: Stage) -> None:
    stage.world.clock.forward(minutes=5)
    stage.scan(SCHOLAR)


def too_early(stage: Stage) -> None:
    _at(stage, "voices", "14:00", MEMBER)


def too_late(stage: Stage) -> None:
    _at(stage, "round-table", "14:10", MEMBER)


def full(stage: Stage) -> None:
    desk = stage.world.station.desk
    rows = [
        row for row in demo_store.demo_rows() if row["category"] in {"scholar", "guest", "staff"}
    ]
    for row in rows:
        number = int(row["number"])
        if number != LAST and not row["flags"]:
            desk.checkin(number, "entrance")
            desk.checkin(number, WORKSHOP)
    desk.checkin(LAST, "entrance")
    _at(stage, WORKSHOP, "14:20", LAST)


def _at(stage: Stage, session: str, time: str, number: int) -> None:
    """At a session at a given time; then the desk returns to the entrance."""
    desk = stage.world.station.desk
    stage.world.clock.show(time)
    desk.fixed = session
    stage.scan(number)
    desk.fixed = ""


def another_store(stage: Stage) -> None:
    """The store is another one than when this folder was last opened."""
    holder, station = stage.window.settings, stage.world.station
    holder.keep(settings.with_store(holder.current, station.folder, "of another event"))
    stage.window.alarm.another_store.begin(Opened(station))
    stage.window.alarm.another_store.look()


SCENES: Final = (
    Scene("another-store", another_store),
    Scene("answer-unreadable", unreadable),
    Scene("answer-other-event", other_event),
    Scene("answer-revoked", revoked),
    Scene("answer-needs-approval", needs_approval),
    Scene("answer-readmitted", readmitted),
    Scene("answer-represented", represented),
    Scene("answer-seat-taken", seat_taken),
    Scene("answer-too-early", too_early),
    Scene("answer-too-late", too_late),
    Scene("answer-full", full),
)
