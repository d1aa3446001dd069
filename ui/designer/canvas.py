"""Canvas of the designer: renders the page; select, drag, resize by mouse and keyboard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkin.layout.snapping import Handle, field_of
from ui.designer import hit_test, marks
from ui.designer.ruler import GAP, RULER, PageScale, Rulers
from ui.designer.words import summary
from ui.printing.badge_painter import BadgePainter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from checkin.layout import Composed
    from checkin.layout.model import AnyElement, Frame
    from checkin.layout.snapping import Guide
    from checkin.paper.faces import Faces
    from ui.designer.editing import Editing
    from ui.parts.page import Page
    from ui.parts.theme import Theme

AROUND: Final = RULER + GAP + 10  # pixels, margin around the page
STEP_MM: Final = 0.5
LEAP_MM: Final = 5.0
SNAP: Final = 6.0  # pixels
STILL: Final = 3.0  # pixels, drag threshold
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
ARROWS: Final[Mapping[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_DIAGONAL = {1: Qt.CursorShape.SizeFDiagCursor, -1: Qt.CursorShape.SizeBDiagCursor}


@dataclass(frozen=True, slots=True)
class _Hold:
    """The state of a drag: start point, original box, handle."""

    at: QPointF
    box: Frame
    handle: Handle | None
    again: bool  # it was selected before the press
    moved: bool = False


class Canvas(QWidget):
    """Emits `entered` for Enter on an element: open its properties."""

    entered = Signal()

    def __init__(self, editing: Editing, faces: Faces, page: Page) -> None:
        super().__init__()
        self._editing = editing
        self._theme: Theme = page.theme
        self._language = page.language
        self._painter = BadgePainter(faces)
        self._rulers = Rulers(page.theme)
        self._scale = 1.0
        self._page: Composed | None = None
        self._picture: QPixmap | None = None
        self._hold: _Hold | None = None
        self._guides: tuple[Guide, ...] = ()
        self._hovered = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(page.language.text("The page"))
        for signal in (editing.changed, editing.turned):
            signal.connect(self._compose)
        editing.chosen_changed.connect(self._show_chosen)
        self._compose()

    # View

    @property
    def scale(self) -> float:
        """Pixels per millimetre."""
        return self._scale

    def set_scale(self, scale: float) -> None:
        self._scale = scale
        self._picture = None
        self.setMinimumSize(self.needed(scale))
        self.updateGeometry()
        self.update()

    def needed(self, scale: float) -> QSize:
        """The size of the page and its rulers at a scale."""
        layout = self._editing.layout
        around = 2 * AROUND
        return QSize(
            round(layout.width * scale) + around + 1, round(layout.height * scale) + around + 1
        )

    def sizeHint(self) -> QSize:
        return self.needed(self._scale)

    @property
    def ground(self) -> PageScale:
        """The position of the page: centred, on whole pixels."""
        layout = self._editing.layout
        wide, high = layout.width * self._scale, layout.height * self._scale
        left = max(AROUND, (self.width() - wide) / 2)
        top = max(AROUND, (self.height() - high) / 2)
        return PageScale(round(left), round(top), self._scale)

    @property
    def guides(self) -> tuple[Guide, ...]:
        """The active snap guides of a drag."""
        return self._guides

    def _compose(self) -> None:
        self._page = self._editing.page()
        self._picture = None
        self.setMinimumSize(self.needed(self._scale))
        self._show_chosen()

    def _show_chosen(self) -> None:
        element = self._editing.element
        description = f"{element.id}, {summary(element, self._language)}" if element else ""
        self.setAccessibleDescription(description)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        ground, layout = self.ground, self._editing.layout
        element = self._editing.element
        paper = ground.rect(layout.frame)
        self._rulers.paint(painter, ground, layout, element.box if element else None)
        painter.drawPixmap(paper.topLeft(), self._painted(paper))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.muted), 1))
        painter.drawRect(paper.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = layout.element(self._hovered)
        if hovered is not None and hovered is not element:
            marks.paint_hover(painter, ground, hovered)
        if element is not None and element.side is self._editing.side:
            marks.paint_chosen(painter, ground, element, focus=self.hasFocus())
        marks.paint_guides(painter, ground, self._guides)
        if self.hasFocus() and element is None:
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def picture(self) -> QPixmap:
        """The page without selection marks."""
        return self._painted(self.ground.rect(self._editing.layout.frame))

    def _painted(self, paper: QRectF) -> QPixmap:
        """The cached rendering of the page."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(paper.size().toSize() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.white)
            if self._page is not None:
                brush = QPainter(self._picture)
                brush.scale(paper.width() / self._page.width, paper.height() / self._page.height)
                self._painter.paint(brush, self._page)
                brush.end()
        return self._picture

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at, chosen = event.position(), self._editing.element
        handle = marks.handle_at(self.ground, chosen, at) if chosen else None
        again = handle is None and chosen is not None and hit_test.is_under(self.ground, chosen, at)
        if handle is None and not again:
            self._editing.choose(hit_test.topmost(self.ground, self._drawn, at))
            chosen = self._editing.element
        if chosen is not None:
            self._hold = _Hold(at, chosen.box, handle, again)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._hold is None:
            self._hover(event.position())
            return
        offset = event.position() - self._hold.at
        if not self._hold.moved and max(abs(offset.x()), abs(offset.y())) < STILL:
            return
        self._hold = replace(self._hold, moved=True)
        free = bool(event.modifiers() & _CTRL)
        self._drag(self._hold, offset / self._scale, 0.0 if free else SNAP / self._scale)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        hold, self._hold, self._guides = self._hold, None, ()
        if hold is None:
            return
        if hold.moved:
            self._editing.end_trial(keep=True)
        elif hold.again:
            self._editing.choose(
                hit_test.beneath(self.ground, self._drawn, event.position(), self._editing.chosen)
            )
        self.update()

    def leaveEvent(self, _: object) -> None:
        self._hovered = ""
        self.update()

    def _drag(self, hold: _Hold, way: QPointF, reach: float) -> None:
        field = field_of(self._editing.layout, self._editing.chosen, reach)
        if hold.handle is None:
            box = hold.box
            found = field.drawn(replace(box, left=box.left + way.x(), top=box.top + way.y()))
        else:
            found = field.sized(hold.box, hold.handle, way.x(), way.y())
        self._guides = found.guides
        self._editing.try_place(found.frame)
        self.update()

    def _hover(self, at: QPointF) -> None:
        chosen = self._editing.element
        handle = marks.handle_at(self.ground, chosen, at) if chosen else None
        hovered = hit_test.topmost(self.ground, self._drawn, at)
        self.setCursor(_cursor(handle, over=bool(hovered)))
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    @property
    def _drawn(self) -> tuple[AnyElement, ...]:
        return self._editing.layout.on(self._editing.side)

    # Keyboard

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: FBT001, N802 - Qt's
        """Tab goes through the elements of the side, and after the last one to the next widget."""
        return self._editing.step(1 if following else -1) or super().focusNextPrevChild(following)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        direction = ARROWS.get(event.key())
        if direction is not None and self._editing.chosen and not event.modifiers() & _ALT:
            self._by_arrow(direction, event.modifiers())
        elif event.key() == Qt.Key.Key_Escape and self._hold is not None:
            self._hold, self._guides = None, ()
            self._editing.end_trial(keep=False)
        elif event.key() == Qt.Key.Key_Escape and self._editing.chosen:
            self._editing.choose("")
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _by_arrow(self, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        by = LEAP_MM if modifiers & _SHIFT else STEP_MM
        act = self._editing.resize if modifiers & _CTRL else self._editing.move
        act(way[0] * by, way[1] * by)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def _cursor(handle: Handle | None, *, over: bool) -> Qt.CursorShape:
    if handle is None:
        return Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.ArrowCursor
    if handle.across and handle.down:
        return _DIAGONAL[handle.across * handle.down]
    return Qt.CursorShape.SizeHorCursor if handle.across else Qt.CursorShape.SizeVerCursor
