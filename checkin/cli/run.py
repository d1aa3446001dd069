"""Runs a command and returns its exit status: 0, 1 for an expected failure, 70 for a bug."""

from __future__ import annotations

import json
import sys
import traceback
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from checkin.cli import (
    bundle_commands,
    conflict_commands,
    copy_commands,
    desk_commands,
    event_commands,
    export_commands,
    hub_commands,
    joining_commands,
    paper_commands,
    passphrase_commands,
    people_commands,
    photo_commands,
    programme_commands,
    remote_commands,
    roster_commands,
)
from checkin.cli.context import Context, context, say
from checkin.cli.terminal import escaped, escaped_json, tame
from checkin.errors import KnownError, UsageError
from checkin.language import bare

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from checkin.cli.answer import Answer


class ExitStatus(IntEnum):
    DONE = 0
    KNOWN = 1
    USAGE = 2
    BUG = 70


_COMMANDS: Final[Mapping[str, Callable[[Context], Answer]]] = {
    "create": event_commands.create,
    "demo": event_commands.demo,
    "import": roster_commands.load,
    "remote": remote_commands.remote,
    "delegates": roster_commands.delegates,
    "verify": event_commands.verify,
    "rebuild": event_commands.rebuild,
    "backup": event_commands.backup,
    "restore": event_commands.restore,
    "close": event_commands.close,
    "passphrase": passphrase_commands.passphrase,
    "rekey": passphrase_commands.rekey,
    "purge": event_commands.purge,
    "desk": joining_commands.desk,
    "bundle": bundle_commands.bundle,
    "conflicts": conflict_commands.conflicts,
    "settle": conflict_commands.settle,
    "event": programme_commands.event,
    "session": programme_commands.session,
    "category": programme_commands.category,
    "column": programme_commands.column,
    "question": programme_commands.question,
    "plan": programme_commands.plan,
    "photos": photo_commands.photos,
    "find": desk_commands.find,
    "scan": desk_commands.scan,
    "checkin": desk_commands.checkin,
    "look": desk_commands.look,
    "undo": desk_commands.undo,
    "handover": desk_commands.handover,
    "people": people_commands.people,
    "erase": desk_commands.erase,
    "walkin": desk_commands.walkin,
    "stats": desk_commands.stats,
    "badges": paper_commands.badges,
    "passes": paper_commands.passes,
    "invite": paper_commands.invite,
    "export": paper_commands.export,
    "exports": export_commands.exports,
    "open-export": export_commands.open_export,
    "doctor": paper_commands.doctor,
    "check-copy": copy_commands.check_copy,
    "hub": hub_commands.hub,
    "sync": hub_commands.sync,
}


def run(arguments: argparse.Namespace) -> int:
    """Runs the parsed command. Returns the exit status."""
    here = context(arguments)
    try:
        answer = _COMMANDS[arguments.command](here)
    except UsageError as error:
        say(here.language.explain(tame(error)))
        return ExitStatus.USAGE
    except KnownError as error:
        say(here.language.explain(tame(error)))
        return ExitStatus.KNOWN
    except Exception as error:  # noqa: BLE001 - top level: reports a bug as such
        say(here.language.text("This is a bug in Uketsuke. Please report it:"))
        say(frames_only(error))
        return ExitStatus.BUG
    _tell(answer, as_json=arguments.json)
    if answer.until is not None:
        answer.until()
    return answer.status


def _tell(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        if answer.value is not None:
            _write(escaped_json(json.dumps(answer.value, ensure_ascii=False)))
    elif answer.text:
        _write(escaped(bare(answer.text)))
    if answer.complaint:
        say(answer.complaint)


def frames_only(error: Exception) -> str:
    """The traceback of a bug without its message, which may hold personal data."""
    return "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__


def _write(text: str) -> None:
    sys.stdout.buffer.write((text + "\n").encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
