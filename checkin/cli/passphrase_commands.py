"""CLI commands about what opens a store (key management): passphrase, rekey."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from checkin import passphrase_strength
from checkin.cli.answer import Answer
from checkin.cli.context import NEW, first_line
from checkin.errors import UsageError
from checkin.language import day_and_time, mark
from checkin.passphrase_strength import LEAST_GIVEN
from checkin.store import keyslots, passphrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.cli.context import Context
    from checkin.keys import Slot


def passphrase(here: Context) -> Answer:
    """Lists, adds, changes or removes passphrases, proposes one, or makes new recovery words."""
    act, value, lines = here.arguments.act, dict[str, Any](), []
    if act == "propose":
        return _proposed()
    given = here.passphrase()
    with here.open(
        read_only=True
    ) as station:  # the window may be open: the database is not touched
        kept = station.passphrases
        match act:
            case "add":
                kept.add(new := _new(here), LEAST_GIVEN)
                value |= here.warned(new, kept.names())
            case "change":
                kept.change(given, new := _new(here), LEAST_GIVEN)
                value |= here.warned(new, kept.names())
            case "remove":
                kept.remove(_given_new(here) or given)
            case "recovery":
                value["recovery"] = kept.renew_recovery()
                lines.append(_told(here, value["recovery"]))
            case _:
                pass
        slots, zone = kept.slots(), station.desk.event.time_zone
    lines += [
        f"{slot.kind}  {day_and_time(slot.added, zone) if slot.added else ''}" for slot in slots
    ]
    return Answer({"slots": _listed(slots), **value}, "\n".join(lines))


def _proposed() -> Answer:
    """Six words by chance; no store is needed, and nothing is set."""
    words, bits = passphrase_strength.propose(), passphrase_strength.proposed_bits()
    return Answer({"words": words, "bits": bits}, words)


def rekey(here: Context) -> Answer:
    """Encrypts the database anew; the window must be closed."""
    folder = here.store()
    done = passphrases.rekey(folder, here.passphrase(), time.time_ns() // 1_000_000)
    backups = [str(path) for path in done.backups]
    value = {
        "slots": _listed(keyslots.read(folder)),
        "recovery": done.recovery,
        "backups": backups,
    }
    tr = here.language
    lines = [_told(here, done.recovery)]
    if done.backups:
        lines.append(tr.text("These backups still open with the old passphrases:"))
        lines += backups
    return Answer(value, "\n".join(lines))


def _told(here: Context, words: str) -> str:
    return here.language.text("Keep this recovery passphrase on paper: {recovery}", recovery=words)


def _listed(slots: Iterable[Slot]) -> list[dict[str, Any]]:
    return [{"kind": slot.kind, "added": slot.added or None} for slot in slots]


def _new(here: Context) -> str:
    new = _given_new(here)
    if new is None:
        raise UsageError(
            mark("A new passphrase is needed: --new-passphrase-file FILE, or {variable}."),
            variable=NEW,
        )
    return new


def _given_new(here: Context) -> str | None:
    file = here.arguments.new_passphrase_file
    if file is None:
        return here.secrets.get(NEW)
    return first_line(file, mark("The passphrase file {path} cannot be read."))
