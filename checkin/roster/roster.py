"""Roster import: file → rows → findings → preview (dry run) → delegates; and its undo."""

from __future__ import annotations

import threading
import time
import uuid
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import NAME_FIELDS, Applied, Finding, Severity
from checkin.errors import BadFile, FindingsInDoubt, KnownError
from checkin.gc_pause import gc_paused
from checkin.journal import EntryKind, batch_applied
from checkin.keys import matching_key
from checkin.language import load, mark
from checkin.names import NAMED_BY
from checkin.roles import Action
from checkin.roster import past, undoing
from checkin.roster.drafts import Newcomers, drafts_of
from checkin.roster.duplicates import check_duplicates
from checkin.roster.findings import FindingCode, Findings
from checkin.roster.headings import find_columns
from checkin.roster.matching import KnownDelegates, Matcher, check_companions, sessions_in
from checkin.roster.reading import LIMITS, ReadingOptions, read_sheet
from checkin.roster.rows import RowReader
from checkin.rules import newly_limited
from checkin.scan_priority import ChunkSize
from checkin.store import event, people
from checkin.watching import NO_SCREENING, Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from checkin.codes import CodeMaker
    from checkin.domain import Delegate
    from checkin.journal import EntryDraft, Journal
    from checkin.language import Language
    from checkin.roles import Require
    from checkin.roster.headings import Columns
    from checkin.roster.limits import Limits
    from checkin.roster.matching import MatchedRow
    from checkin.roster.past import PastImport
    from checkin.roster.reading import Worksheet
    from checkin.roster.undoing import Undone
    from checkin.store.store import Store
    from checkin.watching import Screening

SAMPLE: Final = 20
CHECKPOINT: Final = 5  # chunks between two checkpoints of the write-ahead log
NO_CHOICE: Final = ReadingOptions()
_NEWEST: Final = sa.select(sa.func.max(schema.entry.c.n))
_NOT_OF_THE_ROSTER: Final = (EntryKind.SCANNED, EntryKind.UNDONE, EntryKind.BADGE_PRINTED)
_CHANGED_SINCE: Final = sa.select(
    sa.exists().where(
        schema.entry.c.n > sa.bindparam("newest"), schema.entry.c.kind.not_in(_NOT_OF_THE_ROSTER)
    )
)


class RowAction(StrEnum):
    """What an import does with a row."""

    ADD = "add"
    CHANGE = "change"
    KEEP = "keep"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of a preview."""

    row: int
    act: RowAction
    name: str
    number: int | None = None  # of the matched delegate
    changed: tuple[str, ...] = ()  # changed fields


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A sheet compared with the roster at one moment."""

    newest: int  # latest journal entry at that moment
    matches: tuple[MatchedRow, ...]
    findings: tuple[Finding, ...]
    known: frozenset[str]  # the ids on the roster
    last_number: int
    at_scan: tuple[str, ...]

    @property
    def in_doubt(self) -> frozenset[Finding]:
        return frozenset(
            finding for finding in self.findings if finding.severity is not Severity.NOTE
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """Preview (dry run) of an import. Nothing is stored before `apply`."""

    columns: Mapping[str, str]  # field → heading
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]  # the first rows below the headings, unprocessed
    lines: tuple[PreviewRow, ...]
    findings: tuple[Finding, ...]
    counts: Applied
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    _apply: Callable[[bool], Applied] = field(repr=False, compare=False, kw_only=True)

    @property
    def watched(self) -> tuple[int, ...]:
        """The rows that may be people on the watch list."""
        return tuple(
            finding.row for finding in self.findings if finding.code == FindingCode.WATCHED
        )

    @property
    def in_doubt(self) -> int:
        """The count of findings that must be accepted."""
        return sum(finding.severity is not Severity.NOTE for finding in self.findings)

    def apply(self, *, accept: bool = False) -> Applied:
        """Stores the import, all or nothing.

        Raises `FindingsInDoubt` where findings of doubt are not accepted, and where the roster
        changed meanwhile so that there are new ones. Where nothing changes, nothing is written.
        """
        return self._apply(accept)


class Roster:
    """Imports rosters and undoes imports. Raises `NotAllowed` for a role without the right."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        make_code: CodeMaker,
        require: Require,
        limits: Limits = LIMITS,
        watch_list: Screening = NO_SCREENING,
    ) -> None:
        self._store = store
        self._require = require
        self._journal = journal
        self._make_code = make_code
        self._limits = limits
        self._watch_list = watch_list
        self._importing = threading.Lock()

    def delegates(self) -> tuple[Delegate, ...]:
        """All delegates, by number."""
        self._require(Action.SEE_EVERYBODY)
        with self._store.read() as connection:
            return people.everyone(connection)

    def read(
        self,
        path: str | Path,
        choice: ReadingOptions = NO_CHOICE,
        language: Language | None = None,
    ) -> Preview:
        """Preview of an import of this .csv or .xlsx file, with findings in the given language.

        Raises `BadFile` where the file is refused as a whole.
        """
        self._require(Action.IMPORT)
        return self.preview(read_sheet(Path(path), choice, self._limits), choice, language)

    def preview(
        self, sheet: Worksheet, choice: ReadingOptions = NO_CHOICE, language: Language | None = None
    ) -> Preview:
        """Preview of an import of rows that were read already."""
        self._require(Action.IMPORT)
        columns = find_columns(sheet.rows, choice.mapping)
        read = _Read(sheet, columns, language or load("en"), self._watch_list)
        with self._store.read() as connection:
            outcome = read.beside(connection)
        if not outcome.matches:
            raise BadFile(mark("There are no delegates in the file, only headings."))
        return Preview(
            columns=columns.named,
            headings=columns.headings,
            sample=tuple(map(tuple, sheet.rows[columns.header + 1 :][:SAMPLE])),
            lines=tuple(map(_line, outcome.matches)),
            findings=outcome.findings,
            counts=_counts(outcome.matches, None),
            encoding=sheet.encoding,
            delimiter=sheet.delimiter,
            sheet=sheet.name,
            _apply=lambda accept: self._apply(read, outcome, accept),
        )

    def imports(self) -> tuple[PastImport, ...]:
        """Import history, latest first."""
        self._require(Action.IMPORT)
        with self._store.read() as connection:
            return past.imports(connection)

    def undo(self, batch: str) -> Undone:
        """Undoes an import: its new delegates are removed, its changes reverted.

        Raises `NotFound` for an unknown batch, `NotPossible` when it is undone already or when one
        of its new delegates has been scanned.
        """
        self._require(Action.IMPORT)
        return undoing.undo(self._store, self._journal, batch)

    def _apply(self, read: _Read, seen: _Outcome, accept: bool) -> Applied:  # noqa: FBT001 — parameter of `Preview.apply`
        self._require(Action.IMPORT)  # the shift may have changed since the preview
        if not any(name in read.columns.fields for name in NAME_FIELDS):
            raise BadFile(mark("No column has names in it. Say which one has."))
        if seen.in_doubt and not accept:
            raise FindingsInDoubt(
                "{n} finding is in doubt. Nothing was stored; look at it and accept it.",
                "{n} findings are in doubt. Nothing was stored; look at them and accept them.",
                n=len(seen.in_doubt),
            )
        with gc_paused(), self._importing:
            applied = self._write(read, seen)
        if applied.batch:
            # The import stands, whatever becomes of this; it is tried again after the next one.
            with suppress(KnownError):
                self._watch_list.look_through()
        return applied

    def _write(self, read: _Read, seen: _Outcome) -> Applied:
        """Writes chunk by chunk: nothing counts before the last entry, which completes the import."""
        outcome = seen
        while True:
            batch = uuid.uuid4().hex
            newcomers = Newcomers(
                matching_key(self._journal.identity.ring),
                outcome.known,
                outcome.last_number,
                self._make_code,
            )
            drafts = deque(drafts_of(outcome.matches, batch, newcomers, outcome.at_scan))
            counts = _counts(outcome.matches, batch if drafts else None)
            if drafts:
                numbers = {"added": counts.added, "changed": counts.changed}
                drafts.append(batch_applied(batch, numbers))
            if self._write_chunks(drafts, outcome.newest):
                return counts
            outcome = self._again(read, seen)

    def _again(self, read: _Read, seen: _Outcome) -> _Outcome:
        """Compares the sheet again. Raises `FindingsInDoubt` for new findings."""
        with self._store.read() as connection:
            outcome = read.beside(connection)
        if not outcome.in_doubt <= seen.in_doubt:
            raise FindingsInDoubt(
                mark(
                    "The roster changed meanwhile, and there are new findings. Read the file again."
                )
            )
        return outcome

    def _write_chunks(self, drafts: deque[EntryDraft], newest: int) -> bool:
        """Writes in chunks; False, with nothing written, where the roster has changed since `newest`."""
        size = ChunkSize(self._store.priority)
        for chunk in count():
            began = time.thread_time()
            with self._store.write_in_background() as connection:
                if not chunk and connection.scalar(_CHANGED_SINCE, {"newest": newest}):
                    return False
                written = self._journal.append_many(connection, self._next(drafts, size.next()))
            size.took(written, time.thread_time() - began)
            if not drafts:
                break
            if chunk % CHECKPOINT == CHECKPOINT - 1:
                self._store.checkpoint()
        return True

    def _next(self, drafts: deque[EntryDraft], most: int) -> Iterator[EntryDraft]:
        """The next entries: at least one, and no further one once a scan waits."""
        for written in range(min(most, len(drafts))):
            if written and self._store.priority.is_wanted():
                return
            yield drafts.popleft()


@dataclass(frozen=True, slots=True)
class _Read:
    """A parsed sheet, compared with the roster again whenever that changes."""

    sheet: Worksheet
    columns: Columns
    language: Language
    watch_list: Screening

    def beside(self, connection: sa.Connection) -> _Outcome:
        findings = Findings(self.language)
        known_event = event.current(connection)
        entries = RowReader(self.columns, known_event, findings).entries(self.sheet)
        # A code of an undone import has no owner, and may be imported again.
        owners = {code.code: code.delegate for code in people.codes(connection) if code.delegate}
        # Who was joined is still who their row of the file is: it must not change the other.
        owners |= people.codes_of_doubles(connection)
        everyone = people.everyone_with_doubles(connection)
        known = KnownDelegates(everyone, owners, known_event.desk_columns)
        by_organisation = "organisation" in self.columns.fields
        matches = Matcher(known, findings, organisations=by_organisation).match(entries)
        check_duplicates(matches, findings)
        check_companions(matches, known, findings.add_finding)
        listed = people.listed_sessions(connection)
        for session in newly_limited(known_event.sessions, listed, sessions_in(matches)):
            findings.add_finding(
                FindingCode.LIMITS_SESSION, 0, "", self.language.name(session.name)
            )
        candidates = filter(None, map(_candidate, matches))
        for row in sorted(self.watch_list.screen(connection, candidates)):
            findings.add_finding(FindingCode.WATCHED, row)
        in_file = (
            entry.number for entry in entries if entry.number is not None and not entry.refused
        )
        return _Outcome(
            newest=connection.scalar(_NEWEST) or 0,
            matches=tuple(matches),
            findings=findings.in_order(),
            known=known.ids,
            last_number=max((people.last_number(connection), *in_file)),
            at_scan=known_event.desk_columns,
        )


def _act(one: MatchedRow) -> RowAction:
    if one.refused:
        return RowAction.REFUSE
    if one.target is None:
        return RowAction.ADD
    return RowAction.CHANGE if one.changed else RowAction.KEEP


def _candidate(one: MatchedRow) -> Candidate | None:
    """Who comes in with a row, with what is known of them already."""
    if one.refused:
        return None
    given, target = one.entry.fields, one.target
    fields = {
        name: given.get(name) or (str(getattr(target, name)) if target else "") for name in NAMED_BY
    }
    return Candidate(one.entry.row, fields, one.entry.code, target.id if target else "")


def _line(one: MatchedRow) -> PreviewRow:
    number = one.target.number if one.target else one.entry.number
    return PreviewRow(one.entry.row, _act(one), one.entry.display_name, number, tuple(one.changed))


def _counts(matches: tuple[MatchedRow, ...], batch: str | None) -> Applied:
    acts = [_act(match) for match in matches]
    return Applied(
        added=acts.count(RowAction.ADD),
        changed=acts.count(RowAction.CHANGE),
        unchanged=acts.count(RowAction.KEEP),
        refused=acts.count(RowAction.REFUSE),
        batch=batch,
    )
