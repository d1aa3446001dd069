"""The verdict card: the result of a scan, readable from two metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMargins, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.category_colour import CategoryBar, on_surface
from ui.parts.photographs import photograph
from ui.parts.theme import RADIUS, STEP
from ui.parts.widgets import Fitted, Strip, StripSize, text
from ui.parts.widgets.backdrop import Backdrop
from ui.parts.widgets.speech import announce
from ui.parts.widgets.texts import drawn_for, restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from checkin.wording import Tone
    from ui.parts.theme import Theme

BAND: Final = 152
ICON: Final = 76
NARROW: Final = 640
LOW: Final = 280
# Sizes of the name, of the native name, and of what to do, the largest first. What to do is as large as the
# headline for as long as it can be: it is read from two metres, by somebody who looks at a person.
Sizes = tuple[int, int, StripSize]
SIZES: Final[tuple[Sizes, ...]] = (
    (52, 34, StripSize.HEADLINE),
    (44, 28, StripSize.HEADLINE),
    (36, 24, StripSize.HEADLINE),
    (36, 24, StripSize.MIDDLE),
    (30, 19, StripSize.MIDDLE),
    (36, 24, StripSize.NORMAL),
    (30, 19, StripSize.NORMAL),
    (24, 17, StripSize.NORMAL),
)
FEWER: Final = 3  # sizes that are tried again with fewer facts
SIZES_SMALL: Final[tuple[Sizes, ...]] = SIZES[2:]
SIZES_LOW: Final[tuple[Sizes, ...]] = ((30, 19, StripSize.TIGHT), (24, 17, StripSize.TIGHT))


@dataclass(frozen=True, slots=True)
class CardContent:
    """The content of the card. Without a tone it is idle."""

    headline: str
    icon: str
    tone: Tone | None = None
    name: str = ""
    second_name: str = ""
    category: str = ""
    colour: str = ""
    organisation: str = ""
    number: str = ""
    notes: str = ""
    notes_tone: Tone | None = None
    hint: str = ""
    hint_icon: str = "info"
    delegate: str = ""  # the id of who is shown
    photo: bytes = b""  # a JPEG, beside the name; it comes a moment later


class VerdictCard(QWidget):
    """Band and icon, headline, name, native name, category, what to do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._face = CardContent("", "")
        self._photo = QPixmap()
        self._unpainted = True
        self._backdrop = Backdrop(self, theme.window)
        self.headline = text("", "headline").wrapped()
        self.name = Fitted(52, QFont.Weight.Bold)
        self.second = Fitted(34, QFont.Weight.Normal)
        self.category = text("", "strong")
        self.organisation = text("", "aside").wrapped()
        self.number = text("", "aside")
        self.notes = Strip(theme)
        self.hint = Strip(theme)
        self._bar = CategoryBar()
        self._of_category = QWidget()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout()
        self._lay_out()
        self.show_face(self._face)

    def _lay_out(self) -> None:
        of_category = QHBoxLayout(self._of_category)
        of_category.setContentsMargins(0, 0, 0, 0)
        of_category.setSpacing(10)
        of_category.addWidget(self._bar)
        of_category.addWidget(self.category, 1)
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, space in ((self.headline, 2), (self.name, 0), (self.second, 6)):
            column.addWidget(part)
            column.addSpacing(space)
        column.addWidget(self._of_category)
        column.addSpacing(STEP - 2)
        column.addWidget(self.organisation)
        column.addWidget(self.number)
        column.addStretch(1)
        inner = QWidget()
        inner.setLayout(column)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setWidget(inner)
        self.scroll_area.setMinimumHeight(1)  # or it would take room from the strips
        # What to do next does not scroll with the rest.
        self._frame = QVBoxLayout(self)
        self._frame.setSpacing(STEP)
        self._frame.addWidget(self.scroll_area, 1)
        self._frame.addWidget(self.notes)
        self._frame.addWidget(self.hint)
        self._fit()

    @property
    def face(self) -> CardContent:
        return self._face

    @property
    def _low(self) -> bool:
        return self.height() < LOW

    @property
    def unpainted(self) -> bool:
        """Whether its content is not painted yet, though it is visible."""
        return self._unpainted and self.isVisible() and not self.window().isMinimized()

    def show_face(self, face: CardContent) -> None:
        """Replaces the content at once."""
        if face.photo != self._face.photo:
            self._photo = photograph(face.photo)
        self._face = face
        self._unpainted = True
        self.headline.setText(face.headline)
        self.headline.set_tone(face.tone)
        self.name.show_name(face.name)
        self.second.show_name(face.second_name)
        self.category.setText(face.category)
        self._bar.show_colour(on_surface(face.colour, self._theme) if face.colour else "")
        self.organisation.setText(face.organisation)
        self.number.setText(face.number)
        self.notes.say(face.notes, "warning" if face.notes_tone else "info", face.notes_tone)
        self.hint.say(face.hint, face.hint_icon, face.tone)
        spoken = (face.headline, face.name, face.category, face.notes, face.hint)
        self.setAccessibleName(". ".join(part for part in spoken if part))
        if face.tone is not None:
            announce(self, self.accessibleName())
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Less padding in a small window, and a smaller name where there is much text."""
        low = self._low
        small = low or self.width() < NARROW
        self._band = BAND // 2 if small else BAND
        self._set_air(STEP if low else 2 * STEP if small else 33, small=small)
        restyle(self.headline, "role", "opening" if low else "headline")
        self._give_way(SIZES_LOW if low else SIZES_SMALL if small else SIZES)

    def _give_way(self, sizes: tuple[Sizes, ...]) -> None:
        """Shrinks until all of it fits: smaller letters, then fewer facts. If that is not enough, it scrolls."""
        self._show_facts()
        self._pin(self._frame)
        room = self.height()
        if any(self._fits(these, room) for these in sizes):
            return
        facts = (self.number, self.organisation, self.second, self._of_category)
        for part in (part for part in facts if not part.isHidden()):
            part.hide()
            if part is self.second:
                room += STEP  # the spacing that the names leave behind may go as well
            if any(self._fits(these, room) for these in sizes[-FEWER:]):
                return
        self._show_facts()
        self._pin(self._column)

    def _fits(self, sizes: Sizes, room: int) -> bool:
        name, second, strip_size = sizes
        self.name.set_pixels(name)
        self.second.set_pixels(second)
        for strip in (self.notes, self.hint):
            strip.set_size(strip_size)
        return self._needed() <= room

    def _show_facts(self) -> None:
        self.second.setVisible(bool(self._face.second_name))
        self._of_category.setVisible(bool(self._face.category or self._face.colour))
        self.organisation.setVisible(bool(self._face.organisation) and not self._low)
        self.number.setVisible(bool(self._face.number) and not self._low)

    def _pin(self, layout: QVBoxLayout) -> None:
        """Places the strips under the scroll area, or inside it.

        A scroll bar that comes and goes would change the room that the names are fitted to, and so itself."""
        policy = Qt.ScrollBarPolicy
        scrolls = layout is self._column
        wanted = policy.ScrollBarAlwaysOn if scrolls else policy.ScrollBarAlwaysOff
        if self.scroll_area.verticalScrollBarPolicy() is not wanted:
            self.scroll_area.setVerticalScrollBarPolicy(wanted)
        if layout.indexOf(self.hint) < 0:
            for strip in (self.notes, self.hint):
                layout.addWidget(strip)
                strip.setVisible(bool(strip.words()))  # Qt hides a reparented widget

    def _set_air(self, edge: int, *, small: bool) -> None:
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        inner = self._band + 2 * STEP if small else self._band + edge
        above, below = (edge, edge) if small else (edge - 8, edge - 6)
        sides = (edge, above, inner, below) if right else (inner, above, edge, below)
        if self._frame.contentsMargins() != QMargins(*sides):
            self._frame.setContentsMargins(*sides)
            self._frame.activate()

    def _needed(self) -> int:
        """The height of all of it at the current sizes."""
        air = self._frame.contentsMargins()
        wide = self.width() - air.left() - air.right()
        strips = [strip for strip in (self.notes, self.hint) if strip.words()]
        below = sum(strip.heightForWidth(wide) + STEP for strip in strips)
        return air.top() + self._column.totalHeightForWidth(wide) + below + air.bottom()

    def paintEvent(self, _: QPaintEvent) -> None:
        state = (self._face.tone, self._face.icon, self._band, self._face.photo)
        painter = QPainter(self)
        self._backdrop.draw(painter, self, state, self._paint_back)
        painter.end()
        self._unpainted = False

    def _paint_back(self, painter: QPainter) -> None:
        theme, tone = self._theme, self._face.tone
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        half = theme.line / 2
        outline = QPainterPath()
        outline.addRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS, RADIUS
        )
        painter.fillPath(outline, QColor(theme.surface))
        band = QRect(self.width() - self._band if right else 0, 0, self._band, self.height())
        colours = theme.tone(tone) if tone else None
        painter.setClipPath(outline)
        painter.fillRect(band, QColor(colours.ink if colours else theme.window))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(theme.hairline), theme.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)
        size = ICON if self._band == BAND else ICON // 2
        picture = drawn_for(self, self._face.icon, colours.on if colours else theme.muted, size)
        middle = band.center()
        if not self._photo.isNull():
            frame = self._paint_photo(painter, band)
            # Both stand in the middle, the picture above the icon.
            middle.setY(frame.bottom() + STEP + size // 2)
        painter.drawPixmap(middle.x() - size // 2, middle.y() - size // 2, picture)

    def _paint_photo(self, painter: QPainter, band: QRect) -> QRect:
        """Draws the photograph into the band, cut to its frame. Returns the frame."""
        wide = band.width() - 2 * STEP
        high = min(wide * 4 // 3, max(band.height() - ICON - 4 * STEP, 1))
        icon = ICON if self._band == BAND else ICON // 2
        top = max((band.height() - high - STEP - icon) // 2, STEP)
        frame = QRect(band.left() + STEP, top, wide, high)
        whole = self._photo.size().scaled(
            frame.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
        )
        place = QRect(0, 0, whole.width(), whole.height())
        place.moveCenter(frame.center())
        edge = QPainterPath()
        edge.addRoundedRect(QRectF(frame), RADIUS / 2, RADIUS / 2)
        painter.save()
        painter.setClipPath(edge)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, self._photo)
        painter.restore()
        return frame
