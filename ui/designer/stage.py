"""Viewport of the canvas: zoom, flip side, and the sample delegate."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from checkin.layout import Side
from ui.designer.canvas import Canvas
from ui.designer.ruler import true_scale
from ui.parts.keys import WindowKey
from ui.parts.theme import STEP
from ui.parts.widgets import Elided, tool

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QWheelEvent

    from checkin.paper.faces import Faces
    from ui.designer.editing import Editing
    from ui.parts.page import Page

ZOOM: Final = 1.25
LEAST: Final = 0.2
MOST: Final = 12.0
LOWEST: Final = 220


class Zoom(Enum):
    """The zoom mode."""

    USUAL = auto()  # true size, or less to fit
    WHOLE = auto()  # fit to window
    OWN = auto()  # zoomed by hand


class Stage(QWidget):
    """Shows the page at true size where it fits, else fitted, until zoomed by hand."""

    def __init__(self, editing: Editing, faces: Faces, page: Page) -> None:
        super().__init__()
        self._editing = editing
        self._language = page.language
        self._zoom = Zoom.USUAL
        tr, theme = page.language, page.theme
        self.canvas = Canvas(editing, faces, page)
        self.view = _View(self)
        self.view.setWidget(self.canvas)
        self.size_shown = tool("100 %", WindowKey.TRUE_SIZE, theme)
        self.closer = tool("+", WindowKey.LARGER, theme)
        self.further = tool("−", WindowKey.SMALLER, theme)
        self.fit = tool(tr.text("Fit"), WindowKey.FIT, theme)
        self.other_side = tool("", WindowKey.OTHER_SIDE, theme)
        self.before = tool(tr.text("Previous"), WindowKey.EARLIER, theme)
        self.behind = tool(tr.text("Next"), WindowKey.LATER, theme)
        self.who = Elided("", "quiet")
        self.hint = Elided(
            tr.text(
                "Tab: next. Arrows: move, with Shift by 5 mm, with Ctrl: size. Enter: properties."
            ),
            "small",
        )
        self._build(tr.text("Tried on"))
        self.closer.setAccessibleName(tr.text("Larger"))
        self.further.setAccessibleName(tr.text("Smaller"))
        self.closer.clicked.connect(lambda: self.zoom(ZOOM))
        self.further.clicked.connect(lambda: self.zoom(1 / ZOOM))
        self.size_shown.clicked.connect(self.show_true_size)
        self.fit.clicked.connect(self.show_whole)
        self.other_side.clicked.connect(editing.turn)
        self.before.clicked.connect(lambda: editing.specimens.step(-1))
        self.behind.clicked.connect(lambda: editing.specimens.step(1))
        editing.turned.connect(self._show_words)
        editing.changed.connect(self.room_changed)
        self._show_words()

    def _build(self, tried_on: str) -> None:
        self.who.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.who.setAccessibleName(tried_on)
        lower, views = QHBoxLayout(), QHBoxLayout()
        lower.setSpacing(STEP)
        lower.addWidget(self.before)
        lower.addWidget(self.who, 1)
        lower.addWidget(self.behind)
        views.setSpacing(STEP)
        for view_button in (self.other_side, self.further, self.size_shown, self.closer, self.fit):
            views.addWidget(view_button)
        views.addStretch(1)
        for zoom_button in (self.further, self.closer):
            # A sign alone cannot be shortened.
            zoom_button.setMinimumWidth(zoom_button.sizeHint().width())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self.view, 1)
        column.addWidget(self.hint)
        column.addLayout(lower)
        column.addLayout(views)

    @property
    def scale(self) -> float:
        """The zoom factor: 1 is true size."""
        return self.canvas.scale / true_scale(self.screen())

    def begin(self) -> None:
        """Resets the zoom for a newly opened layout."""
        self._zoom = Zoom.USUAL
        self.room_changed()

    def zoom(self, by: float) -> None:
        self._zoom = Zoom.OWN
        self._show(self.scale * by)

    def show_true_size(self) -> None:
        """Zooms to true size."""
        self._zoom = Zoom.OWN
        self._show(1.0)

    def show_whole(self) -> None:
        """Zooms to fit, and keeps fitting on resize."""
        self._zoom = Zoom.WHOLE
        self.room_changed()

    def room_changed(self) -> None:
        """Called when the viewport or the page changes its size."""
        if self._zoom is not Zoom.OWN:
            most = 1.0 if self._zoom is Zoom.USUAL else MOST
            self._show(min(most, self._fitting()))

    def _fitting(self) -> float:
        room, true = self.view.viewport().size(), true_scale(self.screen())
        nothing = self.canvas.needed(0.0)
        layout = self._editing.layout
        wide = (room.width() - nothing.width()) / (layout.width * true)
        high = (room.height() - nothing.height()) / (layout.height * true)
        return min(wide, high)

    def _show(self, scale: float) -> None:
        scale = min(max(scale, LEAST), MOST)
        wanted = scale * true_scale(self.screen())
        if wanted != self.canvas.scale:
            self.canvas.set_scale(wanted)
        self.size_shown.change(f"{scale * 100:.0f} %", WindowKey.TRUE_SIZE)
        self.size_shown.updateGeometry()

    def _show_words(self) -> None:
        tr, editing = self._language, self._editing
        front = editing.side is Side.FRONT
        self.other_side.change(
            tr.text("Back side") if front else tr.text("Front side"), WindowKey.OTHER_SIDE
        )
        at = tr.text("{at} of {all}", at=editing.specimens.at + 1, all=len(editing.specimens.all))
        self.who.setText(f"{tr.text(editing.specimens.current.words)} · {at}")


class _View(QScrollArea):
    """Scrolls the canvas where it is larger; only the canvas takes the focus."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("role", "paper")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, LOWEST)

    def sizeHint(self) -> QSize:
        return QSize(560, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stage.room_changed()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y():
            self._stage.zoom(ZOOM if event.angleDelta().y() > 0 else 1 / ZOOM)
