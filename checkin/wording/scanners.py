"""Messages of the scanner test: the problem, and the setting to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.keyboards.trial import HARMLESS, Matter, Remark, Sample
from checkin.language import mark
from checkin.wording.tones import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.keyboards.trial import Trial
    from checkin.language import Language

_LAYOUTS: Final[Mapping[str, str]] = {
    "us": mark("American"),
    "gb": mark("British"),
    "jp": mark("Japanese"),
    "fr": mark("French"),
    "de": mark("German"),
    "tr": mark("Turkish"),
    "ru": mark("Russian"),
    "ua": mark("Ukrainian"),
    "ug": mark("Uyghur"),
    "kana": mark("Japanese, kana keys"),
}
_SAMPLES: Final[Mapping[Sample, str]] = {
    Sample.SIGNS: mark("Letters and signs"),
    Sample.CODE: mark("A code of ours"),
    Sample.TICKET: mark("A ticket of another system"),
}


_WORDS: Final[Mapping[Matter, tuple[str, str]]] = {
    Matter.UNKNOWN: (
        mark("This is none of the symbols of the card: {text}"),
        mark("Scan one of the card. If it was one, reset the scanner with its manual."),
    ),
    Matter.GARBLED: (
        mark("This is none of the symbols of the card: {text}"),
        mark(
            "If it was one, the speed of the serial line is not the scanner's. Choose the other one in "
            "Station."
        ),
    ),
    Matter.LOST: (
        mark("Letters were lost: {n}."),
        mark("The scanner types too fast: set its delay between letters to 5 ms."),
    ),
    Matter.INPUT_METHOD: (
        mark("An input method stands between the scanner and the window."),
        mark("Most codes can still be read. Switch it to letters (半角英数) to be sure."),
    ),
    Matter.LAYOUT: (
        mark("The scanner types as on this keyboard: {scanner}. The computer's is: {computer}."),
        mark(
            "Our codes can still be read, other tickets not always. Set the scanner's keyboard "
            "with its manual, or the computer's."
        ),
    ),
    Matter.CASE: (
        mark("Capitals and small letters are turned round."),
        mark("Switch Caps Lock off, here and at the scanner."),
    ),
    Matter.ONE_CASE: (
        mark("The scanner makes all letters capital, or all small."),
        mark("Tickets of other systems are not known so: switch that off at the scanner."),
    ),
    Matter.SLOW: (
        mark("It pauses up to {n} ms between two letters."),
        mark("A hand types nearly as fast: set its delay between letters to 5 ms or less."),
    ),
    Matter.NO_END: (
        mark("Nothing ends a scan."),
        mark("It is answered a tenth of a second later. Set Enter as its end to be quicker."),
    ),
    Matter.TWO_ENDS: (mark("Two keys end a scan. The second is ignored."), ""),
    Matter.PREFIX: (mark("It puts {text} in front. That is taken off."), ""),
    Matter.FUNCTION_KEY: (mark("It presses {text} first. That does nothing here."), ""),
    Matter.STRAY: (mark("It presses keys that are no letters. They are ignored."), ""),
    Matter.FINE: (mark("All is well: letters, signs, speed and end."), ""),
    Matter.WHOLE: (mark("All is well: every letter and sign came."), ""),
}


@dataclass(frozen=True, slots=True)
class Advice:
    """One message: severity, problem, and advice."""

    tone: Tone
    fact: str
    advice: str = ""


def sample_name(sample: Sample, language: Language) -> str:
    return language.text(_SAMPLES[sample])


def layout_name(name: str, language: Language) -> str:
    return language.text(_LAYOUTS[name])


def advice(trial: Trial, language: Language) -> tuple[Advice, ...]:
    """All messages of a scanner test, most severe first."""
    return tuple(_advice(remark, language) for remark in trial.remarks)


def _advice(remark: Remark, language: Language) -> Advice:
    fact, to_do = _WORDS[remark.matter]
    layouts = {
        end: layout_name(name, language) if name else ""
        for end, name in (("scanner", remark.scanner), ("computer", remark.computer))
    }
    tone = Tone.WELCOME if remark.matter in HARMLESS else Tone.AGAIN
    unknown = remark.matter in {Matter.UNKNOWN, Matter.GARBLED}
    return Advice(
        Tone.STOP if unknown else tone,
        language.text(fact, text=remark.text, n=remark.number, **layouts),
        language.text(to_do) if to_do else "",
    )
