"""The window: before a store is open, the workplace on an open one, and what covers both."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from checkin import settings
from checkin.errors import KnownError
from ui.parts.question_sheet import QuestionSheet
from ui.shell import crash_box, opening
from ui.shell.appearance import Appearance, AppearanceSheet, language_of, theme_of
from ui.shell.lock import LockScreen
from ui.shell.pages import DESK, PageContext
from ui.shell.ways import Ways
from ui.shell.welcome import Welcome

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from checkin.domain import Role
    from checkin.settings import Settings
    from ui.parts.background import Background
    from ui.parts.sounds import Sounds
    from ui.shell.opening import Opened
    from ui.station import RestoreWanted

NAME: Final = "Uketsuke"
BACKUP_MS: Final = 5 * 60_000
IDLE_CHECK_MS: Final = 5_000
SMALLEST: Final = (560, 360)
FIRST_SIZE: Final = (1366, 768)

log = logging.getLogger(__name__)


class MainWindow(Ways):
    """One window for all; its title names nobody and nothing. Says `painted` after its first frame."""

    painted = Signal()

    def __init__(
        self, chosen: Settings, keep: Path, look: Appearance, background: Background, sounds: Sounds
    ) -> None:
        super().__init__(chosen, background, sounds)
        self._keep = keep
        self._look = look
        self.welcome: Welcome | None = None
        self._store: Path | None = None
        self._was_painted = False
        self.setWindowTitle(NAME)
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        self._backups = self._timer(BACKUP_MS, self.back_up)
        self._idle = self._timer(IDLE_CHECK_MS, self.check_idle)
        QShortcut(QKeySequence(Qt.Key.Key_F12), self).activated.connect(self.hide_all)
        self._look.put_on(self._language, self._theme)
        self._sounds.set_volume(chosen.volume)

    # Before a store is open

    def start(self, store: Path | None) -> None:
        """Shows the first page."""
        self._store = store
        self._welcome_page(store)

    def unlock(self, passphrase: str | None) -> None:
        """Opens the store at once, where the passphrase came with the command."""
        if self.welcome is not None and self._store is not None and passphrase:
            self.welcome.open_with(self._store, passphrase)

    def _welcome_page(self, store: Path | None) -> None:
        page = Welcome(store, self._language, self._theme, self._background)
        page.opened.connect(self.welcome_done)
        page.practice_wanted.connect(self.practise)
        page.language_chosen.connect(self._speak)
        self.welcome = self._replace(self.welcome, page)
        page.begin()

    def _speak(self, code: str) -> None:
        chosen = replace(self.settings, language=code)
        QTimer.singleShot(0, self, lambda: self.change(chosen))

    def welcome_done(self, result: Opened) -> None:
        """From the first page to the workplace."""
        from ui.printing import printer_choice  # noqa: PLC0415 - brings Qt's printing with it
        from ui.printing.print_desk import PrintDesk  # noqa: PLC0415 - and this the printing of badges

        station = result.station
        self.station = station
        self._set_up_desk()
        # Another event may not have the session; then the clock chooses again.
        known = {session.key for session in station.desk.event.sessions}
        station.desk.fixed = self.settings.session if self.settings.session in known else ""
        self._print_desk = PrintDesk(station.badges, self._background, self._language, self)
        if self.settings.layout in station.badges.library.names():
            self._print_desk.layout = self.settings.layout
        self._print_desk.use(*printer_choice.chosen(self.settings, station.badges))
        folder = str(station.folder.absolute())
        self._save(replace(self.settings, last_store=folder, session=station.desk.fixed))
        self._work()
        self._serial.use(self.settings.serial, self.settings.serial_speed)
        self._leave_welcome()
        self._backups.start()
        self._idle.start()

    def _leave_welcome(self) -> None:
        if self.welcome is not None:
            self._drop(self.welcome)
            self.welcome = None
        self._focus()

    def _to_welcome(self) -> None:
        self._welcome_page(self._store)

    # On an open store

    def _work(self, place: str = DESK.key) -> None:
        """Builds the workplace, the first time or anew."""
        from ui.shell.workplace import Workplace  # noqa: PLC0415 - brings the pages with it

        if self.station is None or self._print_desk is None:
            return
        bench = PageContext(
            self.station,
            self._language,
            self._theme,
            self._background,
            self._sounds,
            self.settings,
            self._print_desk,
            self._presenting_at(self.station.desk),
            self._serial,
            practice=self.course is not None,
        )
        page = Workplace(bench, place)
        page.hidden.connect(self.hide_all)
        page.look_wanted.connect(self._ask_look)
        page.settings_changed.connect(self.change)
        page.role_changed.connect(lambda: self._work(page.place))
        page.restore_wanted.connect(self._restore)
        page.kiosk_wanted.connect(self._ask_kiosk)
        page.practice_wanted.connect(self.practise)
        self._lay_over(page)
        self.workplace = self._replace(self.workplace, page)
        self._print_desk.kick()
        page.go_on()
        self._focus()

    def change(self, chosen: Settings) -> None:
        """Takes on new settings and keeps them; another language or theme shows at once."""
        before = (self._language.code, self._theme, self.settings.names)
        self._save(chosen)
        self._sounds.set_volume(chosen.volume)
        self._serial.use(chosen.serial, chosen.serial_speed)
        self._language, self._theme = language_of(chosen), theme_of(chosen)
        self._set_up_desk()
        self.second.use(chosen.greeting, self._theme, self._language.code)
        if before != (self._language.code, self._theme, chosen.names):
            self._build_anew()
        elif self.workplace is not None:
            self.workplace.show_settings(chosen)

    def look_again(self) -> None:
        """The system has turned dark or light, and the window may follow it."""
        theme = theme_of(self.settings)
        # What covers the window stays in front: it is looked at again once that is lifted.
        if theme is not self._theme and self.kiosk is None and self.cover is None:
            self._theme = theme
            self._build_anew()

    def _build_anew(self) -> None:
        if self._print_desk is not None:
            self._print_desk.speak(self._language)
        self._look.put_on(self._language, self._theme)
        if self.workplace is not None:
            self._work(self.workplace.place)
        elif self.welcome is not None:
            self._welcome_page(self._store)

    def _restore(self, wanted: RestoreWanted) -> None:
        """The open store makes way: it is closed behind whatever still uses it, then the backup comes."""
        station, workplace = self.station, self.workplace
        if station is None or workplace is None:
            return
        self._backups.stop()
        self._idle.stop()
        if self._print_desk is not None:
            self._print_desk.stop()
        self.station = self._print_desk = self.workplace = None
        self._welcome_page(station.folder)
        self._drop(workplace)

        def closed(_: object) -> None:
            if self.welcome is not None:
                self.welcome.restore_with(wanted.backup, station.folder, wanted.passphrase)

        self._background.run(station.close, closed)

    def _ask_look(self) -> None:
        if self.workplace is None:
            return
        page = self.workplace.front
        sheet = AppearanceSheet(self.settings, self._language, self._theme)

        def accept() -> None:
            chosen = sheet.changed()
            page.close_sheet()
            # Not from within the page that is about to be replaced.
            QTimer.singleShot(0, self, lambda: self.change(chosen))

        sheet.accepted.connect(accept)
        page.open_sheet(sheet)

    def _ask_kiosk(self) -> None:
        """Before the machine is given out of hand: what ends it must be known."""
        if self.workplace is None:
            return
        tr, page = self._language, self.workplace.front
        sheet = QuestionSheet(
            tr.text("Start self-check-in?"),
            tr.text(
                "Delegates check in by themselves. The window takes the whole screen, and only the "
                "passphrase of the store ends it: a PIN does not."
            ),
            tr.text("Start"),
            tr.text("Back"),
            self._theme,
        )

        def accept() -> None:
            page.close_sheet()
            QTimer.singleShot(0, self, self.start_kiosk)

        sheet.accepted.connect(accept)
        page.open_sheet(sheet)

    # Covering

    def hide_all(self) -> None:
        """Blank at once; it locks itself soon."""
        shown = self._stack.currentWidget() is self.workplace
        # In practice there is nobody to hide, and nobody knows the passphrase that would uncover it.
        if self.workplace is not None and shown and self.course is None:
            self._cover().blank()

    def lock(self) -> None:
        """Covers the window until a PIN or the passphrase is given; keeps what there is."""
        if self.workplace is not None:
            self._cover().lock()
            self.back_up()

    def _cover(self) -> LockScreen:
        self.second.blank()
        cover = LockScreen(self._language, self._theme)
        cover.tried.connect(self._try)
        cover.lifted.connect(self._lift)
        self.cover = self._replace(self.cover, cover)
        if self.workplace is not None:
            self.workplace.desk.scanner.listen(on=False)
        return cover

    def _try(self, secret: str) -> None:
        station = self.station
        if station is not None:
            role = station.shift.role
            self._background.run(
                lambda: opening.take_up(station, secret), lambda _: self._lift(role), self._refuse
            )

    def _refuse(self, error: KnownError) -> None:
        if self.cover is not None:
            self.cover.refuse(self._language.explain(error))

    def _lift(self, role_before: Role | None = None) -> None:
        """Back to work; for another role the workplace is built anew."""
        if self.cover is None or self.workplace is None or self.station is None:
            return
        self.cover.rest()
        self._stack.setCurrentWidget(self.workplace)
        self._drop(self.cover)
        self.cover = None
        self.workplace.desk.scanner.listen(on=True)
        if role_before not in {None, self.station.shift.role}:
            self._work()
        self.look_again()
        self._focus()

    def check_idle(self) -> None:
        limit = self.settings.idle_minutes * 60_000
        other = self.cover or self.kiosk or self.course
        if not limit or self.workplace is None or other is not None:
            return
        if self.workplace.desk.scanner.idle_ms >= limit:
            self.lock()

    def fail(self, error: Exception) -> None:
        """What nobody caught: a failure of the world is a sentence, anything else a bug of ours."""
        if isinstance(error, KnownError) and self.workplace is not None:
            self.workplace.front.show_error(error)
        else:
            crash_box.show(error, self._language, self)

    # Keeping

    def back_up(self) -> None:
        """A backup behind the window; the lamp says when, or that it failed."""
        station = self.station
        if station is None or station.store.read_only or self.course is not None:
            return
        place = self.settings.second_backup
        second = Path(place) if place else None
        self._background.run(
            lambda: station.backup_dated(second), lambda _: self._kept(), self._not_kept
        )

    def _kept(self) -> None:
        if self.workplace is not None and self.station is not None:
            desk = self.station.desk
            self.workplace.show_kept(desk.now(), desk.event.time_zone)

    def _not_kept(self, error: KnownError) -> None:
        if self.workplace is not None:
            self.workplace.show_kept(None, "UTC")
            self.workplace.front.show_error(error)

    def _save(self, chosen: Settings) -> None:
        self.settings = chosen
        try:
            settings.save(self._keep, chosen)
        except OSError as error:
            # The desk works without them; the next start asks again.
            log.info("The settings could not be saved: %s", type(error).__name__)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A scanner that types Alt+F4 does not close the desk; a hand does."""
        if self.kiosk is not None or (
            self.workplace is not None and self.workplace.desk.scanner.busy
        ):
            event.ignore()
            return
        if self._asks_before_closing():
            event.ignore()
            return
        self.close_store()
        super().closeEvent(event)

    def _asks_before_closing(self) -> bool:
        """Whether somebody would lose something; under a cover nobody can be asked."""
        if self.cover is not None or self.workplace is None or self.station is None:
            return False
        return self.workplace.ask_before_closing()

    def close_store(self) -> None:
        """Ends what runs, then the store; safe to call twice."""
        self._backups.stop()
        self._idle.stop()
        self._close_practice()
        if self._print_desk is not None:
            self._print_desk.stop()
        self.second.close()
        self._background.close()
        self._sounds.close()
        self._serial.close()
        station, self.station = self.station, None
        if station is not None:
            station.close()

    # How it stands

    def _focus(self) -> None:
        """The page in front takes the focus, once nothing else holds on to it."""
        if self.workplace is not None:
            self.workplace.front.refresh()
