"""Event page: the facts and categories of the event, and its programme, with what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin.plan.event_change import ChangeKind, EventChange
from checkin.wording import check_lines
from ui.event import actions
from ui.event.actions import EventAct
from ui.event.categories import CategoriesPanel, CategorySheet
from ui.event.change_flow import ChangeFlow
from ui.event.facts import FactsPanel, FactsSheet
from ui.event.look_at_panel import LookAtPanel
from ui.event.moving import MoveSheet
from ui.event.own_fields import OwnFields
from ui.event.programme_view import PAGES, ProgrammeView
from ui.event.session_form import SessionForm
from ui.event.try_sheet import TrySheet
from ui.parts.action_bar import ActionBar
from ui.parts.actions import ENTER
from ui.parts.columns import LOWEST, NARROW, SIDE, Columns, Scrolling
from ui.parts.file_choice import FileChoice, NativeFiles
from ui.parts.keys import WindowKey
from ui.parts.page import Page, PageEnvironment
from ui.parts.shell import Change
from ui.parts.theme import STEP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from checkin.desk.trying import Trying
    from checkin.domain import Category, Event, Session
    from checkin.programme import EventView, Programme

KEYS = (
    WindowKey.MOVE_SESSION,
    WindowKey.DUPLICATE,
    WindowKey.REMOVE,
    WindowKey.INSERT,
    WindowKey.TAKE_BACK,
    WindowKey.SAVE,
    WindowKey.TRY_RULES,
)


class SideColumn(Scrolling):
    """Scrolls by itself beside the programme; under it, in a narrow window, it is as high as what it holds."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content)
        self._content = content

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_beside = self.width() <= SIDE
        self.setMinimumHeight(LOWEST if is_beside else self._content.sizeHint().height())


class EventPage(Page):
    """Each change says what it means before it is made, and can be undone."""

    shows = frozenset({Change.ENTRIES})

    def __init__(
        self,
        programme: Programme,
        trying: Trying,
        around: PageEnvironment,
        files: FileChoice | None = None,
    ) -> None:
        super().__init__(around.language.text("Event"), around)
        self._programme, self._trying = programme, trying
        self.files: FileChoice = files or NativeFiles()
        self._view: EventView | None = None
        self._shown_next = ""  # the session to choose after a change
        tr, theme = around.language, around.theme
        self.to_look_at = LookAtPanel(tr, theme)
        self.facts = FactsPanel(tr)
        self.categories = CategoriesPanel(tr, theme)
        self.programme = ProgrammeView(tr, theme)
        self.foot = ActionBar(theme)
        self.flow = ChangeFlow(self, programme, self._changed)
        self.own = OwnFields(self.flow, lambda: self.event_shown, tr, theme)
        self._acts: dict[EventAct, Callable[[], None]] = {
            EventAct.CHANGE: self._change,
            EventAct.MOVE: self._move,
            EventAct.COPY: self._copy,
            EventAct.CANCEL: self._cancel,
            EventAct.BRING_BACK: self._bring_back,
            EventAct.ADD: self._add,
            EventAct.UNDO: self.flow.undo,
            EventAct.WRITE_OUT: self._write_out,
            EventAct.TRY: self._try,
        }
        self._build()

    def _build(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(self.to_look_at)
        column.addWidget(self.facts)
        column.addWidget(self.categories)
        column.addWidget(self.own.columns)
        column.addWidget(self.own.questions)
        column.addStretch(1)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2 * STEP)
        columns = Columns(SideColumn(side), self.programme, nested=True, main_first=True)
        whole.addWidget(columns, 1)
        whole.addWidget(self.foot)
        self.body.addWidget(Scrolling(inner), 1)
        self.foot.listen(KEYS)
        self.foot.chosen.connect(lambda act: self._acts[act]())
        self.facts.change_wanted.connect(self._change_facts)
        self.categories.add_wanted.connect(lambda: self._ask_category(None))
        self.categories.change_wanted.connect(self._change_category)
        self.categories.cancel_wanted.connect(self._cancel_category)
        self.programme.chose.connect(lambda _: self._offer())
        self.programme.opened.connect(lambda _: self.foot.press(ENTER))

    @property
    def event_shown(self) -> Event:
        """The event as the page shows it."""
        assert self._view is not None  # noqa: S101 - nothing can be done before
        return self._view.event

    def come(self) -> None:
        self.stale = True  # another desk may have changed it
        super().come()

    def refresh(self) -> None:
        self.run(self._programme.view, self._show)

    def take_focus(self) -> None:
        if self.sheet is None:
            self.programme.take_focus()

    def _show(self, view: EventView) -> None:
        is_first = self._view is None
        self._view = view
        self.facts.show_event(view.event)
        self.categories.show_event(view.event)
        self.own.show_event(view.event)
        self.programme.show_view(view, self._shown_next)
        self._shown_next = ""
        self.to_look_at.show_lines(check_lines(view.to_look_at, self.language))
        self._offer()
        if is_first and self.isVisible():
            self.take_focus()  # when the page came, there was no session to go to yet

    def _offer(self) -> None:
        view = self._view
        chosen = self.programme.session is not None
        self.foot.show_offers(
            actions.offers(
                self.language,
                chosen=chosen,
                is_gone=self.programme.is_gone,
                can_undo=view is not None and view.can_undo,
            )
        )

    def _changed(self, key: str) -> None:
        self._shown_next = key
        self.shell.changed(Change.EVENT, self)
        self.refresh()
        self.take_focus()

    # Acts

    def _change_facts(self) -> None:
        sheet = FactsSheet(self.event_shown, self.language, self.theme)
        sheet.setMinimumWidth(640 if self.width() >= NARROW else sheet.minimumWidth())
        self.flow.ask(sheet)

    def _change_category(self, key: str) -> None:
        self._ask_category(self.event_shown.offered_category(key))

    def _ask_category(self, category: Category | None) -> None:
        self.flow.ask(CategorySheet(self.event_shown, category, self.language, self.theme))

    def _cancel_category(self, key: str) -> None:
        category = self.event_shown.offered_category(key)
        if category is None:
            return
        tr, name = self.language, self.language.name(category.name)
        self.flow.confirm(
            EventChange(ChangeKind.CANCEL_CATEGORY, key),
            tr.text("Take away {category}?", category=name),
            tr.text("Nobody can be given this category any more."),
            tr.text("Take away"),
        )

    def _add(self) -> None:
        self._ask_session(None, day=self.programme.day)

    def _change(self) -> None:
        self._ask_session(self.programme.session)

    def _copy(self) -> None:
        self._ask_session(self.programme.session, is_copy=True)

    def _ask_session(
        self, session: Session | None, *, is_copy: bool = False, day: str = ""
    ) -> None:
        sheet = SessionForm(
            self.event_shown, session, self.language, self.theme, is_copy=is_copy, day=day
        )
        sheet.arrange(self.width())
        self.flow.ask(sheet)

    def _move(self) -> None:
        session = self.programme.session
        if session is not None:
            self.flow.ask(MoveSheet(self.event_shown, session, self.language, self.theme))

    def _cancel(self) -> None:
        session = self.programme.session
        if session is None:
            return
        tr, name = self.language, self.language.name(session.name)
        self.flow.confirm(
            EventChange(ChangeKind.CANCEL_SESSION, session.key),
            tr.text("Cancel {session}?", session=name),
            tr.text("Nobody is let in any more. What was recorded stays in the reports."),
            tr.text("Cancel session"),
        )

    def _bring_back(self) -> None:
        session = self.programme.session
        if session is None:
            return
        tr, name = self.language, self.language.name(session.name)
        self.flow.confirm(
            EventChange(ChangeKind.NEW_SESSION, session.key),
            tr.text("Bring back {session}?", session=name),
            tr.text("It is as it was before."),
            tr.text("Bring back"),
        )

    def _try(self) -> None:
        sheet = TrySheet(
            self.event_shown, self.programme.session, self._trying.ask, self.language, self.theme
        )
        self.ask(sheet, lambda _: None)

    def _write_out(self) -> None:
        tr = self.language
        kinds = tr.text("Event files (*.toml)")
        path = self.files.to_save(self, tr.text("Event file"), "event.toml", kinds)
        if path is not None:
            self.run(lambda: self._programme.write_plan(path), lambda _: self._written(path))

    def _written(self, path: Path) -> None:
        self.tell(self.language.text("Written: {path}", path=path))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.foot.press(ENTER):
            return
        if step := PAGES.get(Qt.Key(event.key())):
            self.programme.step_day(step)
            return
        super().keyPressEvent(event)
