"""Saving, copying, renaming, opening another layout, leaving: each asks before anything would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.designer.sheets import LeaveSheet, NameSheet, OpenSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.errors import KnownError
    from checkin.layout import Layout
    from ui.designer.page import DesignerPage

OWN = "{name}-own"


class LayoutSaving(QObject):
    """What the designer's page does with the layout as a whole."""

    def __init__(self, page: DesignerPage) -> None:
        super().__init__(page)
        self._page = page
        self._saved = ""

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Writes the layout where it is; one that comes with the program gets a name first."""
        page, workshop = self._page, self._page.workshop
        if not workshop.own:
            self.save_copy(then)
            return
        layout = workshop.draft.layout
        page.run(lambda: workshop.write(layout), lambda kept: self._wrote(kept, then))

    def save_copy(self, then: Callable[[], None] | None = None) -> None:
        page, tr, workshop = self._page, self._page.language, self._page.workshop
        layout = workshop.draft.layout
        sentence = tr.text(
            "You go on with the copy; the layout that it was made of stays as it is."
        )
        wanted = layout.name if workshop.own else OWN.format(name=layout.name)
        sheet = NameSheet(
            tr.text("Save a copy"),
            sentence,
            workshop.library.free_name(wanted),
            tr,
            page.theme,
        )
        self._ask_name(
            sheet,
            lambda name: workshop.write_copy(layout, name),
            lambda kept: self._wrote(kept, then),
        )

    def rename(self) -> None:
        page, tr, workshop = self._page, self._page.language, self._page.workshop
        sentence = tr.text("Whatever was printed with the old name stays as it was printed.")
        name = workshop.draft.layout.name
        sheet = NameSheet(tr.text("Rename"), sentence, name, tr, page.theme)
        self._ask_name(sheet, workshop.rename, self._renamed)

    def open_another(self) -> None:
        """Asks which one, and before that what becomes of changes."""
        self._unless_unsaved(self._ask_which)

    def leave(self) -> None:
        """Back to where one came from, and asks before that what becomes of changes."""
        self._unless_unsaved(self._go)

    def _ask_which(self) -> None:
        page, workshop = self._page, self._page.workshop
        sheet = OpenSheet(workshop.library, workshop.draft.layout.name, page.language, page.theme)

        def accepted() -> None:
            page.close_sheet()
            name = sheet.layouts.chosen()
            page.run(lambda: workshop.library.get(name), self._open)

        sheet.accepted.connect(accepted)
        page.open_sheet(sheet)

    def _open(self, layout: Layout) -> None:
        self._page.workshop.close()
        self._page.workshop.open(layout.name)
        self._page.editing.begin()
        self._page.stage.begin()

    def _unless_unsaved(self, go_on: Callable[[], None]) -> None:
        page, workshop = self._page, self._page.workshop
        if not workshop.unsaved:
            go_on()
            return
        sheet = LeaveSheet(page.language, page.theme)

        def save() -> None:
            page.close_sheet()
            self.save(go_on)

        def throw_away() -> None:
            page.close_sheet()
            workshop.draft = workshop.draft.given_up()
            go_on()

        sheet.accepted.connect(save)
        sheet.thrown_away.connect(throw_away)
        page.open_sheet(sheet)

    def _go(self) -> None:
        self._page.shell.leave_designer(self._saved)

    def _ask_name(
        self, sheet: NameSheet, work: Callable[[str], Layout], done: Callable[[Layout], None]
    ) -> None:
        """The sheet stays until the name will do."""
        page = self._page

        def written(kept: Layout) -> None:
            page.close_sheet()
            done(kept)

        def failed(error: KnownError) -> None:
            if page.sheet is sheet:
                sheet.say(page.language.explain(error), "stop", None)
            else:
                page.show_error(error)

        def accepted() -> None:
            name = sheet.name.text().strip()
            page.run_or(lambda: work(name), written, failed)

        sheet.accepted.connect(accepted)
        page.open_sheet(sheet)

    def _wrote(self, kept: Layout, then: Callable[[], None] | None) -> None:
        page = self._page
        page.workshop.wrote(kept)
        self._saved = kept.name
        page.banner.clear()
        page.editing.changed.emit()
        page.tell(page.language.text("Saved as {name}.", name=kept.name))
        if then is not None:
            then()

    def _renamed(self, kept: Layout) -> None:
        page = self._page
        page.workshop.wrote(kept)
        self._saved = kept.name
        page.editing.changed.emit()
        page.tell(page.language.text("It is called {name} now.", name=kept.name))
