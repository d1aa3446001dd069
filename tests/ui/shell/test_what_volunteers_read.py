"""Privacy: a volunteer's window reveals no silent check, and little of protected delegates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from checkin import wording
from checkin.domain import Flag, Manner, Outcome, Role
from checkin.language import load
from checkin.settings import Settings
from checkin.store import people as roster
from tests.ui import visible_text
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Heard
from ui.parts.theme import LIGHT
from ui.people import PeoplePage
from ui.second_screen.second_screen import SecondScreen, key_of
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World

    Start = Callable[[Role], MainWindow]

QUIET, PROTECTED, GUEST = 31, 24, 42
NOTE, MARK, REASON, PSEUDONYM = "Nightshade", "canary-mark", "Rationale", "Pythia"
ALIAS = "Poppy"
ENGLISH = load("en")
QUIETLY = wording.flag_name(Flag.CALL_LEAD, ENGLISH)
CALLED = wording.outcome_name(Outcome.CALL_LEAD, ENGLISH)
SECRETS = (NOTE, MARK, REASON, PSEUDONYM, QUIETLY)


@pytest.fixture
def start(desk: World, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Start]:
    """Two delegates at risk: one with a silent check, then admitted by a lead; one under a pseudonym."""
    made: list[MainWindow] = []
    people, station = desk.station.people, desk.station
    for number, badge_name in ((QUIET, PSEUDONYM), (PROTECTED, ALIAS)):
        people.correct(identifier(number), {"notes": NOTE, "badge_name": badge_name})
        people.flag(identifier(number), MARK, on=True)
    people.flag(identifier(QUIET), Flag.CALL_LEAD, on=True)
    for flag in (Flag.PROTECTED, Flag.ATTENTION):
        people.flag(identifier(PROTECTED), flag, on=True)
    station.desk.scan(desk.code(QUIET))
    station.desk.scan(desk.code(QUIET), how=Manner(force=REASON))
    desk.clock.forward(minutes=1)

    def begin(role: Role) -> MainWindow:
        station.shift.role = role
        chosen = Settings(language="en", idle_minutes=0)
        window = MainWindow(
            chosen, tmp_path / "s.json", Appearance(qapp), InlineBackground(), Heard()
        )
        made.append(window)
        window.resize(1366, 768)
        window.start(None)
        window.open(Opened(station))
        with qtbot.waitExposed(window):
            window.show()
        return window

    yield begin
    for window in made:
        window.kiosk_mode.kiosk = None
        window.close()
        window.deleteLater()


def identifier(number: int) -> str:
    return f"{number:032x}"


def name_of(world: World, number: int) -> str:
    """The name on the roster, whoever is at work."""
    with world.station.store.read() as connection:
        return roster.get_delegate(connection, identifier(number)).display_name


def people_page(window: MainWindow) -> PeoplePage:
    assert window.workplace is not None
    window.workplace.go("people")
    (page,) = window.findChildren(PeoplePage)
    return page


def secrets(text: str, *more: str) -> list[str]:
    return [word for word in (*SECRETS, *more) if word in text]


def test_the_desk_and_the_last_ten(desk: World, start: Start, qtbot: QtBot) -> None:
    window = start(Role.VOLUNTEER)
    assert window.workplace is not None
    page = window.workplace.desk
    page.scan(desk.code(QUIET))
    assert page.card.headline.text() == "One moment"
    texts = [visible_text.everything(window)]
    desk.clock.forward(minutes=1)
    page.scan(desk.code(GUEST))
    qtbot.waitUntil(lambda: not page.recent.waits)
    texts.append(visible_text.everything(window))
    assert secrets("\n".join(texts)) == []
    lines = {line for line in visible_text.everything(page.last).splitlines() if CALLED in line}
    assert len(lines) == 2
    assert all(f"Delegate {QUIET:03}" in line for line in lines)
    assert name_of(desk, QUIET) not in "\n".join(lines)


def test_a_note_that_must_be_read_is_the_desks_to_show_once(desk: World, start: Start) -> None:
    legal = name_of(desk, PROTECTED)
    window = start(Role.VOLUNTEER)
    assert window.workplace is not None
    page = window.workplace.desk
    people = people_page(window)
    people.show_person(identifier(PROTECTED))
    assert secrets(visible_text.everything(window), legal) == []
    assert ALIAS in visible_text.everything(people)
    window.workplace.go("desk")
    page.scan(desk.code(PROTECTED))
    assert NOTE in page.card.notes.words()
    assert secrets(visible_text.everything(window)) == [NOTE]
    assert ALIAS in visible_text.everything(page)
    page.bar.press("Enter")
    desk.clock.forward(minutes=1)
    page.scan(desk.code(PROTECTED))
    assert secrets(visible_text.everything(window), legal) == []


def test_an_old_badge_says_nothing_of_whose_it_was(desk: World, start: Start) -> None:
    desk.station.people.revoke_code(desk.code(GUEST))
    name = name_of(desk, GUEST)
    window = start(Role.VOLUNTEER)
    assert window.workplace is not None
    window.workplace.desk.scan(desk.code(GUEST))
    window.workplace.desk.refresh()
    assert secrets(visible_text.everything(window), name, f"{GUEST:03}") == []


@pytest.mark.parametrize("number", [QUIET, PROTECTED])
def test_the_list_the_card_and_the_history(desk: World, start: Start, number: int) -> None:
    page = people_page(start(Role.VOLUNTEER))
    page.show_person(identifier(number))
    name = ALIAS if number == PROTECTED else name_of(desk, number)
    assert page.card.name.text() == name
    assert [row.id for row in page.list.rows if row.number == number] == [identifier(number)]
    by_lead = "let in by a lead"
    assert secrets(visible_text.everything(page), CALLED, by_lead) == []
    assert [line.what for line in page.card.history.lines] == (
        ["Admitted"] if number == QUIET else []
    )


def test_a_lead_reads_all_of_it(start: Start) -> None:
    page = people_page(start(Role.LEAD))
    page.show_person(identifier(QUIET))
    text = visible_text.everything(page)
    told = (NOTE, MARK, PSEUDONYM, QUIETLY, CALLED, "let in by a lead")
    assert [word for word in told if word not in text] == []


@pytest.mark.parametrize("number", [QUIET, PROTECTED])
def test_the_second_screen(desk: World, start: Start, number: int) -> None:
    window = start(Role.VOLUNTEER)
    assert window.workplace is not None
    second = SecondScreen(LIGHT)
    second.use(key_of(QGuiApplication.primaryScreen()), LIGHT, "en")
    window.workplace.shown.connect(second.show_verdict)
    window.workplace.desk.scan(desk.code(number))
    assert second.window is not None
    assert bool(second.window.words) is (number == PROTECTED)
    text = f"{visible_text.everything(second.window)}\n{second.window.words}"
    assert secrets(text, name_of(desk, number), f"{number:03}") == []
    second.close()


def test_self_check_in(desk: World, start: Start) -> None:
    """The protected delegate's note is already confirmed, so that the kiosk may admit them."""
    desk.station.people.flag(identifier(PROTECTED), Flag.ATTENTION, on=False)
    names = [name_of(desk, number) for number in (QUIET, PROTECTED)]
    window = start(Role.ORGANISER)
    window.kiosk_mode.start()
    assert window.kiosk_mode.kiosk is not None
    told = []
    for number in (QUIET, PROTECTED):
        window.kiosk_mode.kiosk.serve(desk.code(number))
        told.append(window.kiosk_mode.kiosk.card.headline.text())
        assert secrets(visible_text.everything(window.kiosk_mode.kiosk), *names, CALLED) == []
    assert told == ["Please come to the desk", "Welcome"]
