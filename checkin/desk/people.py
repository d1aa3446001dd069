"""Delegate management: search, card, correct, flag, cancel, approve, issue and revoke codes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from checkin import elements, field_values, names, own_columns, rules, visibility
from checkin.desk.bulk import Bulk
from checkin.desk.card_log import CardLog
from checkin.desk.company import company_of, principal
from checkin.desk.doubles import Doubles
from checkin.desk.groups import focal_points_of
from checkin.desk.people_lists import PeopleLists
from checkin.domain import (
    FIELD_TABLE,
    NAME_FIELDS,
    Card,
    Code,
    CodeKind,
    CodeStatus,
    Delegate,
    Flag,
    Found,
    SearchResult,
    Session,
    Status,
    Tier,
    session_keys,
)
from checkin.errors import NotFound, NotPossible
from checkin.field_values import VALIDITY_FIELDS
from checkin.journal import (
    Journal,
    code_issued,
    code_revoked,
    codes_renewed,
    delegate_changed,
)
from checkin.language import mark
from checkin.names import NAMED_BY
from checkin.own_columns import COLUMN
from checkin.presence import Moment, calendar_of
from checkin.roles import Action
from checkin.store import attendance, backup, event, handed_out, people, remote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import sqlalchemy as sa

    from checkin.codes import CodeMaker
    from checkin.desk.shift import Shift
    from checkin.desk.watch_list import WatchList
    from checkin.domain import Event, EventColumn
    from checkin.journal import EntryDraft
    from checkin.store.store import Store

# The correctable fields.
CORRECTABLE: Final = frozenset(field.name for field in FIELD_TABLE if field.correctable)


@dataclass(frozen=True, slots=True)
class Erased:
    """A person who was erased: how many entries were emptied, and the backups that still hold them."""

    delegate: str
    entries: int
    backups: tuple[Path, ...]


class Searching(Protocol):
    """How delegates are searched: `Desk.look_up`."""

    def search(self, text: str, limit: int) -> SearchResult: ...
    def matching(self, text: str) -> tuple[str, ...]: ...


class People:
    """The delegates of the roster: search, list, and actions on one delegate at a time."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        make_code: CodeMaker,
        shift: Shift,
        look_up: Searching,
        watch_list: WatchList,
    ) -> None:
        self._store = store
        self._journal = journal
        self._make_code = make_code
        self.shift = shift
        self._look_up = look_up
        self.doubles = Doubles(store, journal, shift, watch_list)
        self.lists = PeopleLists(store, journal.now, shift, look_up.matching)
        self.bulk = Bulk(store, journal, shift)
        self.card_log = CardLog(store, journal, shift.require)
        self._watch_list = watch_list

    def find(self, text: str, limit: int = 8) -> tuple[Found, ...]:
        """Delegates that match any part of a name, organisation, number or code, best first: `Desk.find`."""
        return self._look_up.search(text, limit).hits

    def delegates(self) -> tuple[Delegate, ...]:
        """All delegates by number. Raises `NotAllowed` unless the role is organiser."""
        self.shift.require(Action.SEE_EVERYBODY)
        with self._store.read() as connection:
            everyone = people.everyone(connection)
        return tuple(visibility.delegate(delegate, self.shift.viewer) for delegate in everyone)

    def open_card(self, delegate: str) -> Card:
        """The card, for somebody who looks at it: that is counted, see `CardLog`. Raises `NotFound`."""
        card = self.card(delegate)
        self.card_log.opened(card.delegate.id)
        return card

    def card(self, delegate: str) -> Card:
        """The delegate card, redacted for the role in force; of a double that of the person. Raises `NotFound`."""
        with self._store.read() as connection:
            calendar = calendar_of(event.current(connection))
            when = Moment(calendar, self._journal.now())
            found = people.get_delegate(connection, delegate)
            delegate = found.id  # that of the person, where they are a double
            presence = attendance.presence(connection, delegate, calendar.sessions, when)
            if not self.shift.viewer.leads and self._watch_list.is_quiet(connection, delegate):
                # Of who is on the watch list no more is shown than of who has the mark.
                found = replace(found, flags=(*found.flags, Flag.CALL_LEAD))
            whole = Card(
                delegate=found,
                codes=people.codes_of(connection, delegate),
                scans=attendance.scans_of(connection, delegate),
                changes=people.changes(connection, delegate),
                badges_printed=people.badges_printed(connection, delegate),
                inside=tuple(
                    key for key, presence_there in presence.items() if presence_there.inside
                ),
                company=company_of(connection, found, when),
                doubles=people.joins_of(connection, found.id),
                handed_out=handed_out.when(connection, (delegate,)).get(delegate),
                remote=remote.of_delegate(connection, delegate, calendar),
                focal_points=focal_points_of(connection, delegate),
            )
        return visibility.card(whole, self.shift.viewer)

    def limited_sessions(self) -> frozenset[str]:
        """The keys of the sessions that are not for everybody, by the plan or because somebody lists them."""
        with self._store.read() as connection:
            sessions, listed = (
                event.current(connection).sessions,
                people.listed_sessions(connection),
            )
        return frozenset(session.key for session in sessions if rules.is_limited(session, listed))

    def newly_limited(self, own_sessions: str) -> tuple[Session, ...]:
        """The sessions that are for everybody until a delegate has them on this list of their own."""
        with self._store.read() as connection:
            known, listed = event.current(connection), people.listed_sessions(connection)
        keys, _ = field_values.own_sessions(own_sessions, known)
        return rules.newly_limited(known.sessions, listed, session_keys(keys))

    def to_correct(self, delegate: str) -> Delegate:
        """All fields as they are on the roster, also the legal name of whom an alias stands for.

        Raises `NotAllowed` unless a lead uses the desk, and `NotFound`.
        """
        self.shift.require(Action.CORRECT)
        with self._store.read() as connection:
            return people.get_delegate(connection, delegate)

    def columns_to_correct(self, delegate: Delegate) -> tuple[tuple[EventColumn, str], ...]:
        """The columns that may be corrected in the role in force, with what the delegate has in them."""
        with self._store.read() as connection:
            known = event.current(connection)
        is_organiser = self.shift.may(Action.SEE_EVERYBODY)
        columns = own_columns.of_form(known, delegate, is_organiser=is_organiser)
        return tuple((column, own_columns.value_of(delegate, column.key)) for column in columns)

    def correct(self, delegate: str, fields: Mapping[str, str]) -> Delegate:
        """Corrects the named fields, cleaned. Returns the delegate as they are now.

        `column:Diet` names a column of the event's own, or another one of the roster. Raises `NotPossible` when
        no name would be left, for a value that does not fit, or for what is not correctable.
        """
        self.shift.require(Action.CORRECT)
        columns = {
            name.removeprefix(COLUMN): names.clean(value)
            for name, value in fields.items()
            if name.startswith(COLUMN)
        }
        fields = {name: value for name, value in fields.items() if not name.startswith(COLUMN)}
        odd = sorted(set(fields) - CORRECTABLE)
        if odd:
            raise NotPossible(mark("{field} cannot be corrected here."), field=odd[0])
        cleaned = {name: names.clean(value) for name, value in fields.items()}
        with self._store.read() as connection:
            known = event.current(connection)
            if number := cleaned.get("accompanies"):
                cleaned["accompanies"] = principal(connection, number, delegate)
        cleaned = {
            name: field_values.corrected(name, value, known) for name, value in cleaned.items()
        }

        columns = {
            heading: own_columns.corrected(known, heading, value)
            for heading, value in columns.items()
        }

        def corrected(before: Delegate) -> Mapping[str, Any]:
            new: dict[str, Any] = {
                name: value for name, value in cleaned.items() if getattr(before, name) != value
            }
            begins = new.get("valid_from", before.valid_from)
            ends = new.get("valid_until", before.valid_until)
            if new.keys() & VALIDITY_FIELDS and field_values.is_backwards(begins, ends):
                raise NotPossible(mark("The time ends before it begins."))
            left = {name: new.get(name, getattr(before, name)) for name in NAME_FIELDS}
            if not any(left.values()):
                raise NotPossible(mark("A name is needed."))
            if "sessions" in new:
                lists = (session_keys(before.sessions), session_keys(new["sessions"]))
                new["sessions"] = elements.change(*lists)
            return {**new, **self._of_columns(known, before, columns)}

        return self._change(delegate, corrected)

    def _of_columns(
        self, known: Event, before: Delegate, columns: Mapping[str, str]
    ) -> dict[str, Any]:
        """The fields that correct these columns. Raises `NotPossible` for one that this role cannot read."""
        if not self.shift.may(Action.SEE_EVERYBODY):
            for heading in columns.keys() - set(known.desk_columns):
                raise NotPossible(mark("{field} cannot be corrected here."), field=heading)
        has_roster = Tier.ORGANISER in self._journal.identity.ring.sealing
        return own_columns.changes(known, before, columns, has_roster=has_roster)

    def flag(self, delegate: str, flag: str, *, on: bool) -> Delegate:
        """Sets or clears a flag such as `call_lead`; clears it of each double that has it too."""
        self.shift.require(Action.FLAG)
        # Said even where it is so here: a desk that is apart may just change it.
        fields = {"flags": elements.change([], [flag]) if on else elements.change([flag], [])}
        with self._store.write() as connection:
            person = people.get_delegate(connection, delegate)
            who = [person.id]
            if not on:
                doubles = people.doubles_of(connection, person.id)
                who += [double.id for double in doubles if flag in double.flags]
            self._journal.append_many(connection, [delegate_changed(each, fields) for each in who])
            return visibility.delegate(people.get_delegate(connection, delegate), self.shift.viewer)

    def cancel(self, delegate: str) -> Delegate:
        self.shift.require(Action.CANCEL)
        return self._change(delegate, lambda _: {"status": Status.CANCELLED.value})

    def erase(self, delegate: str) -> Erased:
        """Erases a person for good, here and at every desk that hears of it; their number and visits stay.

        With them all doubles who were joined with them. Raises `NotFound`. The copies that nobody can reach from here are named in the answer.
        """
        self.shift.require(Action.ERASE)
        with self._store.write() as connection:
            person = people.get_delegate(connection, delegate).id
            entries = self._journal.erase(connection, *people.one_person(connection, person))
        return Erased(person, entries, backup.own(self._store.folder))

    def reinstate(self, delegate: str) -> Delegate:
        """Undoes a cancellation."""
        self.shift.require(Action.CANCEL)
        return self._change(delegate, lambda _: {"status": Status.EXPECTED.value})

    def approve(self, delegate: str) -> Delegate:
        """Approves a walk-in; this does not undo a cancellation."""
        self.shift.require(Action.APPROVE)

        def approved(before: Delegate) -> Mapping[str, Any]:
            if before.status is Status.CANCELLED:
                sentence = mark("This delegate is cancelled. Only an organiser can undo that.")
                raise NotPossible(sentence)
            return {"status": Status.EXPECTED.value}

        return self._change(delegate, approved)

    def issue_code(self, delegate: str, kind: CodeKind) -> Code:
        """Issues an additional code; external codes come only with an import."""
        self.shift.require(Action.CODES)
        if kind is CodeKind.EXTERNAL:
            raise NotPossible(mark("Codes of other systems come with an import."))
        with self._store.write() as connection:
            person = people.get_delegate(connection, delegate).id
            code, issued, _ = self._next_code(connection, person, kind)
            self._journal.append(connection, issued)
        return Code(code, kind, CodeStatus.VALID, person)

    def revoke_code(self, code: str) -> None:
        """Revokes a code: from now on its scan says that it was replaced. Raises `NotFound`."""
        self.shift.require(Action.CODES)
        with self._store.write() as connection:
            if attendance.by_code(connection, code) is None:
                raise NotFound(mark("There is no such code."))
            self._journal.append(connection, code_revoked(code))

    def lost_badge(self, delegate: str) -> Code:
        """Issues a new badge code, instead of all that came before it; the invitation stays valid.

        A badge of which this desk has not heard, because another desk printed it, is replaced too,
        and so is the badge of a double.
        """
        self.shift.require(Action.CODES)
        with self._store.write() as connection:
            person = people.get_delegate(connection, delegate).id
            code, issued, generation = self._next_code(connection, person, CodeKind.BADGE)
            _, *doubles = people.one_person(connection, person)
            after = people.next_generations(connection, doubles, CodeKind.BADGE)
            renewed = [
                codes_renewed(person, CodeKind.BADGE, generation),
                *(
                    codes_renewed(double, CodeKind.BADGE, max(after[double], 1))
                    for double in doubles
                ),
            ]
            self._journal.append_many(connection, [*renewed, issued])
        return Code(code, CodeKind.BADGE, CodeStatus.VALID, person)

    def _next_code(
        self, connection: sa.Connection, delegate: str, kind: CodeKind
    ) -> tuple[str, EntryDraft, int]:
        generation = people.next_generations(connection, [delegate], kind)[delegate]
        code = self._make_code(delegate, kind, generation)
        return code, code_issued(code, kind, delegate, generation), generation

    def _change(self, delegate: str, changed: Callable[[Delegate], Mapping[str, Any]]) -> Delegate:
        """Writes the fields that `changed` returns for the delegate as read in the same transaction."""
        with self._store.write() as connection:
            person = people.get_delegate(connection, delegate)
            fields = changed(person)
            if fields:
                self._journal.append(connection, delegate_changed(person.id, fields))
            if any(name in fields for name in NAMED_BY):
                self._watch_list.compare(connection, people.get_delegate(connection, delegate))
            return visibility.delegate(people.get_delegate(connection, delegate), self.shift.viewer)
