"""How the letters of a text are written that does not say so and is not UTF-8; runs in the child process.

A guess is always shown and asked about. Japanese of Windows is looked for here: it is what rosters come in,
and a detector that counts common letters goes wrong over the very characters that names are written with
(髙, 﨑), because the standard does not have them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE: Final = 64 * 1024
# What detectors call by the name of a smaller sibling.
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
# The common characters of Japanese by their first byte: kana and signs, the first level of kanji, and those
# that makers of computers added for names.
_COMMON_CP932: Final = re.compile(b"[\x81-\x84\x88-\x97\xed\xee\xfa-\xfc][\x40-\x7e\x80-\xfc]")
_KANA_EUC: Final = re.compile(b"[\xa4\xa5][\xa1-\xf6]")


def guess(data: bytes) -> str:
    """The likeliest encoding; empty when none fits the whole text."""
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
    """Japanese in seven bits: by its form it is ASCII, and no letter of it is what it seems."""
    return _MAIL_JAPANESE.search(data) is not None


def _is_cp932(sample: bytes) -> bool:
    text = sample.decode("cp932", "replace")
    foreign = sum(not letter.isascii() for letter in text)
    return len(_COMMON_CP932.findall(sample)) * 10 >= foreign * 6


def _detected(sample: bytes) -> str:
    import chardet  # noqa: PLC0415 — a tenth of a second that hardly any file needs

    name = (chardet.detect(sample)["encoding"] or "").lower()
    return _WIDER.get(name, name)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        # Not so where even the commas would be letters, as in the encodings of mainframes.
        return _PLAIN.decode(encoding).encode("ascii") == _PLAIN and bool(data.decode(encoding))
    except (UnicodeError, LookupError):
        return False
