"""The designer page: toolbar, element list, canvas, property editor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from checkin.layout import starters
from checkin.layout.starters import Starter
from ui.designer.editing import Editing
from ui.designer.elements import Elements
from ui.designer.field_factory import DesignChoices
from ui.designer.form import PropertyForm
from ui.designer.problems import Problems
from ui.designer.saving import LayoutSaving
from ui.designer.sheets import InsertSheet
from ui.designer.stage import Stage
from ui.designer.three_columns import ThreeColumns
from ui.parts.keys import WindowKey, sequence
from ui.parts.page import Page, PageEnvironment
from ui.parts.theme import STEP
from ui.parts.widgets import chip, listen, tool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from checkin.badges import Badges
    from checkin.domain import EventColumn
    from checkin.errors import KnownError
    from checkin.layout import Layout
    from ui.parts.file_choice import FileChoice

PICTURES: Final = "(*.png *.jpg *.jpeg)"


class DesignerPage(Page):
    """Edits the layout that is open in the workshop."""

    def __init__(
        self,
        badges: Badges,
        files: FileChoice,
        around: PageEnvironment,
    ) -> None:
        super().__init__(around.language.text("Badge designer"), around)
        self.workshop = badges.workshop
        self._files = files
        self.editing = Editing(self.workshop, self)
        self.keeping = LayoutSaving(self, self.workshop, self.editing)
        self._known = DesignChoices(
            self.language,
            self.theme,
            self.workshop.categories(),
            lambda: self.workshop.library.sheets_for(self.editing.draft.layout),
            self.workshop.library.pictures,
        )
        self.elements = Elements(self.editing, self)
        self.stage = Stage(self.editing, badges.faces, self)
        self.form = PropertyForm(self.editing, self._known, self)
        self.trouble = Problems(self.workshop, self.editing, self)
        self.unsaved = chip(self.language.text("not saved yet"))
        self.header.add(self.unsaved)
        self.tools = self._tools()
        self._build()
        self._connect()
        self._show_state()
        self.run(self.workshop.columns, self.show_columns)

    def _tools(self) -> dict[str, QWidget]:
        tr, theme, keeping = self.language, self.theme, self.keeping
        made: dict[str, QWidget] = {}
        for key, words, act in (
            (WindowKey.SAVE, tr.text("Save"), keeping.save),
            (WindowKey.SAVE_COPY, tr.text("Save a copy"), keeping.save_copy),
            (WindowKey.RENAME, tr.text("Rename"), keeping.rename),
            (WindowKey.OPEN, tr.text("Another layout"), keeping.open_another),
            (WindowKey.TAKE_BACK, tr.text("Undo"), self.editing.undo),
            (WindowKey.REDO, tr.text("Redo"), self.editing.redo),
        ):
            button = tool(words, key, theme)
            button.clicked.connect(lambda _=False, act=act: act())
            listen(button, self.content)
            made[key] = button
        back = tool(tr.text("Back"), WindowKey.BACK, theme)
        back.clicked.connect(keeping.leave)
        made[WindowKey.BACK] = back
        return made

    def _build(self) -> None:
        self.body.setContentsMargins(2 * STEP, 12, 2 * STEP, 2 * STEP)
        self.body.setSpacing(12)
        self.benches = ThreeColumns(self.elements, self.stage, (self.form, self.trouble))
        self.body.addWidget(self.benches.with_tools(list(self.tools.values())), 1)

    def _connect(self) -> None:
        stage, elements = self.stage, self.elements
        for button in (
            *(elements.insert, elements.remove, elements.duplicate, elements.above, elements.below),
            *(stage.size_shown, stage.closer, stage.further, stage.fit),
            *(stage.other_side, stage.before, stage.behind),
        ):
            listen(button, self.content)
        for key, where in (
            (WindowKey.PART_1, stage.canvas),
            (WindowKey.PART_2, elements.list),
            (WindowKey.PART_4, self.trouble.list.view),
        ):
            self._go_by(key, partial(where.setFocus, Qt.FocusReason.ShortcutFocusReason))
        self._go_by(WindowKey.PART_3, self.form.begin)
        # Where + needs Shift, = is the same key without it.
        self._go_by("Ctrl+=", stage.closer.click)
        elements.insert.clicked.connect(self.ask_insert)
        stage.canvas.entered.connect(self.form.begin)
        stage.canvas.entered.connect(self._show_focus)
        self.keeping.opened.connect(stage.begin)
        self.editing.refused.connect(self.show_error)
        for signal in (self.editing.changed, self.editing.chosen_changed):
            signal.connect(self._show_state)

    def _go_by(self, key: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(sequence(key)), self.content)
        shortcut.activated.connect(act)
        shortcut.activated.connect(self._show_focus)

    def leave(self) -> None:
        if self.sheet is None:
            self.keeping.leave()

    def _show_focus(self) -> None:
        """Scrolls to the focused widget, which may be further down in a narrow window."""
        if self.focusWidget() is not None:
            self.benches.ensureWidgetVisible(self.focusWidget())

    def take_focus(self) -> None:
        if self.sheet is None:
            self.stage.canvas.setFocus()

    def _show_state(self) -> None:
        tr, draft = self.language, self.editing.draft
        layout = draft.layout
        title = tr.name(layout.title) or layout.name
        own = layout.name if self.workshop.own else tr.text("comes with Uketsuke")
        self.header.subtitle.setText(tr.beside(title, own))
        self.unsaved.setVisible(draft.changed)
        self.tools[WindowKey.TAKE_BACK].setEnabled(bool(draft.past))
        self.tools[WindowKey.REDO].setEnabled(bool(draft.ahead))
        self.tools[WindowKey.RENAME].setEnabled(self.workshop.own)

    def show_columns(self, columns: Sequence[EventColumn]) -> None:
        if columns:
            self._known.columns = columns
            self.form.forget()

    def ask_insert(self) -> None:
        """Asks which element to insert, and inserts it."""
        sheet = InsertSheet(self.workshop.library.pictures(), self.language, self.theme)
        self.ask(sheet, self._insert_chosen)

    def _insert_chosen(self, sheet: InsertSheet) -> None:
        if sheet.starter is Starter.IMAGE and not sheet.picture:
            self._bring_in()
        else:
            self._insert(sheet.starter, sheet.picture)

    def _insert(self, starter: Starter, file: str = "") -> None:
        side = self.editing.side

        def put(layout: Layout) -> Layout:
            return starters.put_on(layout, starter, side, file)

        self.banner.clear()
        self.editing.do(put)
        self.stage.canvas.setFocus()

    def _bring_in(self) -> None:
        tr = self.language
        kinds = f"{tr.text('Pictures')} {PICTURES}"
        path = self._files.to_open(self, tr.text("Bring in a picture"), kinds)
        if path is not None:
            self.run(
                lambda: self.workshop.bring_in(path),
                lambda name: self._insert(Starter.IMAGE, name),
            )

    def show_error(self, error: KnownError) -> None:
        super().show_error(error)
        self.benches.to_top()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: from a field or a list to the canvas; from there, without a selection, back to Paper."""
        if event.key() != Qt.Key.Key_Escape or self.sheet is not None:
            super().keyPressEvent(event)
        elif self.stage.canvas.hasFocus():
            self.keeping.leave()
        else:
            self.stage.canvas.setFocus()
            self._show_focus()
