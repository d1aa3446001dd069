"""Badge service: composes, checks, previews and prints badges; the entry point of this package."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from checkin import visibility
from checkin.badges import dividers, findings, invitations, outdated, selection, table_order
from checkin.badges.allowed_printers import AllowedPrinters
from checkin.badges.codes import Codes
from checkin.badges.documents import BadgeDocument, PreparedBadges
from checkin.badges.drawing_board import DrawingBoard
from checkin.badges.label_bitmaps import LabelBitmaps
from checkin.badges.printing import PrintQueue
from checkin.badges.rolls import LabelRolls
from checkin.badges.run import WorkedOff
from checkin.badges.selection import BadgeSelection, Whose
from checkin.badges.table_order import Piles
from checkin.badges.workshop import SAMPLE, Workshop
from checkin.domain import BadgeOrder, CodeKind, Delegate, Flag, Outgoing, Severity
from checkin.errors import NotPossible
from checkin.journal import Leaving
from checkin.language import load, mark
from checkin.layout import PageSubject, Use, preflight, with_symbol
from checkin.paper import output
from checkin.paper.faces import Faces
from checkin.paper.qr import symbol
from checkin.printers import PdfFolderPrinter, Routes, label_printer
from checkin.printers.label_printer import PATIENCE, Patience
from checkin.roles import Action
from checkin.rules import entitled
from checkin.store import event as events
from checkin.store import listing, people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from checkin.badges.printing import Queued
    from checkin.codes import CodeMaker
    from checkin.domain import Finding
    from checkin.export_log import ExportLog
    from checkin.journal import Journal
    from checkin.language import Language
    from checkin.layout import Composed, Composer, Layout, Sheet
    from checkin.printers import Address, LabelPrinter, Printer
    from checkin.store.store import Store
    from checkin.visibility import Viewer

LAYOUT: Final = "badge-91x55"
ENGLISH: Final = load("en")
STEP: Final = 20  # badges between two progress reports
TEST_DELEGATE: Final = Delegate(
    id="",
    number=0,
    name="Test page",
    native_name="試し刷り 測試",
    reading="ためしずり",
    organisation="Uketsuke سىناق بېتى",
    country="ABCDEFG abcdefg 0123456789",
)


class AtWork(Protocol):
    """Who uses the store now, such as a shift: what the role permits, and what it may see."""

    @property
    def viewer(self) -> Viewer: ...
    def require(self, action: Action) -> None: ...
    def require_owner(self) -> None: ...


class Badges:
    """Makes badges and invitations for the delegates of one store.

    `language` is the one on paper, beside Japanese; findings are in the language that is passed in.
    """

    def __init__(
        self,
        store: Store,
        journal: Journal,
        make_code: CodeMaker,
        at_work: AtWork,
        log: ExportLog,
        *,
        language: Language = ENGLISH,
    ) -> None:
        self._store = store
        self._at_work = at_work
        self._require = at_work.require
        self._codes = Codes(store, journal, make_code)
        self.faces = Faces()
        self._language = language
        self.board = DrawingBoard(store, self.faces, language, journal.now)
        self.library = self.board.library
        self.workshop = Workshop(self.board, at_work.require)
        self.queue = PrintQueue(store, journal, self._ready, self._codes)
        self._dots = LabelBitmaps(self.faces)
        self.rolls = LabelRolls(store)
        self._log = log
        self.allowed = AllowedPrinters(store, at_work.require_owner)

    def render(
        self, delegates: Sequence[Delegate], layout: str | Layout = LAYOUT, sheet: str | Sheet = ""
    ) -> bytes:
        """One PDF with the badges of the delegates that can be printed; see `make`."""
        made = self.make(delegates, layout, sheet)
        if not made.badges:
            raise NotPossible(mark("There is no badge to print. See what the check says."))
        return made.pdf

    def make(
        self,
        delegates: Sequence[Delegate] | Piles,
        layout: str | Layout = LAYOUT,
        sheet: str | Sheet = "",
        language: Language = ENGLISH,
        progress: Callable[[float], None] | None = None,
    ) -> BadgeDocument:
        """Makes one PDF; returns it with its delegates and the findings. Piles have dividers.

        A badge with a character without a glyph is left out and listed. A delegate without a valid badge code
        gets one. No badges: no pages, an empty PDF. Printing is recorded by `record_printed`.
        """
        place = self.sheet(sheet, layout) if isinstance(sheet, str) else sheet
        first, second = halves(progress)
        ready = self.prepare(delegates, layout, language, first)
        pdf = self.draw(ready.pages, place, second) if ready.badges else b""
        sides = max((len(badge.sides) for badge in ready.badges), default=1)
        pages = sides * place.pages(len(ready.pages))
        return BadgeDocument(pdf, ready.delegates, pages, ready.findings, ready.protected)

    def prepare(
        self,
        delegates: Sequence[Delegate] | Piles,
        layout: str | Layout = LAYOUT,
        language: Language = ENGLISH,
        progress: Callable[[float], None] | None = None,
    ) -> PreparedBadges:
        """Composes the badges that can be printed, each with a valid code; issues missing codes.

        `progress` is called with the part done; an exception from it cancels the work.
        """
        composer = self.board.composer(layout)
        everyone = delegates.delegates if isinstance(delegates, Piles) else delegates
        composed = self._composed(everyone, composer, progress)
        fine = [(subject, badge) for subject, badge in composed if badge.printable]
        ids = tuple(subject.delegate.id for subject, _ in fine)
        badges = tuple(badge for _, badge in fine)
        if composer.coded:
            codes = self._codes.ensure(ids, CodeKind.BADGE)
            badges = tuple(
                _coded(composer, badge, subject, codes[subject.delegate.id])
                for subject, badge in fine
            )
        pages = dividers.between(dict(zip(ids, badges, strict=True)), delegates, composer)
        protected = sum(Flag.PROTECTED in subject.delegate.flags for subject, _ in fine)
        return PreparedBadges(
            badges, ids, _findings(composed, composer, language), pages, protected
        )

    def piles(self, delegates: Iterable[Delegate], order: BadgeOrder) -> Piles:
        """The delegates in the order in which their badges lie on the table, with dividers."""
        return table_order.piles(delegates, order, self.board.setting().event, self._language)

    def arranged(self, delegates: Iterable[Delegate], order: BadgeOrder) -> tuple[Delegate, ...]:
        """The delegates in the order in which their badges lie on the table."""
        return table_order.arranged(delegates, order, self.board.setting().event)

    def selection(
        self, whose: Whose, layout: str | Layout = LAYOUT, language: Language = ENGLISH
    ) -> BadgeSelection:
        """The badges chosen for printing, with findings to look at before.

        Raises `NotAllowed` for a role that may not see everybody.
        """
        self._require(Action.SEE_EVERYBODY)
        composer = self.board.composer(layout)
        with self._store.read() as connection:
            everyone = people.everyone(connection)
            changed = outdated.since_print(connection, composer)
            printed = listing.printed(connection)
            event = events.current(connection)
            listed = people.listed_sessions(connection)
        if composer.layout.use is not Use.BADGE:
            changed = printed = frozenset()  # cards are not counted
        session = event.session(whose.text)

        def enters(delegate: Delegate) -> bool:
            return session is not None and entitled(session, delegate, listed)

        found = selection.chosen(everyone, whose, printed, changed, enters)
        subjects = self.board.subjects(self.arranged(found, whose.order), composer)
        delegates = tuple(subject.delegate for subject in subjects)
        problems = self.check(delegates, layout, language)
        return BadgeSelection(delegates, problems, len(changed), frozenset(printed))

    def check(
        self,
        delegates: Sequence[Delegate],
        layout: str | Layout = LAYOUT,
        language: Language = ENGLISH,
    ) -> tuple[Finding, ...]:
        """Preflight: the problems on paper, before any is printed. `row` of a finding is the delegate's number.

        Code "glyph": a character is in none of the fonts, and the badge would be left out (number 0: in the part
        shared by all badges, where only the character is left out). Code "overflow": truncated at 6 pt.
        """
        composer = self.board.composer(layout)
        return _findings(self._composed(delegates, composer), composer, language)

    def compose(self, delegate: Delegate, layout: str | Layout = LAYOUT) -> Composed:
        """Composes one badge for the preview. Issues no code: without one, the symbol says SPECIMEN."""
        code = self._codes.valid([delegate.id], CodeKind.BADGE).get(delegate.id, SAMPLE)
        composer = self.board.composer(layout)
        (subject,) = self.board.subjects([delegate], composer) or [PageSubject(delegate)]
        return with_symbol(composer.compose(replace(subject, code=code)), symbol(code))

    def sheet(self, name: str, layout: str | Layout = LAYOUT) -> Sheet:
        """The sheet of that name for a layout; an empty name gives one badge per page of its own size."""
        plan = self.library.get(layout) if isinstance(layout, str) else layout
        return self.library.sheet(name, plan)

    def draw(
        self,
        badges: Sequence[Composed],
        sheet: Sheet | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> bytes:
        """Composed badges as a PDF, on pages of their own size unless there is a sheet."""
        # ReportLab takes 0.2 s to import, which must not delay the start.
        from checkin.paper.document import pages_of  # noqa: PLC0415

        def drawn(count: int) -> None:
            if count:
                self._store.priority.give_way()
            if progress and count % STEP == 0:
                progress(count / len(badges))

        return pages_of(badges, sheet, self.faces, self._language.text("Badges"), drawn)

    def save(self, made: BadgeDocument, path: Path) -> None:
        """Saves the PDF, which is noted before. Raises `NotPossible` or `DiskFull`, and leaves the old file."""
        with self._log.leaving(Leaving(Outgoing.BADGES, "pdf", made.badges, made.protected)):
            output.write(path, made.pdf)

    def record_printed(self, delegates: Iterable[str], layout: str | Layout = LAYOUT) -> int:
        """Journals the badges of these delegates as printed; returns how many. A card is not a badge."""
        if self.board.composer(layout).layout.use is not Use.BADGE:
            return 0
        return self._codes.record_printed(delegates, CodeKind.BADGE)

    def outdated(self, layout: str | Layout = LAYOUT) -> frozenset[str]:
        """The delegates whose badge would differ from the one that was printed last."""
        composer = self.board.composer(layout)
        with self._store.read() as connection:
            return outdated.since_print(connection, composer)

    def invitations(
        self,
        out: Path,
        language: Language | None = None,
        progress: Callable[[int, int], None] | None = None,
        layout: str | Layout = invitations.LAYOUT,
        *,
        protected: bool = False,
    ) -> int:
        """Writes one invitation per delegate, who are protected only if asked for, as a PDF into the folder, and `index.csv` that lists them.

        Each is in the delegate's own language where Uketsuke has it, else in the given one. File names contain no
        personal data. `progress` is called with (done, all); an exception from it cancels the work.
        Raises `NotAllowed` for a role that may not export a list.
        """
        self._require(Action.EXPORT)
        asked = invitations.InvitationOptions(language or self._language, layout, protected)
        return invitations.write(
            self._store, self._codes, self.board, self._log, (out, asked), progress
        )

    def folder_printer(self, folder: Path) -> PdfFolderPrinter:
        """A printer that writes PDFs into a folder."""
        return PdfFolderPrinter(folder, self.draw)

    def label_printer(self, address: Address, patience: Patience = PATIENCE) -> LabelPrinter:
        """The label printer at an address; `patience` are its timeouts. It raises `PrinterTrouble` when it is used and no
        organiser has allowed it."""
        printer = label_printer(address, self._dots, patience)
        printer.before_opening = partial(self.allowed.require, address)
        return self.rolls.counting(printer)

    def work_off(
        self,
        printer: Printer | Routes,
        language: Language = ENGLISH,
        layout: str = LAYOUT,
        going_on: Callable[[int], bool] = lambda _: True,
    ) -> WorkedOff:
        """Processes the print queue; failures of the world are returned, never raised."""
        routes = printer if isinstance(printer, Routes) else Routes(printer)
        return self.queue.work_off(routes, language, layout, going_on)

    def print_batch(
        self,
        delegates: Sequence[Delegate] | Piles,
        printer: Printer,
        layout: str = LAYOUT,
        language: Language = ENGLISH,
        progress: Callable[[float], None] | None = None,
    ) -> WorkedOff:
        """Prints a batch: all printable badges as one job, outside of the queue; see `PrintQueue.print_batch`.

        `progress` is called with the part composed; an exception from it cancels before anything is printed.
        """
        ready = self.prepare(delegates, layout, progress=progress)
        if not ready.badges:
            return WorkedOff(0, 0)
        is_badge = self.board.composer(layout).layout.use is Use.BADGE
        ids = ready.delegates if is_badge else ()
        return self.queue.print_batch(printer, ready.pages, ids, language)

    def print_test(
        self, printer: Printer, layout: str = LAYOUT, count: int = 1, language: Language = ENGLISH
    ) -> WorkedOff:
        """Prints `count` copies of a test badge with sample text in every script; records nothing."""
        badge = self.compose(TEST_DELEGATE, layout)
        return self.queue.print_batch(printer, (badge,) * count, (), language)

    def enqueue(self, delegates: Iterable[str], *, again: bool = False) -> int:
        """Adds badges to the print queue; returns how many were not in it yet. See `PrintQueue.add_job`."""
        return self.queue.add_job(delegates, again=again)

    def waiting(self) -> tuple[Queued, ...]:
        """The print queue, oldest first; of each delegate what the role in force may see."""
        viewer = self._at_work.viewer
        return tuple(
            replace(job, delegate=visibility.delegate(job.delegate, viewer))
            if job.delegate
            else job
            for job in self.queue.jobs()
        )

    def _ready(self, delegate: Delegate, language: Language, layout: str) -> tuple[Composed, str]:
        """One badge for the printer, and the code on it; raises `NotPossible` where it cannot be printed."""
        composer = self.board.composer(layout)
        composed = self._composed([delegate], composer)
        ((subject, badge),) = composed
        if not badge.printable:
            found = _findings(composed, composer, language)
            reason = next(
                finding.message for finding in found if finding.severity is Severity.REFUSED
            )
            raise NotPossible(mark("The badge cannot be printed. {reason}"), reason=reason)
        code = self._codes.ensure([delegate.id], CodeKind.BADGE)[delegate.id]
        return _coded(composer, badge, subject, code), code

    def _composed(
        self,
        delegates: Sequence[Delegate],
        composer: Composer,
        progress: Callable[[float], None] | None = None,
    ) -> list[tuple[PageSubject, Composed]]:
        composed = []
        subjects = self.board.subjects(delegates, composer)
        for number, subject in enumerate(subjects):
            if number:  # a single badge is as short as a scan
                self._store.priority.give_way()
            if progress and number % STEP == 0:
                progress(number / len(subjects))
            composed.append((subject, composer.compose(subject)))
        return composed


def halves(
    progress: Callable[[float], None] | None,
) -> tuple[Callable[[float], None] | None, Callable[[float], None] | None]:
    """Combines the progress of two pieces of work that take about as long."""
    if progress is None:
        return None, None
    return (lambda part: progress(part / 2), lambda part: progress(0.5 + part / 2))


def _coded(composer: Composer, badge: Composed, subject: PageSubject, code: str) -> Composed:
    return composer.coded_as(badge, replace(subject, code=code), symbol(code))


def _findings(
    composed: Sequence[tuple[PageSubject, Composed]], composer: Composer, language: Language
) -> tuple[Finding, ...]:
    """First the findings of the layout and the event, each once; then those of each badge."""
    of_layout = preflight.faults(composer.layout, composer.setting.event.categories)
    sides = [(subject.delegate, side) for subject, badge in composed for side in badge.sides]
    of_event = (fault for _, side in sides for fault in side.ground.faults)
    common = dict.fromkeys((*of_layout, *of_event))
    own = ((delegate, fault) for delegate, side in sides for fault in side.faults)
    faults = [*((None, fault) for fault in common), *own]
    return tuple(findings.finding(delegate, fault, language) for delegate, fault in faults)
