"""Import step 3: preview (dry run) of the changes, and the findings to review before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from checkin.domain import Severity
from checkin.wording import Tone
from ui.parts.columns import FlowBox
from ui.parts.empty_state import EmptyState
from ui.parts.findings_list import FindingsList
from ui.parts.theme import STEP
from ui.parts.widgets import Panel, Tick, text

if TYPE_CHECKING:
    from checkin.domain import Finding
    from checkin.language import Language
    from checkin.roster import Preview
    from ui.parts.theme import Theme

EVERYTHING: Final = ""
WATCHED: Final = "watched"  # the code of these findings


class ReviewStep(QWidget):
    """Emits `changed` when the doubtful rows are accepted, or no longer."""

    changed = Signal()

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self._preview: Preview | None = None
        self.counts = {name: _Count(words, theme) for name, words in self._names().items()}
        self.filters: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.list = FindingsList(
            language.text("Findings"),
            lambda found: heading(found, language),
            lambda found: found.message,
            theme,
        )
        self.fine = EmptyState(
            "check",
            language.text("Nothing to look at"),
            language.text("Every row can come in as it is."),
            theme,
            Tone.WELCOME,
        )
        self.accept = Tick("", theme)
        self.accept.toggled.connect(lambda _: self.changed.emit())
        self._build()

    def show_preview(self, preview: Preview) -> None:
        """Shows the preview; resets the acceptance."""
        self._preview = preview
        counts = preview.counts
        for name, count in (
            ("added", counts.added),
            ("changed", counts.changed),
            ("unchanged", counts.unchanged),
            ("refused", counts.refused),
        ):
            self.counts[name].show_count(count)
        self.accept.setChecked(False)
        self.accept.setText(self._what_is_accepted(preview))
        self.accept.setVisible(preview.in_doubt > 0 and self.to_bring_in > 0)
        self._show_filters(preview.findings)
        found = bool(preview.findings)
        self.list.setVisible(found)
        self.fine.setVisible(not found)

    @property
    def to_bring_in(self) -> int:
        """The number of rows that would add or change something."""
        counts = self._preview.counts if self._preview else None
        return counts.added + counts.changed if counts else 0

    @property
    def ready(self) -> bool:
        """Whether the import may run."""
        preview = self._preview
        return preview is not None and (not preview.in_doubt or self.accept.isChecked())

    def _names(self) -> dict[str, str]:
        tr = self._language
        return {
            "added": tr.text("added"),
            "changed": tr.text("changed"),
            "unchanged": tr.text("unchanged"),
            "refused": tr.text("refused"),
        }

    def _build(self) -> None:
        tiles = QHBoxLayout()
        tiles.setSpacing(2 * STEP)
        for count in self.counts.values():
            tiles.addWidget(count)
        self.chips = FlowBox()
        panel = Panel(self._language.text("Findings"))
        line = QVBoxLayout()
        line.setContentsMargins(18, 10, 18, 10)
        line.addWidget(self.chips)
        panel.body.addLayout(line)
        panel.body.addWidget(self.list, 1)
        panel.body.addWidget(self.fine, 1)
        self.list.setMinimumHeight(160)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addLayout(tiles)
        column.addWidget(panel, 1)
        column.addWidget(self.accept)

    def _what_is_accepted(self, preview: Preview) -> str:
        tr = self._language
        rows = {finding.row for finding in preview.findings if finding.severity is Severity.DOUBT}
        if not rows:
            return tr.plural(
                "Leave the refused row out",
                "Leave the {n} refused rows out",
                preview.counts.refused,
            )
        doubtful = tr.plural(
            "Bring in the doubtful row as described",
            "Bring in the {n} doubtful rows as described",
            len(rows),
        )
        if not preview.counts.refused:
            return doubtful
        return tr.text("{doubtful}; refused rows stay out", doubtful=doubtful)

    def _show_filters(self, findings: tuple[Finding, ...]) -> None:
        tr = self._language
        kinds = {
            EVERYTHING: tr.text("All {n}", n=len(findings)),
            Severity.REFUSED: tr.text("Refused {n}", n=_count(findings, Severity.REFUSED)),
            Severity.DOUBT: tr.text("In doubt {n}", n=_count(findings, Severity.DOUBT)),
            Severity.NOTE: tr.text("Notes {n}", n=_count(findings, Severity.NOTE)),
            WATCHED: tr.text("On the watch list {n}", n=_count(findings, WATCHED)),
        }
        self.filters = {}
        for kind, words in kinds.items():
            has_any = kind == EVERYTHING or _count(findings, kind)
            if findings and has_any:
                self.filters[kind] = self._filter(kind, words)
        self.chips.show_all(list(self.filters.values()))
        if self.filters:
            self.filters[EVERYTHING].setChecked(True)
        self._show(EVERYTHING)

    def _filter(self, kind: str, words: str) -> QPushButton:
        filter_button = QPushButton(words)
        filter_button.setProperty("role", "chip")
        filter_button.setCheckable(True)
        filter_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._group.addButton(filter_button)
        filter_button.clicked.connect(lambda: self._show(kind))
        return filter_button

    def _show(self, kind: str) -> None:
        findings = self._preview.findings if self._preview else ()
        self.list.show_findings(tuple(finding for finding in findings if kind in _kinds(finding)))


class _Count(Panel):
    """A number and its label."""

    def __init__(self, words: str, theme: Theme) -> None:
        super().__init__()
        self.number = text("", "second")
        self._theme = theme
        self.body.setContentsMargins(18, 10, 18, 12)
        self.body.addWidget(self.number)
        self.body.addWidget(text(words, "quiet"))

    def show_count(self, count: int) -> None:
        self.number.setText(f"{count:,}".replace(",", "\u202f"))


def heading(found: Finding, language: Language) -> str:
    """The row, column and value, as far as known."""
    row = (
        language.text("Row {row}", row=found.row) if found.row else language.text("The whole file")
    )
    return " · ".join(part for part in (row, found.column, found.value) if part)


def _count(findings: tuple[Finding, ...], kind: str) -> int:
    return sum(kind in _kinds(finding) for finding in findings)


def _kinds(finding: Finding) -> tuple[str, ...]:
    """The filters that show a finding."""
    return (EVERYTHING, finding.severity, finding.code)
