"""Roster import: file → rows → findings → preview (dry run) → delegates; and its undo."""

from __future__ import annotations

import threading
import time
import uuid
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import NAME_FIELDS, Applied, Finding, NameOrder, Severity
from checkin.errors import BadFile, FindingsInDoubt, KnownError
from checkin.gc_pause import gc_paused
from checkin.journal import EntryKind, batch_applied, event_changed
from checkin.keys import matching_key
from checkin.language import load, mark
from checkin.roles import Action
from checkin.roster import past, undoing
from checkin.roster.answers import NO_ANSWERS, Answers
from checkin.roster.comparing import Compared, Comparison
from checkin.roster.drafts import ImportedBatch, Newcomers, drafts_of
from checkin.roster.finding_kinds import kinds_of
from checkin.roster.findings import FindingCode
from checkin.roster.headings import find_columns
from checkin.roster.participant_reports import refuse_participant_report
from checkin.roster.reading import LIMITS, read_sheet
from checkin.roster.remembered import remember, remembered
from checkin.roster.worksheet import ReadingOptions
from checkin.scan_priority import ChunkSize
from checkin.store import people
from checkin.watching import NO_SCREENING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from checkin.codes import CodeMaker
    from checkin.domain import Delegate
    from checkin.journal import EntryDraft, Journal
    from checkin.language import Language
    from checkin.roles import Require
    from checkin.roster.changes import FieldChange
    from checkin.roster.finding_kinds import FindingKind
    from checkin.roster.gone import GoneDelegate
    from checkin.roster.limits import Limits
    from checkin.roster.matching import MatchedRow
    from checkin.roster.past import PastImport
    from checkin.roster.undoing import Undone
    from checkin.roster.worksheet import Worksheet
    from checkin.store.store import Store
    from checkin.watching import Screening

SAMPLE: Final = 20
CHECKPOINT: Final = 5  # chunks between two checkpoints of the write-ahead log
NO_CHOICE: Final = ReadingOptions()
_NOT_OF_THE_ROSTER: Final = (EntryKind.SCANNED, EntryKind.UNDONE, EntryKind.BADGE_PRINTED)
_CHANGED_SINCE: Final = sa.select(
    sa.exists().where(
        schema.entry.c.n > sa.bindparam("newest"), schema.entry.c.kind.not_in(_NOT_OF_THE_ROSTER)
    )
)


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """How a file is merged into the roster."""

    clear_empty: bool = False  # an empty cell clears what the roster has
    name_order: NameOrder | None = None  # of the names in the file; None: that of the event
    answers: Answers = NO_ANSWERS  # given before the findings are seen


NO_OPTIONS: Final = MergeOptions()


class RowAction(StrEnum):
    """What an import does with a row."""

    ADD = "add"
    CHANGE = "change"
    KEEP = "keep"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of a preview: who it is, and what changes, old beside new."""

    row: int
    act: RowAction
    name: str
    number: int | None = None  # of the matched delegate
    changed: tuple[str, ...] = ()  # changed fields
    changes: tuple[FieldChange, ...] = ()


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
    sheets: tuple[str, ...] = ()  # of a workbook, all that are shown and filled
    remembered: bool = False  # the columns are those that were chosen for an earlier list
    gone: tuple[GoneDelegate, ...] = ()  # who is not in the list any more
    changes_event: bool = False  # it adds categories; the desk must read the event again
    answers: Answers = NO_ANSWERS
    name_order: NameOrder = NameOrder.SCRIPT
    _apply: Callable[[bool], Applied] = field(repr=False, compare=False, kw_only=True)
    _answer: Callable[[Answers], Preview] = field(repr=False, compare=False, kw_only=True)

    @property
    def watched(self) -> tuple[int, ...]:
        """The rows that may be people on the watch list."""
        return tuple(
            finding.row for finding in self.findings if finding.code == FindingCode.WATCHED
        )

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that must still be answered."""
        return tuple(
            finding
            for finding in self.findings
            if finding.severity is not Severity.NOTE and self.answers.to(finding) is None
        )

    @property
    def kinds(self) -> tuple[FindingKind, ...]:
        """The findings that somebody must or can decide, by kind."""
        return kinds_of(self.findings, self.answers)

    @property
    def in_doubt(self) -> int:
        """The count of findings that must still be answered, or accepted."""
        return len(self.open)

    def answered(self, answers: Answers) -> Preview:
        """The preview with these answers to its findings, and with what follows from them."""
        return self._answer(answers)

    def apply(self, *, accept: bool = False) -> Applied:
        """Stores the import as it was answered, all or nothing; `accept` answers the rest as proposed.

        Raises `FindingsInDoubt` where findings are open, and where the roster changed meanwhile so
        that there are new ones. Where nothing changes, nothing is written.
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
        merging: MergeOptions = NO_OPTIONS,
    ) -> Preview:
        """Preview of an import of this .csv or .xlsx file, with findings in the given language.

        Raises `BadFile` where the file is refused as a whole.
        """
        self._require(Action.IMPORT)
        sheet = read_sheet(Path(path), choice, self._limits)
        return self.preview(sheet, choice, language, merging)

    def preview(
        self,
        sheet: Worksheet,
        choice: ReadingOptions = NO_CHOICE,
        language: Language | None = None,
        merging: MergeOptions = NO_OPTIONS,
    ) -> Preview:
        """Preview of an import of rows that were read already."""
        self._require(Action.IMPORT)
        refuse_participant_report(sheet.rows)
        with self._store.read() as connection:
            choice = remembered(connection, sheet, choice)
        return self._preview(
            Comparison(
                sheet,
                find_columns(sheet.rows, choice.mapping, sheet.merges),
                choice,
                language or load("en"),
                self._watch_list,
                merging.answers,
                matching_key(self._journal.identity.ring),
                merging.clear_empty,
                merging.name_order,
            )
        )

    def _preview(self, read: Comparison) -> Preview:
        self._require(Action.IMPORT)
        with self._store.read() as connection:
            outcome = read.beside(connection)
        if not outcome.matches:
            raise BadFile(mark("There are no delegates in the file, only headings."))
        sheet, columns = read.sheet, read.columns
        return Preview(
            columns=columns.named,
            headings=columns.headings,
            sample=tuple(map(tuple, sheet.rows[columns.header + 1 :][:SAMPLE])),
            lines=tuple(map(_line, outcome.matches)),
            findings=outcome.findings,
            counts=_counts(outcome, None),
            encoding=sheet.encoding,
            delimiter=sheet.delimiter,
            sheet=sheet.name,
            sheets=sheet.sheets,
            remembered=read.choice.remembered,
            gone=outcome.gone,
            name_order=read.name_order or outcome.name_order,
            answers=read.answers,
            changes_event=bool(outcome.event_changes),
            _apply=lambda accept: self._apply(read, outcome, accept),
            _answer=lambda answers: self._preview(replace(read, answers=answers)),
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

    def _apply(self, read: Comparison, seen: Compared, accept: bool) -> Applied:  # noqa: FBT001 — parameter of `Preview.apply`
        self._require(Action.IMPORT)  # the shift may have changed since the preview
        if not any(name in read.columns.fields for name in NAME_FIELDS):
            raise BadFile(mark("No column has names in it. Say which one has."))
        still_open = [finding for finding in seen.in_doubt if read.answers.to(finding) is None]
        if still_open and not accept:
            raise FindingsInDoubt(
                "{n} finding is in doubt. Nothing was stored; look at it and accept it.",
                "{n} findings are in doubt. Nothing was stored; look at them and accept them.",
                n=len(still_open),
            )
        with gc_paused(), self._importing:
            applied = self._write(read, seen)
            self._remember(read)
        if applied.batch:
            # The import stands, whatever becomes of this; it is tried again after the next one.
            with suppress(KnownError):
                self._watch_list.look_through()
        return applied

    def _remember(self, read: Comparison) -> None:
        """Keeps what somebody chose for a list, for the next one of its shape."""
        choice = read.choice
        if (choice.mapping or choice.statuses) and not choice.remembered:
            with self._store.write_in_background() as connection:
                remember(connection, read.sheet, read.columns.headings, choice)

    def _write(self, read: Comparison, seen: Compared) -> Applied:
        """Writes chunk by chunk: nothing counts before the last entry, which completes the import."""
        outcome = seen
        while True:
            batch = uuid.uuid4().hex
            newcomers = Newcomers(read.key, outcome.known, outcome.last_number, self._make_code)
            cancelled = [gone.id for gone in outcome.cancelled]
            made_of = ImportedBatch(batch, outcome.at_scan, cancelled, outcome.generations)
            drafts = deque(drafts_of(outcome.matches, newcomers, made_of))
            counts = _counts(outcome, batch if drafts else None)
            if drafts:
                numbers = {"added": counts.added, "changed": counts.changed + counts.cancelled}
                if read.name_order not in (None, outcome.name_order):
                    # The next list is taken to be written alike.
                    drafts.append(event_changed({"name_order": read.name_order.value}))
                drafts.extend(outcome.event_changes)
                drafts.append(batch_applied(batch, numbers))
            if self._write_chunks(drafts, outcome.newest):
                return counts
            outcome = self._again(read, seen)

    def _again(self, read: Comparison, seen: Compared) -> Compared:
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


def _act(one: MatchedRow) -> RowAction:
    if one.refused:
        return RowAction.REFUSE
    if one.target is None:
        return RowAction.ADD
    return RowAction.CHANGE if one.changes_something else RowAction.KEEP


def _line(one: MatchedRow) -> PreviewRow:
    number = one.target.number if one.target else one.entry.number
    changes = () if one.refused else one.merged.lines
    return PreviewRow(
        one.entry.row,
        _act(one),
        one.entry.display_name,
        number,
        tuple(one.merged.fields),
        changes,
    )


def _counts(outcome: Compared, batch: str | None) -> Applied:
    acts = [_act(match) for match in outcome.matches]
    return Applied(
        added=acts.count(RowAction.ADD),
        changed=acts.count(RowAction.CHANGE),
        unchanged=acts.count(RowAction.KEEP),
        refused=acts.count(RowAction.REFUSE),
        batch=batch,
        cancelled=len(outcome.cancelled),
    )
