"""Scanner test dialog: scan the symbols of the set-up card; shows what is misconfigured, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from checkin.keyboards.trial import Key, Press, Sample, Trial, judge, judge_whole
from checkin.wording import Tone
from checkin.wording.scanners import Advice, advice, sample_name
from ui.parts.theme import STEP
from ui.parts.widgets import IconLabel, Sheet, Strip, StripSize, text
from ui.scanning.trial_keys import TrialKeys

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from checkin.language import Language
    from ui.parts.theme import Theme
    from ui.parts.widgets import Text

MOST: Final = 6  # lines about one scan
WIDE: Final = 640
_ICONS: Final = {Tone.WELCOME: "check", Tone.AGAIN: "warning", Tone.STOP: "stop"}


class TrialSheet(Sheet):
    """`trials` are the latest of each symbol."""

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__(language.text("Try a scanner"), "", language.text("Back"), theme)
        self.setMaximumWidth(WIDE)
        self._language = language
        self.trials: dict[Sample, Trial] = {}
        tr = language
        how = tr.text("Scan the symbols of the set-up card, one after another.")
        self.body.addWidget(text(how, "quiet").wrapped())
        # An input method needs a text field; it is cleared at once.
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr.text("Scan here"))
        self.field.setAccessibleName(how)
        self.body.addWidget(self.field)
        self.lines = {sample: _Line(sample_name(sample, tr), theme) for sample in Sample}
        lines = QVBoxLayout()
        lines.setSpacing(STEP)
        for line in self.lines.values():
            lines.addWidget(line)
        self.body.addLayout(lines)
        self.said = tuple(Strip(theme) for _ in range(MOST))
        strips = QVBoxLayout()
        strips.setSpacing(STEP)
        for strip in self.said:
            strip.set_size(StripSize.TIGHT)
            strip.hide()
            strips.addWidget(strip)
        self.body.addLayout(strips)
        self.keys = TrialKeys(self)
        self.keys.tried.connect(self.show_burst)
        self.keys.left.connect(self.closed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.keys.listen(on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keys.listen(on=False)

    def sizeHint(self) -> QSize:
        return QSize(WIDE, super().sizeHint().height())

    def show_burst(self, presses: tuple[Press, ...]) -> None:
        """Shows what this burst reveals about the scanner."""
        trial = judge(presses)
        self._show(trial, self._pace(trial))

    def show_read(self, text: str, speed: int) -> None:
        """Shows a scan of a serial port at that baud rate, or of an image (0)."""
        tr = self._language
        source = (
            tr.text("serial line · {n} baud", n=speed) if speed else tr.text("camera or picture")
        )
        self._show(judge_whole(text, serial=speed > 0), source)

    def show_half(self) -> None:
        """Shows an incomplete code of the serial port."""
        words = self._language.text("Only a part of a code came. Scan it once more.")
        self._say((Advice(Tone.AGAIN, words),))

    def _show(self, trial: Trial, how: str) -> None:
        self.field.clear()
        if trial.sample is not None:
            self.trials[trial.sample] = trial
            self.lines[trial.sample].show_trial(how, good=trial.good)
        self._say(advice(trial, self._language)[:MOST])

    def _say(self, said: tuple[Advice, ...]) -> None:
        for strip in self.said[len(said) :]:
            strip.say("", "", None)
        for strip, result in zip(self.said, said, strict=False):
            words = self._language.sentences(result.fact, result.advice)
            if result.tone is Tone.STOP:  # a foreign text at the end is kept on its own line
                words = f"{result.fact}\n{result.advice}"
            strip.say(words, _ICONS[result.tone], result.tone)

    def _pace(self, trial: Trial) -> str:
        tr = self._language
        pace = tr.text("{n} ms a letter", n=trial.pace)
        ends = {(): tr.text("no end"), (Key.ENTER,): "Enter", (Key.TAB,): "Tab"}
        end = ends.get(trial.ends, tr.text("two ends"))
        return tr.beside(pace, end)


class _Line(QWidget):
    """A symbol of the card: not scanned yet, good, or bad."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon = IconLabel("scan", theme.muted, 22)
        self.result: Text = text("", "small")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._icon)
        line.addWidget(text(name, "row"), 1)
        line.addWidget(self.result)

    def show_trial(self, words: str, *, good: bool) -> None:
        tone = Tone.WELCOME if good else Tone.AGAIN
        self._icon.show_icon(_ICONS[tone], self._theme.tone(tone).ink)
        self.result.setText(words)
