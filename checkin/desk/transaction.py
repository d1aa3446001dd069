"""Desk transaction (atomic): presentations, undos and walk-ins that are committed together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin import codes, names, rules
from checkin.codes import Shape
from checkin.desk import verdict_parts
from checkin.desk.recent import RecentDraft, Repeatable
from checkin.desk.verdict_parts import Shown
from checkin.domain import CallKind, CodeKind, DelegateId, Direction, Tier
from checkin.errors import NotFound, NotPossible
from checkin.journal import BY_HAND, delegate_changed, lead_called, looked, scanned, undone
from checkin.keys import code_digest, known_code
from checkin.language import mark
from checkin.presence import Moment
from checkin.rules import Case, Presented, Subject
from checkin.store import attendance, people, queue
from checkin.store.apartness import apartness

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sqlalchemy as sa

    from checkin.desk.watch_list import WatchList
    from checkin.domain import Delegate, Event, Manner, Session, Status, Verdict
    from checkin.journal import Journal
    from checkin.presence import Calendar
    from checkin.store.attendance import Presenter

LONGEST_PRESENTED: Final = 200


@dataclass(frozen=True, slots=True)
class DeskTransaction:
    """The reads and writes of a transaction. `recent` is a draft of its own, which counts once it is on disk."""

    connection: sa.Connection
    journal: Journal
    event: Event
    calendar: Calendar
    recent: RecentDraft
    watch_list: WatchList
    act: str = ""  # the id that several scans of one act share

    def look_up(self, presented: codes.Reading | int | DelegateId) -> Shown:
        """The owner of a code or number, or the delegate.

        Raises `NotFound` for an unknown number or delegate, `NotPossible` for a number of two.
        """
        code = ""
        match presented:
            case int():
                shown = self._by_number(presented)
            case DelegateId():
                shown = self._by_id(presented.id)
            case _:
                shown = self._by_code(presented)
                code = shown.presented
        delegate = shown.presenter.delegate if shown.presenter else None
        watched = self.watch_list.sees(self.connection, delegate, code)
        return replace(shown, watched=True) if watched else shown

    def answer(self, shown: Shown, session: Session, how: Manner) -> Verdict:
        """The journalled verdict on one presentation."""
        return self.record(self.decide(shown, session, how), shown, how)

    def decide(self, shown: Shown, session: Session, how: Manner, *, coming: int = 0) -> Verdict:
        """The verdict without writing anything. A `repeated` one was recorded before.

        `coming` take a place in the session before them, and are not recorded yet.
        """
        if self.watch_list.sees_name(self.connection, how.represented_by):
            shown = replace(shown, watched=True)
        now = self.journal.now()
        at = now if how.happened is None else how.happened
        when = Moment(self.calendar, at, is_past=at < now)
        if how.direction is Direction.EXIT:
            presenter = shown.presenter
            session = verdict_parts.left_session(self.connection, presenter, session, when)
        known = apartness(self.connection, self.journal.identity.desk, now)
        case = Case(
            session=session,
            sessions=self.event.sessions,
            now=when.now,
            presented=shown.kind if shown.presenter or not shown.watched else Presented.WATCHED,
            subject=self._subject(shown, session, when),
            manner=how,
            inside=verdict_parts.inside(self.connection, session, when) + coming,
            questions=() if self._is_door else self.event.questions,
            listed=people.listed_sessions(self.connection),
            apart=known.heard_at is not None,
            together=known.is_together,
        )
        decision = rules.decide(case)
        before = self._repeated(shown, case)
        if before is not None:
            return verdict_parts.again(decision, before, shown, session)
        verdict = verdict_parts.verdict(
            decision, shown, session, case.now, how, heard_at=known.heard_at
        )
        told = verdict_parts.completed(self.connection, verdict, shown.presenter, when.day)
        # What is entered afterwards is no arrival.
        return replace(told, tell="") if told.tell and how.happened is not None else told

    def _subject(self, shown: Shown, session: Session, when: Moment) -> Subject | None:
        return verdict_parts.subject(
            self.connection, shown, session, when, self.event.questions, at_door=self._is_door
        )

    @property
    def _is_door(self) -> bool:
        return Tier.DESK not in self.journal.identity.ring.sealing

    def record(self, verdict: Verdict, shown: Shown, how: Manner) -> Verdict:
        """Journals a decision and links it with its entry."""
        if not verdict.repeated:
            by_hand = shown.presented.startswith(BY_HAND)
            draft = scanned(verdict, shown.presented, shown.code, how, self.act, by_hand=by_hand)
            written = self.journal.append(self.connection, draft)
            for more in verdict_parts.consent_refused(shown.presenter, how):
                self.journal.append(self.connection, more)
            if verdict.tell:
                arrival = lead_called(verdict.session, written.id, CallKind.ARRIVAL)
                self.journal.append(self.connection, arrival)
            at = written.at if how.happened is None else how.happened
            verdict = replace(verdict, entry=written.id, at=at)
        if how.happened is None:
            self.recent.add(_repeatable(verdict, shown.presented), verdict.at)
        return verdict

    def look(self, shown: Shown, session: Session, how: Manner) -> Verdict:
        """What the door would say, journalled as a look: nobody is let in by it."""
        verdict = replace(self.decide(shown, session, how), tell="")
        written = self.journal.append(self.connection, looked(verdict, shown.code))
        return replace(verdict, entry=written.id)

    def undo(self, entry: str) -> None:
        """Undoes a scan, and takes the badge off the print queue. Raises `NotFound`, or `NotPossible` for one that is undone already."""
        past = attendance.scan(self.connection, names.clean(entry))
        if past is None:
            raise NotFound(mark("There is no such scan."))
        if past.undone:
            raise NotPossible(mark("This scan is undone already."))
        place = attendance.place_in_chain(self.connection, past.entry)
        self.journal.append(self.connection, undone(past.entry, *place))
        if past.outcome in rules.LETS_IN and past.person is not None:
            queue.withdraw(self.connection, past.person.id)
        self.recent.forget(past.entry, past.person.id if past.person else "")

    def register(
        self, delegate: str, fields: Mapping[str, str], status: Status, invitation: str
    ) -> Delegate:
        """Registers a new delegate with the next number and an invitation code."""
        number = people.next_number(self.connection, self.journal.identity.desk)
        given = {**fields, "number": number, "status": status.value}
        draft = delegate_changed(delegate, given, codes={invitation: CodeKind.INVITATION})
        self.journal.append(self.connection, draft)
        registered = people.get_delegate(self.connection, delegate)
        self.watch_list.compare(self.connection, registered)
        return registered

    def _by_number(self, number: int) -> Shown:
        owners = attendance.by_number(self.connection, number)
        if not owners:
            raise NotFound(mark("There is no delegate with the number {number}."), number=number)
        if len(owners) > 1:
            sentence = mark("Several delegates have the number {number}. Choose by name or --id.")
            raise NotPossible(sentence, number=number)
        return self._chosen(owners[0])

    def _by_id(self, delegate: str) -> Shown:
        presenter = attendance.by_id(self.connection, delegate)
        if presenter is None:
            raise NotFound(mark("This delegate is not on the roster any more."))
        return self._chosen(presenter)

    def _chosen(self, presenter: Presenter) -> Shown:
        """A delegate chosen by hand."""
        by_hand = BY_HAND + (presenter.delegate.id if presenter.delegate else "")
        return Shown(Presented.DELEGATE, by_hand, "", presenter, self.event.show_at_scan)

    def _by_code(self, reading: codes.Reading) -> Shown:
        ours = reading.shape is not Shape.FOREIGN
        code = reading.code if ours else reading.text
        presenter = self._owner(code)
        if presenter is None and ours:
            presenter = self._owner(reading.text)
            code = reading.text if presenter else code
        if presenter is not None:
            said = code[:LONGEST_PRESENTED]
            return Shown(Presented.DELEGATE, said, code, presenter, self.event.show_at_scan)
        code_key = self.journal.identity.ring.code_key
        if not code_key and reading.shape is not Shape.DAMAGED:
            # A door cannot tell a genuine code that it has not heard of from any other.
            return Shown(Presented.UNKNOWN_AT_DOOR, code[:LONGEST_PRESENTED], "", None)
        if reading.shape is Shape.FOREIGN:
            return Shown(Presented.UNKNOWN, code[:LONGEST_PRESENTED], "", None)
        if reading.shape is Shape.DAMAGED:
            return Shown(Presented.DAMAGED, code, "", None)
        genuine = codes.minted_by(code_key, code)
        kind = Presented.GENUINE if genuine else Presented.OTHER_EVENT
        return Shown(kind, code, code if genuine else "", None)

    def _owner(self, code: str) -> Presenter | None:
        ring = self.journal.identity.ring
        known = known_code(ring, code)
        found = attendance.by_code(self.connection, known)
        if found is None and (digest := code_digest(ring, code)) != known:
            # Of who was erased, desks too know no more than the digest.
            found = attendance.by_code(self.connection, digest)
        return found

    def _repeated(self, shown: Shown, case: Case) -> Repeatable | None:
        how = case.manner
        if how.force or how.answered or how.heard_late or how.happened is not None:
            return None
        return self.recent.same(shown.presented, case.session.key, how.direction, case.now)


def _repeatable(verdict: Verdict, presented: str) -> Repeatable:
    return Repeatable(
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
