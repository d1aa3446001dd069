"""Who a participant of a video meeting is (record linkage): by e-mail address, else by the name that they show.

People show what they like: "iPhone (Adrian Zentner)", "Furuya (MP)", "魏 (Yuan Wei)". Each part of it is
compared with each name of the delegates. Only a whole name of one delegate alone, or an address with a name that
does not contradict it, is certain; all else is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checkin.names import NAMED_BY, same_name, spellings
from checkin.same_person import email_key, folded
from checkin.scripts import HAN, KANA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checkin.domain import Delegate
    from checkin.names import Spellings
    from checkin.remote.report import ReportRow

_BRACKETS: Final = re.compile(r"[(（\[【<《「]([^)）\]】>》」]*)[)）\]】>》」]")
_PARTS: Final = re.compile(r"[@＠/／|｜_,、，;:：]| [-–—・] ")
_TITLES: Final = frozenset(
    folded(word)
    for word in (
        *("prof", "professor", "dr", "phd", "rev", "hon", "mp", "mep", "senator", "amb"),
        *("mr", "mrs", "ms", "miss", "mx", "sir", "dame", "iphone", "ipad", "galaxy", "guest"),
    )
)
_SUFFIX: Final = re.compile("(?:氏|様|さん|先生|博士|教授|議員|女士|小姐|老師)$")
_TOGETHER: Final = re.compile(f"[{HAN}{KANA}]+")  # written without spaces, or with
_MOST_ASKED: Final = 8  # delegates to choose from


class Sureness(StrEnum):
    """How sure it is who a participant is."""

    CERTAIN = "certain"
    DOUBT = "doubt"  # one delegate is likely
    SEVERAL = "several"  # more than one may be meant
    UNKNOWN = "unknown"


class RemoteFinding(StrEnum):
    """What is said of a report, beside who is in it."""

    LIKELY = "likely"
    SEVERAL = "several"
    UNKNOWN = "unknown"
    NO_TIME = "no_time"
    WAITED = "waited"
    OTHER_HOURS = "other_hours"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in the report, and who they may be, the likeliest first."""

    row: ReportRow
    sureness: Sureness
    delegates: tuple[Delegate, ...] = ()


class DelegateNames:
    """All delegates by what a participant may show of them."""

    def __init__(self, delegates: Iterable[Delegate]) -> None:
        self._delegates = tuple(delegates)
        self._by_email: dict[str, list[Delegate]] = defaultdict(list)
        self._by_name: dict[str, list[Delegate]] = defaultdict(list)
        self._by_word: dict[str, list[Delegate]] = defaultdict(list)
        self._spellings = _SpellingsOf()
        for delegate in self._delegates:
            if delegate.email:
                self._by_email[email_key(delegate.email)].append(delegate)
            for key in {key for name in _names_of(delegate) for key in _keys(name)}:
                self._by_name[key].append(delegate)
            for word in {word for name in _names_of(delegate) for word in folded(name).split()}:
                self._by_word[word].append(delegate)

    def who(self, row: ReportRow) -> Participant:
        """Who this participant is."""
        shown = tuple(dict.fromkeys(_shown(row.name)))
        if row.email and (found := self._by_email.get(email_key(row.email))):
            fitting = [delegate for delegate in found if self._fits(delegate, shown)]
            if len(fitting) == 1:
                return Participant(row, Sureness.CERTAIN, (fitting[0],))
            return _asked(row, fitting or found)
        whole = self._all(self._by_name, (key for name in shown for key in _keys(name)))
        if len(whole) == 1 and any(_is_whole(name) for name in shown if self._has(whole[0], name)):
            return Participant(row, Sureness.CERTAIN, (whole[0],))
        if whole:
            return _asked(row, whole)
        alike = self._spelt_alike(shown)
        if alike:
            return _asked(row, alike)
        words = (word for name in shown for word in folded(name).split() if word not in _TITLES)
        # One word of a name: a family name alone, or a given name.
        single = [name for name in shown if len(folded(name).split()) == 1]
        return _asked(row, self._all(self._by_word, words) if single else [])

    def _fits(self, delegate: Delegate, shown: tuple[str, ...]) -> bool:
        """Whether a name shown has a word in common with the delegate's, or nobody shows a name."""
        if not shown:
            return True
        words = {word for name in shown for word in folded(name).split()} - _TITLES
        theirs = {word for name in _names_of(delegate) for word in folded(name).split()}
        return bool(words & theirs) or any(self._spellings.same(delegate, name) for name in shown)

    def _spelt_alike(self, shown: tuple[str, ...]) -> list[Delegate]:
        names = [name for name in shown if _is_whole(name)]
        return [
            delegate
            for delegate in self._delegates
            if any(self._spellings.same(delegate, name) for name in names)
        ]

    @staticmethod
    def _has(delegate: Delegate, name: str) -> bool:
        keys = {key for known in _names_of(delegate) for key in _keys(known)}
        return any(key in keys for key in _keys(name))

    @staticmethod
    def _all(among: dict[str, list[Delegate]], keys: Iterable[str]) -> list[Delegate]:
        found = {delegate.id: delegate for key in keys for delegate in among.get(key, ())}
        return list(found.values())


@dataclass(slots=True)
class _SpellingsOf:
    """Spellings are slow to make, and asked for again with each participant who is nobody's whole name."""

    _known: dict[str, Spellings] = field(default_factory=dict)
    _shown: dict[str, Spellings] = field(default_factory=dict)

    def same(self, delegate: Delegate, name: str) -> bool:
        theirs = self._known.get(delegate.id)
        if theirs is None:
            named = {column: getattr(delegate, column) for column in NAMED_BY}
            theirs = self._known[delegate.id] = spellings(named)
        shown = self._shown.get(name)
        if shown is None:
            shown = self._shown[name] = spellings({"name": name})
        return same_name(theirs, shown)


def _asked(row: ReportRow, delegates: list[Delegate]) -> Participant:
    if not delegates:
        return Participant(row, Sureness.UNKNOWN)
    sureness = Sureness.DOUBT if len(delegates) == 1 else Sureness.SEVERAL
    return Participant(row, sureness, tuple(delegates[:_MOST_ASKED]))


def _shown(name: str) -> Iterator[str]:
    """The names that may be in what somebody shows: without titles, inside and outside of brackets, between signs."""
    plain = unicodedata.normalize("NFKC", name)
    pieces = [plain, _BRACKETS.sub(" ", plain), *_BRACKETS.findall(plain)]
    pieces += [part for piece in pieces for part in _PARTS.split(piece)]
    for piece in pieces:
        words = [word for word in piece.split() if folded(word.strip(".")) not in _TITLES]
        bare = _SUFFIX.sub("", " ".join(words)).strip()
        if bare:
            yield bare


def _names_of(delegate: Delegate) -> Iterator[str]:
    parts = f"{delegate.given_name} {delegate.family_name}".strip()
    names = (delegate.name, parts, delegate.native_name, delegate.reading, delegate.badge_name)
    yield from filter(None, names)


def _keys(name: str) -> Iterator[str]:
    """The folded words in any order; of a name in Han or kana also without its space."""
    words = folded(name).split()
    yield " ".join(sorted(words))
    joined = "".join(words)
    if _TOGETHER.fullmatch(joined):
        yield joined


def _is_whole(name: str) -> bool:
    """Whether this is more than one name of somebody: two words, or three characters of Han or kana."""
    words = folded(name).split()
    return len(words) > 1 or (bool(_TOGETHER.fullmatch("".join(words))) and len(words[0]) > 2)
