"""Save, save as, rename, open, close in the designer; asks before unsaved changes would be lost."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.designer.sheets import LeaveSheet, NameSheet, OpenSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.badges import Workshop
    from checkin.layout import Layout
    from ui.designer.editing import Editing
    from ui.parts.page import Page

OWN = "{name}-own"


class LayoutSaving(QObject):
    """File operations on the layout. Emits `opened` when another layout was opened."""

    opened = Signal()

    def __init__(self, page: Page, workshop: Workshop, editing: Editing) -> None:
        super().__init__(page)
        self._page, self._workshop, self._editing = page, workshop, editing
        self._saved = ""

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Saves the layout in place; a bundled one asks for a name first (save as)."""
        page, workshop = self._page, self._workshop
        if not workshop.own:
            self.save_copy(then)
            return
        layout = workshop.draft.layout
        page.run(lambda: workshop.write(layout), lambda kept: self._wrote(kept, then))

    def save_copy(self, then: Callable[[], None] | None = None) -> None:
        page, tr, workshop = self._page, self._page.language, self._workshop
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
        page, tr, workshop = self._page, self._page.language, self._workshop
        sentence = tr.text("Whatever was printed with the old name stays as it was printed.")
        name = workshop.draft.layout.name
        sheet = NameSheet(tr.text("Rename"), sentence, name, tr, page.theme)
        self._ask_name(sheet, workshop.rename, self._renamed)

    def open_another(self) -> None:
        """Asks about unsaved changes, then which layout to open."""
        self._unless_unsaved(self._ask_which)

    def leave(self) -> None:
        """Returns to the previous page, and asks about unsaved changes before."""
        self._unless_unsaved(self._go)

    def _ask_which(self) -> None:
        page, workshop = self._page, self._workshop
        current = workshop.draft.layout.name
        page.ask(OpenSheet(workshop.library, current, page.language, page.theme), self._read)

    def _read(self, sheet: OpenSheet) -> None:
        self._page.run(partial(self._workshop.library.get, sheet.layouts.chosen()), self._open)

    def _open(self, layout: Layout) -> None:
        self._workshop.close()
        self._workshop.open(layout.name)
        self._editing.begin()
        self.opened.emit()

    def _unless_unsaved(self, go_on: Callable[[], None]) -> None:
        page = self._page
        if not self._workshop.unsaved:
            go_on()
            return
        sheet = LeaveSheet(page.language, page.theme)
        sheet.throw.clicked.connect(lambda: self._throw_away(go_on))
        page.confirm(sheet, partial(self.save, go_on))

    def _throw_away(self, go_on: Callable[[], None]) -> None:
        self._page.close_sheet()
        self._workshop.draft = self._workshop.draft.given_up()
        go_on()

    def _go(self) -> None:
        self._page.shell.leave_designer(self._saved)

    def _ask_name(
        self, sheet: NameSheet, work: Callable[[str], Layout], done: Callable[[Layout], None]
    ) -> None:
        """The sheet stays open until the name is valid."""
        self._page.ask_behind(sheet, lambda sheet: partial(work, sheet.name.text().strip()), done)

    def _wrote(self, kept: Layout, then: Callable[[], None] | None) -> None:
        page = self._page
        self._workshop.wrote(kept)
        self._saved = kept.name
        page.banner.clear()
        self._editing.changed.emit()
        page.tell(page.language.text("Saved as {name}.", name=kept.name))
        if then is not None:
            then()

    def _renamed(self, kept: Layout) -> None:
        page = self._page
        self._workshop.wrote(kept)
        self._saved = kept.name
        self._editing.changed.emit()
        page.tell(page.language.text("It is called {name} now.", name=kept.name))
