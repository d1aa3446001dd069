"""Page dialogs: the answer arrives once, after the form closes; an invalid form stays open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

import pytest
from PySide6.QtWidgets import QLineEdit

from checkin.errors import DiskFull, KnownError
from tests.ui.inline_background import InlineBackground
from ui.parts.background import Lane
from ui.parts.page import Page, PageEnvironment
from ui.parts.question_sheet import QuestionSheet
from ui.parts.widgets import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ui.parts.theme import Theme

T = TypeVar("T")


class NumberSheet(Sheet):
    """A form with a required field."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Number", "Take", "Back", theme)
        self.field = QLineEdit()
        self.row("Number", self.field)

    def complete(self) -> bool:
        if not self.field.text():
            self.refuse("Nothing is typed.")
        return bool(self.field.text())


class LaterBackground(InlineBackground):
    """Holds the work until the test runs it."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[KnownError], None] | None = None,
        lane: Lane = Lane.STORE,
    ) -> None:
        self.waiting.append(lambda: InlineBackground.run(self, work, done, failed, lane))


@pytest.fixture
def later() -> LaterBackground:
    return LaterBackground()


@pytest.fixture
def bare_page(around: PageEnvironment, later: LaterBackground, qtbot: QtBot) -> Page:
    made = Page("Page", replace(around, background=later))
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


FULL: Final = DiskFull("The disk is full.")


def fill(_: object) -> str:
    raise FULL


class Second:
    """Work that fails at the first try."""

    def __init__(self) -> None:
        self.tries = 0

    def work(self, form: NumberSheet) -> str:
        self.tries += 1
        return fill(form) if self.tries == 1 else form.field.text()


def test_a_question_that_is_accepted_is_closed_before_the_answer_arrives(bare_page: Page) -> None:
    arrived: list[Sheet | None] = []
    question = QuestionSheet("Sure?", "It is hard to undo.", "Yes", "Back", bare_page.theme)
    bare_page.confirm(question, lambda: arrived.append(bare_page.sheet))
    assert bare_page.sheet is question
    question.accept_button.click()
    assert arrived == [None]


def test_a_question_that_is_declined_has_no_answer(bare_page: Page) -> None:
    arrived: list[bool] = []
    question = QuestionSheet("Sure?", "It is hard to undo.", "Yes", "Back", bare_page.theme)
    bare_page.confirm(question, lambda: arrived.append(True))
    question.cancel_button.click()
    assert bare_page.sheet is None
    assert arrived == []


def test_a_form_that_lacks_something_stays_and_says_what(bare_page: Page) -> None:
    arrived: list[str] = []
    form = NumberSheet(bare_page.theme)
    bare_page.ask(form, lambda form: arrived.append(form.field.text()))
    form.accept_button.click()
    assert (bare_page.sheet, form.words(), arrived) == (form, "Nothing is typed.", [])
    form.field.setText("7")
    form.accept_button.click()
    assert (bare_page.sheet, arrived) == (None, ["7"])


def test_a_form_stays_until_its_work_succeeds(bare_page: Page) -> None:
    arrived: list[str] = []
    form = NumberSheet(bare_page.theme)
    form.field.setText("7")
    bare_page.ask_until(form, Second().work, arrived.append)
    form.accept_button.click()
    assert (bare_page.sheet, form.words()) == (form, FULL.sentence)
    form.accept_button.click()
    assert (bare_page.sheet, arrived) == (None, ["7"])


@pytest.mark.parametrize("closed", [False, True], ids=["form still open", "form closed"])
def test_a_failure_behind_a_form_is_told_where_one_looks(
    bare_page: Page, later: LaterBackground, *, closed: bool
) -> None:
    form = NumberSheet(bare_page.theme)
    form.field.setText("7")
    bare_page.ask_behind(form, lambda form: lambda: fill(form), lambda _: None)
    form.accept_button.click()
    if closed:
        bare_page.close_sheet()
    later.waiting.pop()()
    sentence = FULL.sentence
    assert bare_page.banner.words() == (sentence if closed else "")
    assert form.words() == ("One moment…" if closed else sentence)
    assert form.accept_button.isEnabled() is not closed


def test_work_behind_a_form_runs_once_and_not_before_the_form_is_complete(
    bare_page: Page, later: LaterBackground
) -> None:
    form = NumberSheet(bare_page.theme)
    bare_page.ask_behind(form, lambda form: form.field.text, lambda _: None)
    form.accept_button.click()
    assert (later.waiting, form.words()) == ([], "Nothing is typed.")
    form.field.setText("7")
    for _ in range(2):
        form.accept_button.click()
    assert len(later.waiting) == 1


def test_work_behind_a_form_closes_it_when_it_is_done(
    bare_page: Page, later: LaterBackground
) -> None:
    arrived: list[str] = []
    form = NumberSheet(bare_page.theme)
    form.field.setText("7")
    bare_page.ask_behind(form, lambda form: form.field.text, arrived.append)
    form.accept_button.click()
    assert (bare_page.sheet, arrived) == (form, [])
    later.waiting.pop()()
    assert (bare_page.sheet, arrived) == (None, ["7"])
