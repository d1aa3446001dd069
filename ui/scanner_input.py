"""What a scanner types, told from what a person types, wherever the focus is.

A scanner plays keyboard: its letters come a few milliseconds apart and end with Enter or Tab, or with
nothing. People do not type so, whatever their haste. So letters at that rhythm are one scan, whole; they
never press a button and never land in another field. What the hand types reaches its place a blink later
than it would by itself, since the first letter of both looks the same.

In the big field nothing is held back: there letters may appear at once, and the scan takes them away.
"""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QWidget,
)

from checkin import codes

if TYPE_CHECKING:
    from collections.abc import Callable

RHYTHM_MS: Final = 35  # nobody types faster, no scanner slower
SILENCE_MS: Final = 100  # a machine that has been silent so long has finished
SURE: Final = 4  # so many letters at that rhythm are no accident of two fingers
HALF: Final = 6  # so many of our letters alone are the torso of a code
COMPOSED: Final = 12  # so many steps of an input method at that rhythm are a scanner's
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ENDS: Final = (*ENTER, Qt.Key.Key_Tab)
WRITES: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox)
COMMANDS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
HEARD: Final = frozenset(
    {
        QEvent.Type.ShortcutOverride,
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.InputMethod,
    }
)
USES: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}
)
META: Final = Qt.KeyboardModifier.MetaModifier


class Rhythm:
    """Letters and their distance in time; knows nothing of keys and widgets."""

    def __init__(self) -> None:
        self.letters = ""
        self._last = float("-inf")

    def goes_on(self, at: float) -> bool:
        """Whether something at this time belongs to the letters before. A machine may stumble once."""
        gap = at - self._last
        return bool(self.letters) and gap < (SILENCE_MS if self.sure else RHYTHM_MS)

    @property
    def sure(self) -> bool:
        return len(self.letters) >= SURE

    def letter(self, letters: str, at: float) -> None:
        self.letters = self.letters + letters if self.goes_on(at) else letters
        self._last = at

    def ends(self, at: float, typed: str) -> tuple[str, ...]:
        """What an Enter or Tab at this time completes: scans, or nothing where a hand pressed it.

        `typed` is all that stands in the field, for a code of which the machine stumbled in the middle.
        """
        letters = self.letters if self.goes_on(at) and self.sure else ""
        quick = at - self._last < RHYTHM_MS
        for text in (letters, typed):
            if whole := whole_codes(text):
                return whole
        return (letters,) if letters and quick else ()

    def falls_silent(self) -> tuple[str, ...]:
        """What is complete though nothing ended it: only codes of ours."""
        return whole_codes(self.letters) if self.sure else ()

    def is_torso(self) -> bool:
        """Whether these are letters of a code that broke off."""
        letters = self.letters.upper()
        return len(letters) >= HALF and all(letter in codes.ALPHABET for letter in letters)

    def forget(self) -> None:
        self.letters = ""


def whole_codes(text: str) -> tuple[str, ...]:
    """The text as one code of ours, or as several that ran together; nothing where it is neither."""
    shape = codes.read(text).shape
    if shape in {codes.Shape.OURS, codes.Shape.DAMAGED}:
        return (text,)
    bare = "".join(text.split())
    parts = tuple(bare[at : at + codes.LENGTH] for at in range(0, len(bare), codes.LENGTH))
    ours = all(codes.read(part).shape is codes.Shape.OURS for part in parts)
    return parts if len(parts) > 1 and ours else ()


@dataclass(frozen=True, slots=True)
class Held:
    """A key that waits until it is clear whose it is."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    target: QWidget


class ScannerInput(QObject):
    """An event filter over the whole application. `field` is the one place where letters appear at once."""

    scanned = Signal(str)
    broken_off = Signal()  # half a code stands in the field
    composing = Signal()  # an input method is on and swallows what the scanner types

    def __init__(
        self, field: QLineEdit, clock: Callable[[], float] = time.monotonic, *, on: bool = True
    ) -> None:
        super().__init__(field)
        self._field = field
        self.clock = clock  # seconds
        self._on = on
        self._rhythm = Rhythm()
        self._steps = Rhythm()  # of an input method
        self._held: list[Held] = []
        self._replaying = False
        self._told = float("-inf")  # when the last scan was complete
        self._last_use = self._now()
        self._last_seen: QWidget | None = None
        self._soon = _timer(self, RHYTHM_MS, self._release)
        self._later = _timer(self, SILENCE_MS, self._silence)
        self._growing = ""
        self._composer = _timer(self, SILENCE_MS, self._composed)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def listen(self, *, on: bool) -> None:
        """Off while the window is locked: then every key is what it is."""
        self._on = on
        self._forget()

    def take(self, text: str) -> None:
        """Another device has read this: a camera, a serial scanner, a picture. Told like any other scan."""
        if self._listens():
            self.scanned.emit(text)

    @property
    def busy(self) -> bool:
        """Whether a scanner is typing right now."""
        now = self._now()
        return now - self._told < RHYTHM_MS or (self._rhythm.sure and self._rhythm.goes_on(now))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in USES:
            self._last_use = self._now()
        if kind not in HEARD or not self._listens() or not isinstance(watched, QWidget):
            return False
        if kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._last_seen = None
            return self._override(event)
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return not self._passed_on(watched) and self._key(watched, event)
        if kind is QEvent.Type.KeyRelease:
            self._last_seen = None
        if kind is QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            return self._compose(event)
        return False

    @property
    def idle_ms(self) -> float:
        """Since when nobody has touched a key, the mouse or the screen."""
        return self._now() - self._last_use

    def _listens(self) -> bool:
        return self._on and not self._replaying and self._field.window().isVisible()

    def _now(self) -> float:
        return self.clock() * 1000

    def _passed_on(self, watched: QWidget) -> bool:
        """Qt offers a key that a widget does not want to its parents; it has been judged already."""
        last, self._last_seen = self._last_seen, watched
        return last is not None and watched is not last and watched.isAncestorOf(last)

    def _override(self, event: QKeyEvent) -> bool:
        """A shortcut in the middle of a scan is a stray of the scanner's: let it come as a key, to be dropped."""
        if self.busy and not _letter(event):
            event.accept()
            return True
        return False

    def _key(self, target: QWidget, event: QKeyEvent) -> bool:
        """Whether the key was taken."""
        letter = _letter(event)
        if letter and not event.isAutoRepeat():
            return self._hear(letter, target, event)
        if event.key() in ENDS:
            return self._end(target, event)
        if self.busy:
            return True
        self._release()
        return False

    def _hear(self, letter: str, target: QWidget, event: QKeyEvent) -> bool:
        now = self._now()
        if not self._rhythm.goes_on(now):
            self._drop_line_break_before_scan()
            if self._soon.isActive():
                self._release()
        self._rhythm.letter(letter, now)
        self._later.start()
        if target is self._field:
            return False
        self._hold(target, event)
        return True

    def _drop_line_break_before_scan(self) -> None:
        """Cheap scanners send an empty line first; it must not accept anything."""
        if self._held and self._held[-1].key in ENDS and self._soon.isActive():
            self._held.pop()

    def _end(self, target: QWidget, event: QKeyEvent) -> bool:
        now = self._now()
        typed = self._field.text() if target is self._field else ""
        scans = self._rhythm.ends(now, typed)
        if scans:
            self._tell(scans)
            return True
        # A scanner may end with two keys: the second is no press of anybody's. Nor is one held down.
        if event.isAutoRepeat() or now - self._told < RHYTHM_MS:
            return True
        if event.key() not in ENTER:
            self._release()
            return False
        self._hold(target, event)
        return True

    def _hold(self, target: QWidget, event: QKeyEvent) -> None:
        self._held.append(Held(event.key(), event.modifiers(), event.text(), target))
        self._soon.start()

    def _tell(self, scans: tuple[str, ...]) -> None:
        self._forget()
        self._told = self._now()
        for scan in scans:
            self.scanned.emit(scan)

    def _forget(self) -> None:
        self._held.clear()
        self._rhythm.forget()
        self._steps.forget()
        for timer in (self._soon, self._later, self._composer):
            timer.stop()

    def _release(self) -> None:
        """No scan: what was held goes where the hand meant it."""
        if self._rhythm.sure and self._later.isActive() and self._held:
            return
        held, self._held = self._held, []
        self._soon.stop()
        for one in held:
            self._replay(one)

    def _silence(self) -> None:
        scans = self._rhythm.falls_silent()
        if scans:
            self._tell(scans)
            return
        torso = self._rhythm.is_torso()
        if torso:
            self._held.clear()
        self._rhythm.forget()
        self._release()
        if torso:
            self.broken_off.emit()

    def _replay(self, one: Held) -> None:
        if not shiboken6.isValid(one.target):
            return  # the sheet that it was meant for is gone
        stray = (
            bool(one.text.strip())
            and one.key not in ENDS
            and self._field.isVisible()
            and one.target.window() is self._field.window()
            and not isinstance(one.target, WRITES)
        )
        target = self._field if stray else one.target
        if stray:
            self._field.setFocus()
        self._replaying = True
        try:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, one.key, one.modifiers, one.text)
                QCoreApplication.sendEvent(target, key)
        finally:
            self._replaying = False

    def _compose(self, event: QInputMethodEvent) -> bool:
        """An input method stands between. Full-width letters still read as a code; kana do not."""
        now = self._now()
        done, growing = event.commitString(), event.preeditString()
        self._steps.letter("." if growing or done else "", now)
        if len(done) == 1 and not growing:
            self._rhythm.letter(done, now)
            self._later.start()
            return False
        machine = len(self._steps.letters) >= COMPOSED
        text = unicodedata.normalize("NFKC", done)
        if done and (whole := whole_codes(text)):
            self._tell(whole)
            return True
        if machine and done:
            self._give_up()
            return True
        if machine:
            self._growing = growing
            self._composer.start()
        return False

    def _composed(self) -> None:
        """A machine composed, and then nothing ended it."""
        text = unicodedata.normalize("NFKC", self._growing)
        QGuiApplication.inputMethod().reset()
        if whole := whole_codes(text):
            self._tell(whole)
        else:
            self._give_up()

    def _give_up(self) -> None:
        self._forget()
        self.composing.emit()


def _letter(event: QKeyEvent) -> str:
    """The printable text of a key; a command is none, though AltGr is."""
    modifiers = event.modifiers() & (COMMANDS | META)
    if modifiers and modifiers != COMMANDS:
        return ""
    text = event.text()
    return text if text.isprintable() else ""


def _timer(parent: QObject, after: int, call: Callable[[], None]) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(after)
    made.setTimerType(Qt.TimerType.PreciseTimer)
    made.timeout.connect(call)
    return made
