"""The People page: search, results list, delegate card, and the actions on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout, QWidget

from checkin.domain import CodeKind, DelegateId
from checkin.errors import KnownError
from checkin.roles import Action
from checkin.wording import Tone
from ui.parts.action_bar import ActionBar
from ui.parts.actions import ENTER
from ui.parts.columns import Columns
from ui.parts.empty_state import EmptyState
from ui.parts.keys import WindowKey
from ui.parts.page import Page, PageEnvironment
from ui.parts.question_sheet import second_badge
from ui.parts.shell import Change
from ui.parts.theme import MARGIN, STEP
from ui.parts.widgets import Panel, SearchField
from ui.parts.widgets.field import RING
from ui.people import actions, questions
from ui.people.actions import PeopleAct
from ui.people.card import PersonCard
from ui.people.doubles import ask_double
from ui.people.erasing import EraseActs
from ui.people.filter_bar import FilterBar
from ui.people.flags import FlagSheet
from ui.people.for_all import ForAllActs
from ui.people.form import PersonForm
from ui.people.photographing import PhotoParts, PortraitActs
from ui.people.rows import PeopleList
from ui.people.searching import PeopleSearch

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Desk, People
    from checkin.domain import Card, Delegate
    from ui.people.for_all import ListParts

KEYS: Final = (
    WindowKey.CHECK_IN,
    WindowKey.APPROVE,
    WindowKey.BADGE,
    WindowKey.CORRECT,
    WindowKey.MARKS,
    WindowKey.LOST_BADGE,
    WindowKey.LEGAL_NAME,
    WindowKey.JOIN,
    WindowKey.STANDING,
)
RETURNS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PeoplePage(Page):
    """A list at the side, the card of the selected delegate beside it."""

    shows = frozenset({Change.SCAN, Change.ROSTER, Change.DELEGATE, Change.QUEUE, Change.ENTRIES})

    def __init__(
        self,
        desk: Desk,
        people: People,
        lists: ListParts,
        around: PageEnvironment,
        photos: PhotoParts | None = None,
    ) -> None:
        super().__init__(around.language.text("People"), around)
        self._desk, self._people = desk, people
        self._may = people.shift.may
        self._build()
        self._acts: dict[PeopleAct, Callable[[], object]] = {
            PeopleAct.CHECK_IN: lambda: (
                self.shell.check_in(DelegateId(self._one.id)) if self._one else None
            ),
            PeopleAct.APPROVE: lambda: self._do(self._people.approve),
            PeopleAct.CORRECT: self._correct,
            PeopleAct.FLAGS: self._ask_flags,
            PeopleAct.BADGE: self._ask_badge,
            PeopleAct.LOST_BADGE: lambda: self.confirm(
                questions.lost_badge(self.language, self.theme),
                self._lose_badge,
            ),
            PeopleAct.LEGAL_NAME: self._show_legal_name,
            PeopleAct.JOIN: lambda: ask_double(
                self, self._people, self._desk.event, self.card.card, self._do
            ),
            PeopleAct.CANCEL: lambda: self.confirm(
                questions.cancel(self.language, self.theme), lambda: self._do(self._people.cancel)
            ),
            PeopleAct.REINSTATE: lambda: self._do(self._people.reinstate),
            PeopleAct.SAVE: self._save,
            PeopleAct.BACK: self._to_card,
        }
        self._erasing = EraseActs(self, people)
        self._photographs = PortraitActs(self, people, photos)
        self._for_all = ForAllActs(self, self.filters, desk, people, lists)
        self._search = PeopleSearch(self, (self.field, self.filters, self.list), people, desk.event)
        self._connect()
        self._search.now()

    def _build(self) -> None:
        tr, theme, event = self.language, self.theme, self._desk.event
        self.field = SearchField(theme, tr.text("Name or number"), "search")
        self.filters = FilterBar(event, tr)
        self.list = PeopleList(event, tr, theme)
        self.card = PersonCard(event, tr, theme, self._may)
        self.form = PersonForm(event, tr, theme)
        self.nobody = EmptyState(
            "people",
            tr.text("Nobody is chosen"),
            tr.text("Find somebody at the side; their card appears here."),
            theme,
        )
        self.foot = ActionBar(theme)
        self.foot.listen(KEYS)
        self.stack = QStackedWidget()
        for part in (self.nobody, self.card, self.form):
            self.stack.addWidget(part)
        panel = Panel()
        panel.body.addWidget(self.stack)
        panel.setMinimumHeight(240)
        self._side = _side(self.field, self.filters, self.list)
        self.body.setContentsMargins(MARGIN - RING, MARGIN - RING, MARGIN, MARGIN - RING)
        self.columns = Columns(self._side, _main(panel, self.foot))
        self.body.addWidget(self.columns, 1)
        # Not before it is in the page: without a parent it would be a window of its own.
        self.filters.setVisible(self._may(Action.FILTER))

    def _connect(self) -> None:
        self.field.edit.installEventFilter(self)
        self.list.changed.connect(self._to_card)
        self.foot.chosen.connect(lambda act: self._acts[act]())
        self.card.revoked.connect(self._ask_revoke)
        self.card.parted.connect(
            lambda double: self.confirm(
                questions.part(self.language, self.theme),
                lambda: self._do(lambda _: self._people.doubles.part(double)),
            )
        )
        self.card.taken_back.connect(
            lambda delegate: self._do(lambda _: self._desk.hand_over.take_back((delegate,)))
        )
        self.card.erase.clicked.connect(lambda: self._erasing.ask(self._one))
        self.card.take_photo.clicked.connect(lambda: self._photographs.ask(self._one))
        self.card.issue.clicked.connect(
            lambda: self.confirm(
                questions.issue(self.language, self.theme),
                lambda: self._do(partial(self._people.issue_code, kind=CodeKind.INVITATION)),
            )
        )

    # Search

    def refresh(self) -> None:
        if self.stack.currentWidget() is not self.form:
            self._search.now()

    def take_focus(self) -> None:
        if self.sheet is None:
            self.field.edit.setFocus()

    def show_person(self, delegate: str) -> None:
        """Opens a delegate's card."""
        try:
            card = self._people.card(delegate)
        except KnownError as error:
            self.show_error(error)
            return
        self.field.edit.setText(str(card.delegate.number))
        self._search.now()
        self.list.choose(delegate)
        self.columns.show_main()

    # The card

    def _to_card(self) -> None:
        """Shows the card of the selected row; closes the form."""
        self._side.setEnabled(True)
        chosen = self.list.chosen
        card = self._card_of(chosen.id) if chosen else None
        if card is None:
            self.stack.setCurrentWidget(self.nobody)
            self.foot.show_offers(())
            return
        self.card.show_card(card)
        self._photographs.show(self.card, self._photo_of(card))
        self.stack.setCurrentWidget(self.card)
        self.foot.show_offers(actions.offers(card, self.language, self._may))

    def _photo_of(self, card: Card) -> bytes | None:
        try:
            return self._desk.look_up.photograph(card.delegate.id)
        except KnownError:
            return None

    def _card_of(self, delegate: str) -> Card | None:
        try:
            return self._people.open_card(delegate)
        except KnownError as error:
            self.show_error(error)
            return None

    @property
    def _one(self) -> Delegate | None:
        return self.card.card.delegate if self.card.card and self.list.chosen else None

    def _do(self, work: Callable[[str], object]) -> bool:
        """Runs an operation of the core on the delegate and reloads the card. Returns whether it succeeded."""
        delegate = self._one
        if delegate is None:
            return False
        try:
            work(delegate.id)
        except KnownError as error:
            self.show_error(error)
            return False
        self.shell.changed(Change.DELEGATE, self)
        self._search.now()
        return True

    def _ask_badge(self) -> None:
        if self._one is None or not self._people.card(self._one.id).badges_printed:
            self._badge()
            return
        self.confirm(second_badge(self.language, self.theme), self._badge)

    def _badge(self) -> None:
        if delegate := self._one:
            self.shell.print_badge_again(delegate.id)
            number = f"{delegate.number:03}"
            self.tell(self.language.text("Badge {number} is in the print queue.", number=number))

    def _show_legal_name(self) -> None:
        if delegate := self._one:
            try:
                self.card.show_legal_name(self._desk.look_up.legal_name(delegate.id))
            except KnownError as error:
                self.show_error(error)

    # Correcting

    def _correct(self) -> None:
        if (chosen := self._one) is None:
            return
        try:
            delegate = self._people.to_correct(chosen.id)
            columns = self._people.columns_to_correct(delegate)
        except KnownError as error:
            self.show_error(error)
            return
        self._side.setEnabled(False)
        self.stack.setCurrentWidget(self.form)
        self.foot.show_offers(actions.while_correcting(self.language))
        self.form.show_delegate(delegate, columns)

    def _save(self) -> None:
        """Saves the form; where it closes a session to everybody else, that is asked first."""
        own = self.form.changes().get("sessions", "")
        if own and (limited := self._people.newly_limited(own)):
            sheet = questions.limit(limited, self.language, self.theme)
            self.confirm(sheet, self._store_form)
        else:
            self._store_form()

    def _store_form(self) -> None:
        delegate = self._one
        if delegate is None:
            return
        try:
            self._people.correct(delegate.id, self.form.changes())
        except KnownError as error:
            self.form.say(self.language.explain(error), Tone.AGAIN)
            return
        self.shell.changed(Change.DELEGATE, self)
        self._to_card()
        self._search.now()
        self.field.edit.setFocus()

    # Confirmations

    def _ask_flags(self) -> None:
        delegate = self._one
        if delegate is None:
            return
        try:
            watched = self._desk.watch_list.is_watched(delegate.id)
            limited = self._people.limited_sessions()
        except KnownError as error:
            self.show_error(error)
            return
        event, tr = self._desk.event, self.language
        sheet = FlagSheet(delegate, event, limited, tr, self.theme, watched=watched)
        self.ask(sheet, self._flag)

    def _flag(self, sheet: FlagSheet) -> None:
        for flag, on in sheet.changes():
            self._do(partial(self._people.flag, flag=flag, on=on))
        if invited := sheet.invited():
            self._do(partial(self._people.correct, fields=invited))
        if reason := sheet.cleared():
            self._do(partial(self._desk.watch_list.clear, reason=reason))

    def _lose_badge(self) -> None:
        if self._do(self._people.lost_badge):
            self._badge()

    def _ask_revoke(self, code: str) -> None:
        self.confirm(
            questions.revoke(self.language, self.theme),
            lambda: self._do(lambda _: self._people.revoke_code(code)),
        )

    # Keyboard

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step:
                self.list.step(step)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETURNS:
            chosen = self.focusWidget()
            if isinstance(chosen, QAbstractButton):
                chosen.click()  # it was reached with Tab
            elif not self.foot.press(ENTER) and self.list.chosen:
                self.columns.show_main()
        elif event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _back(self) -> None:
        if not self.foot.press(WindowKey.BACK):
            # Esc once more shows everybody again.
            if not self.field.edit.text() and self.filters.clear():
                return
            self.field.edit.clear()
            self._search.now()
        self.field.edit.setFocus()


def _side(field: QWidget, filters: QWidget, people: QWidget) -> QWidget:
    """The field's focus ring lies outside its edge, so the rest is inset as much."""
    made, column = _column()
    column.addWidget(field)
    inset = QVBoxLayout()
    inset.setContentsMargins(RING, 0, 0, RING)
    inset.setSpacing(STEP + STEP // 2)
    inset.addWidget(filters)
    inset.addWidget(people, 1)
    column.addLayout(inset, 1)
    return made


def _main(card: QWidget, foot: QWidget) -> QWidget:
    made, column = _column()
    column.setContentsMargins(0, RING, 0, RING)
    column.addWidget(card, 1)
    column.addWidget(foot)
    return made


def _column() -> tuple[QWidget, QVBoxLayout]:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * STEP)
    return widget, column
