"""Findings to decide (conflict resolution): the kinds beside the findings of one, and what can be done about them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from checkin.domain import Severity
from checkin.roster import Answers, FindingAnswer, place_of
from checkin.wording import Tone
from ui.parts.columns import Columns, FlowBox
from ui.parts.findings_list import FindingsList, mark_of
from ui.parts.theme import STEP
from ui.parts.widgets import Panel, button, text
from ui.roster.kind_list import KindList, answer_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.domain import Finding
    from checkin.language import Language
    from checkin.roster import FindingKind, Preview
    from ui.parts.theme import Theme

EDGE: Final = 18
LEAST_HEIGHT: Final = 120


class DoubtsView(QWidget):
    """Emits `answered(Answers)` when something was decided, of a whole kind or of one finding."""

    answered = Signal(object)

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language = language
        self._answers = Answers()
        self.kinds = KindList(language, theme)
        self.list = FindingsList(
            language.text("Findings"),
            self._heading,
            lambda found: found.message,
            theme,
            self._look,
        )
        self.list.setMinimumHeight(LEAST_HEIGHT)
        self.for_all, self.for_one = FlowBox(), FlowBox()
        self.buttons: dict[tuple[bool, FindingAnswer], QPushButton] = {}
        side, main = Panel(language.text("To decide")), Panel()
        side.body.addWidget(self.kinds, 1)
        main.body.addWidget(self.list, 1)
        bars = QVBoxLayout()
        bars.setContentsMargins(EDGE, STEP, EDGE, STEP)
        bars.setSpacing(STEP)
        bars.addWidget(self.for_all)
        bars.addWidget(self.for_one)
        main.body.addLayout(bars)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns(side, main, nested=True))
        self.kinds.chosen.connect(self._show_kind)
        self.list.meant.connect(lambda _: self._offer())

    def show_preview(self, preview: Preview) -> None:
        """Shows what is to decide; stays where it was, or goes on where that is decided."""
        kind = self.kinds.kind
        self._answers = preview.answers
        self.kinds.show_kinds(preview.kinds, kind.code if kind else "")
        self._show_kind()

    def take_proposed(self) -> None:
        """Decides what is open of the current kind as proposed."""
        if kind := self.kinds.kind:
            pairs = zip(kind.findings, kind.answers, strict=True)
            still_open = [place_of(finding) for finding, answer in pairs if answer is None]
            everything = len(still_open) == len(kind.findings)
            self._answer(FindingAnswer.PROPOSED, () if everything else still_open)

    def _show_kind(self) -> None:
        kind, before = self.kinds.kind, self.list.view.currentIndex().row()
        findings = kind.findings if kind else ()
        same = findings and self.list.findings and findings[0].code == self.list.findings[0].code
        self.list.show_findings(findings)
        if findings:
            self.list.choose(min(max(before, 0), len(findings) - 1) if same else 0)
        self._offer()

    def _offer(self) -> None:
        kind, finding = self.kinds.kind, self.list.chosen
        self.buttons = {}
        many = kind is not None and len(kind.findings) > 1
        every = self._buttons(kind, []) if kind and many else []
        one = self._buttons(kind, [place_of(finding)]) if kind and finding else []
        tr = self._language
        if kind and every:
            every.insert(0, text(tr.text("All {n}:", n=len(kind.findings)), "quiet"))
            one.insert(0, text(tr.text("Only this one:"), "quiet"))
        self.for_all.show_all(every)
        self.for_one.show_all(one)
        # Widgets that come later are the last of the window for Tab; these follow the list that they are about.
        for before, after in pairwise((self.list.view, *self.buttons.values())):
            self.setTabOrder(before, after)

    def _buttons(self, kind: FindingKind, places: Sequence[int]) -> list[QWidget]:
        tr = self._language
        is_refused = kind.findings[0].severity is Severity.REFUSED
        words = {
            FindingAnswer.PROPOSED: tr.text("Leave out") if is_refused else tr.text("As proposed")
        }
        if kind.other_way:
            words[FindingAnswer.OTHER] = tr.text(kind.other_way)
        if kind.may_leave_out:
            words[FindingAnswer.LEFT_OUT] = tr.text("Leave out")
        made: list[QWidget] = []
        for answer, label in words.items():
            push = button(label)
            push.clicked.connect(lambda _=False, given=answer: self._answer(given, places))
            self.buttons[bool(places), answer] = push
            made.append(push)
        return made

    def _answer(self, answer: FindingAnswer, places: Sequence[int]) -> None:
        if kind := self.kinds.kind:
            self.answered.emit(self._answers.answered(kind.code, answer, places))

    def _heading(self, found: Finding) -> str:
        tr, kind = self._language, self.kinds.kind
        where = tr.text("Row {row}", row=found.row) if found.row else ""
        if not found.row and not found.number:
            where = tr.text("The whole file")
        told = answer_name(kind, self._answers.to(found), tr) if kind else ""
        return tr.beside(where, found.column, found.value, told)

    def _look(self, found: Finding) -> tuple[str, Tone]:
        if self._answers.to(found) is None:
            return mark_of(found.severity)
        return "check", Tone.WELCOME
