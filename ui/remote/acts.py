"""Acts of remote attendance: a report is chosen, read behind the screen, looked at and recorded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.parts.shell import Change
from ui.remote.sheets import ParticipantsSheet, ReportSheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkin.domain import Event
    from checkin.remote import RemoteApplied, RemoteAttendance, RemotePreview
    from ui.parts.file_choice import FileChoice
    from ui.parts.page import Page


class RemoteActs:
    """Works on one page, which is refreshed when something was recorded."""

    def __init__(
        self, page: Page, remote: RemoteAttendance, event: Event, files: FileChoice
    ) -> None:
        self._page, self._remote, self._event, self._files = page, remote, event, files

    def choose(self) -> None:
        """Asks for the file, then for the session."""
        page, tr = self._page, self._page.language
        kinds = tr.text("Participant reports (*.csv *.xlsx)")
        path = self._files.to_open(page, tr.text("Participant report"), kinds)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Asks of which session this report is."""
        page = self._page
        sheet = ReportSheet(self._event, page.language, page.theme)
        page.ask_behind(sheet, partial(self._reading, path), self._look_at)

    def _reading(self, path: Path, sheet: ReportSheet) -> Callable[[], RemotePreview]:
        session, zone = sheet.session.chosen(), sheet.zone.text().strip()
        language = self._page.language
        return lambda: self._remote.read(path, session, language, zone=zone)

    def _look_at(self, preview: RemotePreview) -> None:
        sheet = ParticipantsSheet(preview, self._page.language, self._page.theme)
        self._page.ask(sheet, lambda sheet: self._record(preview, sheet.answers()))

    def _record(self, preview: RemotePreview, answers: dict[int, str]) -> None:
        # Whatever was in doubt has been seen and answered in the form.
        self._page.run(lambda: preview.apply(accept=True, answers=answers), self._say)

    def _say(self, applied: RemoteApplied) -> None:
        tr = self._page.language
        if applied.batch is None:
            self._page.tell(tr.text("All of it was recorded before."))
            return
        recorded = tr.plural(
            "{n} participant is recorded.", "{n} participants are recorded.", applied.added
        )
        undo = tr.text("Under Roster it can be taken back, as an import.")
        self._page.tell(tr.sentences(recorded, undo))
        self._page.refresh()
        self._page.shell.changed(Change.ROSTER, self._page)
