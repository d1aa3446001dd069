"""Mailing (mail merge): invitations of chosen delegates as files to be sent, and who was invited when."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin.badges import email_files, invitation_text, selection
from checkin.badges.codes import Codes
from checkin.badges.invitation_text import InvitationText, default_text, facts, filled, language_of
from checkin.badges.invitations import INDEX, LAYOUT
from checkin.badges.invited import LastInvitation, last_invitations
from checkin.badges.workshop import SAMPLE
from checkin.domain import CodeKind, Flag, MailFormat, Outgoing, Status
from checkin.errors import NotPossible
from checkin.journal import Leaving
from checkin.language import LANGUAGES, load, mark
from checkin.layout import PageSubject, with_symbol
from checkin.layout.sources import grouped
from checkin.paper import output
from checkin.paper.csv_safe import csv_bytes
from checkin.paper.qr import symbol
from checkin.roles import Action
from checkin.store import people
from checkin.store import store as stores

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from checkin.badges.drawing_board import DrawingBoard
    from checkin.badges.selection import Whose
    from checkin.codes import CodeMaker
    from checkin.domain import Delegate
    from checkin.export_log import ExportLog
    from checkin.journal import Journal
    from checkin.language import Language
    from checkin.layout import Composer
    from checkin.paper.csv_safe import Cell
    from checkin.roles import Require
    from checkin.store.store import Store

TEXTS: Final = "invitation texts"  # key in the settings of the store


HEADINGS: Final[Mapping[MailFormat, tuple[str, ...]]] = {
    MailFormat.EML: ("number", "email", "file"),
    MailFormat.CSV: (
        "number", "email", "name", "address", "language", "organisation", "category",
        "subject", "text", "code", "picture",
    ),
    MailFormat.PDF: ("number", "email", "file"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What the organiser writes: a text for each language, and the sender's address (empty: the mail program's)."""

    texts: Mapping[str, InvitationText]
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Invitees:
    """The delegates who are chosen, and what to know before they are invited."""

    delegates: tuple[Delegate, ...]
    without_address: tuple[Delegate, ...]  # of them: no e-mail file can be made
    protected: tuple[Delegate, ...]  # of them: their invitation leaves only on a second yes
    uninvited: int  # on the whole roster
    outdated: int  # on the whole roster


@dataclass(frozen=True, slots=True)
class MailingOptions:
    """How invitations are written. `protected`: also those of protected people; `noted`: as invited."""

    format: MailFormat = MailFormat.EML
    layout: str = LAYOUT
    protected: bool = False
    noted: bool = True


E_MAILS: Final = MailingOptions()


@dataclass(frozen=True, slots=True)
class Mailed:
    """What was written, and the numbers of those who were left out."""

    count: int
    without_address: tuple[int, ...]
    protected: tuple[int, ...]


class Mailing:
    """Writes invitations for the delegates of one store."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        make_code: CodeMaker,
        require: Require,
        board: DrawingBoard,
        log: ExportLog,
    ) -> None:
        self._store = store
        self._log = log
        self._require = require
        self._codes = Codes(store, journal, make_code)
        self._board = board

    def correspondence(self) -> Correspondence:
        """The organiser's texts; the program's own in a language in which there is none."""
        with self._store.read() as connection:
            try:
                kept = json.loads(stores.get_setting(connection, TEXTS))
            except KeyError:
                kept = {}
        texts = kept.get("texts", {})
        return Correspondence(
            {
                code: InvitationText(**texts[code]) if code in texts else default_text(load(code))
                for code in LANGUAGES
            },
            kept.get("sender", ""),
        )

    def set_correspondence(self, written: Correspondence) -> None:
        """Saves the texts and the sender. Raises `NotPossible` naming what is wrong; nothing is saved then."""
        self._require(Action.SET_UP)
        if written.sender and email_files.address_of(written.sender) is None:
            raise NotPossible(mark("{address} is no e-mail address."), address=written.sender)
        kept = {}
        for code, text in written.texts.items():
            invitation_text.check(text)
            if text != default_text(load(code)):
                kept[code] = {"subject": text.subject, "body": text.body}
        value = json.dumps({"texts": kept, "sender": written.sender}, ensure_ascii=False)
        with self._store.write() as connection:
            stores.put_setting(connection, TEXTS, value)

    def preview(self, text: InvitationText, language: str, delegate: Delegate) -> InvitationText:
        """The text as the delegate would read it in that language. Raises `NotPossible` for a wrong placeholder."""
        invitation_text.check(text)
        told = facts(self._subject(delegate, SAMPLE, language), self._board.setting())
        return filled(text, told, load(language))

    def last_invitations(self) -> Mapping[str, LastInvitation]:
        """Delegate id → when they were invited last, and whether that is outdated. For who may see everybody."""
        self._require(Action.SEE_EVERYBODY)
        with self._store.read() as connection:
            return last_invitations(connection)

    def choose(self, whose: Whose) -> Invitees:
        """The expected delegates of the selection; `UNPRINTED` are those not yet invited, `CHANGED` outdated."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            everyone = _expected(people.everyone(connection))
            last = last_invitations(connection)
        outdated = {delegate for delegate, invitation in last.items() if invitation.outdated}
        chosen = selection.chosen(everyone, whose, last, outdated)
        return Invitees(
            chosen,
            tuple(delegate for delegate in chosen if not email_files.address_of(delegate.email)),
            tuple(delegate for delegate in chosen if _is_protected(delegate)),
            uninvited=sum(delegate.id not in last for delegate in everyone),
            outdated=sum(delegate.id in outdated for delegate in everyone),
        )

    def write(
        self,
        delegates: Collection[str],
        out: Path,
        options: MailingOptions = E_MAILS,
        progress: Callable[[float], None] | None = None,
        *,
        why: str = "",
    ) -> Mailed:
        """Writes the invitations of these delegates (ids) into a new or empty folder, for its owner only.

        Each is in the delegate's own language where Uketsuke has it. File names contain no personal data; the
        index comes last, when all its files exist, and then who was invited is journalled. An exception from
        `progress` cancels the work: nobody was invited then.
        Raises `NotPossible` for a folder with something in it and where nobody is left to be invited, and
        `NotAllowed` for a role that may not export a list.
        """
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            wanted = _expected(people.some(connection, sorted(set(delegates))))
        kept_back = () if options.protected else tuple(filter(_is_protected, wanted))
        unreachable = tuple(
            delegate
            for delegate in wanted
            if options.format is MailFormat.EML and not email_files.address_of(delegate.email)
        )
        left_out = {delegate.id for delegate in (*kept_back, *unreachable)}
        invited = [delegate for delegate in wanted if delegate.id not in left_out]
        if not invited:
            raise NotPossible(mark("None of them can be invited like this."))
        output.make_empty_folder(out)
        protected = sum(map(_is_protected, invited))
        leaving = Leaving(Outgoing.INVITATIONS, options.format, len(invited), protected, why=why)
        with self._log.leaving(leaving):
            codes = self._codes.ensure([delegate.id for delegate in invited], CodeKind.INVITATION)
            self._write_files(invited, codes, out, options, progress)
        if options.noted:
            self._codes.record_invited(codes)
        return Mailed(len(invited), _numbers(unreachable), _numbers(kept_back))

    def _write_files(
        self,
        invited: Sequence[Delegate],
        codes: Mapping[str, str],
        out: Path,
        options: MailingOptions,
        progress: Callable[[float], None] | None,
    ) -> None:
        writing = _Writing(self._board, self.correspondence(), out, options)
        rows: list[tuple[Cell, ...]] = [HEADINGS[options.format]]
        for number, delegate in enumerate(invited):
            if number:
                self._store.priority.give_way()
            rows.append(writing.write(delegate, codes[delegate.id]))
            if progress:
                progress((number + 1) / len(invited))
        data, _ = csv_bytes(rows)
        output.write(out / INDEX, data)

    def _subject(self, delegate: Delegate, code: str, language: str) -> PageSubject:
        return PageSubject(replace(delegate, language=language), code)


class _Writing:
    """Writes one invitation after another into a folder."""

    def __init__(
        self, board: DrawingBoard, written: Correspondence, out: Path, options: MailingOptions
    ) -> None:
        self._board = board
        self._setting = board.setting()
        self._texts = written.texts
        self._sender = email_files.address_of(written.sender) if written.sender else None
        self._out = out
        self._format = options.format
        self._composer: Composer = board.composer(options.layout)

    def write(self, delegate: Delegate, code: str) -> tuple[Cell, ...]:
        """Writes the files of one delegate; returns their row of the index."""
        if self._format is MailFormat.PDF:
            file = self._new("pdf", self._page(delegate, code))
            return (delegate.number, delegate.email, file)
        if self._format is MailFormat.CSV:
            return self._merged(delegate, code)
        return self._mail(delegate, code)

    def _mail(self, delegate: Delegate, code: str) -> tuple[Cell, ...]:
        told, text, language = self._letter(delegate, code)
        # The name in the header is the one in the letter: a pseudonym stays one.
        to = email_files.address_of(delegate.email, told["name"])
        if to is None:
            raise NotPossible(mark("{address} is no e-mail address."), address=delegate.email)
        letter = email_files.EmailContent(
            text, grouped(code), _picture(code), self._page(delegate, code)
        )
        data = email_files.message(to, self._sender, letter, language)
        return (delegate.number, delegate.email, self._new("eml", data))

    def _merged(self, delegate: Delegate, code: str) -> tuple[Cell, ...]:
        told, text, language = self._letter(delegate, code)
        return (
            delegate.number,
            delegate.email,
            told["name"],
            told["address"],
            language.code,
            told["organisation"],
            told["category"],
            text.subject,
            text.body,
            grouped(code),
            self._new("png", _picture(code)),
        )

    def _letter(
        self, delegate: Delegate, code: str
    ) -> tuple[Mapping[str, str], InvitationText, Language]:
        language = language_of(delegate, self._setting)
        told = facts(PageSubject(delegate, code), self._setting)
        return told, filled(self._texts[language.code], told, language), language

    def _page(self, delegate: Delegate, code: str) -> bytes:
        from checkin.paper.document import pages_of  # noqa: PLC0415 - slow to import

        subject = PageSubject(delegate, code)
        page = with_symbol(self._composer.compose(subject), symbol(code))
        title = language_of(delegate, self._setting).text("Invitation")
        return pages_of([page], None, self._board.faces, title)

    def _new(self, ending: str, data: bytes) -> str:
        name = f"{secrets.token_hex(8)}.{ending}"
        output.write_new(self._out / name, data)
        return name


def _picture(code: str) -> bytes:
    from checkin.paper import pictures  # noqa: PLC0415 - Pillow takes a while to import

    return pictures.png_of(symbol(code))


def _expected(delegates: Sequence[Delegate]) -> tuple[Delegate, ...]:
    return tuple(delegate for delegate in delegates if delegate.status is Status.EXPECTED)


def _is_protected(delegate: Delegate) -> bool:
    return Flag.PROTECTED in delegate.flags


def _numbers(delegates: Sequence[Delegate]) -> tuple[int, ...]:
    return tuple(sorted(delegate.number for delegate in delegates))
