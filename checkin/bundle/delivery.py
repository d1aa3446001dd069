"""Delivery (ingest): what has come in a bundle or a folder is taken in, page by page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from checkin.journal.entry import Entry
from checkin.journal.wire import cut
from checkin.sync import Exchange, Exchanged, SignedStatement
from checkin.sync.exchange import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_STATEMENTS: Final = 2_000  # one of each desk; more are not kept


@dataclass(slots=True)
class Delivery:
    """Takes records, and after the last of them hears the statements.

    `source` says where they came from, for whoever looks at what is held.
    """

    exchange: Exchange
    source: str
    _page: list[Entry] = field(default_factory=list)
    _statements: dict[str, SignedStatement] = field(default_factory=dict)
    _numbers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _new: int = 0

    def add(self, records: Iterable[SignedStatement | Entry]) -> None:
        for record in records:
            if isinstance(record, Entry):
                # What this desk cannot read it does not keep either.
                self._page.append(cut(record, self.exchange.tier))
                self._numbers[record.header.desk].append(record.header.seq)
                if len(self._page) == PAGE:
                    self._take_in()
            elif len(self._statements) < MOST_STATEMENTS or record.desk in self._statements:
                self._statements[record.desk] = record

    def finish(self) -> Exchanged:
        """What came of it. Held are those of its entries that are not in the journal now."""
        self._take_in()
        for signed in self._statements.values():
            self.exchange.hear(signed)
        heads = self.exchange.heads()
        last = {desk: heads[desk].seq if desk in heads else 0 for desk in self._numbers}
        held = sum(seq > last[desk] for desk, seqs in self._numbers.items() for seq in seqs)
        return Exchanged(received=self._new, held=held)

    def _take_in(self) -> None:
        if self._page:
            self._new += self.exchange.take_in(self._page, self.source).new
            self._page = []
