"""Readiness before the doors open (pre-flight check): one line for each thing, and one lamp for all of them.

A line says how it is, and what to do where something is missing. What this machine has tried (a test badge, a real
invitation) is kept in its store, and no entry says so.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import doctor, schema
from checkin.doctor import Check, CheckState
from checkin.domain import NAME_FIELDS, LinkState
from checkin.journal import EVERYBODY
from checkin.journal.erased import is_erased
from checkin.layout import Face
from checkin.presence import Moment, calendar_of
from checkin.store import backup, listing, people
from checkin.store import event as events
from checkin.store.store import get_setting, put_setting
from checkin.wording import link_line, when
from checkin.wording.tones import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checkin.desk import Desk
    from checkin.desk.trying import CodeRead
    from checkin.domain import Event
    from checkin.errors import KnownError
    from checkin.language import Language
    from checkin.paper.faces import Faces
    from checkin.store.store import Store

DAY_MS: Final = 24 * 60 * 60_000
OLD_ROSTER_MS: Final = 3 * DAY_MS
TRIED_MS: Final = DAY_MS // 2  # a printer or a scanner that worked yesterday was moved since
HEARD_MS: Final = 60 * 60_000
OLD_COPY_S: Final = 60 * 60
NAMED: Final = 5  # so many numbers are named
TEST_BADGE: Final = "tried printer"
CODE_READ: Final = "tried code"
BACKUP_TRIED: Final = "tried backup"
ASKED_AFTER_MS: Final = 7 * DAY_MS  # since a backup was tried
_NAMES: Final = (*NAME_FIELDS, "organisation", "badge_name")
_delegate, _batch, _statement = schema.delegate.c, schema.batch.c, schema.statement.c
_entry = schema.entry.c


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the window knows of its machine: the printer by its name, whether check-ins print, the second place."""

    printer: str = ""
    trouble: KnownError | None = None
    prints: bool = False
    second_place: str = ""
    link: LinkState = field(default_factory=LinkState)
    shared_by: str = ""


@dataclass(frozen=True, slots=True)
class ReadyState:
    """All checks, in the order of a morning's set-up.

    `came`: how many have been let in today; `trial_scans`: how many an organiser may forget before the event.
    """

    checks: tuple[Check, ...] = ()
    came: int = 0
    trial_scans: int = 0

    @property
    def lamp(self) -> CheckState:
        """The worst of them."""
        states = {check.state for check in self.checks}
        order = (CheckState.FAIL, CheckState.WARN)
        return next((state for state in order if state in states), CheckState.OK)

    @property
    def to_look_at(self) -> int:
        return sum(check.state is not CheckState.OK for check in self.checks)


class Readiness:
    """The checks of one store. Slow, so call `look` behind the window."""

    def __init__(self, store: Store, now: Callable[[], int], desk: Desk, faces: Faces) -> None:
        self._store = store
        self._now = now
        self._desk = desk
        self._faces = faces

    def look(self, tr: Language, around: Surroundings) -> ReadyState:
        """Checks all anew."""
        now, folder = self._now(), self._store.folder
        with self._store.read() as connection:
            known = events.current(connection)
            _, today = listing.whereabouts(connection, Moment(calendar_of(known), now))
            of_store = (
                _roster(connection, known, now, tr),
                _other_desks(connection, self._desk, around, now, tr),
            )
            fonts = self._fonts(connection, tr)
            tried = {
                name: _tried(connection, name) for name in (TEST_BADGE, CODE_READ, BACKUP_TRIED)
            }
            begun = connection.scalar(sa.select(_entry.wall).order_by(_entry.n).limit(1)) or now
        checks = (
            *of_store,
            doctor.clock(tr, now, known),
            _printer(around, tr),
            _test_badge(tried[TEST_BADGE], around, known, now, tr),
            _code(tried[CODE_READ], known, now, tr),
            fonts,
            doctor.check_backup(tr, now, folder),
            _tried_backup(tried[BACKUP_TRIED][0], begun, now, tr),
            _second_place(self._store, around, self._desk.other_desks, tr),
            doctor.disk(tr, folder),
            *_where(tr, folder),
        )
        made = self._desk.trial_scans.count()
        return ReadyState(tuple(check for check in checks if check), len(today), made)

    def read_code(self, text: str) -> CodeRead:
        """Reads a code that counts nowhere; of one that is somebody's on the roster it is kept that it was read."""
        read = self._desk.trying.read_code(text)
        if read.is_known:
            self._note(CODE_READ, "")
        return read

    def note_test_badge(self, printer: str) -> None:
        """A test badge has come out of this printer."""
        self._note(TEST_BADGE, printer)

    def note_backup_tried(self, event_id: str) -> None:
        """A backup was opened and found whole (`check_backup`); that of another event is no try of this store."""
        if event_id == self._desk.event.id and not self._store.read_only:
            self._note(BACKUP_TRIED, "")

    def _note(self, what: str, which: str) -> None:
        with self._store.write() as connection:
            put_setting(connection, what, json.dumps([self._now(), which]))

    def _fonts(self, connection: sa.Connection, tr: Language) -> Check:
        if missing := self._faces.missing():
            message = tr.text(
                "Fonts are missing: {names}. Install Uketsuke again.", names=missing[0]
            )
            return Check("fonts", CheckState.FAIL, message)
        rows = connection.execute(
            sa.select(_delegate.number, *(_delegate[name] for name in _NAMES))
        )
        letters = {row.number: set("".join(row[1:])) for row in rows}
        unknown = {letter for letter in set().union(*letters.values()) if not self._covered(letter)}
        numbers = sorted(number for number, theirs in letters.items() if theirs & unknown)
        if not numbers:
            message = tr.text("All letters of the names are in a font.")
            return Check("fonts", CheckState.OK, message)
        message = tr.text(
            "No font has all letters of: {numbers}. Give them a name for the badge under People.",
            numbers=_listed(numbers, tr),
        )
        return Check("fonts", CheckState.WARN, message)

    def _covered(self, letter: str) -> bool:
        """Whether any font has it; what is no ink needs none."""
        if letter.isspace() or unicodedata.category(letter).startswith("C"):
            return True
        return any(self._faces.covers(face, letter) for face in Face)


def _roster(connection: sa.Connection, known: Event, now: int, tr: Language) -> Check:
    count = people.count(connection)
    if is_erased(connection, EVERYBODY):
        message = tr.text(
            "The event is closed: all personal data is destroyed, and nobody is let in."
        )
        return Check("roster", CheckState.FAIL, message)
    if not count:
        message = tr.text("Nobody is on the roster yet. Bring the list in under Roster.")
        return Check("roster", CheckState.FAIL, message)
    query = sa.select(sa.func.max(_batch.at)).where(_batch.undone == 0)
    newest = connection.scalar(query)
    delegates = tr.plural("{n} delegate", "{n} delegates", count)
    if newest is None:
        return Check("roster", CheckState.OK, delegates)
    time = when(newest, now, known.time_zone)
    if now - newest > OLD_ROSTER_MS:
        message = tr.text(
            "{delegates}, last brought in {time}. Is there a newer list?",
            delegates=delegates,
            time=time,
        )
        return Check("roster", CheckState.WARN, message)
    message = tr.text("{delegates}, last brought in {time}.", delegates=delegates, time=time)
    return Check("roster", CheckState.OK, message)


def _other_desks(
    connection: sa.Connection, desk: Desk, around: Surroundings, now: int, tr: Language
) -> Check:
    if not desk.other_desks or not around.shared_by:
        heard = connection.scalar(sa.select(sa.func.max(_statement.heard)))
        if desk.other_desks and heard and now - heard < HEARD_MS:
            time = when(heard, now, desk.event.time_zone)
            message = tr.text("Other desks were heard at {time}.", time=time)
            return Check("hub", CheckState.OK, message)
        return doctor.hub(tr, desk.other_desks, around.shared_by)
    line = link_line(around.link, now, desk.event.time_zone, tr)
    states = {Tone.STOP: CheckState.FAIL, Tone.AGAIN: CheckState.WARN}
    state = states.get(line.tone, CheckState.OK) if line.tone else CheckState.OK
    fine = doctor.hub(tr, desk.other_desks, around.shared_by).message
    return Check("hub", state, line.words or fine)


def _printer(around: Surroundings, tr: Language) -> Check:
    if around.trouble is not None:
        return Check("printer", CheckState.FAIL, tr.explain(around.trouble))
    if around.printer:
        message = tr.text("{printer} is ready.", printer=around.printer)
        return Check("printer", CheckState.OK, message)
    if around.prints:
        message = tr.text("None is chosen, so badges wait in the queue. Choose one under Station.")
        return Check("printer", CheckState.WARN, message)
    return Check("printer", CheckState.OK, tr.text("None is chosen: no badge is printed here."))


def _test_badge(
    tried: tuple[int, str], around: Surroundings, known: Event, now: int, tr: Language
) -> Check | None:
    at, printer = tried
    if not around.printer:
        return None
    if printer == around.printer and now - at < TRIED_MS:
        time = when(at, now, known.time_zone)
        message = tr.text("A test badge came out at {time}.", time=time)
        return Check("test badge", CheckState.OK, message)
    message = tr.text("No test badge was printed yet today. Print one.")
    return Check("test badge", CheckState.WARN, message)


def _code(tried: tuple[int, str], known: Event, now: int, tr: Language) -> Check:
    at, _ = tried
    if now - at < TRIED_MS:
        time = when(at, now, known.time_zone)
        message = tr.text("A code of the roster was read at {time}.", time=time)
        return Check("code", CheckState.OK, message)
    message = tr.text("No code was read yet today. Scan an invitation here: it counts nowhere.")
    return Check("code", CheckState.WARN, message)


def _where(tr: Language, folder: Path) -> tuple[Check, ...]:
    """What is wrong with the place of the store; nothing is said where it is well."""
    checks = (doctor.place(tr, folder), doctor.permissions(tr, folder))
    return tuple(check for check in checks if check.state is not CheckState.OK)


def _tried_backup(at: int, begun: int, now: int, tr: Language) -> Check:
    """Asks once a week: a backup that nobody has opened may be none. `begun` is when the event was made."""
    days = (now - (at or begun)) // DAY_MS
    if now - (at or begun) <= ASKED_AFTER_MS:
        return Check(
            "tried backup",
            CheckState.OK,
            tr.text("A backup was tried this week.") if at else tr.text("The event is new."),
        )
    since = (
        tr.plural(
            "No backup has been tried for {n} day.", "No backup has been tried for {n} days.", days
        )
        if at
        else tr.text("No backup has been tried yet.")
    )
    message = tr.sentences(since, tr.text("Check one under Station: it takes a minute."))
    return Check("tried backup", CheckState.WARN, message)


def _second_place(store: Store, around: Surroundings, other_desks: int, tr: Language) -> Check:
    if not around.second_place:
        if other_desks and around.shared_by:
            message = tr.text("None; the other desks hold the same.")
            return Check("second place", CheckState.OK, message)
        message = tr.text("Backups are on this disk only. Choose a stick under Station.")
        return Check("second place", CheckState.WARN, message)
    behind = backup.behind(store.folder, Path(around.second_place))
    if behind is None:
        message = tr.text(
            "There is no copy in {path}. Is the stick there?", path=around.second_place
        )
        return Check("second place", CheckState.FAIL, message)
    if behind > OLD_COPY_S:
        message = tr.text("The copy in {path} is old. Back up now.", path=around.second_place)
        return Check("second place", CheckState.WARN, message)
    message = tr.text("A copy is in {path}.", path=around.second_place)
    return Check("second place", CheckState.OK, message)


def _tried(connection: sa.Connection, name: str) -> tuple[int, str]:
    """When and with what something was tried last on this machine; 0 for never."""
    try:
        at, which = json.loads(get_setting(connection, name))
    except KeyError:
        return 0, ""
    return at, which


def _listed(numbers: Iterable[int], tr: Language) -> str:
    shown = [f"{number:03}" for number in numbers]
    more = ["…"] if len(shown) > NAMED else []
    return tr.listed([*shown[:NAMED], *more])
