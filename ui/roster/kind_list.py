"""List of the kinds of findings: what each is about, and how much of it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin.domain import Severity
from checkin.roster import FindingAnswer, FindingKind
from checkin.wording import Tone
from ui.parts.findings_list import mark_of
from ui.parts.widgets.rows import RowDelegate, RowPainter, TupleModel, list_view, row_font

if TYPE_CHECKING:
    from checkin.language import Language
    from ui.parts.theme import Theme

EDGE: Final = 18
TEXT_AT: Final = 54
HEIGHT: Final = 64


class KindList(QWidget):
    """Emits `chosen` when another kind is looked at."""

    chosen = Signal()

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self._model = TupleModel[FindingKind](
            lambda kind: language.beside(language.text(kind.title), self.about(kind))
        )
        self._painter = RowDelegate[FindingKind](theme, HEIGHT, self._put)
        self._name, self._about = row_font(15, QFont.Weight.DemiBold), row_font(14)
        self.view = list_view(language.text("To decide"))
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._painter)
        self.view.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_kinds(self, kinds: tuple[FindingKind, ...], code: str) -> None:
        """Shows the kinds and goes to that one; where it is decided, to the next that is open."""
        self._model.show(kinds)
        codes = [kind.code for kind in kinds]
        at = codes.index(code) if code in codes else 0
        following = [*range(at, len(kinds)), *range(at)]
        self.view.setCurrentIndex(
            self._model.index(next((row for row in following if kinds[row].open), at))
        )

    @property
    def kind(self) -> FindingKind | None:
        return self._model.item(self.view.currentIndex().row())

    @property
    def kinds(self) -> tuple[FindingKind, ...]:
        return self._model.items

    def about(self, kind: FindingKind) -> str:
        """How many there are, and what was decided."""
        tr = self._language
        many = len(kind.findings) > 1
        rows = tr.plural("{n} finding", "{n} findings", len(kind.findings)) if many else ""
        if kind.open:
            return tr.beside(rows, tr.text("{n} open", n=kind.open))
        decided = {answer_name(kind, answer, tr) for answer in kind.answers}
        words = decided.pop() if len(decided) == 1 else tr.text("decided one by one")
        return tr.beside(rows, words)

    def _put(self, row: RowPainter, kind: FindingKind) -> None:
        theme = self._theme
        if row.is_chosen:
            row.chosen()
        if not row.is_last:
            row.rule()
        icon, tone = look_of(kind)
        row.icon(icon, theme.tone(tone).ink, EDGE, 22)
        top, room = row.box.top(), row.box.width() - TEXT_AT - EDGE
        title = self._language.text(kind.title)
        row.text(title, self._name, theme.text, QRect(TEXT_AT, top + 10, room, 22))
        row.text(self.about(kind), self._about, theme.muted, QRect(TEXT_AT, top + 33, room, 20))


def look_of(kind: FindingKind) -> tuple[str, Tone]:
    """The icon and colour of a kind: a tick where all is decided."""
    return mark_of(kind.findings[0].severity) if kind.open else ("check", Tone.WELCOME)


def answer_name(kind: FindingKind, answer: FindingAnswer | None, language: Language) -> str:
    """What was decided about one finding, in few words; empty while it is open."""
    severity = kind.findings[0].severity
    if answer is FindingAnswer.OTHER:
        return language.text(kind.other_way)
    if answer is FindingAnswer.LEFT_OUT or (answer and severity is Severity.REFUSED):
        return language.text("left out")
    is_decided = answer is not None or severity is Severity.NOTE
    return language.text("as proposed") if is_decided else ""
