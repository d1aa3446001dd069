from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from checkin.errors import DiskFull, KnownError
from tests.ui.inline_background import InlineBackground
from ui.parts.background import Background, Lane, ThreadBackground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def failures() -> list[Exception]:
    return []


@pytest.fixture(params=["threads", "inline"])
def background(
    request: pytest.FixtureRequest, qtbot: QtBot, failures: list[Exception]
) -> Iterator[Background]:
    made: Background = InlineBackground()
    if request.param == "threads":
        made = ThreadBackground(failures.append)
    yield made
    made.close()


class TestEveryBackground:
    """The contract of `Background`, with threads and without."""

    def test_the_result_arrives_in_the_windows_thread(
        self, background: Background, qtbot: QtBot
    ) -> None:
        came: list[tuple[int, int]] = []
        background.run(lambda: 42, lambda result: came.append((result, threading.get_ident())))
        qtbot.waitUntil(lambda: came == [(42, threading.get_ident())])

    def test_a_failure_of_the_world_goes_to_who_asked(
        self, background: Background, qtbot: QtBot
    ) -> None:
        heard: list[KnownError] = []

        def full() -> None:
            raise DiskFull("The disk is full.")

        background.run(full, lambda _: None, heard.append)
        qtbot.waitUntil(lambda: len(heard) == 1)
        assert isinstance(heard[0], DiskFull)

    def test_cancelled_work_ends_and_tells_nobody(
        self, background: Background, qtbot: QtBot
    ) -> None:
        came: list[str] = []
        progress = background.progress(lambda _: came.append("progress"))
        progress.stop()

        def work() -> str:
            progress(0.5)
            return "never"

        background.run(work, came.append)
        background.run(lambda: "after", came.append)
        qtbot.waitUntil(lambda: came == ["after"])

    def test_progress_arrives_before_the_end(self, background: Background, qtbot: QtBot) -> None:
        came: list[object] = []
        progress = background.progress(came.append)

        def work() -> str:
            progress(0.5)
            return "done"

        background.run(work, came.append)
        qtbot.waitUntil(lambda: came == [0.5, "done"])


def test_work_on_the_store_is_one_after_another(qtbot: QtBot) -> None:
    background = ThreadBackground(lambda _: None)
    busy = threading.Lock()
    order: list[int] = []

    def work(number: int) -> int:
        assert busy.acquire(blocking=False)
        try:
            return number
        finally:
            busy.release()

    for number in range(20):
        background.run(lambda number=number: work(number), order.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: order == list(range(20)))
    background.close()


def test_free_work_does_not_wait_for_the_store(qtbot: QtBot) -> None:
    background = ThreadBackground(lambda _: None)
    gate = threading.Event()
    came: list[str] = []
    background.run(lambda: gate.wait(5), lambda _: came.append("store"))
    background.run(lambda: "free", came.append, lane=Lane.FREE)
    qtbot.waitUntil(lambda: came == ["free"])
    gate.set()
    qtbot.waitUntil(lambda: came == ["free", "store"])
    background.close()


def test_a_bug_in_the_background_goes_to_the_one_function_for_failures(qtbot: QtBot) -> None:
    failures: list[Exception] = []
    background = ThreadBackground(failures.append)
    background.run(lambda: 1 / 0, lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: [type(failure) for failure in failures] == [ZeroDivisionError])
    background.close()


def test_nothing_arrives_after_closing(qtbot: QtBot) -> None:
    background = ThreadBackground(lambda _: None)
    came: list[int] = []
    background.run(lambda: 1, came.append)
    background.close()
    background.run(lambda: 2, came.append)
    qtbot.wait(20)
    assert came == []
