"""Line numbers of keys in a TOML file (source positions), which the parser of the standard library drops.

A scan of the text, no second parser: it knows strings, comments and brackets, headers and keys at the
beginning of a line. What is inside an inline table or a list is found as the line where that begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[str | int, ...]

_TOKEN: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]',
    re.DOTALL,
)
_PART: Final = r'(?:[A-Za-z0-9_-]+|"[^"\\\n]*"|\'[^\'\n]*\')'
_KEYS: Final = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER: Final = re.compile(rf"\s*(\[\[?)[ \t]*({_KEYS})[ \t]*\]")
_KEY: Final = re.compile(rf"\s*({_KEYS})[ \t]*=")


def line_of(source: str, place: Place) -> int | None:
    """The line on which a value begins, or what it is in; None where it is not found."""
    found: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    for line, text in _statements(source.replace("\r\n", "\n")):
        if header := _HEADER.match(text):
            table = _resolved(_parts(header[2]), counts, is_list=header[1] == "[[")
            found.setdefault(table, line)
        elif key := _KEY.match(text):
            found.setdefault((*table, *_parts(key[1])), line)
    # The event itself is in no line: a list of lists, say, or a key that is missing from the file.
    outer = (place[:length] for length in range(len(place), 0, -1))
    return next((found[part] for part in outer if part in found), None)


def _resolved(parts: Place, counts: dict[Place, int], *, is_list: bool) -> Place:
    """A header's keys as a place: each list of tables is followed by the position of its latest one."""
    place: Place = ()
    for at, part in enumerate(parts, 1):
        place = (*place, part)
        if is_list and at == len(parts):
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def _parts(keys: str) -> Place:
    return tuple(part.strip("\"'") for part in re.findall(_PART, keys))


def _statements(source: str) -> Iterator[tuple[int, str]]:
    """The first line of each header and each key with its value, and its number."""
    begin, line, depth = 0, 1, 0
    first = 1
    for token in _TOKEN.finditer(source):
        sign = token[0]
        if sign == "\n" and depth <= 0:
            yield first, source[begin : token.start()]
            begin, first, depth = token.end(), line + 1, 0
        depth += (sign in "[{") - (sign in "]}")
        line += sign.count("\n")
    yield first, source[begin:]
