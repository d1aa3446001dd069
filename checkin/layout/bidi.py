"""Bidirectional text (bidi): the visual order of a line that mixes right-to-left and left-to-right.

A subset of the Unicode bidirectional algorithm, enough for names, places and organisations: strong
characters, numbers, number separators, brackets and neutrals. Explicit controls are removed before.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_RIGHT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_CLOSING: Final = {
    "(": ")",
    "[": "]",
    "{": "}",
    "«": "»",
    "（": "）",
    "［": "］",
    "「": "」",
    "『": "』",
}
_LEFT_TO_RIGHT: Final = "L"
_RIGHT_TO_LEFT: Final = "R"
_NUMBER: Final = "N"
_NEUTRAL: Final = ""


def is_right_to_left(text: str) -> bool:
    """Whether the line is right-to-left: decided by its first character with a strong direction."""
    for character in text if _RIGHT.search(text) else "":
        kind = unicodedata.bidirectional(character)
        if kind in {"R", "AL"}:
            return True
        if kind == "L":
            return False
    return False


def ordered(text: str) -> list[tuple[str, bool]]:
    """Splits a line into runs in visual order, each with whether it is right-to-left.

    The text of a run stays in logical (reading) order, which is what shaping needs.
    """
    if not _RIGHT.search(text):
        return [(text, False)] if text else []
    base = 1 if is_right_to_left(text) else 0
    levels = _levels(text, base)
    pieces: list[tuple[str, int]] = []
    for character, level in zip(text, levels, strict=True):
        if pieces and pieces[-1][1] == level:
            pieces[-1] = (pieces[-1][0] + character, level)
        else:
            pieces.append((character, level))
    return [(piece, level % 2 == 1) for piece, level in _reordered(pieces)]


def _levels(text: str, base: int) -> list[int]:
    kinds = [unicodedata.bidirectional(character) for character in text]
    sides = _sides(text, _numbers(_digits(_marks(kinds))), base)
    # In a left-to-right line only numbers beside right-to-left letters have level 2.
    deep = {_RIGHT_TO_LEFT: 1, _NUMBER: 2, _LEFT_TO_RIGHT: 2 * base}
    return [deep[side] for side in sides]


def _marks(kinds: list[str]) -> list[str]:
    """Combining marks take the direction of their base character."""
    settled: list[str] = []
    for kind in kinds:
        settled.append(settled[-1] if kind in {"NSM", "BN"} and settled else kind)
    return settled


def _digits(kinds: list[str]) -> list[str]:
    """European digits after Arabic letters count as Arabic digits."""
    strong = ""
    settled = []
    for kind in kinds:
        strong = kind if kind in {"L", "R", "AL"} else strong
        settled.append("AN" if kind == "EN" and strong == "AL" else kind)
    return settled


def _numbers(kinds: list[str]) -> list[str]:
    """Separators between two digits, and signs next to digits, belong to the number."""
    joining = {("CS", "EN"), ("ES", "EN"), ("CS", "AN")}
    settled = list(kinds)
    for index in range(1, len(kinds) - 1):
        before, after = settled[index - 1], kinds[index + 1]
        if before == after and (kinds[index], after) in joining:
            settled[index] = after
    for order in (range(1, len(settled)), range(len(settled) - 2, -1, -1)):
        for index in order:
            before = settled[index - order.step]
            if settled[index] == "ET" and before == "EN":
                settled[index] = "EN"
    return settled


def _sides(text: str, kinds: list[str], base: int) -> list[str]:
    outer = _RIGHT_TO_LEFT if base else _LEFT_TO_RIGHT
    sides = []
    strong = outer
    for kind in kinds:
        side = _side(kind, strong)
        strong = side if side in {_LEFT_TO_RIGHT, _RIGHT_TO_LEFT} else strong
        sides.append(side)
    return _neutrals_settled(_brackets(text, sides, outer), outer)


def _side(kind: str, strong: str) -> str:
    if kind == "L":
        return _LEFT_TO_RIGHT
    if kind in {"R", "AL"}:
        return _RIGHT_TO_LEFT
    if kind == "AN":
        return _NUMBER
    if kind == "EN":
        return _NUMBER if strong == _RIGHT_TO_LEFT else _LEFT_TO_RIGHT
    return _NEUTRAL


def _brackets(text: str, sides: list[str], outer: str) -> list[str]:
    """A bracket pair takes the line's direction, unless its content and the text before are opposite."""
    settled = list(sides)
    for start, end in _pairs(text):
        within = {_facing(side) for side in settled[start + 1 : end] if side != _NEUTRAL}
        before = next((_facing(side) for side in settled[:start][::-1] if side != _NEUTRAL), outer)
        if within:
            settled[start] = settled[end] = outer if outer in within or before == outer else before
    return settled


def _pairs(text: str) -> list[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    pairs = []
    for index, character in enumerate(text):
        if character in _CLOSING:
            opened.append((_CLOSING[character], index))
        elif any(closing == character for closing, _ in opened):
            while opened[-1][0] != character:
                opened.pop()
            pairs.append((opened.pop()[1], index))
    return sorted(pairs)


def _neutrals_settled(sides: list[str], outer: str) -> list[str]:
    """Neutrals between two runs of one direction take it; all others take the line's direction."""
    settled = list(sides)
    index = 0
    while index < len(settled):
        end = index
        while end < len(settled) and settled[end] == _NEUTRAL:
            end += 1
        if end > index:
            before = _facing(settled[index - 1]) if index else outer
            after = _facing(settled[end]) if end < len(settled) else outer
            settled[index:end] = [before if before == after else outer] * (end - index)
        index = end + 1
    return settled


def _facing(side: str) -> str:
    return _RIGHT_TO_LEFT if side == _NUMBER else side


def _reordered(pieces: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Reverses every stretch of a level or deeper, from the deepest level down to 1."""
    line = list(pieces)
    for level in range(max(level for _, level in line), 0, -1):
        index = 0
        while index < len(line):
            end = index
            while end < len(line) and line[end][1] >= level:
                end += 1
            line[index:end] = line[index:end][::-1]
            index = end + 1
    return line
