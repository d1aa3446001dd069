"""Screenshots of the page for the event: the programme, its forms, and what a change means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.shots.demo_window import Scene
from ui.event import EventPage
from ui.event.session_form import SessionForm
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage

PLENARY: Final = "plenary-1"


def event(stage: Stage) -> EventPage:
    stage.work.go("event")
    page = stage.work.front
    assert isinstance(page, EventPage)
    return page


def choose(stage: Stage, key: str = "") -> EventPage:
    page = event(stage)
    block = page.programme.block(key or page.programme.grid_keys()[0])
    assert block is not None
    block.setFocus()
    stage.settle()
    return page


def programme(stage: Stage) -> None:
    choose(stage)


def facts(stage: Stage) -> None:
    event(stage).facts.change.click()


def session(stage: Stage) -> None:
    choose(stage).foot.press(WindowKey.ENTER)


def consequences(stage: Stage) -> None:
    page = choose(stage)
    page.foot.press(WindowKey.ENTER)
    sheet = page.sheet
    assert isinstance(sheet, SessionForm)
    sheet.numbers["capacity"].setText("20")
    next(iter(sheet.ticks.values())).toggle()
    sheet.accepted.emit()


def moving(stage: Stage) -> None:
    choose(stage).foot.press(WindowKey.MOVE_SESSION)


def category(stage: Stage) -> None:
    event(stage).categories.add.click()


def cancelled(stage: Stage) -> None:
    page = choose(stage)
    page.foot.press(WindowKey.REMOVE)
    assert page.sheet is not None
    page.sheet.accepted.emit()


def undone(stage: Stage) -> None:
    event(stage).foot.press(WindowKey.TAKE_BACK)


SCENES: Final = (
    Scene("event", programme),
    Scene("event-facts", facts),
    Scene("event-session", session),
    Scene("event-consequences", consequences),
    Scene("event-moving", moving),
    Scene("event-category", category),
    Scene("event-cancelled", cancelled),
    Scene("event-undone", undone),
)
