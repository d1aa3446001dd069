"""Import step 3: preview (dry run): what is to decide, what changes, and what else is worth knowing."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from checkin.domain import Severity
from checkin.wording import Tone
from ui.parts.columns import FlowBox, Stack
from ui.parts.empty_state import EmptyState
from ui.parts.findings_list import FindingsList
from ui.parts.theme import STEP
from ui.parts.widgets import Panel, text
from ui.roster.changes_table import ChangesTable
from ui.roster.doubts import DoubtsView

if TYPE_CHECKING:
    from checkin.domain import Finding
    from checkin.language import Language
    from checkin.roster import Preview
    from ui.parts.theme import Theme

WATCHED: Final = "watched"  # the code of these findings


class ReviewView(StrEnum):
    """What the step shows."""

    DOUBTS = "doubts"
    CHANGES = "changes"
    NOTES = "notes"
    WATCHED = "watched"
    FINE = "fine"


class ReviewStep(QWidget):
    """Emits `answered(Answers)` when a finding was decided."""

    answered = Signal(object)

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self._preview: Preview | None = None
        self.counts = {name: _Count(words, theme) for name, words in self._names().items()}
        self.filters: dict[ReviewView, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.doubts = DoubtsView(language, theme)
        self.changes = ChangesTable(language)
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
        self.doubts.answered.connect(self.answered)
        self.stack = Stack()
        self._build()

    def show_preview(self, preview: Preview) -> None:
        """Shows the preview from the beginning."""
        self._show(preview)
        self.look_at(next(iter(self.filters), ReviewView.FINE))

    def show_answered(self, preview: Preview) -> None:
        """Shows the same import with one more decision; stays where it was."""
        before = self.view
        self._show(preview)
        self.look_at(before if before in self.filters else next(iter(self.filters)))

    def look_at(self, view: ReviewView) -> None:
        """Shows one of the views."""
        if chip := self.filters.get(view):
            chip.setChecked(True)
        self._at = view
        parts = {
            ReviewView.DOUBTS: self.doubts,
            ReviewView.CHANGES: self._changes_panel,
            ReviewView.FINE: self._fine_panel,
        }
        if view in {ReviewView.NOTES, ReviewView.WATCHED}:
            self.list.show_findings(self._noted(view))
        self.stack.setCurrentWidget(parts.get(view, self._list_panel))

    @property
    def view(self) -> ReviewView:
        return self._at

    @property
    def to_bring_in(self) -> int:
        """The number of people whom the import would add, change or cancel."""
        counts = self._preview.counts if self._preview else None
        return counts.added + counts.changed + counts.cancelled if counts else 0

    @property
    def open(self) -> int:
        """The number of findings that must still be decided."""
        return self._preview.in_doubt if self._preview else 0

    @property
    def ready(self) -> bool:
        """Whether the import may run."""
        return self._preview is not None and not self.open

    def take_proposed(self) -> None:
        """Decides the kind that is looked at as proposed; from elsewhere, goes there first."""
        if self.view is ReviewView.DOUBTS:
            self.doubts.take_proposed()
        else:
            self.look_at(ReviewView.DOUBTS)

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        counts = preview.counts
        for name in self.counts:
            self.counts[name].show_count(getattr(counts, name))
        self.counts["cancelled"].setVisible(bool(counts.cancelled or preview.gone))
        self.doubts.show_preview(preview)
        self.changes.show_preview(preview)
        self._show_filters(preview)

    def _names(self) -> dict[str, str]:
        tr = self._language
        return {
            "added": tr.text("added"),
            "changed": tr.text("changed"),
            "unchanged": tr.text("unchanged"),
            "cancelled": tr.text("cancelled"),
            "refused": tr.text("left out"),
        }

    def _build(self) -> None:
        self._at = ReviewView.FINE
        tiles = QHBoxLayout()
        tiles.setSpacing(2 * STEP)
        for count in self.counts.values():
            tiles.addWidget(count)
        self.chips = FlowBox()
        self._changes_panel, self._list_panel, self._fine_panel = Panel(), Panel(), Panel()
        self._changes_panel.body.addWidget(self.changes.view, 1)
        self._list_panel.body.addWidget(self.list, 1)
        self._fine_panel.body.addWidget(self.fine, 1)
        for part in (self.doubts, self._changes_panel, self._list_panel, self._fine_panel):
            self.stack.addWidget(part)
        self.changes.view.setMinimumHeight(160)
        self.list.setMinimumHeight(160)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addLayout(tiles)
        column.addWidget(self.chips)
        column.addWidget(self.stack, 1)

    def _show_filters(self, preview: Preview) -> None:
        tr = self._language
        notes, watched = self._noted(ReviewView.NOTES), self._noted(ReviewView.WATCHED)
        kinds = {
            ReviewView.DOUBTS: (len(preview.kinds), tr.text("To decide {n}", n=self.open)),
            ReviewView.CHANGES: (
                self.changes.rows,
                tr.text("What changes {n}", n=self.changes.rows),
            ),
            ReviewView.NOTES: (len(notes), tr.text("Notes {n}", n=len(notes))),
            ReviewView.WATCHED: (
                len(watched),
                tr.text("On the watch list {n}", n=len(watched)),
            ),
        }
        self.filters = {
            view: self._filter(view, words) for view, (count, words) in kinds.items() if count
        }
        self.chips.show_all(list(self.filters.values()))

    def _filter(self, view: ReviewView, words: str) -> QPushButton:
        filter_button = QPushButton(words)
        filter_button.setProperty("role", "chip")
        filter_button.setCheckable(True)
        filter_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._group.addButton(filter_button)
        filter_button.clicked.connect(lambda: self.look_at(view))
        return filter_button

    def _noted(self, view: ReviewView) -> tuple[Finding, ...]:
        """The notes, or those of them about the watch list."""
        findings = self._preview.findings if self._preview else ()
        notes = tuple(finding for finding in findings if finding.severity is Severity.NOTE)
        if view is ReviewView.NOTES:
            return notes
        return tuple(finding for finding in notes if finding.code == WATCHED)


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
