"""Self-check-in kiosk: full screen, one code at a time, large touch targets; shows only the own name.

It takes codes from the same scanners as the desk and, where there is one, from the camera. It is left with
the passphrase of the store only: no key, no PIN and no closing of the window ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from checkin.errors import KnownError
from checkin.language import LANGUAGES, load
from checkin.wording import Tone, VerdictWords, self_checkin
from ui.kiosk.camera import KioskCamera
from ui.kiosk.name_form import NameForm
from ui.parts.name_order import in_order
from ui.parts.secret_form import SecretForm
from ui.parts.theme import MARGIN, STEP
from ui.parts.timers import single_shot
from ui.parts.widgets import Centred, Elided, IconLabel, Text, button
from ui.parts.widgets.speech import announce
from ui.parts.widgets.texts import restyle
from ui.scanning.live_camera import opened
from ui.scanning.scanner_input import ScannerInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from checkin.desk import Desk, Served
    from checkin.language import Language
    from ui.parts.background import Background
    from ui.parts.sounds import Sounds
    from ui.parts.theme import Theme
    from ui.printing.print_desk import PrintDesk
    from ui.scanning.capture.camera import Camera

TARGET: Final = 72  # pixels: a thumb, in a hurry, standing
CLEAR_MS: Final = 8_000
ICON: Final = 128
LOW: Final = 320
NARROW, SMALL = 960, 480
GIVE_UP_MS: Final = 30_000  # then the passphrase prompt closes


@dataclass(frozen=True, slots=True)
class KioskParts:
    """Dependencies of the kiosk. `camera`: the key of the chosen camera; empty for the system default."""

    desk: Desk
    print_desk: PrintDesk
    background: Background
    sounds: Sounds
    camera: str = ""
    make_camera: Callable[[Background], Camera] = opened
    by_name: bool = False  # who has no code may type a name, and a number or e-mail address


class Kiosk(QWidget):
    """Emits `tried(passphrase)` on an attempt to leave it, and `language_chosen(Language)`."""

    tried = Signal(str)
    language_chosen = Signal(object)

    def __init__(self, parts: KioskParts, language: Language, theme: Theme) -> None:
        super().__init__()
        self._core, self._first, self._theme = parts, language, theme
        self.language = language
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "window")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Codes are read into a hidden field: there is nothing to type here.
        self._field = QLineEdit(self)
        self._field.hide()
        self.scanner = ScannerInput(self._field)
        self.scanner.scanned.connect(self.serve)
        self.card = KioskCard(theme)
        self.camera = KioskCamera(parts.make_camera, parts.background, language, theme)
        self.camera.live.scanned.connect(self.scanner.take)
        self.camera_button, self.staff_button, self.name_button = _big(""), _big(""), _big("")
        self.name_button.setVisible(parts.by_name)
        self.languages = {code: _big(name) for code, name in LANGUAGES.items()}
        self.form: SecretForm | None = None
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._clearing = single_shot(self, CLEAR_MS, self.begin_anew)
        self.giving_up = single_shot(self, GIVE_UP_MS, self._stay)
        self.speak(language)

    def speak(self, language: Language) -> None:
        """Switches the language, for the present delegate."""
        self.language = language
        right = Qt.LayoutDirection.RightToLeft
        self.setLayoutDirection(right if language.right_to_left else Qt.LayoutDirection.LeftToRight)
        self.camera.speak(language)
        self._name_camera_button()
        self.staff_button.setText(language.text("Staff"))
        self.name_button.setText(language.text("No code?"))
        for code, language_button in self.languages.items():
            language_button.setEnabled(code != language.code)
        self.ready()

    def ready(self) -> None:
        """Resets to the start screen."""
        self._clearing.stop()
        self.card.show_words(self_checkin.invitation_to_scan(self.language), "")
        self.setFocus()

    def serve(self, code: str) -> None:
        """Answers a presented code."""
        self._serve(lambda: self._core.desk.self_service.by_code(code))

    def _serve(self, ask: Callable[[], Served | None]) -> None:
        core, tr = self._core, self.language
        try:
            served = ask()
        except KnownError:
            # Nothing was recorded, and a delegate cannot fix it.
            served = None
        if served is None:
            self._answer(self_checkin.to_the_desk(tr), "")
            return
        printing = core.print_desk.state
        wanted = served.badge and bool(printing.printer)
        # Promised only where it comes out at once; else it waits in the queue.
        badge = wanted and printing.prints
        words = self_checkin.to_themselves(
            served.verdict, core.desk.event, tr, let_in=served.let_in, badge=badge
        )
        self._answer(words, _name_of(served, tr))
        if wanted and served.verdict.person is not None:
            core.print_desk.want((served.verdict.person.id,))

    def refuse(self, sentence: str) -> None:
        """Shows that the passphrase was wrong."""
        if self.form is not None:
            self.form.ready()
            self.form.fail(sentence)
            self.form.begin()
            self.giving_up.start()

    def rest(self) -> None:
        """Called when it was left: stops camera and timers, clears the passphrase."""
        self.scanner.listen(on=False)
        self._clearing.stop()
        self._stay()
        self.camera.close_camera()

    # What is shown

    def _answer(self, words: VerdictWords, name: str) -> None:
        self.card.show_words(words, name)
        self._core.sounds.play(words.sound)
        self._clearing.start()

    def begin_anew(self) -> None:
        """Resets the language to the default, for the next delegate."""
        self.speak(self._first)
        self.language_chosen.emit(self._first)

    # Without a code

    def ask_for_name(self) -> None:
        """Asks for the name with the number or the e-mail address; scans are off meanwhile."""
        self._open(form := NameForm(self.language, self._theme))

        def look() -> None:
            self._stay()
            self._serve(lambda: self._core.desk.self_service.by_name(*form.typed()))

        form.accepted.connect(look)
        form.typing.connect(self.giving_up.start)

    # Leaving

    def ask_to_leave(self) -> None:
        """Asks for the passphrase; scans are off meanwhile."""
        tr = self._first
        form = SecretForm(
            tr.text("End self-check-in"),
            tr.text("The passphrase of the store ends it."),
            self._theme,
        )
        line = form.field(tr.text("Passphrase"), secret=True)
        form.foot(tr.text("End"), tr.text("Back"))

        def leave() -> None:
            if line.text():
                self.giving_up.stop()
                form.wait(tr.text("One moment…"))
                self.tried.emit(line.text())

        form.accepted.connect(leave)
        line.textEdited.connect(lambda _: self.giving_up.start())
        self._open(form)

    def _open(self, form: SecretForm) -> None:
        self._stay()
        self._clearing.stop()
        form.back.connect(self._stay)
        self.form = form
        self._middle.addWidget(form)
        self._stack.setCurrentIndex(1)
        self.scanner.listen(on=False)
        form.begin()
        self.giving_up.start()

    def _stay(self) -> None:
        self.giving_up.stop()
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
            self.scanner.listen(on=True)
        self._stack.setCurrentIndex(0)
        self.setFocus()

    # The camera

    def toggle_camera(self) -> None:
        if self.camera.is_on:
            self.camera.close_camera()
        else:
            self.camera.open(self._core.camera)
        self._name_camera_button()
        self.setFocus()

    def _name_camera_button(self) -> None:
        tr = self.language
        on = self.camera.is_on
        self.camera_button.setText(tr.text("Close the camera") if on else tr.text("Use the camera"))

    # Layout

    def _lay_out(self) -> None:
        front = QWidget()
        column = self._column = QVBoxLayout(front)
        head = QHBoxLayout()
        head.setSpacing(2 * STEP)
        head.addWidget(Elided(self._core.desk.event.name, "title"), 1)
        head.addWidget(self.name_button)
        head.addWidget(self.camera_button)
        head.addWidget(self.staff_button)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(self.card, 1)
        row.addWidget(self.camera)
        column.addLayout(row, 1)
        foot = QHBoxLayout()
        foot.setSpacing(2 * STEP)
        for language in self.languages.values():
            foot.addWidget(language)
        foot.addStretch(1)
        column.addLayout(foot)
        back = QWidget()
        self._middle = QHBoxLayout(back)
        self._middle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(front)
        self._stack.addWidget(back)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.camera_button.clicked.connect(self.toggle_camera)
        self.staff_button.clicked.connect(self.ask_to_leave)
        self.name_button.clicked.connect(self.ask_for_name)
        for code, language_button in self.languages.items():
            language_button.clicked.connect(lambda _=False, code=code: self._choose(code))

    def _choose(self, code: str) -> None:
        self.speak(load(code))
        self.language_chosen.emit(self.language)
        self._clearing.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.camera.set_narrow(narrow=self.width() < NARROW)
        edge = STEP if self.height() < SMALL else MARGIN
        self._column.setContentsMargins(MARGIN, edge, MARGIN, edge)
        self._column.setSpacing(min(edge, 2 * STEP))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys do nothing here, and are not passed to the window."""
        event.accept()


def _name_of(served: Served, language: Language) -> str:
    person = served.verdict.person
    return in_order(person.name, person.native_name, language)[0] if person else ""


def _big(words: str) -> QPushButton:
    touch_button = button(words, "touch")
    touch_button.setMinimumWidth(2 * TARGET)
    return touch_button


class KioskCard(QFrame):
    """One answer in the middle of the screen: an icon, a headline, the delegate's name, what to do."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "panel")
        self.icon = IconLabel("", theme.text, ICON)
        self.headline = _centred("kiosk")
        self.name = _centred("name")
        self.hint = _centred("large")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, STEP, MARGIN, STEP)
        column.setSpacing(STEP)
        column.addStretch(1)
        column.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self.headline, self.name, self.hint):
            column.addWidget(part)
        column.addStretch(1)
        self._words = VerdictWords("", "", Tone.WELCOME, "", "", "")

    def show_words(self, words: VerdictWords, name: str) -> None:
        """Replaces the text and announces it; `words` without a sound are the idle screen."""
        self._words = words
        tone = words.tone if words.sound else None
        self.icon.show_icon(words.icon, self._theme.tone(tone).ink if tone else self._theme.muted)
        self.headline.setText(words.headline)
        self.headline.set_tone(tone)
        self.name.setText(name)
        self.name.setVisible(bool(name))
        self.hint.setText(words.detail)
        spoken = ". ".join(part for part in (words.headline, name, words.detail) if part)
        self.setAccessibleName(spoken)
        if tone is not None:
            announce(self, spoken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < LOW or self.width() < NARROW // 2
        self.icon.setVisible(not low)
        restyle(self.headline, "role", "opening" if low else "kiosk")
        restyle(self.name, "role", "second" if low else "name")
        restyle(self.hint, "role", "hint" if low else "large")


def _centred(role: str) -> Text:
    return Centred("", role).wrapped()
