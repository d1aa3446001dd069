"""Names in several columns: family and given name, readings in two columns, a Name that is one part only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from checkin.domain import NAME_FIELDS
from checkin.roster.cell_repairs import is_no_name
from checkin.roster.heading_words import LOOSE
from checkin.same_person import folded
from checkin.scripts import BOPOMOFO, HAN, HANGUL, KANA, LATIN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checkin.roster.header_rows import HeaderRows

_NAME, _FAMILY, _GIVEN, _NATIVE = NAME_FIELDS
PARTS_OF_A_NAME: Final = frozenset({_FAMILY, _GIVEN})
_EASTERN: Final = re.compile(f"[{HAN}{KANA}{HANGUL}{BOPOMOFO}]")
_KANA: Final = re.compile(f"[{KANA}・ー \u3000]+")
_LATIN: Final = re.compile(f"[{LATIN}]")
_COMMA: Final = re.compile(r"\s*[,，、،]\s*")
_SUFFIX: Final = re.compile(
    r"(?:jr|sr|ii|iii|iv|mp|phd|md|esq|mep|qc|kc|obe|cbe)\.?", re.IGNORECASE
)


class TurnedNames(Enum):
    """Whether names are turned: "Okabe, Mira" is Mira Okabe."""

    NO = auto()
    CERTAIN = auto()  # the heading says so, or the family and given names beside them
    GUESSED = auto()  # nearly every name has a comma


@dataclass(frozen=True, slots=True)
class NameColumns:
    """All fields with their columns, and whether the column of the name says "Family, Given"."""

    fields: Mapping[str, tuple[int, ...]]
    turned: TurnedNames


def is_eastern(text: str) -> bool:
    """Whether a name is written in Han letters, kana or hangul and in no other."""
    return _EASTERN.search(text) is not None and _LATIN.search(text) is None


def full_name(family: str, given: str) -> str:
    """A name of its two parts, in the order of its script: 岡部 美良, 王 小明; Mira Okabe."""
    parts = (family, given) if is_eastern(family + given) else (given, family)
    return " ".join(filter(None, parts))


def turn(name: str) -> str:
    """ "Okabe, Mira" as Mira Okabe; unchanged where it is not two parts with one comma between them."""
    parts = _parts(name)
    return full_name(*parts) if parts else name


def _parts(name: str) -> tuple[str, str] | None:
    """Family and given name of "Okabe, Mira"; None for any other form, such as "Luther King, Jr."."""
    parts = [part for part in _COMMA.split(name) if part]
    if len(parts) != 2 or _SUFFIX.fullmatch(parts[1]):  # family and given name
        return None
    return parts[0], parts[1]


def complete_names(fields: dict[str, str], *, turned: bool) -> None:
    """Completes the names of one row, in place.

    `turned`: the name says "Family, Given". A family and a given name of an East Asian script become the name
    and the native name, in their order.
    """
    parts = [fields[part] for part in (_GIVEN, _FAMILY) if part in fields]
    if is_no_name(" ".join(parts)) or all(map(is_no_name, parts)):
        fields.pop(_GIVEN, None)
        fields.pop(_FAMILY, None)
    name, family, given = (fields.get(field, "") for field in (_NAME, _FAMILY, _GIVEN))
    if turned and name:
        if not family and not given and (halves := _parts(name)):
            fields[_FAMILY], fields[_GIVEN] = halves
        fields[_NAME] = turn(name)
    elif not name and family and given and is_eastern(family + given):
        fields[_NAME] = full_name(family, given)
        fields.setdefault(_NATIVE, fields[_NAME])


def joined_names(
    fields: Mapping[str, tuple[int, ...]],
    done: set[str],
    free: Sequence[int],
    header: HeaderRows,
    values: Callable[[int], list[str]],
) -> NameColumns:
    """The fields, with those of names corrected and completed by what stands in the columns.

    `done` are decided by hand and stay. `free` are columns that no field has taken.
    """
    search = _NameSearch(dict(fields), done, free, header, values)
    search.swap_scripts()
    search.add_native()
    search.add_reading()
    turned = search.add_family_first()
    search.split_name()
    search.add_native_surname()
    return NameColumns(search.fields, TurnedNames.CERTAIN if turned else search.turned())


class _NameSearch:
    def __init__(
        self,
        fields: dict[str, tuple[int, ...]],
        done: set[str],
        free: Sequence[int],
        header: HeaderRows,
        values: Callable[[int], list[str]],
    ) -> None:
        self.fields = fields
        self._done = done
        self._free = list(free)
        self._header = header
        self._values = values

    def swap_scripts(self) -> None:
        """氏名 and 氏名（英字）: the Latin one is the name, the other the native one."""
        name, native = self.fields.get(_NAME, ()), self.fields.get(_NATIVE, ())
        if len(name) != 1 or len(native) != 1 or {_NAME, _NATIVE} & self._done:
            return
        if self._is_other_script(name[0]) and self._most(
            native[0], lambda value: not is_eastern(value) and _LATIN.search(value) is not None
        ):
            self.fields |= {_NAME: native, _NATIVE: name}

    def add_native(self) -> None:
        """Of two pairs of family and given name, the one in another script is the native name."""
        pairs = [self._both(_FAMILY), self._both(_GIVEN)]
        if not all(len(pair) > 1 for pair in pairs) or _NATIVE in self._done | set(self.fields):
            return
        latin, native = zip(*(sorted(pair, key=self._is_other_script) for pair in (pair[:2] for pair in pairs)), strict=True)  # fmt: skip
        if not all(map(self._is_other_script, native)) or any(map(self._is_other_script, latin)):
            return
        self.fields |= {_FAMILY: (latin[0],), _GIVEN: (latin[1],)}
        self.fields[_NATIVE] = native if self._is_eastern(native[0]) else native[::-1]
        self._take(*native)

    def add_reading(self) -> None:
        """セイ and メイ, or two more columns of family and given name that hold nothing but kana."""
        if "reading" in self._done | set(self.fields):
            return
        pair = []
        for part, field in (("family_reading", _FAMILY), ("given_reading", _GIVEN)):
            found = self._columns(part) or [at for at in self._columns(field) if self._is_kana(at)]
            pair += found[:1]
        if len(pair) == 2:  # both or none
            self.fields["reading"] = tuple(pair)
            self._take(*pair)

    def add_family_first(self) -> bool:
        """A column whose heading says in which order its names are: "Name, Vorname"."""
        found = self._columns("family_first")
        if not found or _NAME in self._done | set(self.fields):
            return False
        self.fields[_NAME] = (found[0],)
        self._take(found[0])
        return True

    def split_name(self) -> None:
        """A Name beside a surname that it does not hold is the given name (and beside a Vorname the family name)."""
        names = {_FAMILY, _GIVEN}
        there = names & set(self.fields)
        if len(there) != 1 or _NAME not in self.fields or {_NAME, *names} & self._done:
            return
        (part,) = there
        (other,) = names - there
        whole, known = self.fields[_NAME][0], self.fields[part][0]
        if self._is_other_script(whole) == self._is_other_script(known) and not self._holds(
            whole, known
        ):
            self.fields[other] = self.fields.pop(_NAME)

    def add_native_surname(self) -> None:
        """A native name beside a surname of its script that it does not hold is the given name alone."""
        native, family = self.fields.get(_NATIVE, ()), self.fields.get(_FAMILY, ())
        if len(native) != 1 or len(family) != 1 or {_NATIVE, _FAMILY, _GIVEN} & self._done:
            return
        if not (self._is_other_script(native[0]) and self._is_other_script(family[0])):
            return
        if _GIVEN in self.fields or self._holds(native[0], family[0]):
            return
        self.fields[_GIVEN] = native
        pair = (family[0], native[0])
        self.fields[_NATIVE] = pair if self._is_eastern(native[0]) else pair[::-1]

    def turned(self) -> TurnedNames:
        """Whether the names say "Family, Given", told by those beside them, or by their commas alone."""
        names, family, given = (self.fields.get(field, ()) for field in (_NAME, _FAMILY, _GIVEN))
        if len(names) != 1:
            return TurnedNames.NO
        parts = {
            at: pair for at, name in enumerate(self._values(names[0])) if (pair := _parts(name))
        }
        if len(family) == 1 and len(given) == 1:
            beside = list(zip(self._values(family[0]), self._values(given[0]), strict=True))
            agreed = sum(
                folded(pair[0]) in folded(beside[at][0]) or folded(pair[1]) in folded(beside[at][1])
                for at, pair in parts.items()
                if all(beside[at])
            )
            return TurnedNames.CERTAIN if agreed * 2 > sum(map(all, beside)) else TurnedNames.NO
        said = len(list(filter(None, self._values(names[0]))))
        few = len(parts) < 2 or len(parts) * 5 < said * 4 or family or given
        return TurnedNames.NO if few else TurnedNames.GUESSED

    def _both(self, field: str) -> list[int]:
        return [*self.fields.get(field, ()), *self._columns(field)]

    def _columns(self, field: str) -> list[int]:
        """The free columns of a field or of a part of one, best first."""
        ranked = sorted(
            (rank, at)
            for at in self._free
            if (rank := self._header.rank(at, field)) is not None and rank < LOOSE
        )
        return [at for _, at in ranked]

    def _take(self, *columns: int) -> None:
        self._free = [at for at in self._free if at not in columns]

    def _most(self, column: int, is_so: Callable[[str], bool]) -> bool:
        said = [value for value in self._values(column) if value]
        return sum(map(is_so, said)) * 2 > len(said)

    def _is_other_script(self, column: int) -> bool:
        return self._most(column, lambda value: _LATIN.search(value) is None)

    def _is_eastern(self, column: int) -> bool:
        return self._most(column, is_eastern)

    def _is_kana(self, column: int) -> bool:
        return self._most(column, lambda value: _KANA.fullmatch(value) is not None)

    def _holds(self, whole: int, part: int) -> bool:
        """Whether the names in one column mostly hold those in another; True where nothing tells."""
        pairs = zip(self._values(whole), self._values(part), strict=True)
        held = [
            set(folded(name).split()) >= set(folded(other).split())
            or folded(other).replace(" ", "") in folded(name)
            for name, other in pairs
            if name and other
        ]
        return sum(held) * 2 >= len(held)
