"""Scanner test: the problems found, and the advice for each."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from checkin.keyboards import LAYOUTS, US, bent, layout_named
from checkin.keyboards.trial import (
    SAMPLES,
    Key,
    Matter,
    Press,
    Remark,
    Sample,
    Trial,
    judge,
    judge_whole,
)
from checkin.language import load
from checkin.wording import Tone
from checkin.wording.scanners import advice, sample_name
from tests.checkin.keyboards.test_keyboards import composed

if TYPE_CHECKING:
    from collections.abc import Sequence

ENTER, TAB = (Key.ENTER,), (Key.TAB,)


def typed(text: str, ends: Sequence[Key] = ENTER, gap: float = 5.0) -> list[Press]:
    presses = [Press(Key.LETTER, at * gap, letter) for at, letter in enumerate(text)]
    return presses + [Press(end, len(text) * gap + at) for at, end in enumerate(ends)]


def matters(trial: Trial) -> list[Matter]:
    return [remark.matter for remark in trial.remarks]


@pytest.mark.parametrize("sample", Sample)
def test_a_scanner_that_types_what_the_card_says_is_fine(sample: Sample) -> None:
    trial = judge(typed(SAMPLES[sample]))
    assert trial == Trial(sample, (Remark(Matter.FINE),), 5, ENTER)
    assert trial.good


@pytest.mark.parametrize("computer", [layout for layout in LAYOUTS if layout is not US])
def test_another_layout_is_named_from_the_signs(computer: object) -> None:
    name = computer.name  # type: ignore[attr-defined]
    trial = judge(typed(bent(SAMPLES[Sample.SIGNS], US, layout_named(name))))
    assert trial.sample is Sample.SIGNS
    assert trial.remarks == (Remark(Matter.LAYOUT, "us", name),)
    assert not trial.good


def test_a_french_scanner_on_an_american_computer_is_told_from_the_reverse() -> None:
    french = layout_named("fr")
    (remark,) = judge(typed(bent(SAMPLES[Sample.SIGNS], french, US))).remarks
    assert (remark.scanner, remark.computer) == ("fr", "us")


def test_every_pair_of_layouts_bends_the_signs_in_a_way_of_its_own() -> None:
    latin = [layout for layout in LAYOUTS if layout.latin]
    texts = [
        bent(SAMPLES[Sample.SIGNS], scanner, computer)
        for scanner, computer in itertools.permutations(latin, 2)
    ]
    assert len(set(texts)) == len(texts)


def test_an_input_method_is_told_of_and_the_sample_known_all_the_same() -> None:
    code = SAMPLES[Sample.CODE].lower()
    steps = [Press(Key.COMPOSED, at * 5.0, composed(code[:at])) for at in range(1, len(code) + 1)]
    trial = judge(steps)
    assert trial.sample is Sample.CODE
    assert matters(trial) == [Matter.INPUT_METHOD]
    assert not trial.good


@pytest.mark.parametrize(
    ("presses", "matter"),
    [
        (typed(SAMPLES[Sample.SIGNS].swapcase()), Matter.CASE),
        (typed(SAMPLES[Sample.TICKET].upper()), Matter.ONE_CASE),
        (typed(SAMPLES[Sample.CODE], gap=40), Matter.SLOW),
        (typed(SAMPLES[Sample.CODE], ends=()), Matter.NO_END),
        (typed(SAMPLES[Sample.CODE], ends=(Key.ENTER, Key.ENTER)), Matter.TWO_ENDS),
        (typed("]Q1" + SAMPLES[Sample.CODE]), Matter.PREFIX),
        ([*typed(SAMPLES[Sample.CODE]), Press(Key.OTHER, 3.0)], Matter.STRAY),
        ([Press(Key.OTHER, 0.0, "F6"), *typed(SAMPLES[Sample.CODE])], Matter.FUNCTION_KEY),
        (typed(SAMPLES[Sample.TICKET][::2] + SAMPLES[Sample.TICKET][-9:]), Matter.UNKNOWN),
        (typed(SAMPLES[Sample.SIGNS].replace("w", "").replace("?", "")), Matter.LOST),
        (typed("4901234567894"), Matter.UNKNOWN),
        ([], Matter.UNKNOWN),
    ],
)
def test_each_fault_is_found_by_itself_and_has_words(presses: list[Press], matter: Matter) -> None:
    trial = judge(presses)
    assert matters(trial) == [matter]
    (line,) = advice(trial, load("en"))
    assert line.fact
    assert (line.tone is Tone.WELCOME) == trial.good
    assert line.advice or trial.good


def test_a_tab_is_as_good_an_end_as_an_enter() -> None:
    assert judge(typed(SAMPLES[Sample.CODE], ends=TAB)).remarks == (Remark(Matter.FINE),)


def test_several_faults_are_all_told_the_gravest_first() -> None:
    bent_signs = bent(SAMPLES[Sample.SIGNS], US, layout_named("de"))
    trial = judge(typed(f"]Q1{bent_signs}", ends=(), gap=30))
    assert matters(trial) == [Matter.LAYOUT, Matter.SLOW, Matter.NO_END, Matter.PREFIX]
    words = advice(trial, load("en"))
    assert "German" in words[0].fact
    assert "30 ms" in words[1].fact


@pytest.mark.parametrize("sample", Sample)
@pytest.mark.parametrize("serial", [True, False])
def test_what_comes_in_one_piece_is_fine_as_it_is(sample: Sample, *, serial: bool) -> None:
    trial = judge_whole(SAMPLES[sample], serial=serial)
    assert trial == Trial(sample, (Remark(Matter.WHOLE),))
    assert trial.good


@pytest.mark.parametrize(
    ("text", "serial", "matters"),
    [
        ("]Q1" + SAMPLES[Sample.CODE], True, [Matter.PREFIX]),
        (SAMPLES[Sample.SIGNS].swapcase(), True, [Matter.CASE]),
        ("\x7f\x02~", True, [Matter.GARBLED]),
        ("4901234567894", False, [Matter.UNKNOWN]),
        (SAMPLES[Sample.SIGNS].replace("w", "").replace("?", ""), True, [Matter.LOST]),
    ],
)
def test_a_fault_of_what_comes_in_one_piece_is_found(
    text: str, matters: list[Matter], *, serial: bool
) -> None:
    assert [remark.matter for remark in judge_whole(text, serial=serial).remarks] == matters


def test_every_symbol_of_the_card_has_a_name() -> None:
    assert len({sample_name(sample, load("en")) for sample in Sample}) == len(Sample)
