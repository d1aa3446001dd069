"""The question about a store that is another than last time under the same name (trust on first use)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from checkin import settings, wording
from checkin.roles import Action
from ui.parts.question_sheet import QuestionSheet
from ui.parts.widgets import Tick

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from checkin.language import Language
    from ui.parts.theme import Theme
    from ui.shell.opening import Opened
    from ui.shell.window_parts import WindowParts
    from ui.shell.workplace_host import WorkplaceHost


class AnotherStoreSheet(QuestionSheet):
    """Enter alone accepts nothing: whoever put the store there counts on that."""

    def __init__(self, told: str, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            tr.text("Another store than last time"),
            told,
            tr.text("It is the right one"),
            tr.text("Later"),
            theme,
        )
        self._language = language
        self.known = Tick(tr.text("I know why it is another one"), theme)
        self.body.addWidget(self.known)

    def first(self) -> QWidget:
        return self.known

    def complete(self) -> bool:
        if not self.known.isChecked():
            self.refuse(
                self._language.text("Tick this only if you know why. Else choose Later and ask.")
            )
        return self.known.isChecked()


class AnotherStoreQuestion(QObject):
    """Told at every open until an organiser says that it is right; one that is new, or restored here, is expected."""

    def __init__(self, parts: WindowParts, host: WorkplaceHost, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._host = parts, host
        self._is_another = False

    def begin(self, opened: Opened) -> None:
        """A store was opened: remembers it as the last one, and which one it is, unless another one was there."""
        folder, identity = opened.station.folder, opened.station.identity
        current = self._parts.settings.current
        self._is_another = not opened.is_expected and settings.is_another_store(
            current, folder, identity
        )
        known = dict(current.stores).get(str(folder.absolute()))
        kept = known if self._is_another else identity
        changed = settings.with_store(current, folder, kept)
        self._parts.settings.keep(replace(changed, last_store=str(folder.absolute())))

    def look(self) -> None:
        """Says it, and asks who may set the desk up."""
        station, workplace = self._host.station, self._host.workplace
        if not self._is_another or station is None or workplace is None:
            return
        tr = self._parts.look.language
        told = wording.another_store(station.folder, tr)
        if workplace.desk.sheet is not None or not station.shift.may(Action.SET_UP):
            workplace.front.tell(told)
            return
        sheet = AnotherStoreSheet(told, tr, self._parts.look.theme)
        sheet.accepted.connect(partial(self._accept, sheet))
        workplace.desk.open_sheet(sheet)

    def _accept(self, sheet: AnotherStoreSheet) -> None:
        station, workplace = self._host.station, self._host.workplace
        if station is None or workplace is None or not sheet.complete():
            return
        holder = self._parts.settings
        holder.keep(settings.with_store(holder.current, station.folder, station.identity))
        self._is_another = False
        workplace.desk.close_sheet()
