"""One desk: what a volunteer does all day. A verdict is returned after its entry is on the disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin import codes, names, rules
from checkin.codes import Shape
from checkin.desk import bent_codes, groups, nameless, verdict_parts
from checkin.desk.groups import Group, GroupAnswer
from checkin.desk.recent import Recent, Repeatable
from checkin.desk.search import Search
from checkin.desk.verdict_parts import Shown
from checkin.domain import (
    ENTRY,
    FIELD_TABLE,
    CodeKind,
    Delegate,
    Event,
    Found,
    Manner,
    Outcome,
    PastScan,
    Session,
    Stats,
    Status,
    Tier,
    Verdict,
)
from checkin.errors import NotFound, NotPossible
from checkin.journal import Journal, delegate_changed, scanned, undone
from checkin.language import mark
from checkin.roles import Action
from checkin.rules import Case, Presented
from checkin.store import attendance, event, people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import sqlalchemy as sa

    from checkin.desk.shift import Shift
    from checkin.store.store import Store

LONGEST_PRESENTED: Final = 200
_BY_HAND: Final = "hand:"
_WALK_IN_FIELDS: Final = frozenset(field.name for field in FIELD_TABLE if field.walk_in)


@dataclass(frozen=True, slots=True)
class DeskIdentity:
    """Which desk this is, and the event's code key."""

    id: str
    code_key: bytes
    mint: Callable[[], str]
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The session for which attendance is marked."""

    session: Session
    by_clock: bool


class Desk:
    """Scan, find, undo, walk-in. `room` and `fixed` decide for which session."""

    def __init__(
        self, store: Store, journal: Journal, identity: DeskIdentity, shift: Shift
    ) -> None:
        self._store = store
        self._journal = journal
        self._identity = identity
        self.shift = shift
        self._search = Search(store)
        self._recent = Recent()
        self.room = ""
        self.fixed = ""
        with store.read() as connection:
            self.event: Event = event.current(connection)
            self.name = event.desk_names(connection).get(identity.id, "")
            self.tier = event.tier_of(connection, identity.id)
            self._recent.load(connection, identity.id, self.now())
        self.hide_names(on=False)

    def now(self) -> int:
        """The wall clock, UTC milliseconds."""
        return self._journal.now()

    def current_session(self) -> Chosen:
        """The session fixed by hand, else the one that the clock and the room give."""
        fixed = self.event.session(self.fixed) if self.fixed else None
        if fixed:
            return Chosen(fixed, by_clock=False)
        chosen = rules.choose_session(self.event.sessions, self.now(), self.room)
        return Chosen(chosen, by_clock=True)

    def scan(self, text: str, session: str | None = None, how: Manner = ENTRY) -> Verdict:
        """The verdict on a code, journalled.

        Raises `NotPossible` for an empty text, `NotFound` for an unknown session, and what
        `Store.write` raises when nothing can be recorded: then nobody was admitted.
        """
        reading = codes.read(text)
        if reading.shape is Shape.EMPTY:
            raise NotPossible(mark("Nothing was scanned."))
        place = self._session(session)
        how = self._permitted(how)
        with self._store.write() as connection:
            shown = self._shown(connection, reading)
            verdict = self._answer(connection, shown, place, how)
        self._remember(verdict, shown.presented)
        return self.told(verdict)

    def checkin(self, number: int, session: str | None = None, how: Manner = ENTRY) -> Verdict:
        """The verdict on a delegate chosen by hand; raises `NotFound` for an unknown number."""
        place = self._session(session)
        how = self._permitted(how)
        with self._store.write() as connection:
            presenter = attendance.by_number(connection, number)
            if presenter is None or presenter.delegate is None:
                raise NotFound(
                    mark("There is no delegate with the number {number}."), number=number
                )
            by_hand = _BY_HAND + presenter.delegate.id
            shown = Shown(Presented.DELEGATE, by_hand, "", presenter)
            verdict = self._answer(connection, shown, place, how)
        self._remember(verdict, by_hand)
        return self.told(verdict)

    def group_of(self, number: int, session: str | None = None) -> Group:
        """Who belongs together with a delegate, and who of them is in.

        Raises `NotAllowed` unless a lead uses the desk, `NotFound`, and `NotPossible` for no group.
        """
        self.shift.require(Action.GROUP)
        with self._store.read() as connection:
            return groups.group_of(connection, number, self._session(session).key)

    def admit_group(self, numbers: Iterable[int], session: str | None = None) -> GroupAnswer:
        """Everybody on the list, each with an entry and a verdict of their own."""
        self.shift.require(Action.GROUP)
        place = self._session(session).key
        return GroupAnswer(tuple(self.checkin(number, place) for number in numbers))

    def find(self, text: str, limit: int = 8, session: str | None = None) -> tuple[Found, ...]:
        """Who answers to any part of a name, organisation, number or code, best first."""
        place = self._session(session).key
        if not self.shift.nameless:
            return self._search.find(text, limit, place)
        # A name is not looked for where none is shown: who is found by it is named by it.
        number = text.strip()
        found = self._search.find(number, limit, place) if number.isdecimal() else ()
        return tuple(map(nameless.of_found, found))

    def prepare_search(self) -> None:
        """Reads the roster into the search index; takes a while for thousands, so do it behind the window."""
        self._search.refresh()

    def undo(self, entry: str) -> None:
        """Takes a scan back, by an entry of its own; raises `NotFound` or `NotPossible`."""
        self.shift.require(Action.UNDO)
        with self._store.write() as connection:
            past = attendance.scan(connection, names.clean(entry))
            if past is None:
                raise NotFound(mark("There is no such scan."))
            if past.undone:
                raise NotPossible(mark("This scan is undone already."))
            self._journal.append(connection, undone(entry))
        self._recent.forget(entry)

    def walkin(self, fields: Mapping[str, str], *, approved: bool = False) -> Delegate:
        """A new delegate with an invitation code; waits for approval unless a lead approves at once.

        Raises `NotPossible` for no name or an unknown category.
        """
        self.shift.require(Action.APPROVE if approved else Action.WALK_IN)
        cleaned = self._walk_in_fields(fields)
        status = Status.EXPECTED if approved else Status.PENDING
        delegate = self._identity.new_id()
        with self._store.write() as connection:
            number = people.next_number(connection)
            given = {**cleaned, "number": number, "status": status.value}
            invitation = {self._identity.mint(): CodeKind.INVITATION}
            self._journal.append(connection, delegate_changed(delegate, given, codes=invitation))
            return people.get(connection, delegate)

    def last(self, limit: int = 10) -> tuple[PastScan, ...]:
        """The latest scans at this desk."""
        with self._store.read() as connection:
            scans = attendance.last_scans(connection, limit, self._identity.id)
        return tuple(map(nameless.of_scan, scans)) if self.shift.nameless else scans

    def stats(self) -> Stats:
        with self._store.read() as connection:
            return attendance.stats(connection, self.event)

    def told(self, verdict: Verdict) -> Verdict:
        """As this desk may show it: one that names nobody leaves the name out."""
        if verdict.outcome is Outcome.REVOKED:
            # The old badge may have been found by a stranger: the journal knows whose it was, the screen does not.
            return replace(verdict, person=None)
        return nameless.of_verdict(verdict) if self.shift.nameless else verdict

    def hide_names(self, *, on: bool) -> None:
        """Whether this desk names nobody; one of the tier door never does."""
        self.shift.nameless = on or self.tier is Tier.DOOR

    def _session(self, key: str | None) -> Session:
        if key is None:
            return self.current_session().session
        session = self.event.session(key)
        if session is None:
            raise NotFound(mark("There is no session {key}."), key=key)
        return session

    def _permitted(self, how: Manner) -> Manner:
        """As it may be recorded: what somebody typed is cleaned, and a reason needs a lead."""
        if how.force or how.represented_by:
            reason, who = names.clean(how.force), names.clean(how.represented_by)
            how = replace(how, force=reason, represented_by=who)
        if how.force:
            self.shift.require(Action.OVERRIDE)
        if how.represented_by:
            self.shift.require(Action.REPRESENT)
        return how

    def _shown(self, connection: sa.Connection, reading: codes.Reading) -> Shown:
        ours = reading.shape is not Shape.FOREIGN
        code = reading.code if ours else reading.text
        presenter = attendance.by_code(connection, code)
        if presenter is None and ours:
            presenter = attendance.by_code(connection, reading.text)
            code = reading.text if presenter else code
        if presenter is None and (straight := bent_codes.recover(connection, reading)):
            presenter, code = attendance.by_code(connection, straight), straight
        if presenter is not None:
            return Shown(Presented.DELEGATE, code[:LONGEST_PRESENTED], code, presenter)
        if reading.shape is Shape.FOREIGN:
            return Shown(Presented.UNKNOWN, code[:LONGEST_PRESENTED], "", None)
        if reading.shape is Shape.DAMAGED:
            return Shown(Presented.DAMAGED, code, "", None)
        genuine = codes.minted_by(self._identity.code_key, code)
        kind = Presented.GENUINE if genuine else Presented.OTHER_EVENT
        return Shown(kind, code, code if genuine else "", None)

    def _answer(
        self, connection: sa.Connection, shown: Shown, session: Session, how: Manner
    ) -> Verdict:
        case = Case(
            session=session,
            sessions=self.event.sessions,
            now=self.now(),
            presented=shown.kind,
            subject=verdict_parts.subject(connection, shown.presenter, session),
            manner=how,
            inside=verdict_parts.inside(connection, session),
        )
        decision = rules.decide(case)
        before = self._repeated(shown, case)
        if before is not None:
            return verdict_parts.again(decision, before, shown, session)
        verdict = replace(
            verdict_parts.verdict(decision, shown, session, case.now),
            direction=how.direction,
            represented_by=how.represented_by,
        )
        verdict = verdict_parts.completed(connection, verdict, shown.presenter)
        written = self._journal.append(
            connection, scanned(verdict, shown.presented, shown.code, how)
        )
        for draft in verdict_parts.consent_refused(shown.presenter, how):
            self._journal.append(connection, draft)
        return replace(verdict, entry=written.id, at=written.at)

    def _repeated(self, shown: Shown, case: Case) -> Repeatable | None:
        how = case.manner
        if how.force or how.answers:
            return None
        return self._recent.same(shown.presented, case.session.key, how.direction, case.now)

    def _remember(self, verdict: Verdict, presented: str) -> None:
        """Only once it is on the disk: what was rolled back never happened."""
        scan = Repeatable(
            presented=presented,
            session=verdict.session,
            direction=verdict.direction,
            outcome=verdict.outcome,
            entry=verdict.entry,
            at=verdict.at,
            forced=verdict.forced,
            represented_by=verdict.represented_by,
            verdict=verdict,
        )
        self._recent.add(scan, verdict.at)

    def _walk_in_fields(self, fields: Mapping[str, str]) -> dict[str, str]:
        cleaned = {
            name: names.clean(value)
            for name, value in fields.items()
            if name in _WALK_IN_FIELDS and names.clean(value)
        }
        if not cleaned.get("name") and not cleaned.get("native_name"):
            raise NotPossible(mark("A name is needed."))
        category = cleaned.get("category", "")
        if category and self.event.category(category) is None:
            raise NotPossible(mark("There is no category {key}."), key=category)
        return cleaned
