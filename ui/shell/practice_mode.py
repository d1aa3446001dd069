"""Practice in the window: sample data in a store of its own; whatever was open waits untouched."""

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
    """Puts a store with sample data in the place of the open one, and takes it away again.

    `taken`: whether the window is covered or has been given to self-check-in; nothing comes out from under
    that. `fail`: shows a failure.
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
        """Makes the sample data, and begins; later, if the window is taken meanwhile, it does not."""
        if self.course is None and not self._taken():
            self._parts.background.run(opening.new_practice, self._begin, self._fail)

    def _begin(self, practice: Practice) -> None:
        if self._taken() or self.course is not None:
            # Somebody has covered the window meanwhile.
            self._throw_away(practice)
            return
        from ui.practice.course import Course  # noqa: PLC0415 - seldom wanted
        from ui.shell.open_store import OpenStore  # noqa: PLC0415 - brings the printing of badges with it

        parts, host = self._parts, self._host
        self._aside = host.store
        # Without a printer: no badge of a practice comes out.
        host.store = OpenStore(
            practice.station, parts.background, parts.look.language, self, practice=True
        )
        parts.second.blank()
        self.course = Course(practice, self.end, self._again, parent=self)
        host.build()
        self._reception.leave()
        host.come()

    def lay_over(self, workplace: Workplace) -> None:
        """The course, above a workplace that was just built."""
        if self.course is not None:
            look = self._parts.look
            bar = self.course.lay_over(workplace, workplace.desk, look.language, look.theme)
            workplace.lay_above(bar)
            workplace.shown.connect(self.course.see)

    def _again(self) -> None:
        """The same cases, with delegates whom nobody has let in yet; until they are there the old ones stay."""
        self._parts.background.run(opening.new_practice, self._begin_again, self._not_again)

    def _not_again(self, error: KnownError) -> None:
        if self.course is not None:
            self.course.stay()
        self._fail(error)

    def _begin_again(self, practice: Practice) -> None:
        done = self._put_away()
        if done is None:
            # Somebody has had enough meanwhile.
            self._throw_away(practice)
            return
        self._begin(practice)
        self._throw_away(done.practice)

    def end(self) -> None:
        """Back to what was there before; the practice leaves nothing behind."""
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
        """At once, because the window closes."""
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
