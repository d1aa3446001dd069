"""CLI commands of the roster: import of a file and its undo, and the list of delegates."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from checkin.cli import shapes
from checkin.cli.answer import Answer
from checkin.domain import NameOrder, Status
from checkin.errors import FindingsInDoubt, UsageError
from checkin.language import mark
from checkin.names import fold
from checkin.roles import Action
from checkin.roster import Answers, FindingAnswer, FindingCode, MergeOptions, ReadingOptions
from checkin.store import people

if TYPE_CHECKING:
    import argparse

    from checkin.cli.context import Context
    from checkin.domain import Applied
    from checkin.language import Language
    from checkin.roster import FieldChange, Preview


def load(here: Context) -> Answer:
    arguments = here.arguments
    if arguments.undo:
        with here.open() as station:
            undone = station.roster.undo(arguments.undo)
        return Answer({"removed": undone.removed, "restored": undone.restored})
    if arguments.file is None:
        raise UsageError(mark("Name a file to import, or a batch to undo."))
    choice = ReadingOptions(
        _mapping(arguments.map),
        arguments.encoding,
        arguments.delimiter,
        arguments.sheet,
        _statuses(arguments.status),
        arguments.anew,
    )
    order = NameOrder(arguments.name_order) if arguments.name_order else None
    merging = MergeOptions(arguments.clear_empty, order, _answers(arguments))
    with here.open() as station:
        preview = station.roster.read(arguments.file, choice, here.language, merging)
        if arguments.dry_run:
            return _imported(here, preview, None)
        try:
            return _imported(here, preview, preview.apply(accept=arguments.accept_findings))
        except FindingsInDoubt as error:
            answer = _imported(here, preview, None)
            complaint = here.language.explain(error)
            return Answer(answer.value, answer.text, complaint, status=1)


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals:
            raise UsageError(mark("--map wants FIELD=COLUMN, not {text}."), text=pair)
        mapping[field.strip()] = column
    return mapping


def _statuses(pairs: list[str]) -> dict[str, str]:
    statuses = {}
    for pair in pairs:
        word, equals, status = pair.rpartition("=")
        if not equals or status not in set(Status):
            known = ", ".join(Status)
            raise UsageError(
                mark("--status wants WORD=STATUS, not {text}. A status is one of {known}."),
                text=pair,
                known=known,
            )
        statuses[word.strip()] = status
    return statuses


def _answers(arguments: argparse.Namespace) -> Answers:
    """What the options decide about findings; those of single rows go before those of a whole kind."""
    given = [
        *((text, FindingAnswer.PROPOSED) for text in arguments.accept),
        *((text, FindingAnswer.OTHER) for text in arguments.other_way),
        *((text, FindingAnswer.LEFT_OUT) for text in arguments.leave_out),
    ]
    answers = Answers()
    if arguments.gone:
        cancel, leave = (FindingAnswer.OTHER, FindingAnswer.PROPOSED)
        answers = answers.answered(
            FindingCode.GONE, cancel if arguments.gone == "cancel" else leave
        ).answered(FindingCode.REPLACED, leave if arguments.gone == "cancel" else cancel)
    for text, answer in sorted(given, key=lambda option: "=" in option[0]):
        kind, _, rows = text.partition("=")
        code = kind.strip()
        if code not in set(FindingCode):
            known = ", ".join(FindingCode)
            raise UsageError(
                mark("There are no findings of the kind {kind}. The kinds are: {known}."),
                kind=code,
                known=known,
            )
        answers = answers.answered(code, answer, _rows(rows))
    return answers


def _rows(text: str) -> list[int]:
    """The rows of `3,5-9`."""
    rows: list[int] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        first, dash, last = part.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise UsageError(mark("{text} are no rows; write 3,5-9."), text=text)
        rows += range(int(first), int(last or first) + 1)
    return rows


def _imported(here: Context, preview: Preview, applied: Applied | None) -> Answer:
    counts = applied or preview.counts
    value: dict[str, Any] = {
        "added": counts.added,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "refused": counts.refused,
        "cancelled": counts.cancelled,
        "findings": [shapes.finding(finding) for finding in preview.findings],
        "watched": len(preview.watched),
        "columns": dict(preview.columns),
        "changes": [
            {
                "row": line.row,
                "number": line.number,
                "name": line.name,
                "fields": [asdict(change) for change in line.changes],
            }
            for line in preview.lines
            if line.changes
        ],
        "gone": [asdict(gone) for gone in preview.gone],
        "batch": applied.batch if applied else None,
    }
    return Answer(value, "\n".join(_told(preview, counts, here.language)))


def _told(preview: Preview, counts: Applied, language: Language) -> list[str]:
    tr = language
    lines = [
        f"{line.row}: {line.number} {line.name}: {_change(change, tr)}"
        for line in preview.lines
        for change in line.changes
    ]
    lines += [
        f"{finding.row}:{finding.column}: {finding.message}"
        if finding.column
        else f"{finding.row}: {finding.message}"
        for finding in preview.findings
    ]
    if preview.watched:
        count = tr.plural(
            "{n} row meets the watch list", "{n} rows meet the watch list", len(preview.watched)
        )
        lines.append(count)
    if counts.cancelled:
        lines.append(
            tr.plural(
                "{n} delegate is cancelled who is not in the list any more",
                "{n} delegates are cancelled who are not in the list any more",
                counts.cancelled,
            )
        )
    text = tr.text(
        "{added} added, {changed} changed, {unchanged} unchanged, {refused} refused",
        added=counts.added,
        changed=counts.changed,
        unchanged=counts.unchanged,
        refused=counts.refused,
    )
    return [*lines, text]


def _change(change: FieldChange, language: Language) -> str:
    name = change.column or change.field
    if change.kept:
        return language.text(
            "{field}: {old} was corrected by hand and is kept", field=name, old=change.old or "–"
        )
    return f"{name}: {change.old or '–'} → {change.new or '–'}"


def delegates(here: Context) -> Answer:
    with (
        here.open(read_only=True) as station,
        station.store.read() as connection,
    ):
        station.shift.require(Action.SEE_EVERYBODY)
        codes: dict[str | None, list[Any]] = {}
        for code in people.codes(connection):
            codes.setdefault(code.delegate, []).append(code)
        everyone = people.everyone(connection)
    names = Counter(fold(delegate.display_name) for delegate in everyone)
    lines = [
        f"{delegate.number:>5}  {delegate.display_name}  {delegate.organisation}"
        for delegate in everyone
    ]
    return Answer(
        [
            shapes.delegate(
                delegate,
                codes.get(delegate.id, ()),
                namesake=names[fold(delegate.display_name)] > 1,
            )
            for delegate in everyone
        ],
        "\n".join(lines),
    )
