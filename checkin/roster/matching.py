"""Record linkage, who a row is: the same person by number, else by code, else by e-mail, else by name with organisation.

A wrong match overwrites one person with another, unnoticed until both stand at the desk. So only a
certain match is silent; a likely one is a finding that must be accepted, and where two delegates
fit equally well the row is skipped. A name counts together with the organisation.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain import session_keys
from checkin.roster.changes import Merged, merge
from checkin.roster.findings import FindingCode
from checkin.roster.handovers import alike, is_somebody_else, refuse_numbered_anew
from checkin.same_person import email_key, folded, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence, Set

    from checkin.domain import Delegate
    from checkin.roster.changes import FieldChange, MergeContext
    from checkin.roster.findings import Findings
    from checkin.roster.rows import RosterRow

_UNCHANGED: Final = Merged()


@dataclass(slots=True)
class MatchedRow:
    """An entry and who it is on the roster; None for somebody new."""

    entry: RosterRow
    target: Delegate | None = None
    merged: Merged = _UNCHANGED
    refused: bool = False
    likely: bool = False  # the address is the same, the name only alike
    doubted: bool = False  # that it may be somebody else has been said
    claim: Delegate | None = None  # whose number or code it has, while nothing else says who it is
    was: Delegate | None = None  # whose place it takes, who is somebody else
    takes_code: bool = False  # the code of `was` moves to this one

    @property
    def changes_something(self) -> bool:
        return bool(self.merged.fields) or self.takes_code


class KnownDelegates:
    """The current roster, indexed by all keys of matching."""

    def __init__(
        self,
        delegates: Iterable[Delegate],
        context: MergeContext,
        erased: Set[str] = frozenset(),
    ) -> None:
        self.context = context
        self.erased = erased
        self.by_number: dict[int, list[Delegate]] = defaultdict(list)
        self.by_email: dict[str, list[Delegate]] = defaultdict(list)
        self.by_name: dict[tuple[str, str], list[Delegate]] = defaultdict(list)
        self.by_name_alone: dict[str, list[Delegate]] = defaultdict(list)
        self.on_badges: dict[str, str] = {}
        self.owners = context.owners
        self._by_id: dict[str, Delegate] = {}
        for delegate in delegates:
            name = folded(delegate.display_name)
            self._by_id[delegate.id] = delegate
            self.by_number[delegate.number].append(delegate)
            key = name_key(delegate.display_name, delegate.organisation)
            self.by_name[key].append(delegate)
            self.by_name_alone[loose(name)].append(delegate)
            if delegate.email:
                self.by_email[email_key(delegate.email)].append(delegate)
            if delegate.badge_name:
                self.on_badges[folded(delegate.badge_name)] = delegate.id

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self._by_id)

    def owner(self, code: str) -> Delegate | None:
        return self._by_id.get(self.owners.get(code, ""))

    def merged(self, entry: RosterRow, target: Delegate) -> Merged:
        """What a row would change of a delegate."""
        return merge(entry, target, self.context)


class Matcher:
    """Matches the entries of one file with the roster; with each other, `duplicates` does."""

    def __init__(self, known: KnownDelegates, findings: Findings, *, organisations: bool) -> None:
        self._known = known
        self._findings = findings
        self._say = findings.add_finding
        self._organisations = organisations

    def match(self, entries: Sequence[RosterRow]) -> list[MatchedRow]:
        """A match for every row, in order. The order of the rows does not affect the matches.

        Raises `NumberedAnew` where most numbers are those of other people.
        """
        matches = [MatchedRow(entry, refused=entry.refused) for entry in entries]
        _each(matches, self._identify)
        self._hand_over(matches)
        _each(matches, self._check)
        _each(matches, self._merge)
        self._one_row_each(matches)
        _each(matches, self._say_of_merge)
        return matches

    def _merge(self, one: MatchedRow) -> None:
        if one.target is not None:
            one.merged = self._known.merged(one.entry, one.target)

    def _identify(self, one: MatchedRow) -> None:
        entry, known = one.entry, self._known
        if entry.number is not None and entry.number in known.by_number:
            self._by_number(one, known.by_number[entry.number])
        elif owner := known.owner(entry.code):
            self._take_or_doubt(one, owner)
        else:
            self._by_what_is_said(one)

    def _by_what_is_said(self, one: MatchedRow) -> None:
        entry = one.entry
        if not (entry.email_key in self._known.by_email and self._by_email(one)):
            self._by_name(one)

    def _take_or_doubt(self, one: MatchedRow, target: Delegate) -> None:
        """Assigns whoever has the number or code, unless the row is plainly somebody else."""
        if target.id in self._known.erased:
            self._refuse(one, FindingCode.ERASED)
        elif is_somebody_else(one.entry, target):
            one.claim = target
        else:
            self._take(one, target)

    def _take(self, one: MatchedRow, target: Delegate) -> None:
        """Assigns the delegate; adds a finding where the name or the number would surprise."""
        one.target = target
        entry = one.entry
        if folded(target.display_name) != entry.name_key and not alike(entry, target):
            self._doubt(one, FindingCode.OTHER_NAME, number=target.number)
            if self._is_other(one, FindingCode.OTHER_NAME):
                one.target = None
                self._give_place(one, target, told=True)
                return
        if entry.number is not None and entry.number != target.number:
            self._say(
                FindingCode.NUMBER_KEPT, entry.row, value=str(entry.number), number=target.number
            )

    def _hand_over(self, matches: Sequence[MatchedRow]) -> None:
        """Whoever has the number or code of somebody else: a new person, or another one of the roster."""
        rows = {match.target.id: match.entry.row for match in matches if match.target is not None}
        claims: dict[str, list[MatchedRow]] = defaultdict(list)
        for match in matches:
            if match.claim is not None:
                claims[match.claim.id].append(match)
        alone = []
        for owner, claiming in claims.items():
            claimed = [*([rows[owner]] if owner in rows else []), *(m.entry.row for m in claiming)]
            if len(claimed) == 1:
                alone += claiming
                continue
            for match in claiming:
                self._refuse_claim(match, next(row for row in claimed if row != match.entry.row))
        self._refuse_list(matches, alone)
        for match in alone:
            assert match.claim is not None  # noqa: S101 — they were chosen by it
            if self._is_other(match, FindingCode.HANDED_OVER):
                match.target = match.claim
                self._say_handed_over(match, match.claim)
            else:
                self._give_place(match, match.claim)

    def _refuse_list(self, matches: Sequence[MatchedRow], handed: Sequence[MatchedRow]) -> None:
        of_others = sum(self._has_known_number(match) for match in handed)
        refuse_numbered_anew("number", of_others, sum(map(self._has_known_number, matches)))
        by_code = [m for m in matches if m.entry.code in self._known.owners]
        of_others = sum(not self._has_known_number(match) for match in handed)
        refuse_numbered_anew("code", of_others, len(by_code))

    def _has_known_number(self, one: MatchedRow) -> bool:
        return one.entry.number in self._known.by_number

    def _refuse_claim(self, one: MatchedRow, other: int) -> None:
        by_number = self._has_known_number(one)
        code = FindingCode.NUMBER_TAKEN if by_number else FindingCode.CODE_TAKEN
        self._refuse(one, code, other=other)

    def _give_place(self, one: MatchedRow, was: Delegate, *, told: bool = False) -> None:
        """The row is somebody else than who has its number or code."""
        number, by_number = one.entry.number, self._has_known_number(one)
        if by_number:
            one.entry.number = None  # numbers are given once
        self._by_what_is_said(one)
        if one.refused:
            return
        if one.target is not None and by_number:
            self._say(
                FindingCode.NUMBER_KEPT, one.entry.row, value=str(number), number=one.target.number
            )
            return
        one.was, one.takes_code = was, not by_number
        if not told:
            self._say_handed_over(one, was)

    def _say_handed_over(self, one: MatchedRow, was: Delegate) -> None:
        self._doubt(one, FindingCode.HANDED_OVER, number=was.number, name=was.display_name)

    def _by_number(self, one: MatchedRow, same: list[Delegate]) -> None:
        # Two desks may have assigned one number twice while offline.
        fitting = [d for d in same if folded(d.display_name) == one.entry.name_key] or same
        if len(fitting) == 1:
            self._take_or_doubt(one, fitting[0])
        else:
            self._refuse(one, FindingCode.AMBIGUOUS)

    def _by_email(self, one: MatchedRow) -> bool:
        """True where the address identifies the delegate; an assistant's address has several."""
        entry = one.entry
        owners = self._known.by_email[entry.email_key]
        if namesakes := [d for d in owners if folded(d.display_name) == entry.name_key]:
            self._take_one_of(one, namesakes)
            return True
        if (entry.name_key, entry.organisation_key) in self._known.by_name:
            return False
        likely = [d for d in owners if alike(entry, d)]
        if len(likely) == 1:
            one.target, one.likely = likely[0], True
            return True
        self._doubt(one, FindingCode.SAME_EMAIL, value=entry.fields["email"])
        return False

    def _by_name(self, one: MatchedRow) -> None:
        entry, known = one.entry, self._known
        if namesakes := known.by_name.get((entry.name_key, entry.organisation_key)):
            self._take_one_of(one, namesakes)
            before = email_key(one.target.email) if one.target else ""
            if one.target and before and entry.email_key not in ("", before):
                self._doubt(one, FindingCode.OTHER_EMAIL, number=one.target.number)
            return
        likely = known.by_name_alone.get(loose(entry.name_key), [])
        if len(likely) == 1 and not self._organisations:
            self._doubt(one, FindingCode.OTHER_ORGANISATION, number=likely[0].number)
            if not self._is_other(one, FindingCode.OTHER_ORGANISATION):
                one.target = likely[0]
        elif likely and not one.doubted:
            self._doubt(one, FindingCode.SAME_NAME, number=likely[0].number)
            if self._is_other(one, FindingCode.SAME_NAME):
                one.target = likely[0]

    def _take_one_of(self, one: MatchedRow, same: list[Delegate]) -> None:
        """Of several delegates of one name, the one that the row would not change, if any."""
        if len(same) > 1:
            same = [d for d in same if not self._known.merged(one.entry, d).fields][:1]
        if same:
            self._take(one, same[0])
        else:
            self._refuse(one, FindingCode.AMBIGUOUS)

    def _check(self, one: MatchedRow) -> None:
        if not one.takes_code:
            self._check_code(one)
        self._check_badges(one)

    def _say_of_merge(self, one: MatchedRow) -> None:
        if one.likely and one.target is not None:
            self._doubt(one, FindingCode.OTHER_NAME, number=one.target.number)
            if self._is_other(one, FindingCode.OTHER_NAME):
                one.target, one.merged = None, _UNCHANGED
        number = one.target.number if one.target else 0
        for doubt in one.merged.doubts:
            told: FieldChange = doubt.change
            facts = {"number": number, "kept": told.old}
            column = told.column or self._known.context.headings.get(told.field, "")
            self._say(doubt.code, one.entry.row, column, told.new, **facts)

    def _is_other(self, one: MatchedRow, code: FindingCode) -> bool:
        return self._findings.is_other(code, one.entry.row)

    def _check_code(self, one: MatchedRow) -> None:
        owner = self._known.owners.get(one.entry.code) if one.entry.code else None
        if owner and (one.target is None or one.target.id != owner):
            self._refuse(one, FindingCode.CODE_TAKEN)

    def _check_badges(self, one: MatchedRow) -> None:
        # Never names the delegate: one hidden behind a pseudonym must stay hidden.
        bearer = self._known.on_badges.get(one.entry.name_key)
        if bearer and (one.target is None or one.target.id != bearer):
            self._doubt(one, FindingCode.NAME_IN_USE)

    def _one_row_each(self, matches: Sequence[MatchedRow]) -> None:
        """Of several rows for one delegate one is kept: one that changes nothing, else the first."""
        rows: dict[str, list[MatchedRow]] = defaultdict(list)
        for match in matches:
            if match.target is not None and not match.refused:
                rows[match.target.id].append(match)
        for same in rows.values():
            same.sort(key=lambda match: (match.likely, match.changes_something, match.entry.row))
            for match in same[1:]:
                if match.likely:  # the address belongs to another delegate already
                    match.target, match.likely, match.merged = None, False, _UNCHANGED
                    self._doubt(match, FindingCode.SAME_EMAIL, value=match.entry.fields["email"])
                else:
                    self._refuse(match, FindingCode.DUPLICATE, other=same[0].entry.row)

    def _doubt(self, one: MatchedRow, code: FindingCode, value: str = "", **facts: object) -> None:
        one.doubted = True
        self._say(code, one.entry.row, "", value or one.entry.display_name, **facts)

    def _refuse(self, one: MatchedRow, code: FindingCode, **facts: int) -> None:
        one.refused = True
        self._say(code, one.entry.row, "", one.entry.display_name, **facts)


def _each(matches: Sequence[MatchedRow], work: Callable[[MatchedRow], None]) -> None:
    for match in matches:
        if not match.refused:
            work(match)


def check_companions(
    matches: Iterable[MatchedRow], known: KnownDelegates, say: Callable[..., None]
) -> None:
    """A finding for each row that accompanies a number which nobody has."""
    rows = [match.entry for match in matches if not match.refused]
    numbers = {entry.number for entry in rows} | known.by_number.keys()
    for entry in rows:
        number = entry.fields.get("accompanies", "")
        if number and (int(number) not in numbers or int(number) == entry.number):
            say(FindingCode.UNKNOWN_COMPANION, entry.row, "", number)


def sessions_in(matches: Iterable[MatchedRow]) -> frozenset[str]:
    """The sessions to which any row invites somebody by name."""
    lists = (match.entry.fields.get("sessions", "") for match in matches if not match.refused)
    return frozenset(key for own in lists for key in session_keys(own))


def loose(name_key: str) -> str:
    """A folded name whatever the order of its words."""
    return " ".join(sorted(name_key.split()))
