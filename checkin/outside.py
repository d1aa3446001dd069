"""Untrusted input: regular files, TOML and JSON from outside, within limits before they are parsed (denial of service).

A pipe is never ready and a device never ends; 40 kB of dotted keys keep a parser busy for twenty seconds. Everything is
refused with the errors that a missing file and a misspelt document have anyway: OSError and ValueError.
"""

from __future__ import annotations

import errno
import json
import math
import os
import re
import select
import stat
import tomllib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import io
    from pathlib import Path

DEEPEST: Final = 32  # brackets in brackets, and parts of a dotted key
LONGEST_NUMBER: Final = 32  # digits
PATIENCE: Final = 5.0  # seconds for a pipe that is handed a secret by another program

_FLAGS: Final = ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY")
_TOML_STRINGS: Final = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:\\.|[^"\\\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+",
    re.DOTALL,
)
_JSON_STRINGS: Final = re.compile(r'"(?:\\.|[^"\\])*+"?', re.DOTALL)
_DOTTED: Final = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{DEEPEST}}}")
_NUMBER: Final = re.compile(rf"(?<![\w-])(?:0[xob]|\d)[\da-fA-F_]{{{LONGEST_NUMBER - 1}}}")
_BRACKET: Final = re.compile(r"[\[\]{}]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def opened(path: Path, *, links: bool = True) -> io.BufferedReader:
    """A regular file, for reading. Raises OSError, for a folder, a pipe or a device too.

    `links`: whether a symbolic link is followed to one.
    """
    # Before as well: opening a device may already do something.
    _regular(path.stat(follow_symlinks=links).st_mode)
    handle = os.open(path, _flags() | (0 if links else getattr(os, "O_NOFOLLOW", 0)))
    try:
        _regular(os.fstat(handle).st_mode)
    except OSError:
        os.close(handle)
        raise
    return open(handle, "rb")  # noqa: PTH123 - the caller closes it


def data(path: Path, most: int) -> bytes:
    """The bytes of a regular file. Raises OSError, for one that is larger than `most` too."""
    with opened(path) as file:
        found = file.read(most + 1)
    if len(found) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return found


def first_line(path: Path, most: int) -> bytes:
    """The first line of a regular file, or of a pipe that has one within seconds. Raises OSError."""
    if not stat.S_ISFIFO(path.stat().st_mode):
        with opened(path) as file:
            return file.readline(most)
    handle, found = os.open(path, _flags()), b""
    try:
        while len(found) < most and b"\n" not in found:
            if not select.select([handle], [], [], PATIENCE)[0]:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
            piece = os.read(handle, most - len(found))
            if not piece:
                break
            found += piece
    finally:
        os.close(handle)
    return found.partition(b"\n")[0]


def toml(text: str) -> dict[str, Any]:
    """A TOML document. Raises `TOMLDecodeError`, whatever is wrong with it."""
    bare = _TOML_STRINGS.sub(lambda found: re.sub(r"[^\n]", "s", found[0]), text)
    for pattern, why in ((_DOTTED, "Too many dots in a key"), (_NUMBER, "Number too long")):
        if found := pattern.search(bare):
            raise _no_toml(why, bare, found.start())
    if (at := _too_deep(bare)) is not None:
        raise _no_toml("Too many brackets in brackets", bare, at)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except (ValueError, RecursionError) as error:  # a date that is none, for example
        raise tomllib.TOMLDecodeError("Invalid value") from error


def parsed_json(raw: bytes | str) -> Any:
    """A JSON document. Raises ValueError, whatever is wrong with it; half a letter (a lone surrogate) is."""
    text = raw if isinstance(raw, str) else raw.decode("utf-8")
    if _too_deep(_JSON_STRINGS.sub("", text)) is not None:
        raise ValueError("nested too deeply")
    found = json.loads(text, parse_int=_whole, parse_float=_fraction, parse_constant=_constant)
    if "\\ud" in text.lower() or _SURROGATE.search(text):
        _refuse_halves(found)
    return found


def _flags() -> int:
    flags = os.O_RDONLY
    for name in _FLAGS:
        flags |= getattr(os, name, 0)
    return flags


def _regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "no ordinary file")


def _too_deep(bare: str) -> int | None:
    """Where brackets are nested too deeply, in a text without its strings."""
    depth = 0
    for bracket in _BRACKET.finditer(bare):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > DEEPEST:
            return bracket.start()
    return None


def _no_toml(why: str, text: str, at: int) -> tomllib.TOMLDecodeError:
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return tomllib.TOMLDecodeError(f"{why} (at line {line}, column {column})")


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("number too long")
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits) if len(digits) <= 2 * LONGEST_NUMBER else math.inf
    if not math.isfinite(number):
        raise ValueError("number too long")
    return number


def _constant(name: str) -> float:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _refuse_halves(value: object) -> None:
    if isinstance(value, str):
        value.encode()  # UnicodeEncodeError is a ValueError
    elif isinstance(value, list):
        for item in value:
            _refuse_halves(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            _refuse_halves(key)
            _refuse_halves(item)
