"""Scan latency: nothing is read from the store between a scan and the paint of its verdict."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject

from checkin.settings import Printing
from checkin.store.store import Store
from tests.ui.fake_printer import PaperTray
from tests.ui.input_driver import Hands
from ui.parts.shell import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    import sqlalchemy as sa
    from pytestqt.qtbot import QtBot

    from tests.ui.scanner_window import Room

    Transaction = Callable[[Store], AbstractContextManager[sa.Connection]]

GUEST, OTHER, NINE = 42, 20, f"{9:032x}"


@dataclass
class Trace:
    """An ordered log: `begin` of a transaction, `verdict` on the card, `paint` of the card."""

    steps: list[str] = field(default_factory=list)

    @property
    def to_verdict(self) -> list[str]:
        return self.steps[: self.steps.index("verdict")]

    @property
    def to_paint(self) -> list[str]:
        after = self.steps[self.steps.index("verdict") + 1 :]
        return after[: after.index("paint")]


class PaintFilter(QObject):
    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self._trace = trace

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._trace.steps.append("paint")
        return False


@contextmanager
def traced(room: Room) -> Iterator[Trace]:
    trace = Trace()

    def listening(transaction: Transaction) -> Transaction:
        @contextmanager
        def heard(store: Store) -> Iterator[sa.Connection]:
            trace.steps.append("begin")
            with transaction(store) as connection:
                yield connection

        return heard

    def shown(_: object) -> None:
        trace.steps.append("verdict")

    paints = PaintFilter(trace)
    room.work.shown.connect(shown)
    room.desk.card.installEventFilter(paints)
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("read", "write", "write_in_background"):
                patch.setattr(Store, name, listening(getattr(Store, name)))
            yield trace
    finally:
        room.desk.card.removeEventFilter(paints)


def at_the_desk(room: Room) -> None:
    room.work.go("desk")


def after_a_correction(room: Room) -> None:
    """The desk is in the background, with stale contents."""
    room.work.go("people")
    assert room.window.station is not None
    room.window.station.people.correct(NINE, {"name": "Somebody Else"})
    room.work.front.shell.changed(Change.DELEGATE, room.work.front)
    assert room.desk.stale


def printing_by_itself(room: Room) -> None:
    assert room.window.host.print_desk is not None
    room.window.host.print_desk.use(PaperTray())
    settings = room.window.settings
    settings.change(replace(settings.current, printing=Printing.ALWAYS))


def badges_on_the_table(room: Room) -> None:
    settings = room.window.settings
    settings.change(replace(settings.current, printing=Printing.BEFOREHAND))


@pytest.mark.parametrize(
    "before", [at_the_desk, after_a_correction, printing_by_itself, badges_on_the_table]
)
def test_nothing_is_read_between_a_scan_and_the_paint_of_its_verdict(
    room: Room, qtbot: QtBot, before: Callable[[Room], None]
) -> None:
    room.desk.scan(room.world.code(OTHER))
    qtbot.waitUntil(lambda: not room.desk.recent.waits)
    before(room)
    qtbot.wait(1)
    with traced(room) as trace:
        Hands(room.desk.scanner).scan(room.world.code(GUEST))
        qtbot.waitUntil(lambda: "verdict" in trace.steps and "paint" in trace.steps[-40:])
        qtbot.waitUntil(lambda: not room.desk.recent.waits)
    assert room.work.front is room.desk
    assert trace.to_verdict.count("begin") == 1
    assert trace.to_paint == []
    assert room.desk.last.scans[0].person is not None
    assert room.desk.last.scans[0].person.number == GUEST
