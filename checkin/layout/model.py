"""Data model of a layout: frozen values, as its TOML file describes a badge, a card or a page.

Lengths are millimetres, type sizes points. `checkin.layout.reading` parses a file, `writing` serialises
a layout, `edit` changes one, `composing` renders one to drawing items.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

from checkin.layout.items import Box, mm
from checkin.layout.script import Weight

if TYPE_CHECKING:
    from collections.abc import Mapping


NO_TEXTS: Final[Mapping[str, str]] = MappingProxyType({})


class Use(StrEnum):
    """What a layout is for: badges carry a badge code, invitations an invitation code, cards none."""

    BADGE = "badge"
    INVITATION = "invitation"
    CARD = "card"  # table cards, seat labels, certificates


class Missing(StrEnum):
    """What happens to a text with a character that none of the fonts has."""

    REFUSE = "refuse"  # better no badge than one with a wrong name
    LEAVE_OUT = "leave_out"  # an invitation is only needed for its symbol


class ElementKind(StrEnum):
    TEXT = "text"
    BAND = "band"
    QR = "qr"
    SHAPE = "shape"
    IMAGE = "image"
    PHOTO = "photo"


class Side(StrEnum):
    FRONT = "front"
    BACK = "back"


class Align(StrEnum):
    START = "start"  # start of the line: right for right-to-left text
    END = "end"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Upright(StrEnum):
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Join(StrEnum):
    """How the texts of several sources are joined."""

    LINES = "lines"  # one line where they fit at full size, else each on its own lines
    DOTS = "dots"  # always one text: `Forum · Tokyo · 30 October`


class Furigana(StrEnum):
    NONE = "none"
    ABOVE = "above"  # each part of the reading above its part of the name


class Honorific(StrEnum):
    """Where a person's title is placed relative to the name."""

    NONE = "none"
    BEFORE = "before"  # Dr Sato
    AFTER = "after"  # 佐藤 議員
    AUTO = "auto"  # depends on the script of the name


class Figure(StrEnum):
    RECTANGLE = "rectangle"
    CIRCLE = "circle"
    LINE = "line"  # from the upper left to the lower right corner of the box
    NO_PHOTO = "no_photo"  # the crossed-out camera
    SLOT = "slot"  # the lanyard slot: an outline to cut along
    FOLD = "fold"  # a dashed line across the middle of the box


class Fitting(StrEnum):
    CONTAIN = "contain"  # scaled to fit, with empty space where the proportions differ
    COVER = "cover"  # scaled to fill the box; the excess is clipped


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on a side, in millimetres from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def points(self) -> Box:
        return Box(mm(self.left), mm(self.top), mm(self.width), mm(self.height))

    def grown(self, by: float) -> Frame:
        """The frame enlarged by `by` on each side."""
        return Frame(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: Frame, slack: float = 0.0) -> bool:
        """Whether the frames overlap by more than `slack`."""
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.top < other.bottom - slack
            and other.top < self.bottom - slack
        )

    def within(self, other: Frame, slack: float = 0.01) -> bool:
        return (
            self.left >= other.left - slack
            and self.top >= other.top - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a delegate: one of the categories, one of the flags, a text in every source."""

    categories: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    has: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.categories or self.flags or self.has)


ALWAYS: Final = Condition()


@dataclass(frozen=True, slots=True)
class Element:
    """Common to all elements. `when` must hold in full; `unless` drops it where any part holds."""

    kind: ClassVar[ElementKind]

    id: str
    box: Frame
    side: Side = Side.FRONT
    turn: int = 0  # degrees clockwise; the box is the place after rotation
    when: Condition = ALWAYS
    unless: Condition = ALWAYS
    note: str = ""


@dataclass(frozen=True, slots=True)
class TextElement(Element):
    """Text from one or several sources, or a text of the layout with `{source}` placeholders."""

    kind: ClassVar[ElementKind] = ElementKind.TEXT

    source: tuple[str, ...] = ()
    text: Mapping[str, str] = field(default_factory=lambda: NO_TEXTS)
    join: Join = Join.LINES
    languages: tuple[str, ...] = ()
    weight: Weight = Weight.REGULAR
    largest: float = 12.0
    smallest: float = 6.0
    legible: float = 6.0
    lines: int = 1
    narrowest: float = 0.85  # least horizontal scaling before the text is shortened
    align: Align = Align.START
    upright: Upright = Upright.MIDDLE
    colour: str = "ink"
    above: tuple[str, ...] = ()
    above_size: float = 8.5
    above_colour: str = "muted"
    furigana: Furigana = Furigana.NONE
    title: Honorific = Honorific.NONE
    short: tuple[str, ...] = ()
    other_box: Frame | None = None


@dataclass(frozen=True, slots=True)
class BandElement(Element):
    """A bar in the category's colour with the category's names on it."""

    kind: ClassVar[ElementKind] = ElementKind.BAND

    colour: str = "category"
    inset: tuple[float, float, float, float] = (2.0, 0.5, 2.0, 0.5)  # left, top, right, bottom
    languages: tuple[str, ...] = ()
    weight: Weight = Weight.BOLD
    largest: float = 9.5
    smallest: float = 6.0
    legible: float = 6.0
    lines: int = 1
    narrowest: float = 0.85
    align: Align = Align.START
    text_colour: str = "on_band"


@dataclass(frozen=True, slots=True)
class QrElement(Element):
    """The QR code of the delegate, a square in the middle of its box."""

    kind: ClassVar[ElementKind] = ElementKind.QR

    quiet: float = 4.0  # modules of white border (quiet zone)


@dataclass(frozen=True, slots=True)
class ShapeElement(Element):
    kind: ClassVar[ElementKind] = ElementKind.SHAPE

    shape: Figure = Figure.RECTANGLE
    fill: str = ""
    line: str = ""
    thickness: float = 0.2  # millimetres
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class ImageElement(Element):
    """A picture from the layouts folder: a logo, a seal."""

    kind: ClassVar[ElementKind] = ElementKind.IMAGE

    file: str = ""
    fitting: Fitting = Fitting.CONTAIN


@dataclass(frozen=True, slots=True)
class PhotoElement(Element):
    """The delegate's photograph; a placeholder where there is none."""

    kind: ClassVar[ElementKind] = ElementKind.PHOTO

    placeholder: bool = True
    radius: float = 0.0


AnyElement = TextElement | BandElement | QrElement | ShapeElement | ImageElement | PhotoElement
CLASSES: Final[Mapping[ElementKind, type[AnyElement]]] = MappingProxyType(
    {
        element_type.kind: element_type
        for element_type in (
            TextElement,
            BandElement,
            QrElement,
            ShapeElement,
            ImageElement,
            PhotoElement,
        )
    }
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A badge, a card or a page: its size, and its elements in drawing order (bottom first)."""

    name: str
    width: float
    height: float
    elements: tuple[AnyElement, ...] = ()
    title: Mapping[str, str] = field(default_factory=lambda: NO_TEXTS)
    use: Use = Use.BADGE
    sheet: str = ""  # the default sheet to print on
    languages: tuple[str, ...] = ("event", "ja", "en")
    missing: Missing = Missing.REFUSE
    roll: bool = False  # printed on a continuous roll as wide as the shorter side
    margin: float = 0.0  # unprintable margin of the printer at each edge
    short: Mapping[str, str] = field(default_factory=lambda: NO_TEXTS)
    note: str = ""

    @property
    def two_sided(self) -> bool:
        return any(element.side is Side.BACK for element in self.elements)

    @property
    def frame(self) -> Frame:
        return Frame(0, 0, self.width, self.height)

    @property
    def sides(self) -> tuple[Side, ...]:
        return (Side.FRONT, Side.BACK) if self.two_sided else (Side.FRONT,)

    def on(self, side: Side) -> tuple[AnyElement, ...]:
        """The elements of a side in drawing order."""
        return tuple(element for element in self.elements if element.side is side)

    def element(self, identifier: str) -> AnyElement | None:
        return next((element for element in self.elements if element.id == identifier), None)

    @property
    def symbols(self) -> tuple[QrElement, ...]:
        return tuple(element for element in self.elements if isinstance(element, QrElement))
