"""CLI commands that create an event and maintain its store (backup, restore, verify)."""

from __future__ import annotations

import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING

from checkin import demo as demo_event
from checkin import wording
from checkin.backup_check import check_backup
from checkin.bootstrap import create_store
from checkin.cli import shapes
from checkin.cli.answer import Answer
from checkin.cli.context import say
from checkin.passphrase_strength import names_of
from checkin.plan.plan import read_plan
from checkin.purging import HubAtEnd
from checkin.settings import notes_folder, stores_folder
from checkin.store import backup as backups
from checkin.store.store import SUFFIX

if TYPE_CHECKING:
    from checkin.bootstrap import Created
    from checkin.cli.context import Context
    from checkin.language import Language
    from checkin.purging import Purged


def create(here: Context) -> Answer:
    plan = read_plan(here.arguments.plan)
    path = here.arguments.store or stores_folder() / f"{here.arguments.plan.stem}{SUFFIX}"
    names = names_of(plan.event(""))
    passphrase = here.new_passphrase(names)
    created = create_store(path, plan, passphrase)
    here.remember(created.path)
    value = {"event": created.event, "store": str(created.path), "recovery": created.recovery}
    return Answer(value | here.warned(passphrase, names), _created(here, created))


def demo(here: Context) -> Answer:
    arguments = here.arguments
    made_up = here.given_passphrase() or secrets.token_urlsafe(9)
    path = arguments.store or stores_folder() / f"demo{SUFFIX}"
    created = demo_event.create(path, made_up, count=arguments.delegates, seed=arguments.seed)
    here.remember(created.path)
    value = {"event": created.event, "store": str(created.path), "recovery": created.recovery}
    text = _created(here, created)
    if here.given_passphrase() is None:
        value["passphrase"] = made_up
        say(here.language.text("The demo's passphrase is {passphrase}", passphrase=made_up))
    return Answer(value, text)


def _created(here: Context, created: Created) -> str:
    return here.language.text(
        "The store is {path}. Keep this recovery passphrase on paper: {recovery}",
        path=created.path,
        recovery=created.recovery,
    )


def verify(here: Context) -> Answer:
    reason: str = here.arguments.accept or ""
    with here.open(read_only=not reason) as station:
        if here.settings.second_backup:
            station.look_at(Path(here.settings.second_backup))
        if reason:
            if another := here.is_another(station):
                here.accept_store(station)
            if not another or station.store.alarm.problems:
                station.accept_loss(reason)
        health = station.verify(here.arguments.paper or "")
        with station.store.read() as connection:
            seal = station.journal.seal(connection)
    tr = here.language
    value = {**shapes.health(health), "seal": seal}
    if health.intact:
        text = tr.plural("{n} entry, all intact", "{n} entries, all intact", health.entries)
        return Answer(value, "\n".join([text, tr.text("Last entry: {seal}", seal=seal)]))
    lines = [f"{p.desk} {p.seq}: {tr.text(p.message)}" for p in health.problems]
    complaint = tr.text("The store is not intact. Restore it from a backup.")
    return Answer(value, "\n".join(lines), complaint, status=1)


def rebuild(here: Context) -> Answer:
    with here.open() as station:
        began = time.perf_counter()
        entries = station.journal.rebuild()
        seconds = round(time.perf_counter() - began, 3)
    text = here.language.plural("{n} entry folded", "{n} entries folded", entries)
    return Answer({"entries": entries, "seconds": seconds}, text)


def backup(here: Context) -> Answer:
    if here.arguments.check:
        return _checked(here)
    with here.open(read_only=True) as station:
        entries = station.backup(here.arguments.file)
    text = here.language.plural("{n} entry backed up", "{n} entries backed up", entries)
    return Answer({"entries": entries}, text)


def _checked(here: Context) -> Answer:
    checked = check_backup(here.arguments.file, here.passphrase())
    tr = here.language
    value = {"entries": checked.entries, "event": checked.event, "intact": not checked.problems}
    text = tr.plural(
        "This backup is whole, with {n} entry of {event}.",
        "This backup is whole, with {n} entries of {event}.",
        checked.entries,
        event=checked.event,
    )
    if not checked.problems:
        return Answer(value, text)
    return Answer(value, "", tr.text("This backup is damaged. Try an older one."), status=1)


def close(here: Context) -> Answer:
    """What is still open, then the reports and the archive; nothing is destroyed."""
    arguments, tr = here.arguments, here.language
    with here.open_to_export() as station:
        left = station.closing.still_open()
        reports: tuple[Path, ...] = ()
        if arguments.reports:
            reports = station.closing.save_reports(
                arguments.reports, tr, anonymous=arguments.anonymous
            )
        archived = station.backup(arguments.archive) if arguments.archive else None
    words = wording.still_open(left.desks, left.to_settle, left.held, tr)
    value = {
        "not_heard": list(left.desks),
        "to_settle": left.to_settle,
        "held": left.held,
        "reports": [str(path) for path in reports],
        "archived": archived,
    }
    return Answer(value, "\n".join([*words, *map(str, reports)]))


def purge(here: Context) -> Answer:
    second, name = here.settings.second_backup, f"{here.store().stem}{backups.SUFFIX}"
    copies = [Path(second) / name] if second else []
    with here.open() as station:
        done = station.purge.run(here.arguments.confirm, *copies, finish=here.arguments.finish)
    value = {
        "removed": done.removed,
        "receipt": str(done.receipt),
        "complete": done.is_complete,
        "not_confirmed": list(done.not_confirmed),
        "hub": done.hub.value,
    }
    return Answer(value, _told_of_purge(done, here.language))


def _told_of_purge(done: Purged, language: Language) -> str:
    tr = language
    lines = [
        tr.text(
            "No name is left in this store. The receipt is {path}. Sticks and copies elsewhere are not reached.",
            path=done.receipt,
        )
    ]
    if done.not_confirmed:
        lines.append(tr.text("Not confirmed yet: {desks}", desks=tr.listed(done.not_confirmed)))
    if done.hub is HubAtEnd.NOT_REACHED:
        lines.append(tr.text("The hub could not be reached."))
    if not done.is_complete:
        lines.append(tr.text("It is not over yet. Run this again later."))
    return "\n".join(lines)


def restore(here: Context) -> Answer:
    folder: Path = here.store()
    noted_in = notes_folder(here.settings_path)
    entries = backups.restore(here.arguments.file, folder, here.passphrase(), noted_in)
    here.remember(folder)
    text = here.language.plural("{n} entry restored", "{n} entries restored", entries)
    return Answer({"entries": entries}, text)
