"""A participant report, read (parsing): each participant once, with all their joins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin.errors import BadFile
from checkin.language import mark
from checkin.meetings import MINUTE, MeetingStay, together
from checkin.names import clean, fold
from checkin.remote import times
from checkin.roster.participant_reports import ReportColumn, recognise
from checkin.roster.reading import read_sheet
from checkin.roster.worksheet import ReadingOptions
from checkin.same_person import email_key, folded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from checkin.roster.participant_reports import ParticipantReport

# Teams writes a summary with commas above a table with tabs.
_DELIMITERS: Final = ("", "\t", ";")
_WAITING: Final = frozenset(
    fold(heading).replace(" ", "")
    for heading in ("In Waiting Room", "待機室", "在等候室", "等候室")
)
_YES: Final = frozenset(fold(word) for word in ("yes", "y", "true", "はい", "是", "ja", "oui"))


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Somebody in the report: the first row that they are in, how they called themselves, how long they were there."""

    row: int  # as a spreadsheet counts, from 1
    name: str
    email: str
    stay: MeetingStay


@dataclass(frozen=True, slots=True)
class MeetingReport:
    """`without_time` are rows that do not tell how long; `waited` those in which somebody only waited."""

    participants: tuple[ReportRow, ...]
    without_time: tuple[int, ...] = ()
    waited: int = 0


def read_report(path: Path, zone: ZoneInfo, days: Collection[str]) -> MeetingReport:
    """The participants of a file. Raises `BadFile` where it is no participant report."""
    for delimiter in _DELIMITERS:
        rows = read_sheet(path, ReadingOptions(delimiter=delimiter)).rows
        if (report := recognise(rows)) is not None:
            return _participants(rows, report, zone, days)
    raise BadFile(
        mark("This is no participant report of Zoom, Teams or Webex. Save it there as CSV.")
    )


def _participants(
    rows: Sequence[Sequence[str]],
    report: ParticipantReport,
    zone: ZoneInfo,
    days: Collection[str],
) -> MeetingReport:
    waiting = next(
        (
            at
            for at, heading in enumerate(rows[report.header])
            if fold(heading).replace(" ", "") in _WAITING
        ),
        None,
    )
    first: dict[tuple[str, str], ReportRow] = {}
    stays: dict[tuple[str, str], list[MeetingStay]] = defaultdict(list)
    without_time, waited = [], 0
    for at in range(report.header + 1, report.end):
        cells = _cells(rows[at], report.columns)
        if not cells[ReportColumn.NAME] and not cells[ReportColumn.EMAIL]:
            continue
        if waiting is not None and waiting < len(rows[at]) and fold(rows[at][waiting]) in _YES:
            waited += 1
            continue
        stay = _stay(cells, zone, days)
        if stay is None:
            without_time.append(at + 1)
            continue
        name, email = cells[ReportColumn.NAME], cells[ReportColumn.EMAIL]
        who = email_key(email), folded(name)
        first.setdefault(who, ReportRow(at + 1, name, email, stay))
        stays[who].append(stay)
    found = tuple(replace(row, stay=together(stays[who])) for who, row in first.items())
    return MeetingReport(found, tuple(without_time), waited)


def _cells(row: Sequence[str], columns: Mapping[ReportColumn, int]) -> dict[ReportColumn, str]:
    return {
        column: clean(row[columns[column]])
        if column in columns and columns[column] < len(row)
        else ""
        for column in ReportColumn
    }


def _stay(
    cells: Mapping[ReportColumn, str], zone: ZoneInfo, days: Collection[str]
) -> MeetingStay | None:
    """How long, as the report says, else between the two times; None where it says neither."""
    since = times.instant(cells[ReportColumn.JOINED], zone, days)
    until = times.instant(cells[ReportColumn.LEFT], zone, days)
    minutes = times.minutes(cells[ReportColumn.MINUTES])
    if since is None or until is None or until < since:
        return None if minutes is None else MeetingStay(minutes)
    between = round((until - since) / MINUTE)
    # A report rounds each join up: 62 minutes and a second are 63.
    return MeetingStay(between if minutes is None else min(minutes, between), since, until)
