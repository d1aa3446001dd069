"""Version and fingerprint of this program, for comparing with the release sheet; never a seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin import VERSION
from checkin.wording import Tone
from ui.parts.widgets import Strip, StripSize, text

if TYPE_CHECKING:
    from checkin.language import Language
    from checkin.release.own_copy import OwnCopy
    from ui.parts.theme import Theme


class ProgramLine(QWidget):
    """The version at once; the fingerprint, and what was changed, once all files were read."""

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language = language
        self.said = text(language.text("Version {version}", version=VERSION), "small").wrapped()
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.warning = Strip(theme)
        self.warning.set_size(StripSize.TIGHT)
        self.warning.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.warning)
        column.addWidget(self.said)

    def show_copy(self, copy: OwnCopy) -> None:
        """Adds the fingerprint; warns where files are not as they were released."""
        tr = self._language
        version = tr.text("Version {version}", version=VERSION)
        letters = tr.text("fingerprint {letters}", letters=copy.fingerprint)
        self.said.setText(tr.beside(version, letters))
        if copy.problem is not None:
            self.warning.say(tr.explain(copy.problem), "warning", Tone.STOP)
            self.warning.show()
