"""Badge preview with paging: the current badge, previous and next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.keys import WindowKey
from ui.parts.theme import STEP
from ui.parts.widgets import Elided, button, listen, tool
from ui.printing.badge_preview import BadgePreview

if TYPE_CHECKING:
    from checkin.badges import BadgeSelection
    from checkin.domain import Delegate
    from checkin.language import Language
    from checkin.layout import Composed
    from checkin.paper.faces import Faces
    from ui.parts.theme import Theme


class BadgeView(QWidget):
    """Emits `wanted(delegate)` when another badge is to be shown."""

    wanted = Signal(object)

    def __init__(self, faces: Faces, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language = language
        self._pile: tuple[Delegate, ...] = ()
        self._at = 0
        self._sides: tuple[Composed, ...] = ()
        self.preview = BadgePreview(faces, theme)
        self.place = Elided("", "quiet")
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.before = tool(language.text("Previous"), WindowKey.EARLIER, theme)
        self.behind = tool(language.text("Next"), WindowKey.LATER, theme)
        self.turn = button(language.text("Other side"))
        self.turn.hide()
        self.design = tool(language.text("Change the layout"), WindowKey.DESIGN, theme)
        listen(self.design, self)
        self.turn.clicked.connect(self._turn)
        self.before.clicked.connect(lambda: self.step(-1))
        self.behind.clicked.connect(lambda: self.step(1))
        for turn_button in (self.before, self.behind):
            listen(turn_button, self)
        self._build()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(2 * STEP)
        line.addWidget(self.before)
        line.addWidget(self.place, 1)
        line.addWidget(self.turn)
        line.addWidget(self.design)
        line.addWidget(self.behind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self.preview, 1)
        column.addLayout(line)

    @property
    def delegate(self) -> Delegate | None:
        """The delegate whose badge is shown."""
        return self._pile[self._at] if self._pile else None

    def show_pile(self, selection: BadgeSelection) -> None:
        """Shows another pile; keeps the same delegate if they are in it."""
        before = self.delegate
        self._pile = selection.delegates
        ids = [delegate.id for delegate in self._pile]
        self._at = ids.index(before.id) if before and before.id in ids else 0
        self.step(0)

    def show_badge(self, badge: Composed | None) -> None:
        self._sides = badge.sides if badge else ()
        self.turn.setVisible(len(self._sides) > 1)
        self._show_side(badge)

    def _turn(self) -> None:
        """Flips between front and back."""
        front, back = self._sides
        self._show_side(front if self.preview.badge is back else back)

    def _show_side(self, badge: Composed | None) -> None:
        delegate = self.delegate
        spoken = (
            self._language.text("Badge of {name}", name=delegate.display_name) if delegate else ""
        )
        self.preview.show_badge(badge, spoken)

    def go_to(self, delegate: str) -> None:
        """Shows the badge of a delegate of the pile."""
        ids = [known.id for known in self._pile]
        if delegate in ids:
            self._at = ids.index(delegate)
            self.step(0)

    def step(self, by: int) -> None:
        """Pages by that many badges; it stops at the ends."""
        self._at = min(max(self._at + by, 0), max(len(self._pile) - 1, 0))
        delegate, count = self.delegate, len(self._pile)
        self.before.setEnabled(self._at > 0)
        self.behind.setEnabled(self._at + 1 < count)
        for part in (self.before, self.behind):
            part.setVisible(count > 1)
        words = self._language.text("{at} of {all}", at=self._at + 1, all=count)
        self.place.setText(f"{words} · {delegate.display_name}" if delegate else "")
        self.wanted.emit(delegate)
