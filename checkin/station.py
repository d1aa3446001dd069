"""Station: all parts of one open store, as `bootstrap` builds them (service container)."""

from __future__ import annotations

import hashlib
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Self

from checkin.domain import Problem
from checkin.errors import KnownError, NotPossible
from checkin.journal import desk_named, seal
from checkin.journal.stepwise import VerificationSteps
from checkin.language import mark
from checkin.roles import Action
from checkin.store import backup, known_findings
from checkin.sync import new_chain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from checkin.badges import Badges, Mailing
    from checkin.closing import Closing
    from checkin.codes import CodeMaker
    from checkin.conflicts import Conflicts
    from checkin.desk import Desk, People, Shift
    from checkin.domain import Health, NewChain
    from checkin.export_log import ExportLog
    from checkin.joining import DeskInvitations, DeskRevocations
    from checkin.journal import Journal
    from checkin.overview import Overview
    from checkin.photos.photos import Photos
    from checkin.programme import Programme
    from checkin.purging import Purge
    from checkin.readiness import Readiness
    from checkin.remote import RemoteAttendance
    from checkin.reports import Reports
    from checkin.roster import Roster
    from checkin.store.head_notes import HeadNotes
    from checkin.store.passphrases import Passphrases
    from checkin.store.store import Store
    from checkin.sync import ClockCorrections, Exchange


@dataclass(frozen=True)
class Station:
    """All parts of one open store. What no scan needs is imported and built when it is first asked for."""

    folder: Path
    desk: Desk
    people: People
    badges: Badges
    journal: Journal
    shift: Shift
    store: Store
    exchange: Exchange
    conflicts: Conflicts
    clock_corrections: ClockCorrections
    passphrases: Passphrases
    purge: Purge
    readiness: Readiness
    export_log: ExportLog
    make_code: CodeMaker
    desk_id: str
    notes: HeadNotes
    began: NewChain | None  # why the desk has begun a new chain just now

    @cached_property
    def roster(self) -> Roster:
        from checkin.roster import Roster  # noqa: PLC0415
        from checkin.watching import Screening  # noqa: PLC0415

        watched = self.desk.watch_list
        screening = Screening(watched.screen, watched.look_through)
        return Roster(
            self.store, self.journal, self.make_code, self.shift.require, watch_list=screening
        )

    @cached_property
    def mailing(self) -> Mailing:
        from checkin.badges import Mailing  # noqa: PLC0415

        board, require = self.badges.board, self.shift.require
        return Mailing(self.store, self.journal, self.make_code, require, board, self.export_log)

    @cached_property
    def reports(self) -> Reports:
        from checkin.reports import Reports  # noqa: PLC0415

        return Reports(self.store, self.journal, self.shift.require, self.export_log)

    @cached_property
    def programme(self) -> Programme:
        from checkin.programme import Programme  # noqa: PLC0415

        require = self.shift.require
        return Programme(self.store, self.journal, require, lambda _: self.desk.refresh())

    @cached_property
    def photos(self) -> Photos:
        from checkin.photos.photos import Photos  # noqa: PLC0415

        return Photos(self.store, self.journal, self.shift.require)

    @cached_property
    def overview(self) -> Overview:
        from checkin.overview import Overview  # noqa: PLC0415

        return Overview(self.store, self.journal, self.shift, self.conflicts, self.export_log)

    @cached_property
    def remote(self) -> RemoteAttendance:
        from checkin.remote import RemoteAttendance  # noqa: PLC0415

        return RemoteAttendance(self.store, self.journal, self.shift.require)

    @cached_property
    def invitations(self) -> DeskInvitations:
        from checkin.joining import DeskInvitations  # noqa: PLC0415

        return DeskInvitations(self.exchange, self.shift.require)

    @cached_property
    def revocations(self) -> DeskRevocations:
        from checkin.joining import DeskRevocations  # noqa: PLC0415

        return DeskRevocations(self.exchange, self.shift.require)

    @cached_property
    def closing(self) -> Closing:
        from checkin.closing import Closing  # noqa: PLC0415

        return Closing(self.exchange, self.conflicts, self.reports, self.shift.require)

    @property
    def identity(self) -> str:
        """Tells this store, of this event and this desk, from any other; says nothing about either."""
        whose = f"uketsuke store {self.journal.identity.event} {self.desk_id}"
        return hashlib.sha256(whose.encode()).hexdigest()[:32]

    def backup(self, path: Path) -> int:
        """Writes a backup and remembers the journal's heads. Returns the count of entries."""
        entries = backup.write(self.store, path)
        self.notes.write()
        return entries

    def backup_dated(self, second_place: Path | None = None) -> Path:
        """Writes a backup into the store's own folder, and to the second place if one is set.

        Before and after, the last entries and the triggers are compared, those noted at the second place too.
        Raises `StoreAltered` while something is wrong: it would take the place of backups from before.
        """
        if second_place is not None:
            self.notes.look_at(second_place)
        self._compared()
        self.store.alarm.require_none()
        path = backup.write_dated(self.store, self.journal.now(), second_place)
        self.notes.write(second_place)
        self._compared()
        return path

    def remember_in(self, folder: Path) -> None:
        """Compares the last entries that were noted in this user's settings; from now on they are noted there."""
        self.notes.keep_in(folder)
        self._compared()

    def look_at(self, second_place: Path) -> None:
        """Compares the last entries that were noted at the second place."""
        self.notes.look_at(second_place)
        self._compared()

    def rename_desk(self, name: str) -> None:
        """Sets the name of this desk: for who has its passphrase. Raises `NotAllowed` for others."""
        self.shift.require_owner()
        with self.store.write() as connection:
            self.journal.append(connection, desk_named(name))
        self.desk.refresh()

    def verify(self, on_paper: str = "") -> Health:
        """Verifies the whole journal, and whether the last entry that stands on paper is here.

        Raises `NotPossible` where that is none.
        """
        health = self.journal.verify()
        if on_paper:
            with self.store.read() as connection:
                if not seal.is_held(connection, self.desk_id, on_paper):
                    message = mark(
                        "The entry on the paper is not here: this store is older, or another one."
                    )
                    problem = Problem("not_as_on_paper", message, self.desk_id)
                    return replace(health, problems=(*health.problems, problem))
        return health

    def look_through(self) -> None:
        """Verifies the whole journal; what is wrong, and not accepted, raises the store's alarm."""
        problems = self.journal.verify().problems
        with self.store.read() as connection:
            alarming = self.journal.remembered.alarming(connection)
            others = [
                problem for problem in problems if problem.code not in known_findings.OF_HEADS
            ]
            found = known_findings.not_accepted(connection, (*alarming, *others))
        self.store.alarm.add(found)
        known_findings.keep(self.store, found)

    def look_through_in_steps(self) -> Iterator[None]:
        """The same in steps of some ten milliseconds, between which others use the store."""
        who, heads = self.journal.identity, self.journal.remembered.heads
        steps = VerificationSteps(self.store, who, heads, self.store.priority.give_way)
        with closing(steps):
            while steps.step():
                yield
        if steps.is_suspicious:
            self.look_through()

    def accept_loss(self, reason: str) -> None:
        """An organiser accepts that entries are missing or altered for good; journalled, and the desk goes on.

        Raises `NotAllowed` without the right to set the desk up, `NotPossible` where nothing is wrong.
        """
        self.shift.require(Action.SET_UP)
        alarm, remembered = self.store.alarm, self.journal.remembered
        with self.store.write() as connection:
            if not remembered.missing(connection) and not alarm.problems:
                raise NotPossible(mark("No entry is missing."))
            self.journal.accept_loss(connection, reason)
            known_findings.accept(connection, alarm.problems)
            known_findings.accept_heads(connection, remembered.gone(connection))
        remembered.forget()
        alarm.accept()
        self.notes.write()

    def close(self) -> None:
        """Closes everything; afterwards another process may open the store."""
        if not self.store.read_only:
            # A full or read-only disk cannot hold the heads.
            with suppress(KnownError):
                self.people.card_log.keep()
                self.notes.write()
        self.store.close()

    def _compared(self) -> None:
        """Raises the alarm for what is missing, and goes on in a new chain where it is of this desk's own."""
        known_findings.look(self.store, self.journal)
        new_chain.begin_after_loss(self.store, self.journal)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
