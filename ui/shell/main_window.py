"""Main window: welcome page, workplace, and full-window modes (lock, kiosk, practice)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow

from checkin.errors import KnownError
from checkin.gc_pause import settle
from ui.parts import theme as themes
from ui.parts.keys import WindowKey
from ui.parts.settings_holder import SettingsHolder
from ui.scanning.capture.serial_line import SerialLine
from ui.second_screen.second_screen import SecondScreen
from ui.shell import crash_box
from ui.shell.alarm_question import AlarmQuestion
from ui.shell.appearance import Appearance, AppearanceSheet, language_of, theme_of
from ui.shell.backups import Backups
from ui.shell.big_screen_mode import BigScreenMode
from ui.shell.covering import Covering
from ui.shell.kiosk_mode import KioskMode
from ui.shell.other_desks import OtherDesks
from ui.shell.practice_mode import PracticeMode
from ui.shell.reception import Reception
from ui.shell.window_parts import WindowParts, WindowStack
from ui.shell.workplace_host import WorkplaceHost

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from checkin.language import Language
    from checkin.settings import Settings
    from checkin.station import Station
    from ui.parts.background import Background
    from ui.parts.sounds import Sounds
    from ui.parts.theme import Theme
    from ui.shell.opening import Opened
    from ui.shell.welcome import Welcome
    from ui.shell.workplace import Workplace

NAME: Final = "Uketsuke"
SMALLEST: Final = (560, 360)
FIRST_SIZE: Final = (1366, 768)


class MainWindow(QMainWindow):
    """The only window; its title has no names or data. Emits `painted` after its first frame.

    `host` holds the open store and its workplace; `reception` is shown before, `covering`, `kiosk_mode` and
    `practice` in its place.
    """

    painted = Signal()

    def __init__(
        self, chosen: Settings, keep: Path, look: Appearance, background: Background, sounds: Sounds
    ) -> None:
        super().__init__()
        self.settings = SettingsHolder(chosen, keep, self)
        self._put_on(look, language_of(chosen), theme_of(chosen))
        sounds.set_volume(chosen.volume)
        self.parts = WindowParts(
            WindowStack(),
            look,
            self.settings,
            background,
            sounds,
            SerialLine(self),
            SecondScreen(look.theme, self),
        )
        self._names = chosen.names
        self._was_painted = self._closing = False  # closing: confirmed
        self.setCentralWidget(self.parts.stack)
        self.setWindowTitle(NAME)
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        self.host = WorkplaceHost(self.parts, self, self)
        self.reception = Reception(self.parts, self.open, self.practise, self)
        self.backups = Backups(self.parts, self.host, self)
        self.kiosk_mode = KioskMode(self.parts, self.host, self)
        self.big_screen = BigScreenMode(self.parts, self.host, self)
        self.ask_kiosk, self.ask_big_screen = self.kiosk_mode.ask, self.big_screen.ask
        self.covering = Covering(self.parts, self.host, self._in_a_mode, self)
        self.practice = PracticeMode(
            self.parts, self.host, self.reception, self._given_away, self.fail, self
        )
        self.other_desks = OtherDesks(self.parts, self.host, self._has_other_screen, self)
        self.other_desks.broke.connect(self.fail)
        self.host.built.connect(self._built)
        self.covering.locked.connect(self.backups.back_up)
        self.big_screen.ended.connect(self.look_again)
        self.big_screen.ended.connect(self.other_desks.catch_up)
        self.covering.lifted.connect(self.look_again)
        self.covering.lifted.connect(self.other_desks.catch_up)
        self.alarm = AlarmQuestion(self.parts, self.host, self._given_away, self)
        self.settings.changed.connect(self._use_settings)
        QShortcut(QKeySequence(WindowKey.HIDE), self).activated.connect(self.hide_all)

    @property
    def station(self) -> Station | None:
        """The open store's station; in practice mode, the practice's."""
        return self.host.station

    @property
    def workplace(self) -> Workplace | None:
        return self.host.workplace

    def _in_a_mode(self) -> bool:
        return self._is_public() or self.practice.course is not None

    def _has_other_screen(self) -> bool:
        return self._given_away() or self.practice.course is not None

    def _given_away(self) -> bool:
        return self._is_public() or self.covering.cover is not None

    def _is_public(self) -> bool:
        """Whether the window is given to delegates, or to all who pass."""
        return self.kiosk_mode.kiosk is not None or self.big_screen.guarded is not None

    # The store

    def start(self, store: Path | None) -> None:
        """Shows the first page."""
        self.reception.start(store)

    def open(self, result: Opened) -> None:
        """Goes from the welcome page to the workplace."""
        from ui.shell.open_store import OpenStore  # noqa: PLC0415 - lazy: imports badge printing

        station, parts, chosen = result.station, self.parts, self.settings.current
        store = self.host.store = OpenStore(station, parts.background, parts.look.language, self)
        store.set_up(chosen)
        # Another event may not have the session; then the clock chooses again.
        known = {session.key for session in station.desk.event.sessions}
        station.desk.fixed = chosen.session if chosen.session in known else ""
        store.use_printers(chosen)
        self.alarm.another_store.begin(result)
        self.settings.keep(replace(self.settings.current, session=station.desk.fixed))
        self.host.build()
        # In the same lane, after the search index.
        parts.background.run(settle, lambda _: None)
        parts.serial.use(chosen.serial, chosen.serial_speed)
        self.reception.leave()
        self.host.come()
        self.backups.start()
        self.covering.start()
        self.other_desks.begin(store)
        self.alarm.begin()
        self.alarm.another_store.look()
        told = result.told(parts.look.language)
        if told and self.host.workplace is not None:
            self.host.workplace.front.tell(told)

    def reopen(self, again: Callable[[Welcome, Path], None]) -> None:
        """Closes the open store, after the running background work; `again` opens what takes its place."""
        store = self.host.store
        if store is None:
            return
        self.backups.stop()
        self.covering.stop()
        self.other_desks.end()
        self.alarm.end()
        store.stop_printing()
        self.host.store = None
        folder = store.station.folder
        self.reception.show(folder)
        self.host.take_away()

        def closed(_: object) -> None:
            if self.reception.page is not None:
                again(self.reception.page, folder)

        self.parts.background.run(store.station.close, closed)

    def close_store(self) -> None:
        """Stops all work, then closes the store; safe to call twice."""
        self.backups.stop()
        self.covering.stop()
        self.other_desks.end()
        self.alarm.end()
        self.practice.close()
        store, self.host.store = self.host.store, None
        if store is not None:
            store.stop_printing()
        self.parts.second.close()
        self.parts.background.close()
        self.parts.sounds.close()
        self.parts.serial.close()
        if store is not None:
            store.sync.close()  # a hub that was being started just then
            store.station.close()

    # Appearance

    def _built(self, workplace: Workplace) -> None:
        """Adds the practice bar above the desk, or the second screen."""
        if self.practice.course is not None:
            self.practice.lay_over(workplace)
        else:
            self._use_second_screen()
            workplace.shown.connect(self.parts.second.show_verdict)

    def _use_second_screen(self) -> None:
        look = self.parts.look
        self.parts.second.use(self.settings.current.greeting, look.theme, look.language.code)

    def _use_settings(self, chosen: Settings) -> None:
        """Applies changed settings at once; another language or theme, or hiding names, rebuilds the window."""
        parts, look = self.parts, self.parts.look
        before = (look.language.code, look.theme, self._names)
        parts.sounds.set_volume(chosen.volume)
        parts.serial.use(chosen.serial, chosen.serial_speed)
        language, theme = language_of(chosen), theme_of(chosen)
        if self.host.store is not None:
            self.host.store.set_up(chosen)
        self._names = chosen.names
        parts.second.use(chosen.greeting, theme, language.code)
        if before != (language.code, theme, chosen.names):
            self._put_on(look, language, theme)
            self._build_anew()

    def look_again(self) -> None:
        """The system's colour scheme has changed (dark or light); the window may follow it."""
        look = self.parts.look
        theme = theme_of(self.settings.current)
        # A lock, kiosk or practice stays in front: checked again when that ends.
        if theme is not look.theme and not self._given_away():
            self._put_on(look, look.language, theme)
            self._build_anew()

    def _put_on(self, look: Appearance, language: Language, theme: Theme) -> None:
        look.put_on(language, theme)
        themes.dress(self, theme)

    def _build_anew(self) -> None:
        if self.host.print_desk is not None:
            self.host.print_desk.speak(self.parts.look.language)
        if self.workplace is not None:
            self.build_again()
        elif self.reception.page is not None:
            self.reception.show_again()

    # Requests of the workplace

    def build_again(self) -> None:
        if self._given_away():
            self.other_desks.build_later()  # a new workplace would take the place of the lock
        else:
            self.host.build_again()

    def hide_all(self) -> None:
        self.covering.blank()

    def practise(self) -> None:
        self.practice.start()

    def ask_look(self) -> None:
        if self.workplace is None:
            return
        page, look = self.workplace.front, self.parts.look

        def accepted(sheet: AppearanceSheet) -> None:
            # Deferred: not from within the page that is about to be replaced.
            QTimer.singleShot(0, self, partial(self.settings.change, sheet.changed()))

        page.ask(AppearanceSheet(self.settings.current, look.language, look.theme), accepted)

    def fail(self, error: Exception) -> None:
        """Handles an uncaught error: a `KnownError` is a sentence, anything else a bug."""
        if isinstance(error, KnownError) and self.workplace is not None:
            self.workplace.front.show_error(error)
        else:
            crash_box.show(error, self.parts.look.language, self)

    def _close_all_the_same(self) -> None:
        self._closing = True
        # Deferred: not from within the sheet that confirmed it.
        QTimer.singleShot(0, self, self.close)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A scanner that types Alt+F4 does not close the desk; a hand does."""
        work = self.workplace
        if self._is_public() or (
            work is not None and work.desk.scanner.is_busy(work.desk.scanner.now())
        ):
            event.ignore()
            return
        # A locked window cannot ask.
        asked = work is not None and self.station is not None and self.covering.cover is None
        asked = asked and not self._closing
        if asked and work is not None and work.ask_before_closing(self._close_all_the_same):
            event.ignore()
            return
        self.close_store()
        super().closeEvent(event)
