"""Delegate card (details view): personal data, notes, codes, and history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from checkin import own_columns, visibility
from checkin.domain import CodeKind, CodeStatus, Status, fields_by_place, session_keys
from checkin.language import day_and_time
from checkin.layout import grouped
from checkin.roles import Action
from checkin.visibility import LETTERS
from checkin.wording import (
    Tone,
    code_name,
    column_name,
    column_value,
    flag_name,
    status_name,
)
from ui.parts.category_colour import CategoryBar, on_surface
from ui.parts.columns import SIDE, FlowBox, WidgetList
from ui.parts.field_names import field_name
from ui.parts.name_order import contact_line, in_order
from ui.parts.settling import GLANCE_MS
from ui.parts.theme import MARGIN, STEP, TOUCH
from ui.parts.timers import single_shot
from ui.parts.widgets import Elided, Fitted, Strip, chip, link, rule, text
from ui.people import history
from ui.people.history import HistoryList
from ui.people.photo import PhotoLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from checkin.domain import Card, Code, Delegate, Event
    from checkin.language import Language
    from ui.parts.theme import Theme
    from ui.parts.widgets import Text

    May = Callable[[Action], bool]

WIDE: Final = SIDE + SIDE // 2
CONTACT: Final = tuple(field.name for field in fields_by_place("card"))


class PersonCard(QScrollArea):
    """Emits `revoked(code)` when a code is to be revoked, `parted(delegate)` when somebody who was joined is to be
    parted, and `taken_back(delegate)` when a badge was not handed over; shows the card it is given."""

    revoked = Signal(str)
    parted = Signal(str)
    taken_back = Signal(str)

    def __init__(self, event: Event, language: Language, theme: Theme, may: May) -> None:
        super().__init__()
        self._event, self._language, self._theme, self._may = event, language, theme, may
        self._card: Card | None = None
        self._shown = False  # codes are unmasked
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(language.text("Person"))
        self.number = text("", "large")
        self.name = Fitted(34, QFont.Weight.Bold)
        self.second = Fitted(21, QFont.Weight.Normal)
        self.legal = text("", "strong").wrapped()
        self.hiding = single_shot(self, GLANCE_MS, self._hide_legal)
        self.photo, self.take_photo = PhotoLabel(language), link(language.text("Take photograph…"))
        self.bar = CategoryBar()
        self.category = text("", "strong")
        self.organisation = text("", "quiet").wrapped()
        self.chips = FlowBox()
        self.notes = Strip(theme)
        self.details = FlowBox(STEP * 2)
        self.doubles = WidgetList()
        self.codes = WidgetList()
        self.reveal, self.issue = link(""), link(language.text("New invitation code"))
        self.erase = link(language.text("Erase this person…"))
        self.history = HistoryList(language, theme)
        self.nothing_yet = text(language.text("Nothing is recorded yet."), "quiet")
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._hide_legal()
        self.reveal.clicked.connect(self._turn)

    @property
    def card(self) -> Card | None:
        return self._card

    def show_card(self, card: Card) -> None:
        """Replaces the content; the codes are masked again for another delegate."""
        if self._card is None or self._card.delegate.id != card.delegate.id:
            self._shown = False
            self.verticalScrollBar().setValue(0)
        self._hide_legal()
        self._card = card
        delegate, tr = card.delegate, self._language
        self.number.setText(f"{delegate.number:03}")
        first, second = in_order(delegate.display_name, delegate.second_name, tr)
        self.name.show_name(first)
        self.second.show_name(second)
        category = self._event.category(delegate.category)
        self.category.setText(tr.name(category.name) if category else delegate.category)
        self.bar.show_colour(on_surface(category.colour, self._theme) if category else "")
        # "House of Councillors, Japan" needs no second Japan.
        country = "" if delegate.country in delegate.organisation else delegate.country
        place = (delegate.title, delegate.organisation, country)
        _show(self.organisation, tr.beside(*place))
        photographed = visibility.has_photograph(delegate.flags)
        self.take_photo.setVisible(photographed and self._may(Action.PHOTOGRAPH))
        self.chips.show_all(self._chips(card))
        self.notes.say(delegate.notes, "info", None)
        self.details.show_all(
            [*self._focal_points(card), *self._company(card), *self._details(delegate)]
        )
        self.doubles.show_all(self._doubles(card))
        self._show_codes(card.codes)
        lines = history.lines(card, self._event, tr)
        self.history.show_lines(lines)
        self.nothing_yet.setVisible(not lines)

    def show_legal_name(self, name: str) -> None:
        """Shows the name behind an alias for some seconds, or until another card is shown."""
        _show(self.legal, self._language.labelled(self._language.text("Legal name"), name))
        self.hiding.start()

    def _hide_legal(self) -> None:
        self.hiding.stop()
        _show(self.legal, "")

    def _build(self) -> None:
        inner = QWidget()
        self.setWidget(inner)
        column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(STEP)
        column.addLayout(self._who_part())
        for part in (self.chips, self.notes, self.details, self.doubles):
            column.addWidget(part)
        column.addSpacing(STEP)
        column.addWidget(rule())
        column.addSpacing(STEP)
        self._below.setSpacing(2 * MARGIN)
        self._below.addWidget(self._codes_part(), 2)
        self._below.addWidget(self._history_part(), 3)
        column.addLayout(self._below)
        column.addWidget(self.erase, 0, Qt.AlignmentFlag.AlignLeading)
        if not self._may(Action.ERASE):
            self.erase.hide()
        column.addStretch(1)

    def _who_part(self) -> QHBoxLayout:
        """Names, category and organisation, and the photograph beside them."""
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        kind = QHBoxLayout()
        kind.setSpacing(10)
        kind.addWidget(self.bar)
        kind.addWidget(self.category, 1)
        names = QVBoxLayout()
        names.setSpacing(STEP)
        names.addLayout(head)
        names.addWidget(self.second)
        names.addWidget(self.legal)
        names.addLayout(kind)
        names.addWidget(self.organisation)
        names.addWidget(self.take_photo, 0, Qt.AlignmentFlag.AlignLeading)
        names.addStretch(1)
        who = QHBoxLayout()
        who.setSpacing(MARGIN)
        who.addLayout(names, 1)
        who.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        return who

    def _codes_part(self) -> QWidget:
        part, column = _part()
        head = QHBoxLayout()
        head.addWidget(text(self._language.text("Codes"), "heading"), 1)
        head.addWidget(self.reveal)
        column.addLayout(head)
        column.addWidget(self.codes)
        column.addWidget(self.issue, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        return part

    def _history_part(self) -> QWidget:
        part, column = _part()
        heading = text(self._language.text("History"), "heading")
        heading.setMinimumHeight(TOUCH)  # as high as the buttons beside the next heading
        column.addWidget(heading)
        column.addWidget(self.nothing_yet)
        column.addWidget(self.history.view)
        column.addStretch(1)
        return part

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        self._below.setDirection(
            directions.LeftToRight if self.width() >= WIDE else directions.TopToBottom
        )

    def _chips(self, card: Card) -> list[QWidget]:
        tr, delegate = self._language, card.delegate
        chips: list[Text] = []
        if delegate.status is not Status.EXPECTED:
            chips.append(_toned(chip(status_name(delegate.status, tr)), _tone(delegate.status)))
        for key in card.inside:
            session = self._event.session(key)
            name = tr.name(session.name) if session else key
            chips.append(_toned(chip(tr.text("In: {session}", session=name)), Tone.WELCOME))
        chips += [_toned(chip(flag_name(flag, tr)), Tone.ASK) for flag in delegate.flags]
        if card.company:
            here = sum(companion.inside for companion in card.company)
            chips.append(chip(tr.text("{here} of {all} here", here=here, all=len(card.company))))
        if card.badges_printed:
            printed = tr.plural(
                "Badge printed once", "Badge printed {n} times", card.badges_printed
            )
            chips.append(chip(printed))
        if card.handed_out is not None:
            time = day_and_time(card.handed_out, self._event.time_zone)
            chips.append(chip(tr.text("Badge handed over: {time}", time=time)))
            if self._may(Action.PRINT):
                return [*chips, self._take_back(delegate.id)]
        return [*chips]

    def _take_back(self, delegate: str) -> QWidget:
        """Beside the last chip, which says what it undoes."""
        undo = link(self._language.text("Undo"))
        undo.setAccessibleName(self._language.text("Badge not handed over"))
        undo.clicked.connect(partial(self.taken_back.emit, delegate))
        return undo

    def _focal_points(self, card: Card) -> list[QWidget]:
        """Whom to ask about the delegation, with their telephone."""
        tr = self._language
        label = tr.text("Focal point")
        return [_Detail(label, contact_line(point, tr)) for point in card.focal_points]

    def _company(self, card: Card) -> list[QWidget]:
        """Whom this delegate accompanies, and who else is of their company."""
        tr, made = self._language, []
        for companion in card.company:
            if companion.person.id != card.delegate.id:
                label = tr.text("Accompanies") if companion.leads else tr.text("In their company")
                first, _ = in_order(companion.person.name, companion.person.native_name, tr)
                here = tr.text("Here") if companion.inside else tr.text("Not here")
                who = tr.beside(f"{companion.person.number:03}", first, companion.role, here)
                made.append(_Detail(label, who))
        return [*made]

    def _doubles(self, card: Card) -> list[QWidget]:
        """Who was joined with this delegate, each with a link that parts them again."""
        tr, made = self._language, []
        for double in card.doubles:
            delegate = double.delegate
            first, _ = in_order(delegate.display_name, delegate.second_name, tr)
            who = tr.beside(f"{delegate.number:03}", first, delegate.organisation)
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(_Detail(tr.text("The same person"), who), 1)
            if self._may(Action.JOIN):
                part = link(tr.text("Part again"))
                part.setAccessibleName(tr.text("Part again: {who}", who=who))
                part.clicked.connect(partial(self.parted.emit, delegate.id))
                line.addWidget(part)
            made.append(row)
        return [*made]

    def _details(self, one: Delegate) -> list[QWidget]:
        """The contact fields and the roster's other columns."""
        tr = self._language
        known = [(field_name(name, tr), self._value(one, name)) for name in CONTACT]
        own = [
            (column_name(column, tr), column_value(column, value, tr))
            for column, value in own_columns.of_card(self._event, one)
        ]
        return [_Detail(name, value) for name, value in (*known, *own) if value]

    def _value(self, one: Delegate, name: str) -> str:
        if name != "sessions":
            return str(getattr(one, name))
        sessions = map(self._event.session, session_keys(one.sessions))
        return self._language.listed(
            self._language.name(session.name) for session in sessions if session
        )

    def _show_codes(self, codes: tuple[Code, ...]) -> None:
        tr, permitted = self._language, self._may(Action.CODES)
        self.reveal.setVisible(permitted and bool(codes))
        self.reveal.setText(tr.text("Hide") if self._shown else tr.text("Show"))
        self.issue.setVisible(permitted)
        rows: list[QWidget] = [self._code_row(code) for code in codes]
        self.codes.show_all(rows or [text(tr.text("No code yet."), "quiet")])

    def _code_row(self, code: Code) -> QWidget:
        row = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        name = code_name(code.kind, code.status, self._language)
        standing = code.status is CodeStatus.VALID
        words.addWidget(Elided(name, "row" if standing else "quiet"))
        words.addWidget(text(self._written(code), "small").wrapped())
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(words, 1)
        if standing and self._may(Action.CODES):
            revoke = link(self._language.text("Revoke"))
            revoke.setAccessibleName(self._language.text("Revoke: {code}", code=name))
            revoke.clicked.connect(partial(self.revoked.emit, code.code))
            line.addWidget(revoke)
        row.setMinimumHeight(48)
        return row

    def _written(self, code: Code) -> str:
        if not (self._shown and self._may(Action.CODES)):
            return f"…{code.code[-LETTERS:]}"
        return code.code if code.kind is CodeKind.EXTERNAL else grouped(code.code)

    def _turn(self) -> None:
        self._shown = not self._shown
        if self._card is not None:
            self._show_codes(self._card.codes)


class _Detail(QWidget):
    """A value with a small label above it."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(text(name, "small"))
        column.addWidget(Elided(value))


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(STEP)
    return part, column


def _tone(status: Status) -> Tone:
    return Tone.STOP if status is Status.CANCELLED else Tone.ASK


def _toned(label: Text, tone: Tone) -> Text:
    label.set_tone(tone)
    return label


def _show(label: Text, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
