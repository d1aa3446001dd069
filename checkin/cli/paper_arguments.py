"""Command-line arguments of badges, invitations and lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checkin.cli.argument_parts import add_command, by_id, natural, positive
from checkin.domain import BadgeOrder, Format, ListKind, MailFormat, Order

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from checkin.cli.argument_parts import Commands


def add_papers(commands: Commands) -> None:
    badges = add_command(commands, "badges", "badges as a PDF")
    badges.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    badges.add_argument("--number", type=positive, action="append", default=[], metavar="N")
    by_id(badges, action="append", default=[])
    badges.add_argument("--layout", default="badge-91x55", metavar="NAME")
    badges.add_argument("--sheet", default="", metavar="NAME")
    badges.add_argument("--start", type=positive, default=1, metavar="N", help="first label used")
    badges.add_argument("--order", choices=tuple(BadgeOrder), help="as they lie on the table")
    badges.add_argument("--dividers", action="store_true", help="one before each letter or group")
    badges.add_argument(
        "--printed", action="store_true", help="note them as printed: the file goes to a printer"
    )
    badges.add_argument(
        "--least-minutes", type=natural, metavar="N", help="only who was there so long, all in all"
    )
    badges.add_argument(
        "--least-share", type=natural, metavar="PERCENT", help="only who was there for this share"
    )
    badges.add_argument(
        "--of-session", action="append", default=[], metavar="SESSION", help="of these sessions"
    )
    badges.add_argument("--photos", type=Path, metavar="DIR", help="pictures by number: 18.jpg")
    handover = add_command(commands, "handover", "note badges as handed over")
    handover.add_argument("numbers", type=positive, nargs="+", metavar="NUMBER")
    passes = add_command(commands, "passes", "one PDF invitation a delegate")
    passes.add_argument("--out", type=Path, required=True, metavar="DIR")
    passes.add_argument("--layout", default="invitation-a4", metavar="NAME")
    _protected(passes)
    _invite(commands)
    _export(commands)
    opened = add_command(commands, "open-export", "the list in a sealed file")
    opened.add_argument("file", type=Path, metavar="FILE")
    opened.add_argument("--out", type=Path, required=True, metavar="FILE")
    _seal_passphrase(opened)
    add_command(commands, "exports", "what left the store: when, by whom, how many people")


def _invite(commands: Commands) -> None:
    invite = add_command(
        commands, "invite", "invitations to be sent: e-mail files, a mail merge, or PDFs"
    )
    invite.add_argument("--out", type=Path, required=True, metavar="DIR", help="new or empty")
    invite.add_argument("--format", choices=tuple(MailFormat), default=MailFormat.EML.value)
    invite.add_argument(
        "--who", default="all", metavar="WHO", help="all, new, outdated, or a category"
    )
    invite.add_argument("--number", type=positive, action="append", default=[], metavar="N")
    invite.add_argument("--layout", default="invitation-a4", metavar="NAME")
    _protected(invite)
    _why(invite)
    invite.add_argument("--not-sent", action="store_true", help="a trial: note nobody as invited")


def _export(commands: Commands) -> None:
    export = add_command(commands, "export", "attendance, delegates or the journal as a list")
    export.add_argument("what", choices=tuple(ListKind))
    export.add_argument("--format", choices=tuple(Format), required=True)
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    export.add_argument("--session", metavar="KEY", help="one session's attendance")
    export.add_argument("--day", metavar="DATE", help="of one day of the event")
    export.add_argument("--before", metavar="TIME", help="absent: who had not come at 09:30")
    export.add_argument(
        "--order", choices=tuple(Order), help="of people: by name (a PDF's), or by number"
    )
    export.add_argument(
        "--column", metavar="NAME", help="by-column: one column; its PDF begins with a plan of it"
    )
    export.add_argument("--encoding", default="utf-8-sig", help="of a CSV: utf-8-sig or cp932")
    export.add_argument(
        "--keys", action="store_true", help="for a program: keys, the same in every language"
    )
    _protected(export)
    _why(export)
    export.add_argument(
        "--seal", action="store_true", help="with a passphrase of its own; open-export opens it"
    )
    _seal_passphrase(export)


def _protected(command: ArgumentParser) -> None:
    command.add_argument(
        "--protected", action="store_true", help="also people who must not be named"
    )


def _why(command: ArgumentParser) -> None:
    command.add_argument("--why", default="", metavar="TEXT", help="noted with what leaves")


def _seal_passphrase(command: ArgumentParser) -> None:
    command.add_argument(
        "--seal-passphrase-file",
        type=Path,
        metavar="FILE",
        help="its first line seals the list; else UKETSUKE_SEAL_PASSPHRASE",
    )
