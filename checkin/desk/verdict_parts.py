"""Building a verdict: from the owner of a code and the decision to the answer shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkin import field_values, rules
from checkin.conditions import Facts
from checkin.domain import (
    CONDITION_FIELDS,
    ENTRY,
    Flag,
    Outcome,
    Question,
    ReEntry,
    Session,
    Status,
    Verdict,
)
from checkin.journal import delegate_changed, presences_at, sends_to_desk
from checkin.language import local
from checkin.rules import Decision, Presented, Subject
from checkin.store import attendance, people, watch

if TYPE_CHECKING:
    from collections.abc import Iterable

    import sqlalchemy as sa

    from checkin.desk.recent import Repeatable
    from checkin.domain import Delegate, EventQuestion, Manner, Person
    from checkin.journal import EntryDraft
    from checkin.presence import Moment, Presence
    from checkin.store.attendance import Presenter


@dataclass(frozen=True, slots=True)
class Shown:
    """The presented code or number, and its owner."""

    kind: Presented
    presented: str
    code: str
    presenter: Presenter | None
    columns: tuple[str, ...] = ()  # those of the roster that stand on the verdict
    watched: bool = False  # on the watch list: treated as marked for a quiet check

    def marks(self, delegate: Delegate) -> tuple[str, ...]:
        """The marks of the delegate; one that follows from the watch list is in no roster."""
        return (*delegate.flags, Flag.CALL_LEAD) if self.watched else delegate.flags

    def person(self, delegate: Delegate) -> Person:
        """What the desk's screen shows of the delegate."""
        person = people.person(delegate, self.columns)
        return replace(person, flags=self.marks(delegate)) if self.watched else person


def subject(
    connection: sa.Connection,
    shown: Shown,
    session: Session,
    when: Moment,
    questions: Iterable[EventQuestion],
    *,
    at_door: bool,
) -> Subject | None:
    """The inputs of the decision. A door knows marks instead of flags; `questions` are the event's own."""
    presenter = shown.presenter
    if presenter is None:
        return None
    delegate = presenter.delegate
    if delegate is None:
        return Subject(Status.EXPECTED, "", code_status=presenter.code_status)
    sessions = {session.key, session.requires} - {""}
    valid = field_values.validity(delegate, when.calendar)
    own = [question for question in questions if question.is_for(delegate.category)]
    has_questions = any(flag in delegate.flags for flag in rules.QUESTION_OF) or at_door or own
    answered = attendance.answered(connection, delegate.id) if has_questions else frozenset()
    return Subject(
        status=delegate.status,
        category=delegate.category,
        flags=shown.marks(delegate),
        code_status=presenter.code_status,
        presence=presence(connection, delegate.id, sessions, when),
        answered=answered,
        for_desk=at_door and _for_desk(connection, delegate, own, answered),
        number=delegate.number,
        sessions=delegate.sessions,
        valid_from=valid[0],
        valid_until=valid[1],
        facts=_facts(connection, shown.marks(delegate), delegate, when, is_door=at_door)
        if session.conditions
        else None,
    )


def _facts(
    connection: sa.Connection,
    marks: tuple[str, ...],
    delegate: Delegate,
    when: Moment,
    *,
    is_door: bool,
) -> Facts:
    """What the session's own conditions ask about."""
    fields = {name: getattr(delegate, name) for name in CONDITION_FIELDS}
    return Facts(
        category=delegate.category,
        now=local(when.now, when.calendar.zone.key).strftime("%Y-%m-%d %H:%M"),
        marks=marks,
        columns={**fields, **delegate.extras, **delegate.at_scan},
        visits=attendance.visits(connection, delegate.id),
        is_door=is_door,
    )


def _for_desk(
    connection: sa.Connection,
    delegate: Delegate,
    own: Iterable[EventQuestion],
    answered: frozenset[str],
) -> bool:
    """A door asks nothing: whoever has not answered at a desk what must be answered is sent there."""
    if any(question.required and question.key not in answered for question in own):
        return True
    marks = (*delegate.flags, *watch.marks_of(connection, delegate.id))
    return sends_to_desk(marks, len(answered & set(Question)))


def presence(
    connection: sa.Connection, delegate: str, sessions: Iterable[str], when: Moment
) -> dict[str, Presence]:
    """Session → the delegate's presence there at that moment, which may be a past one."""
    if not when.is_past:
        return attendance.presence(connection, delegate, sessions, when)
    then = presences_at(connection, delegate, when.calendar, when.now)
    found = {session: then.get((session, when.day_of(session))) for session in sessions}
    return {session: there.at(when.now) for session, there in found.items() if there is not None}


def inside(connection: sa.Connection, session: Session, when: Moment) -> int:
    """The count of delegates in the session, only where capacity matters."""
    if session.capacity is None:
        return 0
    return attendance.inside(connection, session.key, session.capacity, when)


def left_session(
    connection: sa.Connection, presenter: Presenter | None, asked: Session, when: Moment
) -> Session:
    """The session that an exit ends: where the delegate is, not what the clock has switched to.

    It is the one asked for where they are in that. Else one in the same room goes before another,
    and what takes the whole person before what does not; of these the one entered last.
    """
    delegate = presenter.delegate if presenter else None
    if delegate is None or not asked.lets_in:
        return asked
    sessions = when.calendar.sessions
    there = presence(connection, delegate.id, sessions, when)
    inside_now = {
        key: presence
        for key, presence in there.items()
        if presence.inside and sessions[key].lets_in
    }
    if asked.key in inside_now or not inside_now:
        return asked
    return max(
        (sessions[key] for key in inside_now),
        key=lambda session: (
            bool(asked.room) and session.room == asked.room,
            session.exclusive,
            inside_now[session.key].last_at,
        ),
    )


def verdict(
    decision: Decision,
    shown: Shown,
    session: Session,
    at: int,
    how: Manner = ENTRY,
    *,
    heard_at: int | None = None,
) -> Verdict:
    """The verdict for a decision; nothing of it is on disk yet."""
    presenter = shown.presenter
    delegate = presenter.delegate if presenter else None
    return Verdict(
        outcome=decision.outcome,
        session=session.key,
        at=at,
        entry="",
        reason=decision.reason,
        person=shown.person(delegate) if delegate else None,
        first_at=decision.first_at,
        first_desk=decision.first_desk,
        right_session=decision.right_session,
        condition=decision.condition,
        opens_at=decision.opens_at,
        capacity=session.capacity if decision.outcome is Outcome.FULL else None,
        questions=decision.questions,
        forced=decision.forced,
        heard_late=decision.heard_late,
        rules=rules.version_of(session),
        heard_at=heard_at,
        badge_printed=presenter.badges if presenter else 0,
        direction=how.direction,
        represented_by=how.represented_by,
        way_back=decision.outcome is not Outcome.LEFT or session.re_entry is not ReEntry.NEVER,
    )


def again(decision: Decision, before: Repeatable, shown: Shown, session: Session) -> Verdict:
    """The verdict given before (a repeat): a new decision may differ, because they are in by now."""
    if before.verdict is not None:
        badges = shown.presenter.badges if shown.presenter else 0
        return replace(before.verdict, repeated=True, attention=False, badge_printed=badges)
    if decision.outcome is not before.outcome:
        decision = Decision(before.outcome, forced=before.forced)
    return replace(
        verdict(decision, shown, session, before.at),
        entry=before.entry,
        direction=before.direction,
        represented_by=before.represented_by,
        repeated=True,
    )


def completed(
    connection: sa.Connection, told: Verdict, presenter: Presenter | None, day: str
) -> Verdict:
    """Adds what needs the history, read only where the answer depends on it."""
    delegate = presenter.delegate if presenter else None
    if delegate is None:
        return told
    if told.outcome is Outcome.ALREADY_IN:
        representative = attendance.who_came(connection, delegate.id, told.session)
        return replace(told, seat_taken_by=representative)
    if whom := whom_to_tell(connection, told, delegate, day):
        told = replace(told, tell=whom)
    if told.outcome in rules.LETS_IN and delegate.notes and Flag.ATTENTION in delegate.flags:
        # Shown once: a delegate let in before, in whatever way, had it shown then.
        return replace(told, attention=not attendance.has_come(connection, delegate.id))
    return told


def whom_to_tell(connection: sa.Connection, told: Verdict, delegate: Delegate, day: str) -> str:
    """Whom to tell that a delegate has come; nobody again on that day, or for somebody in their place."""
    whom = delegate.tell_on_arrival
    if not whom or told.outcome is not Outcome.ADMITTED or told.represented_by:
        return ""
    return "" if attendance.came_on(connection, delegate.id, day) else whom


def consent_refused(presenter: Presenter | None, how: Manner) -> tuple[EntryDraft, ...]:
    """A refused photo consent sets the flag, in the same transaction as the scan."""
    delegate = presenter.delegate if presenter else None
    if delegate is None or Question.CONSENT not in how.declined or Flag.NO_PHOTO in delegate.flags:
        return ()
    return (delegate_changed(delegate.id, {"flags": [Flag.NO_PHOTO.value]}),)
