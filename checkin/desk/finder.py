"""The look-up: every delegate in memory, answered within a keystroke.

Hits are ranked by their weakest part: the whole name, whole words of it, beginnings of words, parts of
words, and last the organisation, the number and the codes. Within a rank the lower number comes first.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from checkin.desk.words import SLOT_BITS, Numbers, Words, lowest
from checkin.domain import CodeStatus
from checkin.memory import without_collecting
from checkin.names import FIELD, code_key, fold, haystack, marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checkin.desk.words import Keys, Lists
    from checkin.domain import Code, Delegate
    from checkin.names import Spans

# The score of each rank, best first.
EXACT: Final = 1.0
WHOLE_WORDS: Final = 0.9
BEGINNINGS: Final = 0.8
INSIDE: Final = 0.6
ELSEWHERE: Final = 0.4

# So many candidates are looked at one by one; of more, going through the roster finds enough sooner.
_MANY: Final = 30_000
_CHUNK: Final = 2048
# A shorter beginning of a code would find a stranger for every letter that is typed.
_LEAST_OF_CODE: Final = 4
_LONGEST: Final = 200
_MOST_TOKENS: Final = 8
_SLOT: Final = (1 << SLOT_BITS) - 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A delegate who answers. `marked` are the half-open spans of the display name and of the second name
    that the text was found in, counted in the letters that are stored."""

    delegate: str
    score: float
    marked: tuple[Spans, Spans]


class Finder:
    """Finds delegates by any part of a name, the organisation, the number or the beginning of a code."""

    def __init__(self, delegates: Iterable[tuple[Delegate, Iterable[Code]]]) -> None:
        self._key_of: dict[str, int] = {}
        # By slot; a slot is never used twice. Plain lists of text, because a hundred thousand objects
        # would be counted over and over by the garbage collector.
        self._ids: list[str] = []
        self._shown: list[tuple[str, str]] = []
        self._names: list[str] = []
        self._others: list[str] = []
        self._of_names = Words()
        self._of_others = Words()
        self._codes: list[tuple[str, int]] = []
        with without_collecting():
            self._build(sorted(delegates, key=lambda one: one[0].number))
        self._order = sorted(self._key_of.values())
        self._numbers = Numbers(self._order)

    def __len__(self) -> int:
        return len(self._key_of)

    def _build(self, delegates: Sequence[tuple[Delegate, Iterable[Code]]]) -> None:
        for delegate, codes in delegates:
            key = self._place(delegate)
            self._of_names.gather(self._names[-1], key)
            self._of_others.gather(self._others[-1], key)
            self._codes += [(code, key) for code in _valid(codes)]
        self._of_names.settle()
        self._of_others.settle()
        self._codes.sort()

    def _place(self, delegate: Delegate) -> int:
        key = delegate.number << SLOT_BITS | len(self._ids)
        names, others = haystack(delegate)
        self._key_of[delegate.id] = key
        self._ids.append(delegate.id)
        self._shown.append((delegate.display_name, delegate.second_name))
        self._names.append(names)
        self._others.append(others)
        return key

    def update(self, delegate: Delegate, codes: Iterable[Code]) -> None:
        """Takes a delegate in, in the place of what was known of them."""
        self.remove(delegate.id)
        key = self._place(delegate)
        insort(self._order, key)
        self._numbers.add(key)
        self._of_names.add(self._names[-1], key)
        self._of_others.add(self._others[-1], key)
        for code in _valid(codes):
            insort(self._codes, (code, key))

    def remove(self, delegate: str) -> None:
        """Forgets a delegate; one who is not there is no mistake."""
        key = self._key_of.pop(delegate, None)
        if key is None:
            return
        slot = key & _SLOT
        del self._order[bisect_left(self._order, key)]
        self._of_names.remove(self._names[slot], key)
        self._of_others.remove(self._others[slot], key)
        self._codes = [entry for entry in self._codes if entry[1] != key]
        self._names[slot] = self._others[slot] = ""

    def find(self, text: str, limit: int = 8) -> tuple[Hit, ...]:
        """The best hits, best first; none for a text without a letter or digit."""
        tokens = tuple(dict.fromkeys(fold(text[:_LONGEST]).split()))[:_MOST_TOKENS]
        if not tokens or limit < 1:
            return ()
        found: dict[int, float] = {}
        for score, keys in self._by_rank(tokens, text, limit):
            for key in keys:
                found.setdefault(key, score)
            if len(found) >= limit:
                break
        return tuple(self._hit(key, found[key], tokens) for key in list(found)[:limit])

    def _hit(self, key: int, score: float, tokens: tuple[str, ...]) -> Hit:
        name, second = self._shown[key & _SLOT]
        return Hit(self._ids[key & _SLOT], score, (marked(name, tokens), marked(second, tokens)))

    def _by_rank(
        self, tokens: tuple[str, ...], text: str, limit: int
    ) -> Iterator[tuple[float, Iterable[int]]]:
        """Rank by rank, by number within each, the keys that reach it.

        Each rank gives all of its keys or at least so many that, those of the ranks above taken away,
        enough are left.
        """
        whole = self._whole(tokens)
        full = [key for key in whole if _is_full(self._names[key & _SLOT], tokens)]
        yield EXACT, [*self._numbered(tokens), *full]
        yield WHOLE_WORDS, whole
        yield BEGINNINGS, self._begun(tokens, limit * 2)
        lists = [self._of_names.containing(token) for token in tokens]
        yield INSIDE, self._pick(tokens, lists, self._with_names, limit * 2)
        for at, token in enumerate(tokens):
            lists[at] = self._anywhere(lists[at], token)
        yield ELSEWHERE, self._coded(text, limit)
        yield ELSEWHERE, self._pick(tokens, lists, self._with_any, limit * 2)

    def _numbered(self, tokens: tuple[str, ...]) -> Keys:
        """Who has exactly this number."""
        if len(tokens) != 1 or not tokens[0].isdecimal():
            return []
        return self._numbers.exactly(int(tokens[0]))

    def _whole(self, tokens: tuple[str, ...]) -> Keys:
        """Who has each token as a whole word of a name."""
        lists = sorted((self._of_names.exactly(token) for token in tokens), key=len)
        if len(lists) == 1:
            return lists[0]
        return sorted(set(lists[0]).intersection(*lists[1:]))

    def _begun(self, tokens: tuple[str, ...], wanted: int) -> Keys:
        """Who has for each token a word of a name that begins with it."""
        lists = [self._of_names.beginning(token) for token in tokens]
        if len(tokens) == 1:
            return lowest(lists[0], wanted)
        return self._pick(tuple(f" {token}" for token in tokens), lists, self._with_names, wanted)

    def _anywhere(self, in_names: Lists | None, token: str) -> Lists | None:
        """The lists of who has the token in a name, the organisation or the number."""
        in_others = self._of_others.containing(token)
        in_numbers = self._numbers.containing(token) if token.isdecimal() else []
        if in_names is None or in_others is None or in_numbers is None:
            return None
        return [*in_names, *in_others, *in_numbers]

    def _pick(
        self,
        tokens: tuple[str, ...],
        lists: Sequence[Lists | None],
        narrow: Callable[[Iterable[int], str], Iterable[int]],
        wanted: int,
    ) -> Keys:
        """By number, who passes `narrow` for every token.

        Out of those who have the rarest token, all who pass; where even that is on too many lists to
        look at, enough of the whole roster, by number.
        """
        counts = [sum(map(len, some)) if some is not None else _MANY + 1 for some in lists]
        rarest = min(range(len(tokens)), key=counts.__getitem__)
        some = lists[rarest]
        if counts[rarest] > _MANY or some is None:
            return self._walk(tokens, narrow, wanted)
        keys: Iterable[int] = set(chain.from_iterable(some))
        for at in sorted(range(len(tokens)), key=counts.__getitem__):
            if at != rarest:
                keys = narrow(keys, tokens[at])
        return sorted(keys)

    def _walk(
        self,
        tokens: tuple[str, ...],
        narrow: Callable[[Iterable[int], str], Iterable[int]],
        wanted: int,
    ) -> Keys:
        """Through the roster by number, until there are enough."""
        found: Keys = []
        for at in range(0, len(self._order), _CHUNK):
            keys: Iterable[int] = self._order[at : at + _CHUNK]
            for token in tokens:
                keys = narrow(keys, token)
            found += keys
            if len(found) >= wanted:
                break
        return found

    def _with_names(self, keys: Iterable[int], token: str) -> Keys:
        names = self._names
        return [key for key in keys if token in names[key & _SLOT]]

    def _with_any(self, keys: Iterable[int], token: str) -> Keys:
        names, others = self._names, self._others
        if token.isdecimal():
            return [
                key
                for key in keys
                if token in names[key & _SLOT]
                or token in others[key & _SLOT]
                or token in str(key >> SLOT_BITS)
            ]
        return [key for key in keys if token in names[key & _SLOT] or token in others[key & _SLOT]]

    def _coded(self, text: str, limit: int) -> Keys:
        """Who has a code that begins like this."""
        token = code_key(text[:_LONGEST])
        if len(token) < _LEAST_OF_CODE:
            return []
        first = bisect_left(self._codes, (token, 0))
        return [
            key for code, key in self._codes[first : first + limit * 2] if code.startswith(token)
        ]


def _valid(codes: Iterable[Code]) -> list[str]:
    return [code_key(one.code) for one in codes if one.status is CodeStatus.VALID]


def _is_full(names: str, tokens: tuple[str, ...]) -> bool:
    """True where one of the names is made of exactly these words, in any order."""
    if len(tokens) == 1:
        return f"{FIELD} {tokens[0]} {FIELD}" in names
    wanted = sorted(tokens)
    return any(sorted(set(field.split())) == wanted for field in names.split(FIELD))
