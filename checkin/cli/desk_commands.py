"""CLI commands of the desk: find, scan, undo, walk-in, counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin import outside, wording
from checkin.cli import shapes
from checkin.cli.answer import Answer
from checkin.column_values import NO
from checkin.desk import LateList
from checkin.domain import DelegateId, Direction, LateProblem, Manner, Question, fields_by_place
from checkin.errors import BadFile, NotPossible, UsageError
from checkin.language import mark
from checkin.purging import NOT_REACHED
from checkin.sync import desks
from checkin.time_input import parse_day, parse_time

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from checkin.cli.context import Context
    from checkin.desk import LateRow
    from checkin.domain import Found, Verdict
    from checkin.language import Language
    from checkin.station import Station

LONGEST_LIST: Final = 1_000_000  # bytes


def find(here: Context) -> Answer:
    with here.open(read_only=True) as station:
        hits = station.desk.find(here.arguments.text, limit=here.arguments.limit)
    lines = [
        f"{hit.number:>5}  {hit.name}  {hit.native_name}  {hit.organisation}".rstrip()
        for hit in hits
    ]
    nobody = here.language.text("Nobody answers to that.")
    return Answer([shapes.found(hit) for hit in hits], "\n".join(lines) or nobody)


def scan(here: Context) -> Answer:
    arguments = here.arguments
    with here.open() as station:
        place(here, station)
        verdict = station.desk.scan(arguments.code, arguments.session, _manner(here))
        return _told(here, station, verdict)


def checkin(here: Context) -> Answer:
    arguments = here.arguments
    if arguments.numbers_file or len(arguments.numbers) > 1:
        return _checkin_list(here)
    if len(arguments.numbers) + len(arguments.id) != 1:
        raise UsageError(mark("Give a number, or --id for one delegate."))
    with here.open() as station:
        place(here, station)
        how = replace(_manner(here), happened=_instant(station, arguments.at, arguments.day))
        chosen = (*arguments.id, *arguments.numbers)[0]
        verdict = station.desk.checkin(chosen, arguments.session, how)
        return _told(here, station, verdict)


def _checkin_list(here: Context) -> Answer:
    """What was missed of several: one act, and nothing of it where a number or a time is mistyped."""
    arguments = here.arguments
    if not (arguments.at or arguments.numbers_file):
        raise UsageError(mark("Several numbers need a time: --at TIME."))
    if arguments.numbers_file and arguments.numbers:
        raise UsageError(mark("Give the numbers here or in a file."))
    if arguments.represented_by:
        raise UsageError(mark("--represented-by is for one number."))
    asked = LateList(
        numbers=_numbers(arguments),
        time=arguments.at or "",
        day=arguments.day or "",
        session=arguments.session,
        how=_manner(here),
        meant=frozenset(arguments.id),
    )
    with here.open() as station:
        place(here, station)
        preview = station.desk.afterwards.read(asked)
        if preview.mistyped:
            raise _mistyped(preview.mistyped, here.language)
        recorded = iter(station.desk.afterwards.record(preview))
        verdicts = [row.verdict if row.problem else next(recorded) for row in preview.rows]
        answers = [_told(here, station, verdict) for verdict in verdicts if verdict]
    return Answer([each.value for each in answers], "\n".join(each.text for each in answers))


def _numbers(arguments: argparse.Namespace) -> str:
    """The list as it was typed. Raises `BadFile`."""
    file: Path | None = arguments.numbers_file
    if file is None:
        return " ".join(map(str, arguments.numbers))
    try:
        return outside.data(file, LONGEST_LIST).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise BadFile(mark("{name} cannot be read."), name=file.name) from error


def _mistyped(mistyped: Sequence[LateRow], language: Language) -> NotPossible:
    rows = language.listed(_what(row, language) for row in mistyped)
    if any(row.problem is LateProblem.SEVERAL for row in mistyped):
        return NotPossible(
            mark("Nothing was recorded. Look at these, and say who is meant with --id: {rows}"),
            rows=rows,
        )
    return NotPossible(mark("Nothing was recorded. Look at these: {rows}"), rows=rows)


def _what(row: LateRow, language: Language) -> str:
    what = wording.problem_name(row.problem, language) if row.problem else ""
    return f"{row.text} ({what})"


def look(here: Context) -> Answer:
    arguments = here.arguments
    presented: str = arguments.presented or ""
    chosen = int(presented) if presented.isdecimal() else presented
    with here.open() as station:
        place(here, station)
        verdict = station.desk.look(
            DelegateId(arguments.id) if arguments.id else chosen,
            arguments.session,
            _instant(station, arguments.at),
        )
        return _told(here, station, verdict)


def undo(here: Context) -> Answer:
    with here.open() as station:
        station.desk.undo(here.arguments.entry)
    return Answer({"undone": here.arguments.entry}, here.language.text("Undone."))


def handover(here: Context) -> Answer:
    """Notes that these delegates have their badges; who has it already is not counted again."""
    with here.open() as station:
        count = len(station.desk.hand_over.record_numbers(here.arguments.numbers))
    tr = here.language
    text = tr.plural("{n} badge is handed over.", "{n} badges are handed over.", count)
    return Answer({"handed_over": count}, text)


def erase(here: Context) -> Answer:
    """Erases a person; their number, typed beside the id, is the confirmation. Again, it tells who has confirmed."""
    arguments = here.arguments
    with here.open() as station:
        if station.people.card(arguments.delegate).delegate.number != arguments.confirm:
            raise NotPossible(mark("This is not their number. Nothing was erased."))
        done = station.people.erase(arguments.delegate)
        others = [state for state in desks(station.exchange) if not state.is_this]
    backups = [str(path) for path in done.backups]
    missing = [state.name for state in others if state.has_not_erased(done.delegate)]
    tr = here.language
    text = tr.plural(
        "{n} entry emptied. Old backups and sticks may still hold the person.",
        "{n} entries emptied. Old backups and sticks may still hold the person.",
        done.entries,
    )
    if missing:
        waits = tr.text("Not confirmed yet: {desks}", desks=tr.listed(missing))
        text = f"{text}\n{waits}"
    value = {
        "erased": done.delegate,
        "entries": done.entries,
        "backups": backups,
        "confirmed": [state.name for state in others if state.name not in missing],
        "not_confirmed": missing,
        "not_reached": list(NOT_REACHED),
    }
    return Answer(value, text)


def walkin(here: Context) -> Answer:
    arguments = here.arguments
    fields = {
        field.name: getattr(arguments, field.name) for field in fields_by_place("walk_in_option")
    }
    with here.open() as station:
        similar = () if arguments.new else station.desk.similar(fields)
        if similar:
            return _may_be(here, similar)
        new = station.desk.walkin(fields, approved=arguments.approved)
        codes = station.people.card(new.id).codes
        hits = station.desk.find(str(new.number))
    namesake = any(hit.namesake for hit in hits if hit.id == new.id)
    return Answer(
        shapes.delegate(new, codes, namesake=namesake), f"{new.number:>5}  {new.display_name}"
    )


def _may_be(here: Context, similar: Iterable[Found]) -> Answer:
    """A refusal, with who is on the roster already. Names are in no exception."""
    tr = here.language
    people = tr.listed(f"{found.number:03} {found.name or found.native_name}" for found in similar)
    complaint = tr.text(
        "Nobody was added: this may be {people}. If it is another person, say --new.",
        people=people,
    )
    return Answer(None, complaint=complaint, status=1)


def stats(here: Context) -> Answer:
    with here.open(read_only=True) as station:
        counts, event = station.desk.stats(here.arguments.day), station.desk.event
    lines = [
        here.language.text(
            "{session}: {attended} of {expected} came, {inside} inside, {refused} turned away",
            session=key,
            attended=count.attended,
            expected=count.expected,
            inside=count.inside,
            refused=count.refused,
        )
        for key, count in counts.sessions.items()
    ]
    return Answer(shapes.stats(counts, event), "\n".join(lines))


def place(here: Context, station: Station) -> None:
    """Places the desk in the room of this machine's settings."""
    station.desk.room = here.settings.room


def _instant(station: Station, text: str | None, day: str | None = None) -> int | None:
    """A time given on the command line: of today or that day, or with its date; local time of the event."""
    if text is None:
        return None
    date = parse_day(day) if day else station.desk.moment().day
    return parse_time(text, station.desk.calendar, date)


def _manner(here: Context) -> Manner:
    arguments = here.arguments
    given = [answer.partition("=") for answer in arguments.answer]
    fixed = {key: value for key, _, value in given if key in set(Question)}
    if any(not equals for key, equals, _ in given if key not in fixed):
        raise UsageError(mark("--answer is identity, consent, or QUESTION=ANSWER."))
    return Manner(
        direction=Direction.EXIT if arguments.exit else Direction.ENTRY,
        force=arguments.force,
        heard_late=arguments.heard_late,
        represented_by=arguments.represented_by,
        answers=frozenset(map(Question, fixed)),
        declined=frozenset(Question(key) for key, value in fixed.items() if value == NO),
        from_paper=getattr(arguments, "paper", False),
        replies=tuple((key, value) for key, _, value in given if key not in fixed),
    )


def _told(here: Context, station: Station, verdict: Verdict) -> Answer:
    event = station.desk.event
    words = wording.of(verdict, event, here.language, desk_name=station.desk.name)
    name = f" {verdict.person.name}" if verdict.person else ""
    beside = wording.asides(verdict, event, here.language)
    text = "\n".join((f"{words.headline}{name}", words.detail, *beside))
    return Answer(shapes.verdict(verdict, words, event), text)
