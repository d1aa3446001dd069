"""A sheet compared with the roster at one moment (diff): who each row is, what changes, what is in doubt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Severity, Status
from checkin.journal import changes_of_event
from checkin.names import NAMED_BY
from checkin.roster import by_hand
from checkin.roster.answers import FindingAnswer
from checkin.roster.changes import FieldChange, MergeContext
from checkin.roster.drafts import ids_of
from checkin.roster.duplicates import check_duplicates
from checkin.roster.findings import FindingCode, Findings
from checkin.roster.gone import who_is_gone
from checkin.roster.matching import (
    KnownDelegates,
    MatchedRow,
    Matcher,
    check_companions,
    sessions_in,
)
from checkin.roster.name_order import put_in_order
from checkin.roster.rows import RowReader
from checkin.rules import newly_limited
from checkin.store import event, people
from checkin.watching import Candidate
from checkin.wording import status_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from checkin.domain import Category, Delegate, Event, Finding, NameOrder
    from checkin.journal import EntryDraft
    from checkin.language import Language
    from checkin.roster.answers import Answers
    from checkin.roster.gone import GoneDelegate
    from checkin.roster.headings import Columns
    from checkin.roster.rows import RosterRow
    from checkin.roster.worksheet import ReadingOptions, Worksheet
    from checkin.watching import Screening

_NEWEST: Final = sa.select(sa.func.max(schema.entry.c.n))


@dataclass(frozen=True, slots=True)
class Compared:
    """A sheet compared with the roster at one moment."""

    newest: int  # latest journal entry at that moment
    matches: tuple[MatchedRow, ...]
    findings: tuple[Finding, ...]
    gone: tuple[GoneDelegate, ...]
    known: frozenset[str]  # the ids on the roster
    last_number: int
    at_scan: tuple[str, ...]
    name_order: NameOrder  # that of the event
    event_changes: tuple[EntryDraft, ...]  # the categories that the import adds
    generations: Mapping[str, int]  # code that changes hands → its next generation

    @property
    def in_doubt(self) -> frozenset[Finding]:
        """What must be answered or accepted."""
        return frozenset(
            finding for finding in self.findings if finding.severity is not Severity.NOTE
        )

    @property
    def cancelled(self) -> tuple[GoneDelegate, ...]:
        return tuple(gone for gone in self.gone if gone.cancelled)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A parsed sheet and what was decided about it, compared with the roster whenever that changes."""

    sheet: Worksheet
    columns: Columns
    choice: ReadingOptions
    language: Language
    watch_list: Screening
    answers: Answers
    key: bytes  # of the digests that become ids
    clears: bool = False  # an empty cell clears its field
    name_order: NameOrder | None = None  # of the names in the file; None: that of the event

    def beside(self, connection: sa.Connection) -> Compared:
        """Raises `NumberedAnew` where the numbers of the list are its own."""
        outcome = self._compared(connection, frozenset(), frozenset())
        left_out = {
            finding.row
            for finding in outcome.findings
            if finding.row and self.answers.to(finding) is FindingAnswer.LEFT_OUT
        }
        if not left_out:
            return outcome
        # Without these rows others may be no duplicates any more, and somebody may be gone.
        not_gone = {
            match.target.id
            for match in outcome.matches
            if match.target is not None and match.entry.row in left_out
        }
        without = self._compared(connection, left_out, not_gone)
        told = [finding for finding in outcome.findings if finding.row in left_out]
        rest = [finding for finding in without.findings if finding.row not in left_out]
        findings = sorted((*told, *rest), key=lambda finding: finding.row)
        return replace(without, findings=tuple(findings))

    def _compared(
        self, connection: sa.Connection, left_out: Set[int], not_gone: Set[str]
    ) -> Compared:
        findings = Findings(self.language, self.answers)
        known_event = event.current(connection)
        reader = RowReader(self.columns, known_event, findings, self.choice)
        entries = reader.entries(self.sheet)
        for entry in entries:
            entry.refused = entry.refused or entry.row in left_out
            put_in_order(entry, self.name_order or known_event.name_order)
        everyone = people.everyone_with_doubles(connection)
        known = self._known(connection, known_event, findings, everyone)
        by_organisation = "organisation" in self.columns.fields
        matches = Matcher(known, findings, organisations=by_organisation).match(entries)
        check_duplicates(matches, findings)
        self._refuse_erased(matches, known.erased, findings)
        check_companions(matches, known, findings.add_finding)
        person_of = by_hand.persons_of_doubles(connection)
        brought_by = by_hand.brought_by(connection)
        there = {match.target.id for match in matches if match.target is not None} | not_gone
        there = {person_of.get(delegate, delegate) for delegate in there}
        gone = who_is_gone(
            [match.was.id for match in matches if match.was is not None and not match.refused],
            there,
            [
                (delegate, brought_by.get(delegate.id, ""))
                for delegate in everyone
                if delegate.id not in person_of
            ],
            findings,
        )
        listed = people.listed_sessions(connection)
        for session in newly_limited(known_event.sessions, listed, sessions_in(matches)):
            findings.add_finding(
                FindingCode.LIMITS_SESSION, 0, "", self.language.name(session.name)
            )
        candidates = filter(None, map(_candidate, matches))
        for row in sorted(self.watch_list.screen(connection, candidates)):
            findings.add_finding(FindingCode.WATCHED, row)
        return Compared(
            newest=connection.scalar(_NEWEST) or 0,
            matches=tuple(matches),
            findings=findings.in_order(),
            gone=gone,
            known=known.ids | known.erased,
            last_number=max((people.last_number(connection), *_numbers(entries))),
            at_scan=known_event.desk_columns,
            name_order=known_event.name_order,
            event_changes=_with_categories(known_event, reader.new_categories.values(), matches),
            generations=people.next_generations_of_codes(
                connection, [match.entry.code for match in matches if match.takes_code]
            ),
        )

    def _refuse_erased(
        self, matches: list[MatchedRow], erased: Set[str], findings: Findings
    ) -> None:
        """An old list must not bring back whom somebody had erased: they would have the id that they had."""
        for match in matches if erased else ():
            new = match.target is None and not match.refused
            if new and next(ids_of(match.entry, self.key)) in erased:
                match.refused = True
                findings.add_finding(FindingCode.ERASED, match.entry.row)

    def _known(
        self,
        connection: sa.Connection,
        known_event: Event,
        findings: Findings,
        everyone: Iterable[Delegate],
    ) -> KnownDelegates:
        # A code of an undone import has no owner, and may be imported again.
        owners = {code.code: code.delegate for code in people.codes(connection) if code.delegate}
        # Who was joined is still who their row of the file is: it must not change the other.
        owners |= people.codes_of_doubles(connection)
        context = MergeContext(
            owners,
            known_event.desk_columns,
            by_hand.imported_values(connection),
            by_hand.been_let_in(connection),
            self.clears,
            self.columns.named,
            partial(_told, known_event=known_event, language=self.language),
            findings.is_other,
        )
        return KnownDelegates(everyone, context, by_hand.erased(connection))


def _with_categories(
    known_event: Event, new: Iterable[Category], matches: Iterable[MatchedRow]
) -> tuple[EntryDraft, ...]:
    """The entries that add those categories which somebody who comes in has."""
    used = {match.entry.fields.get("category") for match in matches if not match.refused}
    added = tuple(category for category in new if category.key in used)
    if not added:
        return ()
    after = replace(known_event, categories=(*known_event.categories, *added))
    return changes_of_event(known_event, after)


def _told(change: FieldChange, known_event: Event, language: Language) -> FieldChange:
    """A change with its values as they are read: names of categories and statuses."""
    match change.field:
        case "category":
            names = {c.key: language.name(c.name) for c in known_event.categories}
        case "status":
            names = {status.value: status_name(status, language) for status in Status}
        case _:
            return change
    return replace(
        change, old=names.get(change.old, change.old), new=names.get(change.new, change.new)
    )


def _numbers(entries: list[RosterRow]) -> list[int]:
    return [entry.number for entry in entries if entry.number is not None and not entry.refused]


def _candidate(one: MatchedRow) -> Candidate | None:
    """Who comes in with a row, with what is known of them already."""
    if one.refused:
        return None
    given, target = one.entry.fields, one.target
    fields = {
        name: given.get(name) or (str(getattr(target, name)) if target else "") for name in NAMED_BY
    }
    return Candidate(one.entry.row, fields, one.entry.code, target.id if target else "")
