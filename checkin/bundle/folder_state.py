"""State of shared folders (replication state): which files were read, and which entries they hold.

Files come in *series*: a random name and consecutive numbers. Nobody changes a file of a series or
begins one a second time, so what was read of it stays true, also when a stick comes back under another
path.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


@dataclass(slots=True)
class Spans:
    """A set of numbers, kept as spans from first to last."""

    spans: list[tuple[int, int]] = field(default_factory=list)

    def add(self, first: int, last: int) -> None:
        """Adds the numbers from first to last."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted([*self.spans, (first, last)]):
            if merged and start <= merged[-1][1] + 1:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        self.spans = merged

    def __contains__(self, number: int) -> bool:
        return any(first <= number <= last for first, last in self.spans)

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self.spans)

    @property
    def last(self) -> int:
        return self.spans[-1][1] if self.spans else 0


@dataclass(slots=True)
class Series:
    """What was read of a series: the numbers of its files, and of each chain the entries in them."""

    files: Spans = field(default_factory=Spans)
    chains: dict[str, Spans] = field(default_factory=lambda: defaultdict(Spans))

    def has_read(self, number: int, entries: Iterable[tuple[str, int]]) -> None:
        """A file was read, or written, with these entries (desk, number)."""
        self.files.add(number, number)
        for desk, seq in sorted(entries):
            self.chains[desk].add(seq, seq)


@dataclass(slots=True)
class FolderState:
    """All series that this desk has read, and when it last wrote each of its own (wall clock)."""

    series: dict[str, Series] = field(default_factory=lambda: defaultdict(Series))
    own: dict[str, int] = field(default_factory=dict)

    def has_file(self, name: str, number: int) -> bool:
        return name in self.series and number in self.series[name].files

    def held_in(self, listed: Mapping[str, Collection[int]]) -> dict[str, int]:
        """Of each chain the last entry up to which a folder with these files has all.

        A series of which files that were read have gone counts for nothing: they are written again.
        """
        together: dict[str, Spans] = defaultdict(Spans)
        for name, numbers in listed.items():
            series = self.series.get(name)
            if series is None or sum(n in series.files for n in numbers) < len(series.files):
                continue
            for desk, chain in series.chains.items():
                for first, last in chain.spans:
                    together[desk].add(first, last)
        starts = {desk: chain.spans[0] for desk, chain in together.items()}
        return {desk: last for desk, (first, last) in starts.items() if first == 1}

    def to_json(self) -> str:
        series = {
            name: {
                "files": one.files.spans,
                "chains": {desk: chain.spans for desk, chain in one.chains.items()},
            }
            for name, one in self.series.items()
        }
        return json.dumps({"series": series, "own": self.own})

    @classmethod
    def from_json(cls, text: str) -> FolderState:
        document = json.loads(text)
        state = cls(own=document["own"])
        for name, one in document["series"].items():
            series = state.series[name]
            series.files = _spans(one["files"])
            for desk, spans in one["chains"].items():
                series.chains[desk] = _spans(spans)
        return state


def _spans(listed: list[list[int]]) -> Spans:
    return Spans([(first, last) for first, last in listed])
