"""CLI command of remote attendance: a participant report becomes attendance of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checkin.cli import shapes
from checkin.cli.answer import Answer
from checkin.errors import FindingsInDoubt

if TYPE_CHECKING:
    from checkin.cli.context import Context
    from checkin.remote import RemoteApplied, RemotePreview


def remote(here: Context) -> Answer:
    arguments = here.arguments
    with here.open() as station:
        preview = station.remote.read(
            arguments.file, arguments.session, here.language, zone=arguments.time_zone
        )
        if arguments.dry_run:
            return _told(here, preview, None)
        try:
            return _told(here, preview, preview.apply(accept=arguments.accept_findings))
        except FindingsInDoubt as error:
            answer = _told(here, preview, None)
            complaint = here.language.explain(error)
            return Answer(answer.value, answer.text, complaint, status=1)


def _told(here: Context, preview: RemotePreview, applied: RemoteApplied | None) -> Answer:
    tr = here.language
    counts = {
        "matched": preview.matched,
        "doubtful": preview.doubtful,
        "unknown": preview.unknown,
    }
    value: dict[str, Any] = {
        **counts,
        "added": applied.added if applied else 0,
        "unchanged": applied.unchanged if applied else 0,
        "findings": [shapes.finding(finding) for finding in preview.findings],
        "batch": applied.batch if applied else None,
    }
    lines = [
        f"{finding.row}: {finding.value}: {finding.message}" if finding.row else finding.message
        for finding in preview.findings
    ]
    lines.append(tr.text("{matched} matched, {doubtful} in doubt, {unknown} unknown", **counts))
    return Answer(value, "\n".join(lines))
