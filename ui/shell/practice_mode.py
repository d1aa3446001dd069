"""Practice mode (training): sample data in a temporary store; the open store stays untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.shell import opening

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.errors import KnownError
    from checkin.practice import Practice
    from ui.practice.course import Course
    from ui.shell.open_store import OpenStore
    from ui.shell.reception import Reception
    from ui.shell.window_parts import WindowParts
    from ui.shell.workplace import Workplace
    from ui.shell.workplace_host import WorkplaceHost


class PracticeMode(QObject):
    """Replaces the open store by a temporary one with sample data, and switches back.

    `taken`: whether the window is locked or in kiosk mode; practice does not start over those.
    `fail`: shows a failure.
    """

    def __init__(
        self,
        parts: WindowParts,
        host: WorkplaceHost,
        reception: Reception,
        taken: Callable[[], bool],
        fail: Callable[[Exception], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._parts, self._host, self._reception = parts, host, reception
        self._taken, self._fail = taken, fail
        self.course: Course | None = None
        self._aside: OpenStore | None = None

    def start(self) -> None:
        """Creates the sample data, then starts, unless the window was taken meanwhile."""
        if self.course is None and not self._taken():
            self._parts.background.run(opening.new_practice, self._begin, self._fail)

    def _begin(self, practice: Practice) -> None:
        if self._taken() or self.course is not None:
            # The window was locked meanwhile.
            self._throw_away(practice)
            return
        from ui.practice.course import Course  # noqa: PLC0415 - seldom needed
        from ui.shell.open_store import OpenStore  # noqa: PLC0415 - lazy: imports badge printing

        parts, host = self._parts, self._host
        self._aside = host.store
        # Without a printer: practice prints no badges.
        host.store = OpenStore(
            practice.station, parts.background, parts.look.language, self, practice=True
        )
        parts.second.blank()
        self.course = Course(practice, self.end, self._again, parent=self)
        host.build()
        self._reception.leave()
        host.come()

    def lay_over(self, workplace: Workplace) -> None:
        """Adds the training course to a workplace that was just built."""
        if self.course is not None:
            look = self._parts.look
            bar = self.course.lay_over(workplace, workplace.desk, look.language, look.theme)
            workplace.lay_above(bar)
            workplace.shown.connect(self.course.see)

    def _again(self) -> None:
        """Another round with fresh sample delegates; the old ones stay until those are ready."""
        self._parts.background.run(opening.new_practice, self._begin_again, self._not_again)

    def _not_again(self, error: KnownError) -> None:
        if self.course is not None:
            self.course.stay()
        self._fail(error)

    def _begin_again(self, practice: Practice) -> None:
        done = self._put_away()
        if done is None:
            # Practice was ended meanwhile.
            self._throw_away(practice)
            return
        self._begin(practice)
        self._throw_away(done.practice)

    def end(self) -> None:
        """Switches back to the open store, and deletes the sample data."""
        course = self._put_away()
        if course is None:
            return
        self._throw_away(course.practice)
        if self._host.store is not None:
            self._host.build()
        else:
            self._reception.show_again()
            self._host.take_away()

    def close(self) -> None:
        """Ends at once, because the window closes."""
        course = self._put_away()
        if course is not None:
            course.practice.close()

    def _put_away(self) -> Course | None:
        course, self.course = self.course, None
        if course is not None:
            if self._host.store is not None:
                self._host.store.stop_printing()
            self._host.store, self._aside = self._aside, None
        return course

    def _throw_away(self, practice: Practice) -> None:
        self._parts.background.run(practice.close, lambda _: None)
