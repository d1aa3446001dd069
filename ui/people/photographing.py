"""Taking a photograph at the desk (photo capture): who is to be asked is asked, and the picture replaces the one before."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from checkin.domain import Flag
from checkin.errors import KnownError
from ui.parts.shell import Change
from ui.people.photo_sheet import ConsentSheet, PhotoSheet
from ui.people.portrait import encoded

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage

    from checkin.desk import People
    from checkin.domain import Delegate
    from checkin.photos.photos import Photos
    from ui.parts.background import Background
    from ui.parts.page import Page
    from ui.people.card import PersonCard
    from ui.scanning.capture.camera import Camera


def opened(background: Background) -> Camera:
    """The camera of this machine, for a portrait."""
    from ui.scanning.capture.portraits import portrait_camera  # noqa: PLC0415 - lazy: not at start

    return portrait_camera(background)


def _any_camera() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class PhotoParts:
    """What a photograph is taken and kept with. `camera`: the key of the chosen one; empty for the system default."""

    photos: Photos
    camera: Callable[[], str] = _any_camera
    make_camera: Callable[[Background], Camera] = field(default=opened)


class PortraitActs:
    """From the question of consent to the card with the new photograph."""

    def __init__(self, page: Page, people: People, parts: PhotoParts | None) -> None:
        self._page, self._people, self._parts = page, people, parts
        self._has_photograph = False  # who is on the card

    def show(self, card: PersonCard, photo: bytes | None) -> None:
        """Shows the photograph on the card, and whether another one can be taken."""
        self._has_photograph = photo is not None
        card.photo.show_photo(photo)
        if self._parts is None:
            card.take_photo.hide()

    def ask(self, delegate: Delegate | None) -> None:
        """Opens the camera for somebody, once they have agreed where they are to be asked."""
        page, parts = self._page, self._parts
        if delegate is None or parts is None:
            return
        take = partial(self._take, delegate, parts)
        try:
            asks = parts.photos.asks_consent(delegate.id)
        except KnownError as error:
            page.show_error(error)
            return
        if not asks:
            take(agreed=False)
            return
        sheet = ConsentSheet(page.language, page.theme)
        sheet.declined.clicked.connect(partial(self._decline, delegate.id))
        page.confirm(sheet, partial(take, agreed=True))

    def _decline(self, delegate: str) -> None:
        """They do not want any: the mark says so from now on."""
        self._page.close_sheet()
        self._do(partial(self._people.flag, delegate, Flag.NO_PHOTO, on=True))

    def _take(self, delegate: Delegate, parts: PhotoParts, *, agreed: bool) -> None:
        page = self._page
        sheet = PhotoSheet(
            delegate.number, parts.make_camera, page.background, page.language, page.theme
        )
        sheet.use(parts.camera(), has_photograph=self._has_photograph)
        sheet.fit(page.height())
        sheet.remove.clicked.connect(partial(self._remove, delegate.id, parts))

        def keeping(taken: PhotoSheet) -> Callable[[], None]:
            return partial(_keep, parts.photos, delegate.id, taken.picture, agreed=agreed)

        page.ask_behind(sheet, keeping, lambda _: self._changed())

    def _remove(self, delegate: str, parts: PhotoParts) -> None:
        self._page.close_sheet()
        self._do(partial(parts.photos.remove, delegate))

    def _do(self, work: Callable[[], object]) -> None:
        try:
            work()
        except KnownError as error:
            self._page.show_error(error)
        else:
            self._changed()

    def _changed(self) -> None:
        self._page.shell.changed(Change.DELEGATE, self._page)
        self._page.refresh()


def _keep(photos: Photos, delegate: str, picture: QImage | None, *, agreed: bool) -> None:
    photos.take(delegate, encoded(picture) if picture is not None else b"", agreed=agreed)
