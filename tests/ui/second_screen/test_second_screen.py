"""Second screen (customer display) for the delegate, and its screen reader text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication

from checkin.domain import Outcome, Person, Verdict
from tests.ui import visible_text
from ui.parts.theme import DARK, LIGHT
from ui.parts.widgets import speech
from ui.second_screen.second_screen import SecondScreen, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage

    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from tests.ui.recorded_shell import RecordedShell
    from ui.desk.page import DeskPage

GUEST = 42


@pytest.fixture
def second(qapp: object) -> Iterator[SecondScreen]:
    made = SecondScreen(LIGHT)
    made.use(key_of(QGuiApplication.primaryScreen()), LIGHT, "en")
    yield made
    made.close()


def words(second: SecondScreen) -> str:
    assert second.window is not None
    return second.window.words


class TestGreeting:
    def test_a_delegate_is_greeted_in_their_language_without_their_name(
        self, desk: World, page: DeskPage, shell: RecordedShell, second: SecondScreen
    ) -> None:
        page.scan(desk.code(GUEST))
        second.show_verdict(shell.verdicts[-1])
        assert words(second) == "خۇش كەلدىڭىز"
        assert second.window is not None
        assert "Adiljan" not in visible_text.everything(second.window)

    @pytest.mark.parametrize("sentence", ["خۇش كەلدىڭىز.", "Välkommen."])
    def test_a_greeting_ends_where_its_language_ends_a_line(
        self, second: SecondScreen, sentence: str
    ) -> None:
        mirrored = not sentence.startswith("V")
        mark = "\u200f" if mirrored else "\u200e"

        def drawn(words: str) -> QImage:
            assert second.window is not None
            second.window.greet(words, mirrored=mirrored)
            return second.window.grab().toImage()

        assert drawn(sentence) == drawn(f"{mark}{sentence}{mark}")

    def test_it_is_blank_once_the_card_is(
        self, desk: World, page: DeskPage, shell: RecordedShell, second: SecondScreen
    ) -> None:
        page.scan(desk.code(GUEST))
        second.show_verdict(shell.verdicts[-1])
        page.clear()
        second.show_verdict(shell.verdicts[-1])
        assert words(second) == ""

    def test_a_refusal_shows_nothing(self, second: SecondScreen) -> None:
        person = Person("id", 7, "A", "", "", "", "guest", (), "", "ja")
        second.show_verdict(Verdict(Outcome.CALL_LEAD, "entrance", 0, "e", person=person))
        assert words(second) == ""

    def test_a_screen_that_is_not_there_has_no_window(self, second: SecondScreen) -> None:
        second.use("unplugged", LIGHT, "en")
        assert second.window is None
        second.show_verdict(None)

    def test_another_theme_makes_the_window_anew(self, second: SecondScreen) -> None:
        before = second.window
        second.use(key_of(QGuiApplication.primaryScreen()), DARK, "en")
        assert second.window is not before

    def test_it_paints_its_words(self, second: SecondScreen) -> None:
        assert second.window is not None
        blank = second.window.grab().toImage()
        second.window.greet("ようこそ", mirrored=False)
        assert second.window.grab().toImage() != blank


class TestSpeech:
    def test_the_answer_and_the_name_are_spoken_wherever_the_focus_is(
        self, desk: World, page: DeskPage, hands: Hands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said: list[str] = []

        class Listening(QAccessible):
            @staticmethod
            def isActive() -> bool:  # noqa: N802 - Qt's
                return True

            @staticmethod
            def updateAccessibility(event: object) -> None:  # noqa: N802 - Qt's
                assert isinstance(event, QAccessibleAnnouncementEvent)
                said.append(event.message())

        monkeypatch.setattr(speech, "QAccessible", Listening)
        hands.scan(desk.code(GUEST))
        assert len(said) == 1
        assert said[0].startswith("Welcome. Adiljan Tohti. Guest.")
