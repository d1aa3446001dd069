"""Text for a terminal: control characters are escaped (terminal injection), so that no name, path or code moves the cursor.

A terminal obeys ESC and, in some encodings, the controls above 0x7f; an override of direction shows a path backwards.
"""

from __future__ import annotations

import argparse
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NoReturn

from checkin.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Mapping

_OBEYED: Final = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]")
_IN_A_LINE: Final = re.compile("[\t\n]")
_IN_JSON: Final = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e]")


def escaped(text: str) -> str:
    """The text with `\\x1b` and the like spelt out; it may have lines and tabs."""
    return _OBEYED.sub(_spelt, text)


def one_line(text: str) -> str:
    """The same, and no line begins in it: what was given cannot look like a message of ours."""
    return _IN_A_LINE.sub(_spelt, escaped(text))


def escaped_json(text: str) -> str:
    """JSON that means the same; what is below a space is escaped in it anyway."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def tame(error: KnownError) -> KnownError:
    """The error with facts of one line each; its sentence is ours."""
    error.facts = _tame_facts(error.facts)
    return error


class Parser(argparse.ArgumentParser):
    """Parses arguments; a complaint quotes them escaped."""

    def error(self, message: str) -> NoReturn:
        super().error(one_line(message))


def _tame_facts(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: _tame_fact(fact) for name, fact in facts.items()}


def _tame_fact(fact: object) -> object:
    if isinstance(fact, KnownError):
        return tame(fact)
    return one_line(str(fact)) if isinstance(fact, str | PurePath) else fact


def _spelt(found: re.Match[str]) -> str:
    letter = ord(found[0])
    return f"\\x{letter:02x}" if letter < 0x100 else f"\\u{letter:04x}"
