"""Acts on all who are listed in People (bulk actions): from the question to what was done, and its undo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from checkin.badges import MailingOptions
from checkin.desk import BulkAct
from checkin.desk.for_all import ForAll
from checkin.domain import BadgeOrder, Format, MailFormat
from ui.parts.background import Lane
from ui.parts.export_sheet import ExportSheet
from ui.parts.shell import Change
from ui.people.for_all_sheet import ForAllSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.badges import Badges, Mailed, Mailing
    from checkin.desk import BulkChange, Desk, People
    from checkin.desk.groups import GroupAnswer
    from checkin.domain import Delegate, Table
    from checkin.reports import Export, Reports
    from ui.parts.file_choice import FileChoice
    from ui.parts.page import Page
    from ui.people.filter_bar import FilterBar

BULK: Final = {
    ForAll.APPROVE: BulkAct.APPROVE,
    ForAll.CANCEL: BulkAct.CANCEL,
    ForAll.SET_FLAG: BulkAct.SET_FLAG,
    ForAll.CLEAR_FLAG: BulkAct.CLEAR_FLAG,
}


@dataclass(frozen=True, slots=True)
class ListParts:
    """What lists are saved, printed and invited with."""

    reports: Reports
    files: FileChoice
    badges: Badges
    mailing: Mailing


class ForAllActs:
    """Works on those whom the bar shows; the bar offers the undo of the last act."""

    def __init__(
        self, page: Page, bar: FilterBar, desk: Desk, people: People, parts: ListParts
    ) -> None:
        self._page, self._bar = page, bar
        self._desk, self._people, self._parts = desk, people, parts
        self._undo: Callable[[], object] | None = None
        bar.for_all.connect(self.ask)
        bar.undo.connect(self.undo)

    def ask(self) -> None:
        """Asks what is done to all."""
        page, tr = self._page, self._page.language
        session = tr.name(self._desk.current_session().session.name)
        sheet = ForAllSheet(self._bar.found, session, tr, page.theme, self._people.shift.may)
        page.ask(sheet, self._begin)

    def undo(self) -> None:
        """Takes the last act back."""
        if (undo := self._undo) is not None:
            self._forget()
            self._page.run(undo, lambda _: self._changed())

    def _begin(self, sheet: ForAllSheet) -> None:
        chosen, people = sheet.chosen, sheet.concerned()
        delegates = tuple(delegate.id for delegate in people)
        page, tr = self._page, self._page.language
        if act := BULK.get(chosen):
            change = partial(self._people.bulk.change, act, delegates, sheet.flag.chosen())
            page.tell(tr.text("One moment…"))
            page.run(change, self._bulk_changed)
        elif chosen is ForAll.CHECK_IN:
            page.tell(tr.text("One moment…"))
            page.run(partial(self._desk.whole_lists.check_in, delegates), self._checked_in)
        elif chosen is ForAll.HAND_OVER:
            page.run(partial(self._desk.hand_over.record, delegates), self._handed_over)
        elif chosen is ForAll.PRINT:
            order = BadgeOrder(sheet.order.chosen())
            self._print(self._parts.badges.arranged(people, order), again=sheet.again.isChecked())
        elif chosen is ForAll.INVITE:
            self._invite(delegates, MailFormat(sheet.mail.chosen()))
        else:
            self._save(delegates, Format(sheet.form.chosen()))

    def _print(self, people: tuple[Delegate, ...], *, again: bool) -> None:
        page, tr = self._page, self._page.language
        page.shell.print_badges([delegate.id for delegate in people], again=again)
        page.tell(
            tr.plural(
                "{n} badge is in the print queue.",
                "{n} badges are in the print queue.",
                len(people),
            )
        )

    def _invite(self, delegates: tuple[str, ...], form: MailFormat) -> None:
        page, tr, parts = self._page, self._page.language, self._parts
        folder = parts.files.folder(page, tr.text("A folder for the invitations"))
        if folder is not None:
            page.tell(tr.text("One moment…"))
            options = MailingOptions(form)
            page.run(
                partial(parts.mailing.write, delegates, folder, options), self._invited, Lane.FREE
            )

    def _invited(self, done: Mailed) -> None:
        tr, left = self._page.language, len(done.without_address) + len(done.protected)
        self._changed()
        self._page.tell(
            tr.sentences(
                tr.plural("{n} invitation written.", "{n} invitations written.", done.count),
                *([tr.plural("{n} was left out.", "{n} were left out.", left)] if left else []),
            )
        )

    def _bulk_changed(self, change: BulkChange) -> None:
        tr, count = self._page.language, change.people
        self._undo = partial(self._people.bulk.undo, change) if count else None
        self._changed()
        self._page.tell(tr.plural("{n} person changed.", "{n} people changed.", count))

    def _checked_in(self, answer: GroupAnswer) -> None:
        tr = self._page.language
        entries = tuple(verdict.entry for verdict in answer.let_in)
        self._undo = partial(self._desk.undo, *entries) if entries else None
        self._changed()
        sentences = [
            tr.plural("{n} person is in", "{n} people are in", len(entries)),
            tr.plural("{n} was not let in", "{n} were not let in", len(answer.refused)),
        ]
        self._page.tell(tr.beside(*sentences[: 1 + bool(answer.refused)]))

    def _handed_over(self, delegates: tuple[str, ...]) -> None:
        tr, count = self._page.language, len(delegates)
        self._undo = partial(self._desk.hand_over.take_back, delegates) if delegates else None
        self._changed()
        self._page.tell(
            tr.plural("{n} badge is handed over.", "{n} badges are handed over.", count)
        )

    def _changed(self) -> None:
        page = self._page
        page.shell.changed(Change.DELEGATE, page)
        page.shell.changed(Change.SCAN, page)
        self._bar.offer_undo(page.language.text("Undo") if self._undo else "")
        page.refresh()

    def _forget(self) -> None:
        self._undo = None
        self._bar.offer_undo("")

    def _save(self, delegates: tuple[str, ...], form: Format) -> None:
        page, tr = self._page, self._page.language

        def ask(table: Table) -> None:
            sheet = ExportSheet(table, tr, page.theme)
            page.ask(sheet, lambda sheet: self._to_file(delegates, form, sheet.given()))

        work = partial(self._parts.reports.delegates, tr, among=delegates)
        page.run(work, ask, Lane.FREE)

    def _to_file(self, delegates: tuple[str, ...], form: Format, given: tuple[str, bool]) -> None:
        page, tr, reports = self._page, self._page.language, self._parts.reports
        path = self._parts.files.to_save(
            page,
            tr.text("Save list"),
            f"delegates.{form}",
            tr.text("Lists (*.{ending})", ending=form),
        )
        if path is None:
            return
        why, everybody = given

        def work() -> Export:
            table = reports.delegates(tr, among=delegates, protected=everybody)
            return reports.write(table, form, path, why=why)

        page.run(work, self._say_saved, Lane.FREE)

    def _say_saved(self, export: Export) -> None:
        tr = self._page.language
        self._page.tell(tr.plural("{n} row written.", "{n} rows written.", export.rows))
