"""Training course: the exercises at the desk, a watermark over the window, and a summary at the end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from checkin.practice import LESSONS, Deed, Progress, after
from checkin.wording import Tone
from ui.desk.actions import DeskAct
from ui.parts.keys import WindowKey, sequence
from ui.parts.theme import MARGIN, STEP, TOUCH, base_font
from ui.parts.widgets import Elided, KeyButton, Sheet, Strip, StripSize, Text, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from checkin.domain import Verdict
    from checkin.language import Language
    from checkin.practice import Practice, Step
    from ui.desk.page import DeskPage
    from ui.parts.theme import Theme

DEEDS: Final = {
    DeskAct.NEXT: Deed.NEXT,
    DeskAct.CLEAR: Deed.NEXT,
    DeskAct.SEEN: Deed.READ,
    DeskAct.CALL_LEAD: Deed.LEAD,
    DeskAct.UNDO: Deed.UNDO,
}
PRESENT: Final = WindowKey.PRESENT
END: Final = WindowKey.END_PRACTICE
NARROW: Final = 800
FAINT: Final = 0.09


class Course(QObject):
    """Goes through the exercises at a desk. `end` is called when the operator leaves, and `again` for another
    round, which is another course with fresh sample delegates."""

    def __init__(
        self,
        practice: Practice,
        end: Callable[[], None],
        again: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.practice = practice
        self.progress = Progress()
        self.bar: PracticeBar | None = None
        self._end, self._again = end, again
        self._clock = clock
        self._began = clock()
        self._renewing = False
        self._last = ""  # the entry of the verdict handled last
        self._desk: DeskPage | None = None
        self._language: Language | None = None

    def lay_over(
        self, work: QWidget, desk: DeskPage, language: Language, theme: Theme
    ) -> PracticeBar:
        """Starts at a desk, or continues after the window was rebuilt. Returns the bar to place above
        `work`."""
        self._desk, self._language = desk, language
        bar = PracticeBar(language, theme)
        bar.present.clicked.connect(self.present)
        bar.end.clicked.connect(self.leave)
        for key, act in ((PRESENT, self.present), (END, self.leave)):
            QShortcut(QKeySequence(sequence(key)), work).activated.connect(act)
        Watermark(language.text("Practice"), theme, work)
        desk.bar.chosen.connect(self._did)
        desk.back.connect(lambda: self.take(Deed.NEXT))
        self.bar = bar
        self._show()
        return bar

    def leave(self) -> None:
        """The operator leaves."""
        # Deferred: not from within the key or the button that triggered it.
        QTimer.singleShot(0, self, self._end)

    def present(self) -> None:
        """Presents the exercise's code; after the last one the course starts again."""
        lesson = self.progress.lesson
        if lesson is None:
            self._begin_anew()
        elif lesson.by_code and self._desk is not None:
            self._desk.scan(self.practice.codes[lesson.number])

    def _begin_anew(self) -> None:
        if self._renewing:
            return
        self._renewing = True
        if self._desk is not None and self._language is not None:
            self._desk.tell(self._language.text("Another round is being made ready …"))
        self._again()

    def stay(self) -> None:
        """No new course was made; it may be requested again."""
        self._renewing = False

    def see(self, verdict: Verdict | None) -> None:
        """Handles the verdict that the desk shows."""
        if verdict is not None and verdict.entry != self._last:
            self._last = verdict.entry
            self.take(verdict.outcome)

    def _did(self, act: DeskAct) -> None:
        if act in DEEDS:
            self.take(DEEDS[act])

    def take(self, step: Step) -> None:
        before, self.progress = self.progress, after(self.progress, step)
        self._show()
        if before.lesson is not None and self.progress.lesson is None:
            # Deferred: not from within the key that ended the last exercise.
            QTimer.singleShot(0, self, self._tell)

    def _show(self) -> None:
        if self.bar is not None:
            self.bar.show_progress(self.progress)

    def _tell(self) -> None:
        desk, language = self._desk, self._language
        if desk is None or language is None:
            return
        seconds = round(self._clock() - self._began)
        sheet = PracticeDone(self.progress, seconds, language, desk.theme)
        sheet.accepted.connect(self.leave)
        sheet.closed.connect(self.leave)
        sheet.again.clicked.connect(self.present)
        desk.open_sheet(sheet)


class PracticeBar(QFrame):
    """The current exercise, what happens, and the key that presents its code."""

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language = language
        self.setProperty("role", "header")
        self.title = Elided("", "strong")
        self.story = Text("", "").wrapped()
        self.present = KeyButton(language.text("Present the code"), PRESENT, theme)
        self.end = KeyButton(language.text("End practice"), END, theme)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.story)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(STEP)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, STEP, MARGIN, STEP)
        row.setSpacing(2 * STEP)
        row.addLayout(words, 1)
        for bar_button in (self.present, self.end):
            bar_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            bar_button.setFixedSize(bar_button.sizeHint().width(), TOUCH)
            self._buttons.addWidget(bar_button)
        row.addLayout(self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        narrow = self.width() < NARROW
        self._buttons.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    def show_progress(self, progress: Progress) -> None:
        tr, lesson = self._language, progress.lesson
        if lesson is None:
            self.title.setText(tr.text("All eight cases are done."))
            self.story.setText("")
        else:
            self.title.setText(
                tr.text(
                    "Practice, case {at} of {all}: {title}",
                    at=progress.at + 1,
                    all=len(LESSONS),
                    title=tr.text(lesson.title),
                )
            )
            story = tr.text(lesson.story)
            slipped = tr.text("Not quite. Once more:") if progress.slips[progress.at] else ""
            self.story.setText(tr.sentences(slipped, story))
        once_more = tr.text("Once more")
        self.present.change(once_more if lesson is None else tr.text("Present the code"), PRESENT)
        self.present.setFixedWidth(self.present.sizeHint().width())
        self.present.setVisible(lesson is None or lesson.by_code)
        self.setAccessibleName(f"{self.title.text()}. {self.story.text()}")


class PracticeDone(Sheet):
    """The summary: the result of each exercise, and the time taken."""

    def __init__(self, progress: Progress, seconds: int, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            tr.text("That was the practice"), tr.text("End practice"), tr.text("Back"), theme
        )
        # Esc ends it as well; the second button starts another round.
        self.again = self.cancel_button
        self.again.clicked.disconnect(self.closed)
        self.again.change(tr.text("Once more"), PRESENT)
        summary = tr.text(
            "{flawless} of {all} cases without a slip, in {minutes}:{seconds} minutes.",
            flawless=progress.flawless,
            all=len(LESSONS),
            minutes=seconds // 60,
            seconds=f"{seconds % 60:02}",
        )
        self.said = text(summary, "hint").wrapped()
        self.body.addWidget(self.said)
        self.body.setSpacing(4)
        self.body.addSpacing(STEP)
        for lesson, slips in zip(LESSONS, progress.slips, strict=True):
            line = Strip(theme)
            self.body.addWidget(line)
            words = tr.text(lesson.title)
            if slips:
                words = tr.labelled(words, tr.plural("{n} slip", "{n} slips", slips))
            line.say(words, "again" if slips else "check", Tone.AGAIN if slips else Tone.WELCOME)
            line.set_size(StripSize.TIGHT)


class Watermark(QWidget):
    """A watermark over the whole window: nothing here is real. Passes mouse events through."""

    def __init__(self, words: str, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.words, self._theme = words, theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self.raise_()
        return False

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = base_font()
        font.setPixelSize(max(self.height() // 7, 40))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        ink = QColor(self._theme.text)
        ink.setAlphaF(FAINT)
        painter.setPen(ink)
        painter.translate(self.rect().center())
        painter.rotate(-24)
        wide = painter.fontMetrics().horizontalAdvance(self.words)
        high = painter.fontMetrics().height()
        for row in (-1, 0, 1):
            painter.drawText(-wide // 2 + row * wide // 3, row * high * 2, self.words)
        painter.end()
