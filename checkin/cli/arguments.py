"""Command-line arguments (argparse): commands and options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checkin import VERSION
from checkin.cli.argument_parts import add_command as _add
from checkin.cli.argument_parts import by_id as _by_id
from checkin.cli.argument_parts import common as _common
from checkin.cli.argument_parts import positive as _positive
from checkin.cli.import_options import add_import_options
from checkin.cli.paper_arguments import add_papers as _papers
from checkin.cli.terminal import Parser
from checkin.domain import Settling, Tier, fields_by_place

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from checkin.cli.argument_parts import Commands


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parses the command and its options; wrong usage exits with status 2."""
    return _parser().parse_args(arguments)


def wants_window(arguments: argparse.Namespace) -> bool:
    """Whether to open the window: for no command, or a demo that may show it."""
    command = arguments.command
    return command is None or (command == "demo" and not arguments.no_window)


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = Parser(
        prog="main.py",
        description="Uketsuke: the check-in desk. Without a command the window opens.",
        parents=[_common(default=None)],
    )
    parser.add_argument("--version", action="version", version=f"Uketsuke {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    parts = (
        _event,
        _programme,
        _roster,
        _photos,
        _desk,
        _end,
        _passphrases,
        _papers,
        _care,
        _identity,
        _bundle,
        _hub,
        _conflicts,
        _people,
    )
    for add in parts:
        add(commands)
    return parser


def _event(commands: Commands) -> None:
    create = _add(commands, "create", "a new store from an event file")
    create.add_argument("plan", type=Path, metavar="PLAN.toml")
    demo = _add(commands, "demo", "a fictional event in a new store, and the window on it")
    demo.add_argument("--delegates", type=_positive, default=150, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="N")
    demo.add_argument("--no-window", action="store_true")


def _programme(commands: Commands) -> None:
    event = _add(commands, "event", "the event as it is, and changes of it")
    acts = event.add_subparsers(dest="act", metavar="ACT", required=True)
    _add(acts, "show", "the event in the keys of an event file")
    _fields(_add(acts, "set", "change fields of the event"), "+")
    _add(acts, "check", "what of the programme is probably a mistake")
    session = _add(commands, "session", "add, change or take away a session")
    acts = session.add_subparsers(dest="act", metavar="ACT", required=True)
    _keyed(_add(acts, "add", "a new session, or one that was taken away"))
    _keyed(_add(acts, "set", "change fields of a session"), "+")
    cancel = _add(acts, "cancel", "take a session away; its scans stay")
    cancel.add_argument("key", metavar="KEY")
    category = _add(commands, "category", "add or change a category")
    acts = category.add_subparsers(dest="act", metavar="ACT", required=True)
    _keyed(_add(acts, "add", "a new category"))
    _keyed(_add(acts, "set", "change fields of a category"), "+")
    for name, what in (
        ("column", "a column of the roster"),
        ("question", "a question at the desk"),
    ):
        acts = _add(commands, name, f"add or change {what}").add_subparsers(
            dest="act", metavar="ACT", required=True
        )
        _keyed(_add(acts, "add", f"describe {what}"))
        _keyed(_add(acts, "set", f"change fields of {what}"), "+")
        _add(acts, "remove", "what is known of it stays").add_argument("key", metavar="KEY")
    plan = _add(commands, "plan", "the event as an event file")
    acts = plan.add_subparsers(dest="act", metavar="ACT", required=True)
    export = _add(acts, "export", "write the file, from which create makes the same event")
    export.add_argument("file", type=Path, metavar="FILE.toml")


def _keyed(parser: argparse.ArgumentParser, fields: str = "*") -> None:
    parser.add_argument("key", metavar="KEY")
    _fields(parser, fields)


def _fields(parser: argparse.ArgumentParser, count: str) -> None:
    parser.add_argument(
        "fields",
        nargs=count,
        metavar="FIELD=VALUE",
        help="as in an event file; lists with commas, name.ja for a language, nothing for none",
    )


def _roster(commands: Commands) -> None:
    load = _add(commands, "import", "a roster from a .csv or .xlsx file, all or nothing")
    add_import_options(load)
    remote = _add(commands, "remote", "a video meeting's participant report as attendance")
    remote.add_argument("file", type=Path, metavar="FILE")
    remote.add_argument("--session", metavar="KEY", required=True)
    remote.add_argument("--dry-run", action="store_true", help="show what would happen")
    remote.add_argument("--accept-findings", action="store_true", help="record who is likely, too")
    remote.add_argument("--time-zone", default="", metavar="ZONE", help="of the report's times")
    _add(commands, "delegates", "the roster")


def _photos(commands: Commands) -> None:
    photos = _add(commands, "photos", "photographs of delegates, shown at the scan and on badges")
    acts = photos.add_subparsers(dest="act", metavar="ACT", required=True)
    load = _add(acts, "import", "from a folder or a zip file; each by number, code or e-mail")
    load.add_argument("path", type=Path, metavar="FOLDER|ZIP")
    load.add_argument(
        "--column", default="", metavar="HEADING", help="a column that holds the names of the files"
    )
    remove = _add(acts, "remove", "the photograph of a delegate")
    remove.add_argument("delegate", metavar="ID", help="`find` has it")


def _desk(commands: Commands) -> None:
    find = _add(commands, "find", "look somebody up by any part of a name, organisation or number")
    find.add_argument("text", metavar="TEXT")
    find.add_argument("--limit", type=_positive, default=8, metavar="N")
    scan = _add(commands, "scan", "the verdict on a code")
    scan.add_argument("code", metavar="CODE")
    _manner(scan)
    _by_hand(commands)
    look = _add(commands, "look", "who it is and what the door would say; counted nowhere")
    shown = look.add_mutually_exclusive_group(required=True)
    shown.add_argument("presented", nargs="?", metavar="CODE|NUMBER")
    _by_id(shown)
    look.add_argument("--session", metavar="KEY", help="by default the clock's and the room's")
    look.add_argument("--at", metavar="TIME", help="what it would say then")
    undo = _add(commands, "undo", "take a scan back")
    undo.add_argument("entry", metavar="ENTRY")
    erase = _add(commands, "erase", "a person for good, at all desks; the number and visits stay")
    erase.add_argument("delegate", metavar="ID")
    erase.add_argument("--confirm", required=True, metavar="NUMBER", type=int, help="their number")
    walkin = _add(commands, "walkin", "a new delegate at the desk")
    for field in fields_by_place("walk_in_option"):
        walkin.add_argument(f"--{field.name.replace('_', '-')}", default="")
    walkin.add_argument(
        "--new", action="store_true", help="it is another person than who has such a name"
    )
    walkin.add_argument("--approved", action="store_true", help="a lead has approved already")
    stats = _add(commands, "stats", "counts, of the day that it is")
    stats.add_argument("--day", metavar="DATE", help="of another day of the event")


def _end(commands: Commands) -> None:
    close = _add(commands, "close", "what is still open at the end; the reports and an archive")
    close.add_argument("--reports", type=Path, metavar="FOLDER", help="a new one for the reports")
    close.add_argument("--anonymous", action="store_true", help="only the reports that name nobody")
    close.add_argument("--archive", type=Path, metavar="FILE", help="an encrypted copy to keep")
    purge = _add(commands, "purge", "destroy all personal data; the counts and a receipt stay")
    purge.add_argument("--confirm", required=True, metavar="EVENT", help="its id, or its name")
    finish = "though a desk has not confirmed; the receipt names it"
    purge.add_argument("--finish", action="store_true", help=finish)


def _passphrases(commands: Commands) -> None:
    passphrase = _add(
        commands, "passphrase", "what opens the store: add, change, remove, new words"
    )
    acts = passphrase.add_subparsers(dest="act", metavar="ACT", required=True)
    for act, what in (
        ("list", "which there are, and since when"),
        ("add", "a new passphrase beside the others"),
        ("change", "a new passphrase in the place of the one given"),
        ("remove", "the new one if it is given, else the one that opens the store"),
        ("recovery", "new recovery words; the old ones open the store no more"),
        ("propose", "six words by chance, for a new passphrase; nothing is set"),
    ):
        _new_passphrase(_add(acts, act, what))
    _add(commands, "rekey", "the database under a new key, with the passphrase given and new words")


def _new_passphrase(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="FILE",
        help="its first line is the new passphrase (UKETSUKE_NEW_PASSPHRASE)",
    )


def _by_hand(commands: Commands) -> None:
    by_hand = _add(commands, "checkin", "the verdict on a delegate found by hand")
    by_hand.add_argument("numbers", type=_positive, nargs="*", default=[], metavar="NUMBER")
    _by_id(by_hand, action="append", default=[])
    by_hand.add_argument(
        "--numbers-file",
        type=Path,
        metavar="FILE",
        help="a list of numbers that was missed, with `12 9:41` for a time of its own",
    )
    _manner(by_hand)
    by_hand.add_argument(
        "--at", metavar="TIME", help="enter what was missed, all or nothing: when it happened"
    )
    by_hand.add_argument("--day", metavar="DATE", help="the day of these times (today)")
    by_hand.add_argument(
        "--paper", action="store_true", help="with --at: it comes from a list on paper"
    )


def _manner(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--session", metavar="KEY", help="by default the clock's and the room's")
    parser.add_argument("--exit", action="store_true", help="on the way out")
    parser.add_argument("--force", default="", metavar="REASON", help="a lead lets in anyway")
    parser.add_argument(
        "--heard-late", action="store_true", help="let in although this desk, apart, heard late"
    )
    parser.add_argument("--represented-by", default="", metavar="NAME", help="who came instead")
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="QUESTION[=ANSWER]",
        help="identity or consent was checked or asked; an own question and its answer",
    )


def _care(commands: Commands) -> None:
    verify = _add(commands, "verify", "check the whole journal, and the tables against it")
    verify.add_argument(
        "--accept",
        metavar="REASON",
        help="what is missing at the end of a chain will not come back",
    )
    verify.add_argument(
        "--paper",
        metavar="SEAL",
        help="the number and letters of the last entry, as the totals of that day have them on paper",
    )
    _add(commands, "rebuild", "make the tables new from the journal")
    backup = _add(commands, "backup", "an encrypted copy, while the window is open")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument(
        "--check", action="store_true", help="open the backup FILE and verify it; changes nothing"
    )
    restore = _add(commands, "restore", "a store from a backup; what was there is moved aside")
    restore.add_argument("file", type=Path, metavar="FILE")
    _add(commands, "doctor", "what this machine can do")
    copy = _add(commands, "check-copy", "whether another copy of Uketsuke is what was released")
    copy.add_argument(
        "place", type=Path, metavar="PLACE", help="its folder, an installer, or a stick with them"
    )


def _identity(commands: Commands) -> None:
    desk = _add(commands, "desk", "the desks of the event, and new ones")
    acts = desk.add_subparsers(dest="act", metavar="ACT", required=True)
    init = _add(acts, "init", "name this desk; on a new machine: ask to become a desk")
    init.add_argument("--name", required=True)
    init.add_argument(
        "--out", type=Path, metavar="REQUEST", help="the new machine's request (beside the store)"
    )
    invite = _add(acts, "invite", "a new desk: its keys and entries in a file for one use")
    invite.add_argument("--tier", choices=[tier.value for tier in Tier], required=True)
    invite.add_argument(
        "--for", type=Path, dest="request", metavar="REQUEST", help="the new machine's request"
    )
    invite.add_argument("--letters", help="refuse unless these are the request's letters")
    invite.add_argument("--name", default="", help="the new desk's name, without a request")
    invite.add_argument("--out", type=Path, required=True, metavar="FILE")
    invite.add_argument(
        "--without-hub", action="store_true", help="no login at this desk's hub for the new one"
    )
    join = _add(acts, "join", "make the store of this new desk from its invitation")
    join.add_argument("file", type=Path, metavar="FILE")
    join.add_argument(
        "--code-file",
        type=Path,
        metavar="FILE",
        help="a file whose first line is the invitation's code (UKETSUKE_JOIN_CODE, else a prompt)",
    )
    _add(acts, "list", "the desks of the event")
    clock = _add(
        acts,
        "clock",
        "what seems wrong with a desk's times; with an amount: correct them everywhere",
    )
    clock.add_argument("desk", metavar="ID")
    clock.add_argument("--chain", default="", metavar="ID", help="where the desk began anew")
    clock.add_argument("--from", dest="first", type=_positive, metavar="N", help="first entry")
    clock.add_argument("--to", dest="last", type=_positive, metavar="N", help="last entry")
    way = clock.add_mutually_exclusive_group()
    way.add_argument("--earlier", metavar="TIME", help="move them earlier: 9h, 90m, 2d3h, 1500ms")
    way.add_argument("--later", metavar="TIME", help="move them later; 0 takes a correction back")
    revoke = _add(
        acts, "revoke", "nothing counts any more that a desk writes; new keys for the others"
    )
    revoke.add_argument("desk", metavar="ID")
    revoke.add_argument(
        "--recovery-file",
        type=Path,
        metavar="FILE",
        help="a file whose first line is the event's recovery passphrase, which revokes any desk",
    )


def _bundle(commands: Commands) -> None:
    bundle = _add(commands, "bundle", "exchange with other desks by a file, without a network")
    acts = bundle.add_subparsers(dest="act", metavar="ACT", required=True)
    write = _add(acts, "write", "what this desk can give, sealed for the event's desks")
    write.add_argument("file", type=Path, metavar="FILE")
    write.add_argument(
        "--for", dest="for_desk", metavar="DESK", help="only what that desk lacks and may read"
    )
    read = _add(acts, "read", "take in a bundle, all or nothing")
    read.add_argument("file", type=Path, metavar="FILE")


def _hub(commands: Commands) -> None:
    hub = _add(commands, "hub", "the database through which desks exchange what they have written")
    acts = hub.add_subparsers(dest="act", metavar="ACT", required=True)
    init = _add(acts, "init", "prepare a PostgreSQL database, and use it from now on")
    init.add_argument("url", metavar="URL", help="with sslmode=verify-full and sslrootcert=FILE")
    start = _add(acts, "start", "run the hub on this machine, until stopped")
    start.add_argument("--listen", default="", metavar="ADDRESS:PORT")
    sync = _add(commands, "sync", "exchange entries with other desks")
    sync.add_argument("--hub", default="", metavar="URL", help="another than this desk's own")
    sync.add_argument("--watch", action="store_true", help="go on until stopped")


def _people(commands: Commands) -> None:
    people = _add(commands, "people", "people who are on the roster twice")
    acts = people.add_subparsers(dest="act", metavar="ACT", required=True)
    _add(acts, "doubles", "who may be: the same code, e-mail address, or name with organisation")
    join = _add(acts, "join", "two delegates are one person; `people part` undoes it")
    join.add_argument("delegate", metavar="ID", help="who they are from now on; `find` has it")
    join.add_argument(
        "double", metavar="DOUBLE", help="whose codes, scans and badges become theirs"
    )
    part = _add(acts, "part", "somebody who was joined is a person of their own again")
    part.add_argument("double", metavar="ID", help="`people join` was given it as DOUBLE")


def _conflicts(commands: Commands) -> None:
    _add(commands, "conflicts", "what came of desks that were apart, and is to be settled")
    settle = _add(commands, "settle", "settle a conflict, at every desk")
    settle.add_argument("conflict", metavar="ID", help="`conflicts` has it")
    settle.add_argument("--how", choices=[how.value for how in Settling], required=True)
    settle.add_argument("--reason", required=True, metavar="REASON")
