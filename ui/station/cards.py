"""Settings panels of Station: desk, backups, window. Each shows settings and emits
`changed(Settings)` when one changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from checkin import settings as chosen
from checkin.language import LANGUAGES
from ui.parts.widgets import Choice, Elided, Slider, button, lead
from ui.station.parts import Rows

if TYPE_CHECKING:
    from checkin.domain import Event
    from checkin.language import Language
    from checkin.settings import Settings
    from ui.parts.settings_holder import SettingsHolder
    from ui.parts.theme import Theme

IDLE_MINUTES: Final = (0, 2, 5, 10, 15, 30, 60)
BY_THE_CLOCK: Final = ""


class SettingsCard(Rows):
    """Shows settings. Emits `changed(Settings)` when the operator changes one, not the program."""

    changed = Signal(object)

    def __init__(self, heading: str, holder: SettingsHolder) -> None:
        super().__init__(heading)
        self._holder = holder

    @property
    def settings(self) -> Settings:
        """The settings as the card shows them."""
        return self._holder.current

    def change(self, **facts: object) -> None:
        """Changes values; emits at once."""
        different = replace(self.settings, **facts)  # type: ignore[arg-type]
        if different != self.settings:
            self.changed.emit(different)


class DeskCard(SettingsCard):
    """This desk's name, room and session. Emits `renamed(name)`."""

    renamed = Signal(str)

    def __init__(
        self, holder: SettingsHolder, event: Event, name: str, language: Language, theme: Theme
    ) -> None:
        super().__init__(language.text("This desk"), holder)
        self._fixed = holder.current.session
        self._before = name
        self.name = lead(QLineEdit(name))
        self.name.setMaxLength(60)
        self.room = Choice(theme)
        self.room.offer("", language.text("Any room"))
        for room in dict.fromkeys(session.room for session in event.sessions if session.room):
            self.room.offer(room, room)
        self.room.choose(holder.current.room)
        self.session = Choice(theme)
        self.session.offer(BY_THE_CLOCK, language.text("Automatic, by time and room"))
        for session in event.sessions:
            self.session.offer(session.key, language.name(session.name))
        self.session.choose(self._fixed)
        self.row(language.text("Name of the desk"), self.name)
        self.row(language.text("Room"), self.room)
        self.row(language.text("Session"), self.session)
        self.name.editingFinished.connect(self._rename)
        self.room.currentIndexChanged.connect(lambda _: self.change(room=self.room.chosen()))
        self.session.currentIndexChanged.connect(self._fix_session)

    @property
    def settings(self) -> Settings:
        """The settings, with the session in force, wherever it was fixed."""
        return replace(super().settings, session=self._fixed)

    def _fix_session(self) -> None:
        fixed = self.session.chosen()
        if fixed != self._fixed:
            self._fixed = fixed
            self.changed.emit(self.settings)

    def show_name(self, name: str) -> None:
        self._before = name
        self.name.setText(name)

    def show_session(self, fixed: str) -> None:
        """Updates the session in force: another one may have been fixed at the desk."""
        self._fixed = fixed
        self.session.choose(fixed)

    def _rename(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            self.name.setText(self._before)
        elif name != self._before:
            self._before = name
            self.renamed.emit(name)


class BackupCard(SettingsCard):
    """Second backup place, backup by hand, and restore."""

    def __init__(self, holder: SettingsHolder, language: Language) -> None:
        super().__init__(language.text("Backup"), holder)
        self._language = language
        self.place = Elided("", "quiet")
        self.choose = button(language.text("Choose…"))
        self.choose.setAccessibleName(language.text("Choose a second place for backups"))
        self.forget = button(language.text("None"))
        self.forget.setAccessibleName(language.text("No second place for backups"))
        self.copy = button(language.text("Copy to a file…"))
        self.check = button(language.text("Check…"))
        self.restore = button(language.text("Restore…"))
        self.copy.setAccessibleName(language.text("Copy a backup to a file"))
        self.check.setAccessibleName(language.text("Check a backup"))
        self.restore.setAccessibleName(language.text("Restore from a backup"))
        self.row(language.text("Second place"), self.place, self.choose, self.forget)
        self.row(language.text("By hand"), self.copy)
        self.row(language.text("From a backup"), self.check, self.restore)
        self.say(
            language.text(
                "A backup is made every five minutes into the store's own folder, encrypted as the store is; "
                "one of each hour of a day and of each day of a month is kept. A second place, such as a USB "
                "stick, survives the loss of this machine."
            )
        )
        self.forget.clicked.connect(lambda: self.show_place(None))
        self._show()

    def show_place(self, folder: Path | None) -> None:
        """Updates the second place; None for none."""
        self.change(second_backup=str(folder) if folder else "")
        self._show()

    @property
    def second(self) -> Path | None:
        return Path(self.settings.second_backup) if self.settings.second_backup else None

    def _show(self) -> None:
        place = self.settings.second_backup
        self.place.setText(place or self._language.text("None chosen"))
        self.forget.setEnabled(bool(place))


class WindowCard(SettingsCard):
    """Language, theme, sound, and auto-lock. `locks`: whether the operator may change
    auto-lock."""

    def __init__(
        self, holder: SettingsHolder, language: Language, theme: Theme, *, locks: bool
    ) -> None:
        super().__init__(language.text("Window and sound"), holder)
        tr, settings = language, holder.current
        self.language = Choice(theme)
        for code, name in LANGUAGES.items():
            self.language.offer(code, name)
        self.language.choose(language.code)
        self.colours = Choice(theme)
        for name, words in (
            (chosen.Theme.SYSTEM, tr.text("As the system")),
            (chosen.Theme.LIGHT, tr.text("Light")),
            (chosen.Theme.DARK, tr.text("Dark")),
            (chosen.Theme.CONTRAST, tr.text("High contrast")),
        ):
            self.colours.offer(name, words)
        self.colours.choose(settings.theme)
        self.volume = Slider()
        self.volume.setRange(0, 100)
        self.volume.setSingleStep(10)
        self.volume.setPageStep(10)
        self.volume.setValue(settings.volume)
        self.test = button(tr.text("Hear it"))
        self.idle = _minutes(settings.idle_minutes, tr, theme)
        self.idle_of_leads = _minutes(settings.idle_minutes_of_leads, tr, theme)
        self.row(tr.text("Language"), self.language)
        self.row(tr.text("Colours"), self.colours)
        self.row(tr.text("Volume"), self.volume, self.test)
        if locks:
            self.row(tr.text("Locks itself after"), self.idle)
            self.row(tr.text("With a lead or organiser after"), self.idle_of_leads)
        self._connect()

    def _connect(self) -> None:
        self.language.currentIndexChanged.connect(
            lambda _: self.change(language=self.language.chosen())
        )
        self.colours.currentIndexChanged.connect(
            lambda _: self.change(theme=chosen.Theme(self.colours.chosen()))
        )
        self.volume.valueChanged.connect(lambda value: self.change(volume=value))
        self.idle.currentIndexChanged.connect(
            lambda _: self.change(idle_minutes=int(self.idle.chosen()))
        )
        self.idle_of_leads.currentIndexChanged.connect(
            lambda _: self.change(idle_minutes_of_leads=int(self.idle_of_leads.chosen()))
        )


def _minutes(chosen_minutes: int, tr: Language, theme: Theme) -> Choice:
    choice = Choice(theme)
    for minutes in sorted({*IDLE_MINUTES, chosen_minutes}):
        words = tr.plural("{n} minute", "{n} minutes", minutes) if minutes else tr.text("Never")
        choice.offer(str(minutes), words)
    choice.choose(str(chosen_minutes))
    return choice
