"""Images on a page: logos and photographs scaled to their boxes; reports too low a resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import Flag
from checkin.layout import marks
from checkin.layout.items import Box, Flaw, Picture, Pixels, TextField, mm
from checkin.layout.model import Fitting
from checkin.layout.page import Ink

if TYPE_CHECKING:
    from checkin.layout.blocks import Stage
    from checkin.layout.model import ImageElement, PhotoElement
    from checkin.layout.page import Page

COARSE: Final = 150.0  # dots per inch; below, a face is visibly pixelated
POINTS_AN_INCH: Final = 72
LINE: Final = mm(0.2)


def draw_image(element: ImageElement, room: Box, pixels: Pixels | None, page: Page) -> None:
    """Draws a picture of the layouts folder; a missing one is reported as a fault and left out."""
    ink = Ink("", TextField.LAYOUT, element.id)
    if pixels is None:
        page.blame(ink, Flaw.NO_PICTURE, element.file)
        return
    picture = fitted(pixels, room, element.fitting)
    page.items.append(picture)
    if resolution(picture) < COARSE:
        page.blame(ink, Flaw.COARSE, f"{resolution(picture):.0f}")


def draw_photo(element: PhotoElement, room: Box, stage: Stage) -> None:
    """Draws the delegate's photograph; none for a delegate who must not be photographed or named."""
    subject = stage.teller.subject
    allowed = subject and not stage.teller.person.hidden
    if not subject or not allowed or Flag.NO_PHOTO in subject.delegate.flags:
        pixels = None
    else:
        pixels = subject.photo
    if pixels is None:
        if element.placeholder:
            hair = stage.colour("hairline")
            stage.page.items.extend(marks.nobody(room, hair, LINE, mm(element.radius)))
        return
    picture = fitted(pixels, room, Fitting.COVER)
    stage.page.items.append(picture)
    if resolution(picture) < COARSE:
        ink = Ink("", TextField.PHOTO, element.id)
        stage.page.blame(ink, Flaw.COARSE, f"{resolution(picture):.0f}")


def fitted(pixels: Pixels, room: Box, how: Fitting) -> Picture:
    """The picture centred in the box, scaled to fit or to fill it."""
    across, down = room.width / pixels.width, room.height / pixels.height
    scale = min(across, down) if how is Fitting.CONTAIN else max(across, down)
    width, height = pixels.width * scale, pixels.height * scale
    left, top = room.left + (room.width - width) / 2, room.top + (room.height - height) / 2
    box = Box(left, top, width, height)
    return Picture(pixels, box, box if how is Fitting.CONTAIN else room)


def resolution(picture: Picture) -> float:
    """The resolution in dots per inch."""
    return picture.pixels.width / picture.box.width * POINTS_AN_INCH
