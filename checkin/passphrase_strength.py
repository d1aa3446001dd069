"""Passphrase strength estimation (zxcvbn): weak ones are refused, and six words are proposed (diceware).

A store that is stolen is attacked by guessing, without a limit on attempts. What counts is how many guesses an attacker
who knows common passwords, words, dates and keyboard rows needs. zxcvbn knows English; for words of other scripts it
counts each letter alike, which is too much for an alphabet and too little for Han letters, so those are counted here.
"""

from __future__ import annotations

import math
import re
import secrets
import unicodedata
from enum import Enum, auto
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from checkin.errors import NotPossible
from checkin.language import mark
from checkin.scripts import HAN, HANGUL, KANA, LATIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checkin.domain import Event

SHORTEST: Final = 8  # characters as a person counts them
# Of guesses, as a power of ten. At ten thousand a second, which takes a dozen of today's graphics cards, it is
# twelve days.
LEAST_GUESSES: Final = 10.0
# What a program gives with a command cannot be chosen anew by it: only what every attacker tries first is refused.
LEAST_GIVEN: Final = 6.0
PROPOSED_WORDS: Final = 6
WORD_LIST: Final = Path(__file__).parent.parent / "resources" / "words" / "eff_large.txt"
LONGEST_JUDGED: Final = 72  # characters: zxcvbn's time grows with the square of their number

# What a letter is worth within running words, in bits. A word is worth about as much in every language.
_BITS: Final = (
    (re.compile(f"[{HAN}]"), 5.0),
    (re.compile(f"[{HANGUL}]"), 4.0),
    (re.compile(f"[{KANA}]"), 3.3),
    (re.compile(f"[{LATIN}0-9]"), math.log2(10)),  # as zxcvbn counts them
    (re.compile(r"\w"), 2.2),
)
_BITS_OF_PICTURES: Final = 5.0  # emoji
_BITS_OF_OTHERS: Final = 1.0  # spaces and points
# Words that are tried first here, in any script; zxcvbn's own lists are English.
_TRIED_FIRST: Final = (
    "uketsuke", "受付", "うけつけ", "ウケツケ", "パスワード", "ぱすわーど", "パスフレーズ", "暗証番号", "合言葉", "あいことば",
    "passwort", "aikotoba", "himitsu", "秘密", "ひみつ", "いろはにほへと", "ちりぬるを", "あいうえお",
    "さくら", "サクラ", "桜", "sakura", "日本", "にほん", "nihon", "nippon", "東京", "とうきょう", "国会", "議員", "会議", "kaigi",
    "密碼", "密码", "報到", "會議", "会议", "臺灣", "台灣", "台湾", "臺北", "台北", "taiwan", "taipei", "中國", "中国", "北京", "香港",
    "我愛你", "我爱你", "你好", "一二三四五六七八", "一二三四", "五六七八", "新疆", "東突厥斯坦", "维吾尔", "維吾爾", "ئۇيغۇر",
    "شەرقىي", "تۈركىستان", "ۋەتەن", "ۋەتىنىم", "ئانا", "ئازادلىق", "ئىم", "پارول", "قەشقەر", "ئۈرۈمچى", "ئاللاھ", "سالام",
    "ياخشىمۇسىز", "uyghur", "uygur", "uighur", "xinjiang", "turkistan", "turkestan", "sherqiy", "weten", "qeshqer", "kashgar",
    "urumqi", "salam", "пароль", "privet", "привет", "conference", "forum", "demo", "delegate", "organiser", "organizer",
)  # fmt: skip


class Weakness(Enum):
    """Why a passphrase is quickly guessed."""

    SHORT = auto()
    COMMON = auto()
    OF_EVENT = auto()
    REPEATED = auto()
    ROW = auto()
    DATE = auto()
    FEW = auto()


class WeakPassphrase(NotPossible):
    """The passphrase is too easy to guess; nothing was changed."""


_SENTENCES: Final = {
    Weakness.SHORT: mark(
        "The passphrase is too short: at least 8 characters, better four words or more."
    ),
    Weakness.COMMON: mark(
        "This passphrase is one of those that are tried first. Choose at least four words that do not belong together."
    ),
    Weakness.OF_EVENT: mark(
        "This passphrase is guessed by who knows the event. Choose at least four words that do not belong together."
    ),
    Weakness.REPEATED: mark(
        "This passphrase repeats itself. Choose at least four words that do not belong together."
    ),
    Weakness.ROW: mark(
        "This passphrase follows the alphabet or the keyboard. Choose at least four words that do not belong together."
    ),
    Weakness.DATE: mark(
        "A date is quickly guessed. Choose at least four words that do not belong together."
    ),
    Weakness.FEW: mark(
        "This passphrase has too few words. Choose at least four that do not belong together."
    ),
}


def require_strong(
    passphrase: str, about: Iterable[str] = (), least: float = LEAST_GUESSES
) -> None:
    """Raises `WeakPassphrase` for one that is quickly guessed. `about`: names that an attacker would try here."""
    if (found := weakness(passphrase, about, least)) is not None:
        raise WeakPassphrase(_SENTENCES[found])


def names_of(event: Event) -> tuple[str, ...]:
    """What whoever holds a laptop of this event would try first."""
    names = (
        event.name,
        *event.names.values(),
        *event.short_names.values(),
        event.venue,
        *event.venues.values(),
    )
    return tuple(dict.fromkeys(name for name in names if name))


def weakness(
    passphrase: str, about: Iterable[str] = (), least: float = LEAST_GUESSES
) -> Weakness | None:
    """Why this passphrase is refused; None for one that is good enough. Takes some ten milliseconds, the first time
    a tenth of a second."""
    text = unicodedata.normalize("NFKC", passphrase).strip()
    if characters(text) < SHORTEST:
        return Weakness.SHORT
    named = [*_parts(about)]
    matches = _matches(text[:LONGEST_JUDGED], named)
    if sum(_guesses(match) for match in matches) >= least:
        return None
    return _reason(max(matches, key=lambda match: len(match["token"])), named)


def characters(text: str) -> int:
    """How many characters a person counts: a letter with its marks is one."""
    return sum(
        not (
            unicodedata.category(char) in {"Mn", "Me", "Cf"} or "\U0001f3fb" <= char <= "\U0001f3ff"
        )
        for char in text
    )


def propose() -> str:
    """Six words by chance, of letters that every keyboard has."""
    return " ".join(secrets.choice(_words()) for _ in range(PROPOSED_WORDS))


def proposed_bits() -> int:
    """The entropy of what is proposed, in bits."""
    return int(PROPOSED_WORDS * math.log2(len(_words())))


@cache
def _words() -> tuple[str, ...]:
    return tuple(WORD_LIST.read_text("ascii").split())


def _parts(about: Iterable[str]) -> Iterator[str]:
    """Each name whole, without spaces, and word by word."""
    for name in about:
        folded = unicodedata.normalize("NFKC", name).casefold()
        yield from (folded, "".join(folded.split()), *folded.split())


def _matches(text: str, about: Sequence[str]) -> Sequence[dict[str, Any]]:
    """The likeliest way in which a passphrase is put together, part by part."""
    # A tenth of a second and a megabyte of lists, for what is done once in the life of a store.
    from zxcvbn import zxcvbn  # noqa: PLC0415 - lazy import

    found = zxcvbn(text, user_inputs=[*about, *_TRIED_FIRST], max_length=LONGEST_JUDGED)
    return cast("list[dict[str, Any]]", found["sequence"])


def _guesses(match: dict[str, Any]) -> float:
    """The guesses that a part takes, as a power of ten."""
    token = match["token"]
    if match["pattern"] == "bruteforce" and not token.isascii():
        return sum(map(_bits, token)) * math.log10(2)
    return float(match["guesses_log10"])


def _bits(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    others = _BITS_OF_PICTURES if unicodedata.category(char) == "So" else _BITS_OF_OTHERS
    return next((bits for script, bits in _BITS if script.match(char)), others)


def _reason(longest: dict[str, Any], about: Sequence[str]) -> Weakness:
    """What is wrong with the part that makes up most of a passphrase."""
    match longest["pattern"]:
        case "repeat":
            return Weakness.REPEATED
        case "sequence" | "spatial":
            return Weakness.ROW
        case "date" | "regex":
            return Weakness.DATE
        case "dictionary" if longest["matched_word"] in about:
            return Weakness.OF_EVENT
        case "dictionary" if longest["dictionary_name"] in {"passwords", "user_inputs"}:
            return Weakness.COMMON
        case _:
            return Weakness.FEW
