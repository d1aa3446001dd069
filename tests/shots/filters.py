"""Screenshots of the filters of People, of acts on all who are listed, and of a room that is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.desk import FilterCondition, PeopleFilter, Topic
from checkin.desk.for_all import ForAll
from tests.shots.demo_window import Scene
from tests.shots.pages import people
from ui.desk.presence_sheet import PresenceSheet
from ui.people.filter_bar import NO_BADGE, WAITS
from ui.people.for_all_sheet import ForAllSheet

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage


def filtered(stage: Stage) -> None:
    """Those of the press who have no badge yet, and what can be done to all of them."""
    for name in ("Sole Example", "Another Example"):
        stage.world.station.desk.walkin({"name": name, "organisation": "Walk-in"})
    page = people(stage)
    page.field.edit.clear()
    page.filters.set_filter(PeopleFilter((NO_BADGE, FilterCondition(Topic.CATEGORY, "press"))))
    page.refresh()


def filtering(stage: Stage) -> None:
    people(stage).filters.more.emit()


def for_all(stage: Stage) -> None:
    people(stage).filters.for_all.emit()


def for_all_badges(stage: Stage) -> None:
    page = people(stage)
    page.filters.for_all.emit()
    assert isinstance(page.sheet, ForAllSheet)
    page.sheet.act.choose(ForAll.PRINT)


def for_all_done(stage: Stage) -> None:
    page = people(stage)
    page.filters.set_filter(PeopleFilter((WAITS,)))
    page.filters.for_all.emit()
    assert page.sheet is not None
    page.sheet.accepted.emit()


def who_is_here(stage: Stage) -> None:
    stage.desk.shell.show_presence()


def closing_a_room(stage: Stage) -> None:
    stage.desk.shell.show_presence()
    sheet = stage.desk.sheet
    assert isinstance(sheet, PresenceSheet)
    sheet.close_room.click()


def unfiltered(stage: Stage) -> None:
    people(stage).filters.clear()


def ready(stage: Stage) -> None:
    """The lamp before the doors open, and what it stands for."""
    page = stage.desk
    assert page.ready is not None
    page.ready.open()


def ready_scanned(stage: Stage) -> None:
    ready(stage)
    stage.desk.scan(stage.world.code(18))


SCENES: Final = (
    Scene("filters-people", filtered),
    Scene("filters-all-there-are", filtering),
    Scene("filters-for-all", for_all),
    Scene("filters-for-all-badges", for_all_badges),
    Scene("filters-for-all-done", for_all_done),
    Scene("filters-none", unfiltered),
    Scene("filters-who-is-here", who_is_here),
    Scene("filters-closing-a-room", closing_a_room),
    Scene("filters-ready", ready),
    Scene("filters-ready-scanned", ready_scanned),
)
