"""A real store with an event that has something to print and to list."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from checkin.bootstrap import create_store, open_store
from checkin.domain import CodeKind
from checkin.journal import code_issued, delegate_changed
from checkin.store import people
from tests import factories

if TYPE_CHECKING:
    from checkin.domain import Delegate, Event
    from checkin.plan.plan import Plan
    from checkin.station import Station


@dataclass(frozen=True)
class Planned:
    """A plan that is an event already."""

    whole: Event

    def event(self, identifier: str) -> Event:
        return replace(self.whole, id=identifier)


@cache
def empty_store() -> Path:
    """A store that nobody is in, made once: its keys take longer than most tests.

    It lies in the home that the tests moved into, and goes with it.
    """
    folder = Path(tempfile.mkdtemp(dir=Path.home(), prefix="stores-")) / "empty"
    plan = cast("Plan", Planned(factories.event()))
    return create_store(folder, plan, factories.PASSPHRASE, clock=factories.Clock()).path


class PaperStation:
    """A store that can be closed and opened again, and the delegates that a test puts into it."""

    def __init__(self, folder: Path) -> None:
        self.clock = factories.Clock()
        self.folder = folder / "paper.uketsuke"
        shutil.copytree(empty_store(), self.folder)
        self.station = self._open()

    def _open(self) -> Station:
        return open_store(self.folder, factories.PASSPHRASE, clock=self.clock)

    def open(self) -> None:
        """Opens the store again after somebody else had it."""
        self.station = self._open()

    def reopen(self) -> None:
        self.station.close()
        self.open()

    def add(self, **fields: Any) -> Delegate:
        """A delegate with an invitation, as an import would bring them."""
        whole = factories.delegate_fields(**fields)
        identifier = f"{whole['number']:032x}"
        code = factories.code(whole["number"])
        drafts = (
            delegate_changed(identifier, whole),
            code_issued(code, CodeKind.INVITATION, identifier),
        )
        with self.station.store.write() as connection:
            self.station.journal.append_many(connection, drafts)
            return people.get_delegate(connection, identifier)

    def change(self, delegate: Delegate, **fields: Any) -> Delegate:
        with self.station.store.write() as connection:
            self.station.journal.append(connection, delegate_changed(delegate.id, fields))
            return people.get_delegate(connection, delegate.id)

    def codes(self, delegate: Delegate, kind: CodeKind) -> list[str]:
        with self.station.store.read() as connection:
            found = people.codes_of(connection, delegate.id)
        return [code.code for code in found if code.kind is kind]

    def printed(self, delegate: Delegate) -> int:
        with self.station.store.read() as connection:
            return people.badges_printed(connection, delegate.id)

    def entries(self) -> int:
        return self.station.journal.verify().entries
