"""Remote attendance: a participant report is read, looked at, and recorded as attendance of one session."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, assert_never
from zoneinfo import ZoneInfo

from checkin import visibility
from checkin.domain import Finding, Severity
from checkin.errors import FindingsInDoubt, NotFound, NotPossible
from checkin.journal import attended_remotely, batch_applied
from checkin.language import load, mark
from checkin.remote.matching import DelegateNames, Participant, RemoteFinding, Sureness
from checkin.remote.report import read_report
from checkin.roles import Action
from checkin.store import event as events
from checkin.store import people
from checkin.store.remote import recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from checkin.domain import Session
    from checkin.journal import Journal
    from checkin.language import Language
    from checkin.remote.report import MeetingReport
    from checkin.roles import Require
    from checkin.store.store import Store

NO_ANSWERS: Final[Mapping[int, str]] = MappingProxyType({})
_FAR_MS: Final = 2 * 60 * 60_000  # from a session's hours: another time zone is likely
_SENTENCES: Final[Mapping[RemoteFinding, tuple[Severity, str]]] = {
    RemoteFinding.LIKELY: (Severity.DOUBT, mark("This may be {name} ({number}).")),
    RemoteFinding.SEVERAL: (Severity.REFUSED, mark("Several delegates may be meant: {numbers}.")),
    RemoteFinding.UNKNOWN: (Severity.NOTE, mark("Nobody on the roster is called so.")),
    RemoteFinding.NO_TIME: (Severity.REFUSED, mark("The row does not say for how long.")),
    RemoteFinding.OTHER_HOURS: (
        Severity.DOUBT,
        mark("All times are far from those of the session. Is it the right one, and the time zone {zone}?"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RemoteApplied:
    """How many stays were recorded, and how many had been before. `batch` takes them back; None: nothing is new."""

    added: int
    unchanged: int
    batch: str | None


@dataclass(frozen=True, slots=True)
class RemotePreview:
    """What a report would record. Nothing is stored before `apply`."""

    session: Session
    participants: tuple[Participant, ...]
    findings: tuple[Finding, ...]
    _apply: Callable[[bool, Mapping[int, str]], RemoteApplied] = field(
        repr=False, compare=False, kw_only=True
    )

    def count(self, *sureness: Sureness) -> int:
        return sum(participant.sureness in sureness for participant in self.participants)

    @property
    def matched(self) -> int:
        return self.count(Sureness.CERTAIN)

    @property
    def doubtful(self) -> int:
        return self.count(Sureness.DOUBT, Sureness.SEVERAL)

    @property
    def unknown(self) -> int:
        return self.count(Sureness.UNKNOWN)

    def apply(
        self, *, accept: bool = False, answers: Mapping[int, str] = NO_ANSWERS
    ) -> RemoteApplied:
        """Records who is certain, whom `answers` name (row → delegate id; empty: nobody), and with `accept` whoever is likely.

        Raises `FindingsInDoubt` where something is in doubt and neither answered nor accepted.
        """
        return self._apply(accept, answers)


class RemoteAttendance:
    """Participant reports of one store, for organisers. What is recorded is taken back as an import is."""

    def __init__(self, store: Store, journal: Journal, require: Require) -> None:
        self._store = store
        self._journal = journal
        self._require = require

    def read(
        self, path: str | Path, session: str, language: Language | None = None, *, zone: str = ""
    ) -> RemotePreview:
        """Preview of a report as attendance of a session; its times are of the event's zone unless another is named.

        Raises `BadFile` for another file, `NotFound` for an unknown session, `NotPossible` for an unknown zone.
        """
        self._require(Action.IMPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
        found = event.session(session)
        if found is None:
            raise NotFound(mark("There is no session {session}."), session=session)
        report = read_report(Path(path), _zone(zone or event.time_zone), event.days)
        if found.starts is None and any(row.stay.since is None for row in report.participants):
            raise NotPossible(
                mark("The report has no times, so it needs a session with a beginning.")
            )
        names = DelegateNames(everyone)
        participants = tuple(map(names.who, report.participants))
        tr = language or load("en")
        findings = tuple(_findings(report, participants, found, tr, zone or event.time_zone))
        return RemotePreview(
            found,
            participants,
            findings,
            _apply=lambda accept, answers: self._write(
                found, participants, findings, accept, answers
            ),
        )

    def _write(
        self,
        session: Session,
        participants: tuple[Participant, ...],
        findings: tuple[Finding, ...],
        accept: bool,  # noqa: FBT001 - of `RemotePreview.apply`
        answers: Mapping[int, str],
    ) -> RemoteApplied:
        self._require(Action.IMPORT)
        still_open = sum(
            finding.severity is Severity.DOUBT and finding.row not in answers
            for finding in findings
        )
        if still_open and not accept:
            raise FindingsInDoubt(
                "{n} finding is in doubt. Nothing was stored; look at it and accept it.",
                "{n} findings are in doubt. Nothing was stored; look at them and accept them.",
                n=still_open,
            )
        who = [
            (delegate, participant.row.stay)
            for participant in participants
            if (delegate := _decided(participant, answers))
        ]
        batch = uuid.uuid4().hex
        with self._store.write() as connection:
            before = recorded(connection, session.key)
            new = [
                (delegate, stay)
                for delegate, stay in who
                if stay not in before.get(people.person_of(connection, delegate), ())
            ]
            if not new:
                return RemoteApplied(0, len(who), None)
            drafts = [
                attended_remotely(
                    delegate,
                    session.key,
                    stay.minutes,
                    None if stay.since is None or stay.until is None else (stay.since, stay.until),
                    batch,
                )
                for delegate, stay in new
            ]
            numbers = {"added": len(new)}
            self._journal.append_many(connection, [*drafts, batch_applied(batch, numbers)])
        return RemoteApplied(len(new), len(who) - len(new), batch)


def _decided(participant: Participant, answers: Mapping[int, str]) -> str:
    """The delegate whom a participant is recorded as; empty for nobody."""
    if (answer := answers.get(participant.row.row)) is not None:
        return answer
    if participant.sureness in {Sureness.CERTAIN, Sureness.DOUBT}:
        return participant.delegates[0].id
    return ""


def _findings(
    report: MeetingReport,
    participants: tuple[Participant, ...],
    session: Session,
    tr: Language,
    zone: str,
) -> Iterator[Finding]:
    if _is_elsewhere(report, session):
        yield _finding(RemoteFinding.OTHER_HOURS, 0, "", tr, zone=zone)
    for row in report.without_time:
        yield _finding(RemoteFinding.NO_TIME, row, "", tr)
    for participant in participants:
        yield from _of_participant(participant, tr)
    if report.waited:
        message = tr.plural(
            "{n} row is of the waiting room, and is left out.",
            "{n} rows are of the waiting room, and are left out.",
            report.waited,
        )
        yield Finding(0, "", "", RemoteFinding.WAITED, message, Severity.NOTE)


def _of_participant(participant: Participant, tr: Language) -> Iterator[Finding]:
    row, known = participant.row, participant.delegates
    match participant.sureness:
        case Sureness.DOUBT:
            name = " ".join(filter(None, visibility.names_of(known[0])))
            facts = {"name": name, "number": known[0].number}
            yield _finding(RemoteFinding.LIKELY, row.row, row.name, tr, **facts)
        case Sureness.SEVERAL:
            numbers = tr.listed(str(delegate.number) for delegate in known)
            yield _finding(RemoteFinding.SEVERAL, row.row, row.name, tr, numbers=numbers)
        case Sureness.UNKNOWN:
            yield _finding(RemoteFinding.UNKNOWN, row.row, row.name, tr)
        case Sureness.CERTAIN:
            return
        case _:
            assert_never(participant.sureness)


def _finding(code: RemoteFinding, row: int, value: str, tr: Language, **facts: object) -> Finding:
    severity, sentence = _SENTENCES[code]
    return Finding(row, "name" if value else "", value, code, tr.text(sentence, **facts), severity)


def _is_elsewhere(report: MeetingReport, session: Session) -> bool:
    """Whether nobody was in the meeting near the hours of the session."""
    timed = [row.stay for row in report.participants if row.stay.since is not None]
    if session.starts is None or not timed:
        return False
    begins = session.starts - _FAR_MS
    ends = (session.starts if session.ends is None else session.ends) + _FAR_MS
    return not any((stay.since or 0) < ends and (stay.until or 0) > begins for stay in timed)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise NotPossible(
            mark("There is no time zone {zone}. An example is Asia/Tokyo."), zone=name
        ) from error
