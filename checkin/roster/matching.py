"""Record linkage, who a row is: the same person by number, else by code, else by e-mail, else by name with organisation.

A wrong match overwrites one person with another, unnoticed until both stand at the desk. So only a
certain match is silent; a likely one is a finding that must be accepted, and where two delegates
fit equally well the row is skipped. A name counts together with the organisation.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import FIELD_TABLE, session_keys
from checkin.roster.changes import changes
from checkin.roster.findings import FindingCode
from checkin.same_person import email_key, folded, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checkin.domain import Delegate
    from checkin.roster.findings import Findings
    from checkin.roster.rows import RosterRow


_NAMES: Final = tuple(column.name for column in FIELD_TABLE if column.compared)


@dataclass(slots=True)
class MatchedRow:
    """An entry and who it is on the roster; None for somebody new."""

    entry: RosterRow
    target: Delegate | None = None
    changed: Mapping[str, Any] = field(default_factory=dict)
    refused: bool = False
    likely: bool = False  # the address is the same, the name only alike
    doubted: bool = False  # that it may be somebody else has been said


class KnownDelegates:
    """The current roster, indexed by all keys of matching."""

    def __init__(
        self,
        delegates: Iterable[Delegate],
        owners: Mapping[str, str],
        at_scan: Sequence[str] = (),
    ) -> None:
        self.at_scan = at_scan
        self.by_number: dict[int, list[Delegate]] = defaultdict(list)
        self.by_email: dict[str, list[Delegate]] = defaultdict(list)
        self.by_name: dict[tuple[str, str], list[Delegate]] = defaultdict(list)
        self.by_name_alone: dict[str, list[Delegate]] = defaultdict(list)
        self.on_badges: dict[str, str] = {}
        self.owners = owners
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

    def changes(self, entry: RosterRow, target: Delegate) -> dict[str, Any]:
        """What a row would change of a delegate."""
        return changes(entry, target, self.owners, self.at_scan)


class Matcher:
    """Matches the entries of one file with the roster; with each other, `duplicates` does."""

    def __init__(self, known: KnownDelegates, findings: Findings, *, organisations: bool) -> None:
        self._known = known
        self._say = findings.add_finding
        self._organisations = organisations

    def match(self, entries: Sequence[RosterRow]) -> list[MatchedRow]:
        """A match for every row, in order. The order of the rows does not affect the matches."""
        matches = [MatchedRow(entry, refused=entry.refused) for entry in entries]
        for match in matches:
            if not match.refused:
                self._identify(match)
        for match in matches:
            if match.target is not None and not match.refused:
                match.changed = self._known.changes(match.entry, match.target)
        self._one_row_each(matches)
        for match in matches:
            if match.likely and match.target is not None:
                self._doubt(match, FindingCode.OTHER_NAME, number=match.target.number)
        return matches

    def _identify(self, one: MatchedRow) -> None:
        entry, known = one.entry, self._known
        if entry.number is not None and entry.number in known.by_number:
            self._by_number(one, known.by_number[entry.number])
        elif owner := known.owner(entry.code):
            self._take(one, owner)
        elif not (entry.email_key in known.by_email and self._by_email(one)):
            self._by_name(one)
        if not one.refused:
            self._check_code(one)
            self._check_badges(one)

    def _take(self, one: MatchedRow, target: Delegate) -> None:
        """Assigns the delegate; adds a finding where the name or the number would surprise."""
        one.target = target
        entry = one.entry
        if folded(target.display_name) != entry.name_key and not alike(entry, target):
            self._doubt(one, FindingCode.OTHER_NAME, number=target.number)
        if entry.number is not None and entry.number != target.number:
            self._say(
                FindingCode.NUMBER_KEPT, entry.row, value=str(entry.number), number=target.number
            )

    def _by_number(self, one: MatchedRow, same: list[Delegate]) -> None:
        # Two desks may have assigned one number twice while offline.
        fitting = [d for d in same if folded(d.display_name) == one.entry.name_key] or same
        if len(fitting) == 1:
            self._take(one, fitting[0])
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
            one.target = likely[0]
            self._doubt(one, FindingCode.OTHER_ORGANISATION, number=likely[0].number)
        elif likely and not one.doubted:
            self._doubt(one, FindingCode.SAME_NAME, number=likely[0].number)

    def _take_one_of(self, one: MatchedRow, same: list[Delegate]) -> None:
        """Of several delegates of one name, the one that the row would not change, if any."""
        if len(same) > 1:
            same = [d for d in same if not self._known.changes(one.entry, d)][:1]
        if same:
            self._take(one, same[0])
        else:
            self._refuse(one, FindingCode.AMBIGUOUS)

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
            same.sort(key=lambda match: (match.likely, bool(match.changed), match.entry.row))
            for match in same[1:]:
                if match.likely:  # the address belongs to another delegate already
                    match.target, match.likely, match.changed = None, False, {}
                    self._doubt(match, FindingCode.SAME_EMAIL, value=match.entry.fields["email"])
                else:
                    self._refuse(match, FindingCode.DUPLICATE, other=same[0].entry.row)

    def _doubt(self, one: MatchedRow, code: FindingCode, value: str = "", **facts: int) -> None:
        one.doubted = True
        self._say(code, one.entry.row, "", value or one.entry.display_name, **facts)

    def _refuse(self, one: MatchedRow, code: FindingCode, **facts: int) -> None:
        one.refused = True
        self._say(code, one.entry.row, "", one.entry.display_name, **facts)


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


def words_in(entry: RosterRow) -> frozenset[str]:
    """Every word of every name in a row, folded."""
    return frozenset(word for name in _NAMES for word in folded(entry.fields.get(name, "")).split())


def alike(entry: RosterRow, delegate: Delegate) -> bool:
    """True where the names have a word in common, in whatever field."""
    words = words_in(entry)
    return any(word in words for name in _NAMES for word in folded(getattr(delegate, name)).split())


def loose(name_key: str) -> str:
    """A folded name whatever the order of its words."""
    return " ".join(sorted(name_key.split()))
