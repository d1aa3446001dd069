"""Check-in desk: scan, search, undo, walk-in. A verdict is returned once its entry is on disk."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Final

from checkin import names, visibility
from checkin.desk import groups, last_change, own_questions
from checkin.desk.afterwards import Afterwards, require_past
from checkin.desk.bent_codes import reading_of
from checkin.desk.groups import Group, GroupAnswer
from checkin.desk.hand_over import HandOver
from checkin.desk.lead_calls import LeadCalls
from checkin.desk.look_up import LookUp
from checkin.desk.recent import Recent, RecentDraft
from checkin.desk.self_checkin import SelfService
from checkin.desk.similar import similar
from checkin.desk.transaction import DeskTransaction
from checkin.desk.trial_scans import TrialScans
from checkin.desk.trying import Trying
from checkin.desk.watch_list import WatchList
from checkin.desk.whole_lists import WholeLists
from checkin.domain import (
    ENTRY,
    EXIT,
    FIELD_TABLE,
    FIELDS,
    CodeKind,
    Delegate,
    DelegateId,
    DoorOverride,
    Event,
    Found,
    Manner,
    PastScan,
    Presentable,
    Session,
    Stats,
    Status,
    Tier,
    Verdict,
)
from checkin.errors import NotFound, NotPossible
from checkin.language import mark
from checkin.presence import Moment, calendar_of
from checkin.roles import Action
from checkin.session_choice import choose_session
from checkin.store import attendance, counts, event
from checkin.time_input import parse_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from checkin.codes import CodeMaker
    from checkin.desk.last_change import LastChange
    from checkin.desk.shift import Shift
    from checkin.journal import EntryDraft, Journal
    from checkin.store.store import Store

_WALK_IN_FIELDS: Final = frozenset(field.name for field in FIELD_TABLE if field.walk_in)


@dataclass(frozen=True, slots=True)
class DeskIdentity:
    """Identity of this desk, and what makes codes and ids."""

    id: str
    make_code: CodeMaker
    new_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The session for which attendance is marked."""

    session: Session
    by_clock: bool


class Desk:
    """Scan, find, undo, walk-in. `room` and `fixed` determine the session."""

    def __init__(
        self, store: Store, journal: Journal, identity: DeskIdentity, shift: Shift
    ) -> None:
        self._store = store
        self._journal = journal
        self.identity = identity
        self.shift = shift
        self.lead_calls = LeadCalls(store, journal, shift)
        self.hand_over = HandOver(store, journal, shift)
        self.watch_list = WatchList(store, journal, shift, identity.new_id)
        self.look_up = LookUp(store, shift, partial(_session, self), self.moment)
        self._recent = Recent()
        self.self_service = SelfService(
            store, self._transaction, lambda: self.current_session().session, shift, self.now
        )
        self.room = ""
        self.fixed = ""
        self.read_only = store.read_only
        self.alarm = store.alarm
        self._standing: tuple[Event, Tier, str] | None = None
        self.refresh()
        with store.read() as connection:
            self._recent.load(connection, identity.id, self.now())
        acting = lambda connection, act: self._acting(  # noqa: E731
            connection, recent=RecentDraft(Recent()), act=act
        )
        parts = (store, shift, partial(_session, self))
        recording = store.alarm.guard(acting)
        self.afterwards = Afterwards(*parts, recording, identity.new_id)
        self.whole_lists = WholeLists(*parts, recording, identity.new_id, self.told)
        self.trying = Trying(*parts, acting, self.told, self.find)
        self.trial_scans = TrialScans(store, shift, acting)

    def refresh(self) -> bool:
        """Brings the event, the watch list and what is known of desks up to date: call it when entries came.

        Returns whether the event, or this desk's name or tier, is another than before. The search
        looks for itself what is new.
        """
        self.watch_list.refresh()
        with self._store.read() as connection:
            name = event.desk_names(connection).get(self.identity.id, "")
            tier = event.tier_of(connection, self.identity.id)
            standing = (event.current(connection), tier, name)
            self.other_desks = event.other_desks(connection, self.identity.id)
        if standing == self._standing:
            return False
        self._standing = standing
        self.event, self.tier, self.name = standing
        self.calendar = calendar_of(self.event)
        self._acting = partial(
            DeskTransaction,
            journal=self._journal,
            event=self.event,
            calendar=self.calendar,
            watch_list=self.watch_list,
        )
        self.hide_names(on=self.shift.nameless)
        return True

    def now(self) -> int:
        """The wall clock, UTC milliseconds."""
        return self._journal.now()

    def moment(self) -> Moment:
        """The instant by which presence is judged."""
        return Moment(self.calendar, self.now())

    def current_session(self) -> Chosen:
        """The session fixed by hand, else the one given by the clock and the room."""
        fixed = self.event.offered_session(self.fixed) if self.fixed else None
        if fixed:
            return Chosen(fixed, by_clock=False)
        chosen = choose_session(self.event.sessions, self.now(), self.room)
        return Chosen(chosen, by_clock=True)

    def scan(self, text: str, session: str | None = None, how: Manner = ENTRY) -> Verdict:
        """The journalled verdict on a code.

        Raises `NotPossible` for an empty text, `NotFound` for an unknown session, and what
        `Store.write` raises when nothing can be recorded: then nobody was admitted.
        """
        return self.present(text, session, how)

    def checkin(
        self, delegate: int | str | DelegateId, session: str | None = None, how: Manner = ENTRY
    ) -> Verdict:
        """The verdict on a delegate chosen by hand: by number, or by id where two have the number.

        Raises `NotFound` for an unknown number or id, `NotPossible` for a number of two delegates.
        """
        chosen = DelegateId(delegate) if isinstance(delegate, str) else delegate
        return self.present(chosen, session, how)

    def present(
        self, presented: Presentable, session: str | None = None, how: Manner = ENTRY
    ) -> Verdict:
        """The verdict on a code (text), a delegate's number, or a delegate: `scan` or `checkin`."""
        reading, chosen_session, how = (
            reading_of(self._store, presented),
            _session(self, session),
            _permitted(how, self),
        )
        with self._transaction() as act:
            verdict = act.answer(act.look_up(reading), chosen_session, how)
        return self.told(verdict)

    def look(
        self, presented: Presentable, session: str | None = None, at: int | None = None
    ) -> Verdict:
        """Who this is, and what the door would say now or at that instant.

        It is journalled as a look and counted nowhere. Raises what `scan` raises.
        """
        reading, chosen_session = reading_of(self._store, presented), _session(self, session)
        how = Manner(happened=at)
        with self._transaction() as act:
            verdict = act.look(act.look_up(reading), chosen_session, how)
        return self.told(verdict)

    def proxy(
        self, entry: str, presented: Presentable, name: str, session: str | None = None
    ) -> Verdict:
        """Proxy attendance (代理出席): replaces the entry by one that names the representative."""
        self.shift.require(Action.UNDO)
        how = _permitted(Manner(represented_by=name), self)
        reading, chosen_session = reading_of(self._store, presented), _session(self, session)
        with self._transaction() as act:
            act.undo(entry)
            verdict = act.answer(act.look_up(reading), chosen_session, how)
        return self.told(verdict)

    def left_between(self, presented: Presentable, session: str | None = None) -> Verdict:
        """For a delegate who left unseen and is back: an exit and an entry. Returns the last verdict."""
        reading, chosen_session = reading_of(self._store, presented), _session(self, session)
        with self._transaction(together=True) as act:
            shown = act.look_up(reading)
            act.answer(shown, chosen_session, EXIT)
            verdict = act.answer(shown, chosen_session, ENTRY)
        return self.told(verdict)

    def group_of(self, chosen: int | DelegateId, session: str | None = None) -> Group:
        """The group of a delegate, and who of it is in.

        Raises `NotAllowed` unless a lead uses the desk, `NotFound`, and `NotPossible` for no group.
        """
        self.shift.require(Action.GROUP)
        session_key = _session(self, session).key
        with self._store.read() as connection:
            group = groups.group_of(connection, chosen, session_key, self.moment())
        return replace(
            group, focal_points=visibility.focal_points(group.focal_points, self.shift.viewer)
        )

    def admit_group(
        self, members: Iterable[int | DelegateId], session: str | None = None
    ) -> GroupAnswer:
        """Group check-in: an entry and a verdict for each member; none at all if one cannot be recorded."""
        self.shift.require(Action.GROUP)
        chosen_session = _session(self, session)
        with self._transaction(together=True) as act:
            verdicts = [
                act.answer(act.look_up(member), chosen_session, ENTRY) for member in members
            ]
        return GroupAnswer(tuple(map(self.told, verdicts)))

    def find(self, text: str, limit: int = 8, session: str | None = None) -> tuple[Found, ...]:
        """Delegates that match any part of a name, organisation, number or code, best first.

        E-mail addresses and telephone numbers are searched for leads and organisers only.
        """
        return self.look_up.search(text, limit, session).hits

    def undo(self, *entries: str, because: EntryDraft | None = None) -> None:
        """Undoes scans, each by an entry of its own: all or none. Raises `NotFound` or `NotPossible`.

        What it is done `because` of, a conflict that is settled, is recorded with it.
        """
        self.shift.require(Action.UNDO)
        with self._transaction() as act:
            for entry in entries:
                act.undo(entry)
            if because is not None:
                self._journal.append(act.connection, because)

    def last_change(self, entry: str = "") -> LastChange | None:
        """What this desk recorded last and can be undone, or what the scan with this entry recorded.

        Refusals, and what is undone already, are passed over. None where there is nothing to undo.
        """
        with self._store.read() as connection:
            marked = self.watch_list.marked
            return last_change.last(connection, self.identity.id, self.shift.viewer, entry, marked)

    def similar(self, fields: Mapping[str, str]) -> tuple[Found, ...]:
        """Who on the roster a walk-in may be already, at most three. Raises what `walkin` raises.

        A desk that shows no names may register nobody, and compares nobody.
        """
        self.shift.require(Action.WALK_IN)
        cleaned = _walkin_fields(self.event, fields)
        return similar(cleaned, lambda text, most: self.look_up.search(text, most).hits)

    def walkin(self, fields: Mapping[str, str], *, approved: bool = False) -> Delegate:
        """Registers a walk-in with an invitation code; pending unless a lead approves at once.

        Raises `NotPossible` for no name, an unknown category, and a field that a walk-in cannot
        set.
        """
        self.shift.require(Action.APPROVE if approved else Action.WALK_IN)
        cleaned = _walkin_fields(self.event, fields)
        status = Status.EXPECTED if approved else Status.PENDING
        with self._transaction() as act:
            return _register(act, self.identity, cleaned, status)

    def walkin_and_checkin(self, fields: Mapping[str, str], session: str | None = None) -> Verdict:
        """Registers a walk-in and checks them in at once. Raises what `walkin` raises."""
        self.shift.require(Action.WALK_IN)
        cleaned, chosen_session = _walkin_fields(self.event, fields), _session(self, session)
        with self._transaction() as act:
            delegate = _register(act, self.identity, cleaned, Status.PENDING)
            verdict = act.answer(act.look_up(DelegateId(delegate.id)), chosen_session, ENTRY)
        return self.told(verdict)

    def last(self, limit: int = 10) -> tuple[PastScan, ...]:
        """The latest scans at this desk."""
        with self._store.read() as connection:
            scans = attendance.last_scans(connection, limit, self.identity.id)
            scans = self.watch_list.marked(connection, scans)
        return tuple(visibility.past_scan(scan, self.shift.viewer) for scan in scans)

    def stats(self, day: str | None = None) -> Stats:
        """Counts of all sessions, those without times of today; with a day, of the sessions of that day."""
        with self._store.read() as connection:
            date = None if day is None else parse_day(day)
            return counts.stats(connection, self.event, self.moment(), date)

    def told(self, verdict: Verdict) -> Verdict:
        """The verdict, redacted for this desk as it is now."""
        return visibility.verdict(verdict, self.shift.viewer)

    def hide_names(self, *, on: bool) -> None:
        """Sets whether this desk hides names; a desk of the tier door always does."""
        self.shift.nameless = on or self.tier is Tier.DOOR

    @contextmanager
    def _transaction(self, *, together: bool = False) -> Iterator[DeskTransaction]:
        """One transaction: on leaving the block all of it is on disk, or none of it is.

        What is recorded `together` can be undone together.
        """
        act = self.identity.new_id() if together else ""
        self._store.alarm.require_none()
        recent = RecentDraft(self._recent)
        with self._store.write() as connection:
            yield self._acting(connection, recent=recent, act=act)
        self._recent.keep(recent)


def _session(desk: Desk, key: str | None) -> Session:
    if key is None:
        return desk.current_session().session
    session = desk.event.offered_session(key)
    if session is None:
        raise NotFound(mark("There is no session {key}."), key=key)
    return session


def _permitted(how: Manner, desk: Desk) -> Manner:
    """Validates the manner: typed text is cleaned, and a lead's reason needs a lead."""
    if how.force or how.represented_by:
        reason, representative = names.clean(how.force), names.clean(how.represented_by)
        how = replace(how, force=reason, represented_by=representative)
    if how.force:
        desk.shift.require(Action.OVERRIDE)
        if desk.tier is Tier.DOOR and how.force not in set(DoorOverride):
            raise NotPossible(mark("At a door, choose one of the reasons."))
    how = own_questions.checked(how, desk.event, desk.tier)
    if how.happened is not None:
        desk.shift.require(Action.ENTER_LATER)
        require_past(how.happened, desk.now(), desk.event, desk.calendar)
    if how.represented_by:
        desk.shift.require(Action.REPRESENT)
    return how


def _register(
    act: DeskTransaction, identity: DeskIdentity, fields: Mapping[str, str], status: Status
) -> Delegate:
    delegate = identity.new_id()
    invitation = identity.make_code(delegate, CodeKind.INVITATION, 0)
    return act.register(delegate, fields, status, invitation)


def _walkin_fields(known: Event, fields: Mapping[str, str]) -> dict[str, str]:
    for unknown in sorted(fields.keys() - _WALK_IN_FIELDS):
        like = get_close_matches(unknown, sorted(_WALK_IN_FIELDS), n=1)
        if like and unknown not in FIELDS:
            sentence = mark("A walk-in has no field {field}. Did you mean {meant}?")
            raise NotPossible(sentence, field=unknown, meant=like[0])
        raise NotPossible(mark("A walk-in has no field {field}."), field=unknown)
    cleaned = {name: names.clean(value) for name, value in fields.items() if names.clean(value)}
    if not cleaned.get("name") and not cleaned.get("native_name"):
        raise NotPossible(mark("A name is needed."))
    category = cleaned.get("category", "")
    if category and known.offered_category(category) is None:
        raise NotPossible(mark("There is no category {key}."), key=category)
    return cleaned
