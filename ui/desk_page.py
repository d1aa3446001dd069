"""The desk: one field does it all, one verdict at a time, two keys finish any case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from checkin import wording
from checkin.codes import ALPHABET
from checkin.domain import EXIT, Manner
from checkin.errors import KnownError
from checkin.settings import Printing
from ui import desk_actions, faces
from ui.action_bar import ActionBar
from ui.desk_actions import Act
from ui.desk_header import LampLine, SessionStrip
from ui.desk_sheets import LineSheet, SessionSheet, WalkInSheet
from ui.last_scans import LastScans
from ui.page import Page
from ui.presenting import Presenting
from ui.scanner_input import RHYTHM_MS, SURE, ScannerInput
from ui.search_results import SearchResults
from ui.theme import MARGIN, STEP
from ui.verdict_card import VerdictCard
from ui.widgets import SearchField
from ui.widgets.field import RING
from ui.widgets.frames import HEADER, HEADER_LOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent, QResizeEvent

    from checkin.desk import Desk
    from checkin.domain import Stats, Verdict
    from checkin.language import Language
    from ui.background import Background
    from ui.sounds import Sounds
    from ui.theme import Theme
    from ui.verdict_card import Face
    from ui.widgets import Sheet

CLEAR_AFTER_MS: Final = 15_000
TICK_MS: Final = 1_000
HITS: Final = 8
LAST: Final = 10
SIDE: Final = 392
NARROW: Final = 960
LOW: Final = 520
KEYS: Final = ("F3", "F4", "F6", "F7", "F8", "Ctrl N")
ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class BadgeWanted:
    """A badge is to be printed. `again`: somebody asked for it, whatever was printed before."""

    delegate: str
    number: int
    again: bool


class Case(Enum):
    """What the card is about."""

    READY = auto()
    VERDICT = auto()
    UNDONE = auto()
    FAILURE = auto()


class DeskPage(Page):
    """Says `badge_wanted(BadgeWanted)` and `card_wanted(delegate id)`; all else it does itself."""

    badge_wanted = Signal(object)
    card_wanted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        language: Language,
        theme: Theme,
        background: Background,
        sounds: Sounds,
        printing: Printing = Printing.NEVER,
    ) -> None:
        super().__init__("", language, theme, background)
        self._desk = desk
        self._sounds = sounds
        self._printing = printing
        self._now = Presenting(desk)
        self._case = Case.READY
        self._acts = self._all_acts()
        self._build()
        self.scanner = ScannerInput(self.field.edit)
        self._clearing = self._timer(CLEAR_AFTER_MS, self.clear)
        self._searching = self._timer(RHYTHM_MS, self._search)
        self._ticking = self._timer(TICK_MS, self._tick)
        self._ticking.setSingleShot(False)
        self._ticking.start()
        self._connect()
        self.clear()
        self.refresh()
        self.run(desk.prepare_search, lambda _: self._search())

    # What it is made of

    def _build(self) -> None:
        tr, event = self.language, self._desk.event
        self.strip = SessionStrip(self.header, event, tr, self)
        self.field = SearchField(
            self.theme, tr.text("Scan a code, or type a name in any script"), "scan"
        )
        self.card = VerdictCard(self.theme)
        self.results = SearchResults(event, tr, self.theme)
        self.last = LastScans(event.time_zone, tr, self.theme)
        self.last.setFixedWidth(SIDE)
        self.last.hide()  # until it is known that there is room
        self.bar = ActionBar(self.theme, self)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.card)
        self._middle.addWidget(self.results)
        # The field's focus ring lies outside its edge: all else is as much further in.
        below = QVBoxLayout()
        below.setContentsMargins(RING, 0, RING, 0)
        below.setSpacing(2 * STEP)
        below.addWidget(self._middle, 1)
        below.addWidget(self.bar)
        main = QVBoxLayout()
        main.setSpacing(2 * STEP - RING)
        main.addWidget(self.field)
        main.addLayout(below, 1)
        side = QVBoxLayout()
        side.setContentsMargins(RING, RING, RING, 0)
        side.addWidget(self.last)
        row = QHBoxLayout()
        row.setSpacing(MARGIN - 2 * RING)
        row.addLayout(main, 1)
        row.addLayout(side)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.scanner.scanned.connect(self.scan)
        self.scanner.broken_off.connect(self.field.edit.clear)
        self.scanner.composing.connect(self._warn_of_input_method)
        self.field.edit.textEdited.connect(self._typed)
        self.field.edit.returnPressed.connect(lambda: self.bar.press("Enter"))
        self.field.edit.installEventFilter(self)
        self.results.picked.connect(self._check_in)
        self.results.changed.connect(self._offer)
        self.results.walk_in.connect(self._walk_in)
        self.bar.chosen.connect(lambda act: self._acts[act]())
        self.bar.listen(KEYS, self)
        self.strip.chip.clicked.connect(self._choose_session)

    def _all_acts(self) -> dict[Act, Callable[[], None]]:
        return {
            Act.NEXT: self.clear,
            Act.CLEAR: self.clear,
            Act.ANSWERED: lambda: self._do(self._now.answered),
            Act.EXIT: lambda: self._again(EXIT),
            Act.EXIT_MODE: self._turn,
            Act.LEFT_BETWEEN: lambda: self._do(self._now.left_between),
            Act.REPRESENTED: self._represented,
            Act.BADGE: self._badge_again,
            Act.CALL_LEAD: self._call_lead,
            Act.OVERRIDE: self._override,
            Act.UNDO: self._undo,
            Act.WALK_IN: self._walk_in,
            Act.CHECK_IN: self._check_in,
            Act.CARD: self._open_card,
        }

    # Presenting

    def scan(self, text: str) -> None:
        """A code was presented, by whatever means."""
        self.close_sheet()
        self.field.edit.clear()
        self._do(lambda: self._now.scan(text))

    def _check_in(self) -> None:
        chosen = self.results.chosen
        if chosen is not None:
            self.field.edit.clear()
            self._do(lambda: self._now.checkin(chosen.number))

    def _again(self, how: Manner) -> None:
        self._do(lambda: self._now.again(how))

    def _do(self, present: Callable[[], Verdict]) -> None:
        """One presentation: the core answers, the card shows it."""
        try:
            verdict = present()
        except KnownError as error:
            self._show_failure(error)
        else:
            self._show_verdict(verdict)

    def _show_verdict(self, verdict: Verdict) -> None:
        event, tr = self._desk.event, self.language
        words = wording.of(verdict, event, tr, desk_name=self._desk.name)
        face = faces.of_verdict(verdict, words, event, tr)
        prints = self._now.prints(self._printing)
        self._show(Case.VERDICT, faces.with_badge(face, verdict, tr) if prints else face)
        self._sounds.play(words.sound)
        self._clearing.start()
        if prints:
            self._want_badge(again=False)
        # Behind the verdict: who waits for it does not wait for the list.
        QTimer.singleShot(0, self, self._show_last)

    def _show_failure(self, error: KnownError) -> None:
        self._now.forget()
        self._show(Case.FAILURE, faces.not_recorded(self.language.explain(error), self.language))
        self._sounds.play(wording.Tone.STOP)

    def clear(self) -> None:
        """Nothing on the card, nothing in the field: ready for the next one."""
        self._now.forget()
        self.field.edit.clear()
        self._show(Case.READY, faces.ready(None, self.language, leaving=self._now.leaving))
        self.run(self._desk.stats, self._show_counts)

    def _show_counts(self, stats: Stats) -> None:
        if self._case is Case.READY:
            count = stats.sessions.get(self._desk.current_session().session.key)
            face = faces.ready(count, self.language, leaving=self._now.leaving)
            self.card.show_face(face)

    def _show(self, case: Case, face: Face) -> None:
        self._case = case
        self._clearing.stop()
        self._searching.stop()
        self.last.choose_none()
        self.card.show_face(face)
        self._middle.setCurrentWidget(self.card)
        self._offer()
        if self.sheet is None:
            self.field.edit.setFocus()

    # Searching

    @property
    def _is_searching(self) -> bool:
        return self._middle.currentWidget() is self.results

    def _typed(self, text: str) -> None:
        """Every letter searches; only what looks like a scan under way waits for its end."""
        self._clearing.stop()
        under_way = self.scanner.busy and len(text) >= SURE
        if under_way and all(letter in ALPHABET for letter in text.upper()):
            self._searching.start()
        else:
            self._search()

    def _search(self) -> None:
        text = self.field.edit.text().strip()
        if not text:
            if self._is_searching:
                self.clear()
            return
        try:
            self.results.show_found(self._desk.find(text, HITS))
        except KnownError as error:
            self.results.say(self.language.explain(error))
        self._middle.setCurrentWidget(self.results)
        self._offer()

    def _open_card(self) -> None:
        chosen = self.results.chosen
        if chosen is not None:
            self.card_wanted.emit(chosen.id)

    # Offers

    def _offer(self) -> None:
        tr, verdict, leaving = self.language, self._now.verdict, self._now.leaving
        if self._is_searching:
            offers = desk_actions.when_searching(self.results.chosen, tr, leaving=leaving)
        elif verdict is not None:
            offers = desk_actions.after(verdict, tr, self._desk.shift.may)
        elif self._case is Case.READY:
            offers = desk_actions.when_idle(tr, leaving=leaving)
        else:
            offers = desk_actions.after_all(tr)
        self.bar.show_offers(offers)

    def _turn(self) -> None:
        """From entry to exit, and back."""
        self._now.leaving = not self._now.leaving
        self.field.icon.show_icon("exit" if self._now.leaving else "scan", self.theme.text)
        self.clear()

    def _undo(self) -> None:
        try:
            name = self._now.undo(self.last.chosen, self.last.scans)
        except KnownError as error:
            self.show_error(error)
            return
        if name is not None:
            self._show(Case.UNDONE, faces.undone(name, self.language))
            self._clearing.start()
            self._show_last()

    def _call_lead(self) -> None:
        person = self._now.verdict.person if self._now.verdict else None
        self._show(Case.VERDICT, faces.lead_called(person, self._desk.name, self.language))
        self._sounds.play(wording.Tone.ASK)

    def _badge_again(self) -> None:
        if self._now.verdict is not None:
            self._want_badge(again=True)
            face = faces.with_badge(self.card.face, self._now.verdict, self.language)
            self.card.show_face(face)

    def _want_badge(self, *, again: bool) -> None:
        person = self._now.verdict.person if self._now.verdict else None
        if person is not None:
            self.badge_wanted.emit(BadgeWanted(person.id, person.number, again))

    # Sheets

    def _walk_in(self) -> None:
        typed = self.field.edit.text().strip()
        sheet = WalkInSheet(self._desk.event, self.language, self.theme, typed)

        def register() -> None:
            try:
                verdict = self._now.walk_in(sheet.fields())
            except KnownError as error:
                sheet.say(self.language.explain(error), "warning", wording.Tone.AGAIN)
            else:
                self.close_sheet()
                self.field.edit.clear()
                self._show_verdict(verdict)

        self._open(sheet, register)

    def _override(self) -> None:
        tr = self.language
        sheet = LineSheet(tr.text("Let in all the same"), tr.text("Reason"), tr, self.theme)
        sheet.given.connect(lambda reason: self._after(lambda: self._again(Manner(force=reason))))
        self._open(sheet)

    def _represented(self) -> None:
        tr = self.language
        sheet = LineSheet(tr.text("Who comes in their place?"), tr.text("Name"), tr, self.theme)
        sheet.given.connect(
            lambda name: self._after(lambda: self._do(lambda: self._now.represented(name)))
        )
        self._open(sheet)

    def _choose_session(self) -> None:
        desk = self._desk
        sheet = SessionSheet(
            desk.event, desk.now(), desk.current_session(), self.language, self.theme
        )

        def accept() -> None:
            desk.fixed = sheet.chosen()
            self._after(self.refresh)
            self.clear()

        self._open(sheet, accept)

    def _open(self, sheet: Sheet, accepted: Callable[[], None] | None = None) -> None:
        """A verdict does not clear itself while somebody is asked about it."""
        self._clearing.stop()
        if accepted is not None:
            sheet.accepted.connect(accepted)
        self.open_sheet(sheet)

    def _after(self, then: Callable[[], None]) -> None:
        self.close_sheet()
        then()

    # What time and others change

    def refresh(self) -> None:
        self._tick()
        self._show_last()
        self.field.edit.setFocus()

    def show_lamps(self, kept: LampLine, printer: LampLine) -> None:
        self.strip.show_lamps(kept, printer)

    def _tick(self) -> None:
        self.strip.show_session(self._desk.current_session(), self._desk.now())

    def _show_last(self) -> None:
        try:
            self.last.show_scans(self._desk.last(LAST))
        except KnownError as error:
            self.show_error(error)

    def _warn_of_input_method(self) -> None:
        self.field.edit.clear()
        self.tell(
            self.language.text(
                "The keyboard's input method is on, so the scanner cannot be read. Switch it off."
            )
        )

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._field_key(event)
        return super().eventFilter(watched, event)

    def _field_key(self, event: QKeyEvent) -> bool:
        """Keys that mean something else in the field than in a line of text."""
        searching = self._is_searching
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        onward = Qt.Key.Key_Left if right else Qt.Key.Key_Right
        edit = self.field.edit
        if searching and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.results.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if searching and event.key() == onward and edit.cursorPosition() == len(edit.text()):
            self._open_card()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.bar.press("Enter")
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.field.edit.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.last.setVisible(self.width() >= NARROW)
        low = self.height() < LOW
        self.header.setFixedHeight(HEADER_LOW if low else HEADER)
        edge = STEP if low else MARGIN
        self.body.setContentsMargins(edge - RING, edge - RING, edge - RING, edge)

    def _timer(self, after: int, call: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(after)
        made.timeout.connect(call)
        return made
