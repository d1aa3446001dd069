"""Keyboard wedge scanner detection: separates scans from typing by keystroke timing.

A scanner acts as a keyboard: its letters come a few milliseconds apart and end with Enter or Tab, or with
nothing. Nobody types that fast. So letters at that speed are one scan, wherever the focus is; they never
press a button and never land in another field. Typed keys are delayed briefly, since the first letter of a
scan and of typing look the same.

In the desk's field nothing is delayed: letters appear at once there, and a scan removes them.
"""

from __future__ import annotations

from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QWidget,
)

from ui.parts.late_timer import LateTimer
from ui.parts.settling import Settling
from ui.scanning import function_keys
from ui.scanning.composition import Composition
from ui.scanning.function_keys import FunctionKeys
from ui.scanning.key_filter import ENDS, ENTER, MODIFIERS, letter_of
from ui.scanning.key_guard import KeyGuard, is_secret
from ui.scanning.key_replay import Held, KeyReplay, composed, held
from ui.scanning.rhythm import RHYTHM_MS, SILENCE_MS, Rhythm

PLAIN: Final = Qt.KeyboardModifier.NoModifier
INPUTS: Final = (QInputEvent, QInputMethodEvent)
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


class ScannerInput(KeyGuard):
    """An event filter over the whole application. `field` is the only widget where letters appear at once. It is
    the key guard of its window, too: a delayed key is judged by the time at which it was pressed."""

    scanned = Signal(str)
    broken_off = Signal()  # an incomplete code is in the field
    composing = Signal()  # an active input method swallows the scanner's keys

    def __init__(
        self, field: QLineEdit, settling: Settling | None = None, *, on: bool = True
    ) -> None:
        super().__init__(field, settling or Settling())
        self._field = field
        self._on, self._locked = on, False
        self._rhythm = Rhythm()
        self._composition = Composition()
        self._composing_in: QWidget | None = None
        self._held: list[Held] = []
        self._replay = KeyReplay(field)
        self._told = float("-inf")  # when the last scan was complete
        self._last_use = self.now()
        self._last_seen: QWidget | None = None
        self._soon = LateTimer(self, RHYTHM_MS, self._let_go)
        self._later = LateTimer(self, SILENCE_MS, self._silence)
        self._composer = LateTimer(self, SILENCE_MS, self._fall_silent_composing)
        self._function_keys = FunctionKeys(
            self,
            self._replay.press,
            lambda key: self.too_soon(key.key, PLAIN, key.target, key.at),
        )
        self.begin()

    def listen(self, *, on: bool, locked: bool = False) -> None:
        """Off while something else has the window: then keys pass through unchanged. While it is `locked` the key
        guard goes on."""
        self._on, self._locked = on, locked
        self._forget()

    def take(self, text: str) -> None:
        """Accepts a scan of another device (camera, serial, image), and emits it like any other."""
        if self._listens():
            self.scanned.emit(text)

    def take_half(self) -> None:
        """Accepts an incomplete code of another device."""
        if self._listens():
            self.broken_off.emit()

    def is_busy(self, at: float) -> bool:
        """Whether a scanner is typing at that time."""
        return at - self._told < RHYTHM_MS or (self._rhythm.sure and self._rhythm.goes_on(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, INPUTS):
            return False  # the fast path: reading the type is slower
        kind = event.type()
        if kind in USES:
            self._last_use = self.now()
        if super().eventFilter(watched, event):
            return True
        if kind not in HEARD or not isinstance(watched, QWidget):
            return False
        if self._listens():
            return self._hear(watched, event)
        # While the window is locked nothing is scanned, but nothing is answered unread either.
        return self._locked and self.is_unread(watched, event)

    def _hear(self, watched: QWidget, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QInputMethodEvent):
            return not is_secret(watched) and self._compose(watched, event)
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return not self._passed_on(watched) and self._key(watched, event)
        self._last_seen = None
        if kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._override(watched, event)
        return False

    @property
    def idle_ms(self) -> float:
        """Time since the last key, mouse or touch input."""
        return self.now() - self._last_use

    def _listens(self) -> bool:
        return self._on and not self._replay.running and self._field.window().isVisible()

    def _passed_on(self, watched: QWidget) -> bool:
        """Qt passes a key that a widget ignores to its parents; it was handled already."""
        last, self._last_seen = self._last_seen, watched
        return last is not None and watched is not last and watched.isAncestorOf(last)

    def _override(self, target: QWidget, event: QKeyEvent) -> bool:
        """A shortcut amid a scan is an accident of the scanner: accepted as a plain key, to be dropped.
        A function key may be the scanner's prefix: as a plain key it can be delayed."""
        at = self.when(event)
        amid = (self.is_busy(at) or self._rhythm.goes_on(at)) and not letter_of(event)
        soon = self.too_soon(event.key(), event.modifiers(), target, at)
        if amid or soon or function_keys.is_bare(event):
            event.accept()
            return True
        return False

    def _key(self, target: QWidget, event: QKeyEvent) -> bool:
        """Whether the key was consumed."""
        letter, at = letter_of(event), self.when(event)
        if is_secret(target) and (letter or event.key() in ENDS):
            # However quick: never a scan, and never in the journal.
            self._rhythm.forget()
            self._let_go()
            return self.too_soon(event.key(), event.modifiers(), target, at)
        if letter and not event.isAutoRepeat():
            return self._heard(letter, held(target, event, at), at)
        if event.key() in ENDS:
            return self._end(target, event, at)
        return self._no_letter(target, event, at)

    def _no_letter(self, target: QWidget, event: QKeyEvent, at: float) -> bool:
        """A key other than a letter amid a scan is dropped, and the scan goes on after it."""
        busy, amid = self.is_busy(at), self._rhythm.stir(at)
        if amid:
            for timer in (self._soon, self._later):
                timer.start_again()
        if busy or event.key() in MODIFIERS:
            return busy
        if amid:
            # After a scan's first letters, or very fast typing: it is delayed with them.
            self._hold(held(target, event, at))
            return True
        self._release()
        if function_keys.is_bare(event):
            self._function_keys.hold(target, event, at)
            return True
        self._function_keys.release()  # in the order in which they were pressed
        return self.too_soon(event.key(), event.modifiers(), target, at)

    def _heard(self, letter: str, one: Held, at: float) -> bool:
        self._function_keys.letter(at)
        if not self._rhythm.goes_on(at):
            self._drop_line_break_before_scan()
            if self._soon.is_active():
                self._release()
        self._rhythm.letter(letter, at)
        self._later.start()
        if one.target is self._field:
            return False
        self._hold(one)
        return True

    def _drop_line_break_before_scan(self) -> None:
        """Cheap scanners send an empty line first; it must not accept anything."""
        if self._held and self._held[-1].key in ENDS and self._soon.is_active():
            self._held.pop()

    def _end(self, target: QWidget, event: QKeyEvent, at: float) -> bool:
        typed = self._field.text() if target is self._field else ""
        scans = self._rhythm.ends(at, typed)
        if scans:
            self._tell(scans, at)
            return True
        # A scanner may end with two keys: the second is dropped. So is auto-repeat.
        if event.isAutoRepeat() or at - self._told < RHYTHM_MS:
            return True
        if event.key() not in ENTER:
            self._let_go()
            return False
        self._hold(held(target, event, at))
        return True

    def _hold(self, one: Held) -> None:
        self._held.append(one)
        self._soon.start()

    def _tell(self, scans: tuple[str, ...], at: float | None = None) -> None:
        self._forget()
        self._told = self.now() if at is None else at
        for scan in scans:
            self.scanned.emit(scan)

    def _forget(self) -> None:
        self._held.clear()
        self._rhythm.forget()
        self._composition.clear()
        self._function_keys.forget()
        for timer in (self._soon, self._later, self._composer):
            timer.stop()

    def _let_go(self) -> None:
        """Releases all delayed keys, in the order in which they were pressed."""
        self._function_keys.release()
        self._release()

    def _release(self) -> None:
        """Not a scan: the delayed keys go to their targets."""
        if self._rhythm.sure and self._later.is_active() and self._held:
            return
        waiting, self._held = self._held, []
        self._soon.stop()
        for key in waiting:
            if not self.too_soon(key.key, key.modifiers, key.target, key.at):
                self._replay.play(key)

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

    def _compose(self, target: QWidget, event: QInputMethodEvent) -> bool:
        """Handles input method (IME) events. Each key shows at the end of the preedit text; when that is not
        enough, the converted text is read back."""
        now = self.now()
        done, growing = event.commitString(), event.preeditString()
        composition = self._composition
        if len(done) == 1 and not growing and not composition.begun:
            return self._heard(done, composed(target, done, now), now)
        composition.step(done, growing, now)
        if growing:
            if composition.by_machine:
                self._composing_in = target
                self._composer.start()
            return False
        return self._end_composing(target)

    def _end_composing(self, target: QWidget) -> bool:
        """Whether the finished preedit text was a machine's, and is not for the field."""
        by_machine, whole = self._composition.by_machine, self._composition.codes()
        self._composition.clear()
        self._composer.stop()
        if not (whole or by_machine):
            return False
        self._replay.clear_composed(target)
        if whole:
            self._tell(whole)
        else:
            self._forget()
            self.composing.emit()
        return True

    def _fall_silent_composing(self) -> None:
        """A machine's preedit text timed out without a terminator."""
        if self._composing_in is not None and shiboken6.isValid(self._composing_in):
            self._end_composing(self._composing_in)
