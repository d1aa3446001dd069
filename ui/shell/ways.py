"""What the main window is built on: one thing in front at a time, and the ways that take all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from checkin.roles import Action
from checkin.settings import Names
from ui.scanning.capture.serial_line import SerialLine
from ui.second_screen.second_screen import SecondScreen
from ui.shell import opening
from ui.shell.appearance import language_of, theme_of
from ui.shell.pages import DESK

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.bootstrap import Station
    from checkin.desk import Desk, Presentation
    from checkin.errors import KnownError
    from checkin.practice import Practice
    from checkin.settings import Settings
    from ui.kiosk.kiosk import Kiosk
    from ui.parts.background import Background
    from ui.parts.sounds import Sounds
    from ui.practice.course import Course
    from ui.printing.print_desk import PrintDesk
    from ui.shell.lock import LockScreen
    from ui.shell.workplace import Workplace

PageT = TypeVar("PageT", bound=QWidget)


class Ways(QMainWindow):
    """The parts that every way of using the window shares, and the screen that greets."""

    def __init__(self, chosen: Settings, background: Background, sounds: Sounds) -> None:
        super().__init__()
        self.settings = chosen
        self._background = background
        self._sounds = sounds
        self._language = language_of(chosen)
        self._theme = theme_of(chosen)
        self.station: Station | None = None
        self._print_desk: PrintDesk | None = None
        self.workplace: Workplace | None = None
        self.second = SecondScreen(self._theme, self)
        self._serial = SerialLine(self)
        self.cover: LockScreen | None = None
        self.kiosk: Kiosk | None = None
        self.course: Course | None = None
        self._presenting: Presentation | None = None
        self._aside: tuple[Station | None, PrintDesk | None, Presentation | None] = (None,) * 3
        self._was_maximised = False
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)

    def _set_up_desk(self) -> None:
        """As the settings of this machine say."""
        if self.station is not None and self.course is None:
            self.station.desk.room = self.settings.room
            self.station.desk.hide_names(on=self.settings.names is Names.HIDDEN)

    def _presenting_at(self, desk: Desk) -> Presentation:
        """Who is in front of the desk, and who waits: that outlives every page."""
        from checkin.desk import Presentation  # noqa: PLC0415 - brings the core with it

        if self._presenting is None or self._presenting.desk is not desk:
            self._presenting = Presentation(desk)
        return self._presenting

    def _greet_with(self, workplace: Workplace) -> None:
        """What the desk shows is greeted on the second screen, where there is one."""
        self.second.use(self.settings.greeting, self._theme, self._language.code)
        workplace.shown.connect(self.second.show_verdict)

    # Self-check-in

    def start_kiosk(self) -> None:
        """Delegates by themselves, on the whole screen, until somebody has the passphrase."""
        from ui.kiosk.kiosk import Kiosk, KioskParts  # noqa: PLC0415 - brings the camera's parts with it

        station, workplace = self.station, self.workplace
        if station is None or workplace is None or self._print_desk is None:
            return
        station.shift.require(Action.SET_UP)
        station.shift.hand_over()
        if not workplace.desk.waiting:
            workplace.desk.clear()
        self.second.blank()
        workplace.desk.scanner.listen(on=False)
        parts = KioskParts(
            station.desk, self._print_desk, self._background, self._sounds, self.settings.camera
        )
        kiosk = Kiosk(parts, self._language, self._theme)
        self._serial.scanned.connect(kiosk.scanner.take)
        kiosk.tried.connect(self._try_to_leave)
        self._was_maximised = self.isMaximized()
        self.kiosk = self._replace(None, kiosk)
        self.showFullScreen()
        kiosk.ready()

    def _try_to_leave(self, secret: str) -> None:
        station = self.station
        if station is not None:
            self._background.run(
                lambda: opening.is_passphrase(station, secret),
                lambda _: self._end_kiosk(),
                self._stay_in_kiosk,
            )

    def _stay_in_kiosk(self, error: KnownError) -> None:
        if self.kiosk is not None:
            self.kiosk.refuse(self._language.explain(error))

    def _end_kiosk(self) -> None:
        """Back to work, as the organiser whose passphrase it was."""
        kiosk, self.kiosk = self.kiosk, None
        if kiosk is None or self.station is None:
            return
        kiosk.rest()
        self.station.shift.take_up_as_organiser()
        if self._was_maximised:
            self.showMaximized()
        else:
            self.showNormal()
        self._work()
        self._drop(kiosk)

    # Practice

    def practise(self) -> None:
        """Made-up people, in a store of their own; whatever was open waits untouched."""
        if self.course is None and self.kiosk is None:
            self._background.run(opening.new_practice, self._begin_practice, self.fail)

    def _begin_practice(self, practice: Practice) -> None:
        if self.cover is not None:
            # Somebody has covered the window meanwhile: nothing comes out from under that.
            self._background.run(practice.close, lambda _: None)
            return
        from ui.practice.course import Course  # noqa: PLC0415 - seldom wanted
        from ui.printing.print_desk import PrintDesk  # noqa: PLC0415 - brings the printing of badges with it

        self._aside = (self.station, self._print_desk, self._presenting)
        self.station = practice.station
        # Without a printer: no badge of a practice comes out.
        self._print_desk = PrintDesk(
            practice.station.badges, self._background, self._language, self
        )
        self.second.blank()
        self.course = Course(practice, parent=self)
        self.course.ended.connect(lambda: QTimer.singleShot(0, self, self._end_practice))
        self.course.again_wanted.connect(self._practise_again)
        self._work()
        self._leave_welcome()

    def _practise_again(self) -> None:
        """The same cases, with people whom nobody has let in yet; until they are there the old ones stay."""
        self._background.run(opening.new_practice, self._begin_again, self._not_again)

    def _not_again(self, error: KnownError) -> None:
        if self.course is not None:
            self.course.stay()
        self.fail(error)

    def _begin_again(self, practice: Practice) -> None:
        done = self._put_course_away()
        if done is None:
            # Somebody has had enough meanwhile.
            self._background.run(practice.close, lambda _: None)
            return
        self._begin_practice(practice)
        self._background.run(done.practice.close, lambda _: None)

    def _end_practice(self) -> None:
        """Back to what was there before; the practice leaves nothing behind."""
        course = self._put_course_away()
        if course is None:
            return
        self._background.run(course.practice.close, lambda _: None)
        if self.station is not None:
            self._work()
        else:
            workplace, self.workplace = self.workplace, None
            self._to_welcome()
            if workplace is not None:
                self._drop(workplace)

    def _close_practice(self) -> None:
        """At once, because the window closes."""
        course = self._put_course_away()
        if course is not None:
            course.practice.close()

    def _put_course_away(self) -> Course | None:
        course, self.course = self.course, None
        if course is not None:
            if self._print_desk is not None:
                self._print_desk.stop()
            self.station, self._print_desk, self._presenting = self._aside
            self._aside = (None,) * 3
        return course

    def _lay_over(self, workplace: Workplace) -> None:
        """The practice above the desk, or the screen that greets beside it."""
        if self.course is not None:
            self.course.lay_over(workplace, self._language, self._theme)
        else:
            self._greet_with(workplace)

    def _leave_welcome(self) -> None:
        raise NotImplementedError

    def _to_welcome(self) -> None:
        raise NotImplementedError

    def fail(self, error: Exception) -> None:
        """What nobody caught."""
        raise NotImplementedError

    def _work(self, place: str = DESK.key) -> None:
        """Builds the workplace, the first time or anew."""
        raise NotImplementedError

    # How it stands

    def _replace(self, old: QWidget | None, new: PageT) -> PageT:
        self._stack.addWidget(new)
        self._stack.setCurrentWidget(new)
        if old is not None:
            self._drop(old)
        return new

    def _drop(self, page: QWidget) -> None:
        self._stack.removeWidget(page)
        # Out of the window at once: until it is deleted its scanner would still take keys.
        page.setParent(None)
        page.deleteLater()

    def _timer(self, every: int, call: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setInterval(every)
        made.timeout.connect(call)
        return made
