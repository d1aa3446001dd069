"""What others know of this desk's own chain and this store does not (rollback detection): it is an older copy, or the desk exists twice."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from checkin.journal import KnownHeads
from checkin.store import known_findings
from checkin.store.store import put_setting
from checkin.sync import new_chain
from checkin.sync import statement as statements
from checkin.sync.statement import BadStatement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.journal import Entry, Journal
    from checkin.store.store import Store
    from checkin.sync.statement import SignedStatement

CAME_BACK: Final = "own entries came back"  # a setting: the first of them, and when


def entries_came_back(store: Store, journal: Journal, arrived: Iterable[Entry]) -> None:
    """Entries of the chain that this desk writes came from elsewhere: keeps it for a lead, and begins a new chain.

    Nothing of them is missing any more, so the desk goes on.
    """
    own = [entry for entry in arrived if entry.header.desk == journal.identity.writes]
    first = min(own, key=lambda entry: entry.header.seq)
    known = json.dumps([first.header.desk, first.header.seq, first.id, journal.now()])
    with store.write_in_background() as connection:
        put_setting(connection, CAME_BACK, known)
    new_chain.begin(store, journal)


def hear_own(store: Store, journal: Journal, signed: SignedStatement) -> None:
    """This desk's own statement comes back by others: what it says of the chain that this desk writes must be here.

    Else it raises the store's alarm. Nobody else can make such a statement.
    """
    who = journal.identity
    with suppress(BadStatement):
        stated = statements.read(signed, who.event, who.ring.signer.public)
        of_chain = frozenset(head for head in stated.heads if head.desk == who.writes)
        with store.read() as connection:
            settled = journal.remembered.left_behind | known_findings.accepted_heads(connection)
        journal.remembered.learn(KnownHeads(of_chain).after_what_is_known(settled))
        known_findings.look(store, journal)
        new_chain.begin_after_loss(store, journal)
