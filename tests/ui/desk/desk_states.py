"""The states of the desk: each is brought about by real scans and real keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from checkin.domain import DelegateId, Flag, Match
from checkin.settings import Printing, Settings
from tests.ui.desk.desk_case import DeskCase, refused, says, wait_for_typing
from tests.ui.input_driver import focused
from ui.parts.keys import WindowKey
from ui.scanning.key_guard import is_secret

if TYPE_CHECKING:
    from collections.abc import Callable


JAPANESE, OTHER = 12, 30
GROUPS: Final = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot")
BADGE: Final = Settings(printing=Printing.ONCE)


def ready(case: DeskCase) -> None:
    case.scan(JAPANESE)
    case.later(WindowKey.ENTER)
    assert case.page.card.headline.text() == "Ready"


def exit_mode(case: DeskCase) -> None:
    case.later(WindowKey.EXIT)


def admitted(case: DeskCase) -> None:
    case.scan(case.guest)


def already_in(case: DeskCase) -> None:
    case.scan(case.guest)
    case.world.clock.forward(minutes=1)
    case.scan(case.guest)


def left(case: DeskCase) -> None:
    case.scan(case.guest)
    case.later(WindowKey.EXIT)


def undone(case: DeskCase) -> None:
    case.scan(JAPANESE)
    case.scan(case.guest)
    case.later(WindowKey.UNDO)


def unknown(case: DeskCase) -> None:
    case.hands.scan("something else")


def cancelled(case: DeskCase) -> None:
    case.people.cancel(case.delegate)
    case.scan(case.guest)


def too_early(case: DeskCase) -> None:
    case.desk.fixed = "reception"
    case.scan(case.guest)
    says(case, "Too early")


def too_late(case: DeskCase) -> None:
    case.desk.fixed = "reception"
    case.world.clock.show("23:00")
    case.scan(case.guest)
    says(case, "Too late")


def full(case: DeskCase) -> None:
    """A workshop of 24 seats, and all are taken."""
    case.world.clock.show("14:00")
    case.desk.fixed = "workshop-testimony"
    for number in range(0 if case.times else 24):
        fields = {"name": f"Scholar {number}", "category": "scholar"}
        made = DelegateId(case.desk.walkin(fields, approved=True).id)
        case.desk.checkin(made, "entrance")
        case.desk.checkin(made)
    case.desk.checkin(case.guest, "entrance")
    case.scan(case.guest)
    says(case, "Full")


def wrong_session(case: DeskCase) -> None:
    case.desk.fixed = "press-briefing"
    case.scan(case.guest)
    says(case, "Wrong session")


def needs_approval(case: DeskCase) -> None:
    made = case.desk.walkin({"name": f"Erik Lund {case.times}"})
    case.hands.seconds += 1
    case.page.check_in(DelegateId(made.id))
    assert "not approved yet" in case.page.card.hint.words()


def not_recorded(case: DeskCase) -> None:
    with case.without_store():
        case.scan(case.guest)
    says(case, "Not recorded")


def badge_waits(case: DeskCase) -> None:
    """Badges print by themselves, and the printer is away."""
    case.settings.change(BADGE)
    case.scan(case.guest)
    case.page.badge_moved()
    assert "waits" in case.page.card.hint.words()


def banner(case: DeskCase) -> None:
    """Undo fails: the card says Welcome as before, and a banner says why."""
    case.scan(case.guest)
    with case.without_store():
        case.later(WindowKey.UNDO)
    assert case.page.banner.words()


def quiet_check(case: DeskCase) -> None:
    case.flag(Flag.CALL_LEAD)
    case.scan(case.guest)


def lead_called(case: DeskCase) -> None:
    case.people.cancel(case.delegate)
    case.shift.hand_over()
    case.scan(case.guest)
    case.later(WindowKey.LEAD)
    assert "lead is needed" in case.page.card.hint.words()


def question(case: DeskCase) -> None:
    case.flag(Flag.CHECK_IDENTITY)
    case.scan(case.guest)


def second_question(case: DeskCase) -> None:
    case.flag(Flag.ASK_CONSENT)
    question(case)
    case.later(WindowKey.ENTER)


def note(case: DeskCase) -> None:
    case.people.correct(case.delegate, {"notes": "A letter waits"})
    case.flag(Flag.ATTENTION)
    case.scan(case.guest)


def note_read(case: DeskCase) -> None:
    note(case)
    case.later(WindowKey.ENTER)


def badge_wanted(case: DeskCase) -> None:
    case.scan(case.guest)
    case.later(WindowKey.BADGE)


def badge_question(case: DeskCase) -> None:
    case.world.station.badges.record_printed([case.delegate])
    badge_wanted(case)


def guessed(case: DeskCase) -> None:
    guess(case)
    case.later(WindowKey.ENTER)
    says(case, "Did you mean")


def guess(case: DeskCase) -> None:
    case.hands.type("tanaka")
    hit = replace(case.page.results.found[0], match=Match.GUESS)
    case.page.results.show_found((hit,), total=1)
    case.page.looking.shown.emit()


def group_sheet(case: DeskCase) -> None:
    name = f"Delegation {GROUPS[case.times]}"
    for number in range(13 + 4 * case.times, 17 + 4 * case.times):
        case.people.correct(f"{number:032x}", {"organisation": name})
    case.hands.type(name.lower())
    case.later(WindowKey.GROUP)


def group_refused(case: DeskCase) -> None:
    group_sheet(case)
    case.hands.press(Qt.Key.Key_Space)
    with case.without_store():
        case.later(WindowKey.ENTER)
    refused(case)


def walk_in_sheet(case: DeskCase) -> None:
    case.hands.type("erik lund")
    case.later(WindowKey.WALK_IN)


def walk_in_refused(case: DeskCase) -> None:
    """Enter without a name."""
    case.later(WindowKey.WALK_IN)
    case.later(WindowKey.ENTER)
    refused(case)


def walk_in_known(case: DeskCase) -> None:
    """Somebody of that name is on the roster: Enter would register them, Alt 1 opens their card."""
    case.hands.type("tanaka kyoko")
    case.later(WindowKey.WALK_IN)
    case.later(WindowKey.ENTER)
    refused(case)


def proxy_sheet(case: DeskCase) -> None:
    case.scan(case.guest)
    case.later(WindowKey.PROXY)


def reason_sheet(case: DeskCase) -> None:
    cancelled(case)
    case.later(WindowKey.LEAD)


def reason_refused(case: DeskCase) -> None:
    """Enter without a reason."""
    reason_sheet(case)
    case.later(WindowKey.ENTER)
    refused(case)


def pin_sheet(case: DeskCase) -> None:
    lead_called(case)
    case.later(WindowKey.LEAD)
    assert is_secret(focused())


def pin_refused(case: DeskCase) -> None:
    pin_sheet(case)
    case.hands.type("0000")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    wait_for_typing()
    case.hands.type("she is expected")
    case.later(WindowKey.ENTER)
    refused(case)


def session_sheet(case: DeskCase) -> None:
    case.later(WindowKey.SESSION)


def undo_question(case: DeskCase) -> None:
    ready(case)
    case.later(WindowKey.UNDO)
    assert case.page.sheet is not None


STATES: Final[dict[str, Callable[[DeskCase], None]]] = {
    state.__name__: state
    for state in (
        ready,
        exit_mode,
        admitted,
        already_in,
        left,
        undone,
        unknown,
        cancelled,
        too_early,
        too_late,
        full,
        wrong_session,
        needs_approval,
        not_recorded,
        badge_waits,
        banner,
        quiet_check,
        lead_called,
        question,
        second_question,
        note,
        note_read,
        badge_wanted,
        badge_question,
        guess,
        guessed,
        group_sheet,
        group_refused,
        walk_in_sheet,
        walk_in_refused,
        walk_in_known,
        proxy_sheet,
        reason_sheet,
        reason_refused,
        pin_sheet,
        pin_refused,
        session_sheet,
        undo_question,
    )
}
