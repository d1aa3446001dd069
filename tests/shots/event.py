"""Screenshots of the page for the event: the programme, its forms, and what a change means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit, QScrollArea

from tests.shots.demo_window import Scene
from ui.event import EventPage
from ui.event.session_form import SessionForm
from ui.event.try_sheet import TrySheet
from ui.parts.keys import WindowKey
from ui.parts.proposed_words import ProposedWords
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage
    from ui.shell.new_event_forms import NewEventForms

PLENARY: Final = "plenary-1"


def event(stage: Stage) -> EventPage:
    stage.work.go("event")
    page = stage.work.front
    assert isinstance(page, EventPage)
    return page


def choose(stage: Stage, key: str = "") -> EventPage:
    page = event(stage)
    key = key or page.programme.grid_keys()[0]
    page.programme.choose(key)
    block = page.programme.block(key)
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


def own_fields(stage: Stage) -> None:
    """The lists of columns and questions, at the end of the column at the side."""
    programme = stage.world.station.programme
    names = {"name": {"en": "Meal", "ja": "食事", "ug": "تاماق", "zh-Hant": "飲食"}}
    programme.add_column("Meal", {"type": "choice", "choices": ["Vegan", "Halal"], **names})
    film = {"en": "May we film you?", "ja": "撮影してもよいですか", "ug": "سىنغا ئالساق بولامدۇ؟"}
    programme.add_question("film", {"text": film})
    page = event(stage)
    page.refresh()
    stage.settle()
    scrolled = page.own.questions.parentWidget()
    while scrolled is not None and not isinstance(scrolled, QScrollArea):
        scrolled = scrolled.parentWidget()
    if scrolled is not None:
        scrolled.ensureWidgetVisible(page.own.questions.add)


def own_column(stage: Stage) -> None:
    event(stage).own.columns.change_wanted.emit("Meal")


def own_question(stage: Stage) -> None:
    event(stage).own.questions.change_wanted.emit("film")


def own_fields_gone(stage: Stage) -> None:
    programme = stage.world.station.programme
    programme.remove_column("Meal")
    programme.remove_question("film")
    event(stage).refresh()


def cancelled(stage: Stage) -> None:
    page = choose(stage)
    page.foot.press(WindowKey.REMOVE)
    assert page.sheet is not None
    page.sheet.accepted.emit()


def undone(stage: Stage) -> None:
    event(stage).foot.press(WindowKey.TAKE_BACK)


def to_look_at(stage: Stage) -> None:
    """A session that nobody may enter, and one in a room that is taken."""
    programme = stage.world.station.programme
    programme.add_category("sponsor", {"name": "Sponsor"})
    programme.set_session("reception", {"categories": ["sponsor"]})
    event(stage).refresh()


def trying(stage: Stage) -> None:
    page = choose(stage, "voices")
    page.foot.press(WindowKey.TRY_RULES)
    sheet = page.sheet
    assert isinstance(sheet, TrySheet)
    sheet.who.setText("18")
    sheet.accepted.emit()


def guide(stage: Stage) -> NewEventForms:
    page = stage.window.reception.page
    assert page is not None
    return page.new_event


def guide_event(stage: Stage) -> None:
    guide(stage).begin()


def guide_days(stage: Stage) -> None:
    """The first step is taken by its fields."""
    page = stage.window.reception.page
    assert page is not None
    assert page.form is not None
    lines = page.form.findChildren(QLineEdit)
    for line, words in zip(lines, ("Forum", "Hall", "Asia/Tokyo"), strict=True):
        line.setText(words)
    page.form.accepted.emit()


def guide_sessions(stage: Stage) -> None:
    forms = guide(stage)
    page = stage.window.reception.page
    assert page is not None
    assert page.form is not None
    for line, words in zip(
        page.form.findChildren(QLineEdit), ("2026-10-30", "2026-10-31"), strict=True
    ):
        line.setText(words)
    page.form.accepted.emit()
    for name, hours in (("Opening plenary", ("10:00", "12:00")), ("Reception", ("18:30", ""))):
        assert page.form is not None
        lines = page.form.findChildren(QLineEdit)
        for line, words in zip(lines, (name, "Room 201", *hours), strict=True):
            line.setText(words)
        page.form.accepted.emit()
    assert len(forms.draft.sessions) == 2


def guide_mistake(stage: Stage) -> None:
    page = stage.window.reception.page
    assert page is not None
    assert page.form is not None
    lines = page.form.findChildren(QLineEdit)
    for line, words in zip(lines, ("Workshop", "Room 5", "14:00", "13:00"), strict=True):
        line.setText(words)
    page.form.accepted.emit()


def guide_passphrase(stage: Stage) -> None:
    guide(stage).ask_passphrase()


def guide_proposed(stage: Stage) -> None:
    """Six words are proposed."""
    page = stage.window.reception.page
    assert page is not None
    proposal = page.findChild(ProposedWords)
    assert proposal is not None
    proposal.button.click()


def guide_weak(stage: Stage) -> None:
    """A passphrase that is quickly guessed."""
    page = stage.window.reception.page
    assert page is not None
    assert page.form is not None
    for line in page.form.findChildren(QLineEdit):
        line.setText("correct horse")
    page.form.accepted.emit()


def guide_recovery(stage: Stage) -> None:
    """The recovery passphrase of the new event, shown once."""
    page = stage.window.reception.page
    assert page is not None
    recovery = "BKEGV-DROHL-UPXIC-TNFSJ-GKVEB-LOHRD"
    page.recovery.show(Opened(stage.world.station, recovery=recovery, typed_back=True))


def guide_typed_back(stage: Stage) -> None:
    page = stage.window.reception.page
    assert page is not None
    assert page.form is not None
    page.form.accepted.emit()
    line = page.form.findChild(QLineEdit)
    assert line is not None
    line.setText("bkegv drohl upxic tnfjs gkveb lohrd")
    page.form.accepted.emit()


def first_page_again(stage: Stage) -> None:
    page = stage.window.reception.page
    assert page is not None
    page.offer()


# Before a store is open.
FIRST: Final = (
    Scene("new-event", guide_event),
    Scene("new-event-days", guide_days),
    Scene("new-event-sessions", guide_sessions),
    Scene("new-event-mistake", guide_mistake),
    Scene("new-event-passphrase", guide_passphrase),
    Scene("new-event-proposed", guide_proposed),
    Scene("new-event-weak", guide_weak),
    Scene("new-event-recovery", guide_recovery),
    Scene("new-event-typed-back", guide_typed_back),
    Scene("new-event-left", first_page_again),
)
SCENES: Final = (
    Scene("event", programme),
    Scene("event-facts", facts),
    Scene("event-session", session),
    Scene("event-consequences", consequences),
    Scene("event-moving", moving),
    Scene("event-category", category),
    Scene("event-own-fields", own_fields),
    Scene("event-own-column", own_column),
    Scene("event-own-question", own_question),
    Scene("event-own-gone", own_fields_gone),
    Scene("event-cancelled", cancelled),
    Scene("event-undone", undone),
    Scene("event-to-look-at", to_look_at),
    Scene("event-trying", trying),
)
