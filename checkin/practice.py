"""Practice mode (training sandbox): a temporary store with sample delegates and eight exercises.

It is separate from the real event. The store lies in a temporary folder of the system, under a
random passphrase, and is deleted when the practice ends.
"""

from __future__ import annotations

import secrets
import time
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from checkin import demo, unfinished
from checkin.bootstrap import open_store
from checkin.domain import CodeKind, Outcome
from checkin.language import mark
from checkin.presence import calendar_of
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checkin.presence import Calendar
    from checkin.station import Station

PEOPLE: Final = 150
CAME_BEFORE: Final = 8
EARLIER_MS: Final = 20 * 60_000


class Deed(Enum):
    """A volunteer's reaction to an answer."""

    NEXT = auto()
    READ = auto()
    LEAD = auto()
    UNDO = auto()


Step = Outcome | Deed


@dataclass(frozen=True, slots=True)
class Lesson:
    """One exercise: the situation, the task, and the steps that complete it.

    `number`: the delegate whose code is presented; `by_code` is False where the code is forgotten.
    """

    title: str
    story: str
    number: int
    path: tuple[Step, ...]
    by_code: bool = True


LESSONS: Final = (
    Lesson(
        mark("An invitation"),
        mark("A delegate shows the code. Present it, let them in, then press Enter for the next."),
        3,
        (Outcome.ADMITTED, Deed.NEXT),
    ),
    Lesson(
        mark("The same one again"),
        mark("This delegate came twenty minutes ago. It is the same person: press Enter."),
        CAME_BEFORE,
        (Outcome.ALREADY_IN, Deed.NEXT),
    ),
    Lesson(
        mark("No code"),
        mark("Wakabayashi Wakako has left it at home. Type a few letters of the name, then Enter."),
        2,
        (Outcome.ADMITTED, Deed.NEXT),
        by_code=False,
    ),
    Lesson(
        mark("An identity document"),
        mark("Something has to be checked first. Look at the passport, then press Enter."),
        26,
        (Outcome.NEEDS_ANSWER, Outcome.ADMITTED, Deed.NEXT),
    ),
    Lesson(
        mark("A note"),
        mark("The card has a note. Read it and press Enter; until then other scans wait."),
        87,
        (Outcome.ADMITTED, Deed.READ, Deed.NEXT),
    ),
    Lesson(
        mark("Cancelled"),
        mark("This registration was cancelled. Do not argue: F7 calls the lead."),
        57,
        (Outcome.CANCELLED, Deed.LEAD),
    ),
    Lesson(
        mark("A quiet check"),
        mark("The screen says no more than that. Be friendly, and press F7: the lead comes."),
        64,
        (Outcome.CALL_LEAD, Deed.LEAD),
    ),
    Lesson(
        mark("The wrong one"),
        mark("You present the code, and see that it is somebody else's. F8 takes it back."),
        10,
        (Outcome.ADMITTED, Deed.UNDO),
    ),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress: the current lesson, its completed steps, and the mistakes in each lesson."""

    at: int = 0
    taken: int = 0
    slips: tuple[int, ...] = field(default=(0,) * len(LESSONS))

    @property
    def lesson(self) -> Lesson | None:
        """The current lesson; None when all are completed."""
        return LESSONS[self.at] if self.at < len(LESSONS) else None

    @property
    def flawless(self) -> int:
        """The count of lessons without a mistake."""
        return sum(1 for count in self.slips[: self.at] if not count)


def after(progress: Progress, step: Step) -> Progress:
    """The progress after an answer, or after a reaction to one."""
    lesson = progress.lesson
    if lesson is None or (step is Deed.NEXT and not progress.taken):
        return progress
    if step is lesson.path[progress.taken]:
        if progress.taken + 1 == len(lesson.path):
            return replace(progress, at=progress.at + 1, taken=0)
        return replace(progress, taken=progress.taken + 1)
    slips = list(progress.slips)
    slips[progress.at] += 1
    # A mistake that is the lesson's first step begins it again.
    return replace(progress, taken=int(step is lesson.path[0]), slips=tuple(slips))


@dataclass(frozen=True, slots=True)
class Practice:
    """An open store for practising, and each delegate's code by number. `close` deletes everything."""

    station: Station
    codes: Mapping[int, str]
    home: Path
    kept: ExitStack  # removes `home`

    def close(self) -> None:
        self.station.close()
        self.kept.close()


def begin() -> Practice:
    """Creates the store and opens it as a volunteer. Takes about a second."""
    with ExitStack() as kept:
        home = kept.enter_context(unfinished.folder("uketsuke-practice-"))
        return _begin(home, kept)


def _begin(home: Path, kept: ExitStack) -> Practice:
    folder, passphrase = home / "practice.uketsuke", secrets.token_urlsafe()
    demo.create(folder, passphrase, count=PEOPLE)
    with open_store(folder, passphrase) as station:
        calendar = calendar_of(station.desk.event)
    with open_store(folder, passphrase, clock=lambda: _a_while_ago(calendar)) as station:
        station.desk.checkin(CAME_BEFORE)
    station = open_store(folder, passphrase)
    with station.store.read() as connection:
        numbers = {delegate.id: delegate.number for delegate in people.everyone(connection)}
        valid = people.valid_codes(connection, CodeKind.INVITATION)
    station.shift.hand_over()
    by_number = {numbers[delegate]: code for delegate, code in valid.items()}
    return Practice(station, by_number, home, kept.pop_all())


def came_at(calendar: Calendar, now: int) -> int:
    """When somebody came who is in already: twenty minutes ago, but on the same day of the event."""
    return max(now - EARLIER_MS, calendar.starts(calendar.day(now)))


def _a_while_ago(calendar: Calendar) -> datetime:
    now = time.time_ns() // 1_000_000
    return datetime.fromtimestamp(came_at(calendar, now) / 1_000, UTC)
