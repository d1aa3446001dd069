"""Inverted index: every delegate in memory, and the posting lists of the words in their names.

A delegate has a slot, which is never reused, and a key: the number before the slot. Their data
stands in plain lists of text by slot, because the garbage collector would traverse a hundred
thousand objects over and over.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin import visibility
from checkin.domain import CodeStatus, Status
from checkin.gc_pause import gc_paused
from checkin.lookup.column_index import ColumnIndex
from checkin.lookup.contacts import ContactIndex
from checkin.lookup.phonetic import PhoneticIndex
from checkin.lookup.word_index import SLOT_BITS, IdSets, Keys, WordIndex
from checkin.names import FIELD, NAMED_BY, code_key, fold, keys, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checkin.domain import Code, Delegate

SLOT: Final = (1 << SLOT_BITS) - 1


@dataclass(frozen=True, slots=True)
class IndexedDelegate:
    """The indexed fields of a delegate."""

    id: str
    number: int
    shown: tuple[str, str]  # the display name, and the name in the other script; or an alias alone
    names: str  # from `names.Keys`
    latin: str
    organisation: str = ""
    category: str | None = ""  # None: not expected anywhere
    codes: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    columns: tuple[str, ...] = ()  # values of columns that desks may read
    own_columns: tuple[str, ...] = ()  # values of the organiser's other columns
    aliased: bool = False  # `shown` is an alias: none of its letters stands for the real name


def entry(delegate: Delegate, codes: Iterable[Code]) -> IndexedDelegate:
    """An index entry for a delegate without stored search keys: they are computed."""
    made = keys({field: getattr(delegate, field) for field in NAMED_BY})
    shown = visibility.names_of(delegate)
    return IndexedDelegate(
        id=delegate.id,
        number=delegate.number,
        shown=shown,
        names=made.names,
        latin=made.latin,
        organisation=delegate.organisation,
        category=delegate.category if delegate.status is Status.EXPECTED else None,
        codes=tuple(code.code for code in codes if code.status is CodeStatus.VALID),
        email=delegate.email,
        phone=delegate.phone,
        aliased=shown != (delegate.display_name, delegate.second_name),
    )


class Index:
    """The delegates and their words. `order` are all keys by number."""

    def __init__(self, entries: Iterable[IndexedDelegate]) -> None:
        self._key_of: dict[str, int] = {}
        self._namesakes: dict[int, bool] = {}  # of hits, until anybody changes
        self.ids: list[str] = []
        self.shown: list[tuple[str, str]] = []
        self.names: list[str] = []
        self.latin: list[str] = []
        self.sure: list[str] = []  # the words of `latin` that follow from the script
        self.aliased: set[int] = set()  # slots
        self.others: list[str] = []
        self.categories: list[str | None] = []
        self.lengths: list[int] = []  # length of the shorter of the shown names
        self.of_names = WordIndex()
        self.of_latin = WordIndex()
        self.of_others = WordIndex()
        self.codes: list[tuple[str, int]] = []
        self.contacts = ContactIndex()
        self.columns = ColumnIndex()
        with gc_paused():
            self._build(sorted(entries, key=lambda entry: entry.number))
        self.order: Keys = sorted(self._key_of.values())
        self.numbers = IdSets(self.order)

    def __len__(self) -> int:
        return len(self._key_of)

    def _build(self, entries: Sequence[IndexedDelegate]) -> None:
        for entry in entries:
            key = self._place(entry)
            self.of_names.gather(_words(entry.names), key)
            self.of_latin.gather(_latin_words(entry.latin), key)
            self.of_others.gather(_words(self.others[-1]), key)
            self.codes += [(code_key(code), key) for code in entry.codes]
        for words in (self.of_names, self.of_latin, self.of_others):
            words.settle()
        self.codes.sort()
        self.sounding = PhoneticIndex({*self.of_names, *self.of_latin})

    def _place(self, one: IndexedDelegate) -> int:
        key = one.number << SLOT_BITS | len(self.ids)
        self._key_of[one.id] = key
        self.ids.append(one.id)
        self.shown.append(one.shown)
        self.names.append(one.names)
        self.latin.append(one.latin)
        self.sure.append(_sure_words(one.latin))
        if one.aliased:
            self.aliased.add(key & SLOT)
        self.contacts.add(one.email, one.phone, key)
        self.columns.add(one.columns, one.own_columns, key)
        self.others.append(words_of(one.organisation))
        self.categories.append(one.category)
        self.lengths.append(min(len(name) for name in one.shown if name) if any(one.shown) else 0)
        return key

    def update(self, one: IndexedDelegate) -> None:
        """Adds or replaces a delegate."""
        self.remove(one.id)
        self._namesakes.clear()
        key = self._place(one)
        insort(self.order, key)
        self.numbers.add(key)
        given, latin = _words(one.names), _latin_words(one.latin)
        for word in given | latin:
            if word not in self.of_names and word not in self.of_latin:
                self.sounding.add(word)
        self.of_names.add(given, key)
        self.of_latin.add(latin, key)
        self.of_others.add(_words(self.others[-1]), key)
        for code in one.codes:
            insort(self.codes, (code_key(code), key))

    def remove(self, delegate: str) -> None:
        """Removes a delegate; an unknown one is ignored."""
        key = self._key_of.pop(delegate, None)
        if key is None:
            return
        slot = key & SLOT
        self._namesakes.clear()
        del self.order[bisect_left(self.order, key)]
        self.of_names.remove(_words(self.names[slot]), key)
        self.of_latin.remove(_latin_words(self.latin[slot]), key)
        self.of_others.remove(_words(self.others[slot]), key)
        self.codes = [code for code in self.codes if code[1] != key]
        self.contacts.remove(key)
        self.columns.remove(key)
        self.names[slot] = self.latin[slot] = self.sure[slot] = self.others[slot] = ""

    def key_of(self, delegate: str) -> int:
        return self._key_of[delegate]

    def words(self, key: int) -> set[str]:
        """The words of a delegate's names, as given and in Latin letters."""
        slot = key & SLOT
        return _words(self.names[slot]) | _latin_words(self.latin[slot])

    def is_one_of_many(self, key: int) -> bool:
        """True where another delegate has exactly the same name (a namesake)."""
        known = self._namesakes.get(key)
        if known is None:
            self._namesakes[key] = known = self._is_one_of_many(key)
        return known

    def _is_one_of_many(self, key: int) -> bool:
        name = fold(self.shown[key & SLOT][0])
        lists = [self.of_names.exactly(word) for word in name.split()]
        whole = f"{FIELD} {name} {FIELD}"
        return any(
            other_key != key and whole in self.names[other_key & SLOT]
            for other_key in min(lists, key=len, default=[])
        )


def _words(hay: str) -> set[str]:
    return set(hay.split())


def _latin_words(lines: str) -> set[str]:
    """The words of `names.Keys.latin`, without position markers."""
    return {word for word in lines.split() if "," not in word} if lines else set()


def _sure_words(lines: str) -> str:
    """The words of the certain lines of `names.Keys.latin`, a space on both sides of each."""
    if "!" not in lines:
        return ""
    return "".join(line.partition("!")[2] for line in lines.split("\n"))
