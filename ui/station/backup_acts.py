"""Backup operations of the station page: back up now, save a copy, second place, check, restore."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from checkin.language import day_and_time
from ui.station.sheets import check_sheet, restore_sheet

if TYPE_CHECKING:
    from checkin.backup_check import CheckedBackup
    from ui.parts.page import Page
    from ui.station.cards import BackupCard
    from ui.station.parts import StationParts


class BackupActs:
    """The handlers of the backup card's buttons."""

    def __init__(self, page: Page, core: StationParts, card: BackupCard) -> None:
        self._page, self._core, self._card = page, core, card
        card.choose.clicked.connect(self._choose_second_place)
        card.copy.clicked.connect(self._copy)
        card.check.clicked.connect(self.ask_check)
        card.restore.clicked.connect(self._ask_restore)

    def back_up(self) -> None:
        """Backs up into the store's folder and to the second place."""
        second = self._card.second

        def done(_: object) -> None:
            self._page.tell(self._page.language.text("Backed up."))
            self._page.refresh()

        self._page.run(lambda: self._core.back_up(second), done)

    def _choose_second_place(self) -> None:
        title = self._page.language.text("A second place for backups")
        folder = self._core.files.folder(self._page, title)
        if folder is not None:
            self._card.show_place(folder)

    def _copy(self) -> None:
        page, tr = self._page, self._page.language
        kinds = tr.text("Backups (*.uketsuke-backup)")
        name = "copy.uketsuke-backup"
        path = self._core.files.to_save(page, tr.text("Copy to a file"), name, kinds)
        if path is not None:
            page.run(lambda: self._core.copy_to(path), self._copied)

    def _copied(self, entries: int) -> None:
        tr = self._page.language
        self._page.tell(tr.plural("Copied, with {n} entry.", "Copied, with {n} entries.", entries))

    def ask_check(self) -> None:
        """Asks for a backup and its passphrase, and opens it as a restore would; nothing is changed."""
        page, tr = self._page, self._page.language
        kinds = tr.text("Backups (*.uketsuke-backup)")
        path = self._core.files.to_open(page, tr.text("The backup to check"), kinds)
        if path is not None:
            page.ask_behind(
                check_sheet(path, tr, page.theme),
                lambda sheet: partial(self._core.check_backup, path, sheet.given()),
                self._checked,
            )

    def _checked(self, backup: CheckedBackup) -> None:
        page, tr = self._page, self._page.language
        if backup.problems:
            page.tell(tr.text("This backup is damaged. Try an older one."))
            return
        whole = tr.plural(
            "This backup is whole, with {n} entry of {event}.",
            "This backup is whole, with {n} entries of {event}.",
            backup.entries,
            event=backup.event,
        )
        latest = day_and_time(backup.made, backup.time_zone)
        page.tell(tr.sentences(whole, tr.text("The latest is of {time}.", time=latest)))
        page.refresh()

    def _ask_restore(self) -> None:
        page, tr = self._page, self._page.language
        kinds = tr.text("Backups (*.uketsuke-backup)")
        path = self._core.files.to_open(page, tr.text("The backup to restore"), kinds)
        if path is None:
            return
        if self._core.print_desk.state.working:
            page.tell(tr.text("The printer is busy. Try again in a moment."))
            return
        page.ask(
            restore_sheet(path, tr, page.theme),
            lambda sheet: page.shell.restore(path, sheet.given()),
        )
