"""CLI command that checks another copy of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.cli.answer import Answer
from checkin.release import copies, sentences

if TYPE_CHECKING:
    from checkin.cli.context import Context


def check_copy(here: Context) -> Answer:
    """Checks a folder, an installer or a stick; the status is 1 if one of its copies is not what was released."""
    found = copies.check(here.arguments.place, copies.release_key())
    value = [
        {
            "name": copy.name,
            "standing": copy.standing.value,
            "version": copy.version,
            "fingerprint": copy.fingerprint,
            "sha256": copy.digest,
            "changed": list(copy.differences.changed),
            "missing": list(copy.differences.missing),
            "added": list(copy.differences.added),
        }
        for copy in found
    ]
    tr = here.language
    lines = (tr.labelled(copy.name, sentences.of_copy(tr, copy)) for copy in found)
    spoilt = any(copy.standing is copies.CopyStanding.DIFFERENT for copy in found)
    return Answer(value, "\n".join(lines), status=int(spoilt))
