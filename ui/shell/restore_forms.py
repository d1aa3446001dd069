"""Forms of the first page to restore a store from a backup, where there is none, or where one is damaged."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from checkin.settings import stores_folder
from ui.parts.secret_form import SecretForm
from ui.shell import opening
from ui.shell.joining_forms import SUFFIX, FormHost, free

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from checkin.errors import StoreDamaged
    from checkin.language import Language
    from ui.parts.file_choice import FileChoice
    from ui.parts.theme import Theme


class RestoreForms:
    """A backup opens with the passphrase that the store had, or with its recovery passphrase.

    `noted_in` is where the last entries of this user's stores are noted.
    """

    def __init__(
        self, host: FormHost, page: QWidget, language: Language, theme: Theme, files: FileChoice
    ) -> None:
        self._host, self._page = host, page
        self._language, self._theme, self._files = language, theme, files
        self.noted_in: Path | None = None

    def begin(self) -> None:
        """Asks for the backup, then for its passphrase. It becomes a store of its own."""
        backup = self._choose()
        if backup is None:
            return
        tr, name = self._language, opening.store_name_of(backup)
        folder = free(stores_folder() / f"{name}{SUFFIX}")
        form = SecretForm(
            tr.text("Restore {name}", name=name),
            tr.text("It will be kept in {folder}.", folder=folder),
            self._theme,
        )
        line = form.field(tr.text("Passphrase, or recovery passphrase on paper"), secret=True)
        form.foot(tr.text("Restore"), tr.text("Back"))

        def restore() -> None:
            if line.text():
                work = partial(opening.restore, backup, folder, line.text(), self.noted_in)
                self._host.work(work, self._host.joined, folder)
            else:
                form.warn(tr.text("Type the passphrase that the store had."))

        form.accepted.connect(restore)
        form.back.connect(self._host.offer)
        self._host.show_form(form)

    def offer_for(self, store: Path, error: StoreDamaged) -> None:
        """A damaged store: restore its latest backup or another one, or open it read-only."""
        tr = self._language
        form = SecretForm(tr.text("This store is damaged"), tr.explain(error), self._theme)
        line = form.field(tr.text("Passphrase"), secret=True)
        latest = opening.latest_backup(store)

        def bring_back(file: Path | None) -> None:
            if file is not None:
                work = partial(opening.restore, file, store, line.text(), self.noted_in)
                self._host.work(work, self._host.joined, store)

        def read() -> None:
            work = partial(opening.unlock, store, line.text(), read_only=True)
            self._host.work(work, self._host.joined, store)

        if latest is not None:
            newest = form.choice(tr.text("Restore the latest backup"))
            newest.clicked.connect(lambda: bring_back(latest))
        other = form.choice(tr.text("Restore another backup…"))
        other.clicked.connect(lambda: bring_back(self._choose()))
        form.choice(tr.text("Open for reading only")).clicked.connect(read)
        form.column.addWidget(form.said)
        form.back.connect(self._host.offer)
        self._host.show_form(form)

    def _choose(self) -> Path | None:
        tr = self._language
        kinds = tr.text("Backups (*.uketsuke-backup)")
        return self._files.to_open(self._page, tr.text("The backup to restore"), kinds)
