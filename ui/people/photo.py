"""Photograph of a delegate beside their name (avatar)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.parts.photographs import photograph

if TYPE_CHECKING:
    from checkin.language import Language

WIDTH: Final = 120
HEIGHT: Final = 160


class PhotoLabel(QLabel):
    """Hidden where there is no photograph."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(language.text("Photograph"))
        self.hide()

    def show_photo(self, photo: bytes | None) -> None:
        picture = photograph(photo)
        if not picture.isNull():
            sharp = self.devicePixelRatioF()
            picture = picture.scaled(
                round(WIDTH * sharp),
                round(HEIGHT * sharp),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            picture.setDevicePixelRatio(sharp)
        self.setPixmap(picture)
        self.setVisible(not picture.isNull())
