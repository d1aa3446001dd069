"""Character encoding detection (charset) for text that is not UTF-8; in the child process.

A guess is always shown for confirmation. Japanese of Windows (CP932) is detected here: it is common
for rosters, and a detector based on common letters fails on characters of names (髙, 﨑), because the
standard lacks them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE: Final = 64 * 1024
# Detectors may name a subset of the encoding.
_WIDER: Final = {
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "iso-8859-1": "cp1252",
    "iso-8859-9": "cp1254",
}
_HIGH: Final = re.compile(b"[\x80-\xff]")
_PLAIN: Final = b"name,Name;NAME\t0123456789\r\n"
_MAIL_JAPANESE: Final = re.compile(b"\x1b\\$[@B]")
# Frequent characters of Japanese by their first byte: kana and signs, the first level of kanji, and
# vendor extensions with names.
_COMMON_CP932: Final = re.compile(b"[\x81-\x84\x88-\x97\xed\xee\xfa-\xfc][\x40-\x7e\x80-\xfc]")
_KANA_EUC: Final = re.compile(b"[\xa4\xa5][\xa1-\xf6]")


def guess(data: bytes) -> str:
    """The most likely encoding; empty when none fits the whole text."""
    sample = b"\n".join(line for line in data.splitlines() if _HIGH.search(line))[:SAMPLE]
    return next(
        (candidate for candidate in _candidates(sample) if candidate and _fits(data, candidate)), ""
    )


def _candidates(sample: bytes) -> Iterator[str]:
    if _is_cp932(sample):
        yield "cp932"
    elif len(_KANA_EUC.findall(sample)) * 20 > len(_HIGH.findall(sample)):
        yield "euc_jp"
    yield _detected(sample)
    yield "cp932"
    yield "cp1252"


def is_mail_japanese(data: bytes) -> bool:
    """Detects ISO-2022-JP: its bytes are ASCII, but stand for other letters."""
    return _MAIL_JAPANESE.search(data) is not None


def _is_cp932(sample: bytes) -> bool:
    text = sample.decode("cp932", "replace")
    foreign = sum(not letter.isascii() for letter in text)
    return len(_COMMON_CP932.findall(sample)) * 10 >= foreign * 6


def _detected(sample: bytes) -> str:
    import chardet  # noqa: PLC0415 — lazy import: a tenth of a second, rarely needed

    name = (chardet.detect(sample)["encoding"] or "").lower()
    return _WIDER.get(name, name)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        # Not for encodings without ASCII commas, such as EBCDIC.
        return _PLAIN.decode(encoding).encode("ascii") == _PLAIN and bool(data.decode(encoding))
    except (UnicodeError, LookupError):
        return False
