"""Three-way merge of a row into a delegate: the row, the delegate, and what earlier imports had said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import NOTHING, CodeKind, Status, session_keys
from checkin.elements import change
from checkin.field_values import chosen_columns, column_key
from checkin.own_columns import all_values
from checkin.roster.findings import FindingCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence, Set

    from checkin.domain import Delegate
    from checkin.roster.rows import RosterRow

CODES: Final = "codes"
APART: Final = ", "  # between the words of a list that is shown


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value of the roster beside that of the file."""

    field: str
    old: str
    new: str
    column: str = ""  # the heading, of a column of one's own
    kept: bool = False  # corrected by hand: the old one stays


@dataclass(frozen=True, slots=True)
class Doubt:
    """What must be decided about a change before it is made."""

    code: FindingCode
    change: FieldChange


@dataclass(frozen=True, slots=True)
class Merged:
    """What a row changes: `fields` as an entry has them; `lines` as they are shown."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[FieldChange, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeContext:
    """What a merge depends on beside the row and the delegate."""

    owners: Mapping[str, str]  # code → delegate
    at_scan: Sequence[str] = ()  # the columns that the plan shows at the scan
    imported: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # see `by_hand`
    been_in: Set[str] = frozenset()
    clears: bool = False  # an empty cell clears its field
    headings: Mapping[str, str] = field(
        default_factory=lambda: NOTHING
    )  # field → heading of its column
    told: Callable[[FieldChange], FieldChange] = lambda line: (
        line
    )  # with its values as they are read
    is_other: Callable[[FindingCode, int], bool] = lambda _code, _row: False  # see `answers`


def merge(entry: RosterRow, target: Delegate, context: MergeContext) -> Merged:
    """What a row changes of a delegate; nothing where they agree.

    An empty cell leaves the old value, unless it is to clear it. What was corrected by hand stays,
    unless the list's value was asked for. Flags are added; one that was taken away by hand stays away.
    The columns that the plan shows at the scan are copied for the desks, also when the plan alone has changed.
    """
    merging = _Merging(entry, target, context)
    merging.merge_fields()
    merging.merge_flags()
    merging.merge_status()
    merging.merge_columns()
    if entry.code and entry.code not in context.owners:
        merging.fields[CODES] = {entry.code: CodeKind.EXTERNAL}
        merging.lines.append(FieldChange("code", "", entry.code))
    doubts = tuple(Doubt(doubt.code, context.told(doubt.change)) for doubt in merging.doubts)
    return Merged(merging.fields, tuple(map(context.told, merging.lines)), doubts)


class _Merging:
    """One merge, field by field."""

    def __init__(self, entry: RosterRow, target: Delegate, context: MergeContext) -> None:
        self._entry, self._target, self._context = entry, target, context
        self._imported = context.imported.get(target.id)
        self.fields: dict[str, Any] = {}
        self.lines: list[FieldChange] = []
        self.doubts: list[Doubt] = []

    def merge_fields(self) -> None:
        cleared = self._entry.empty if self._context.clears else ()
        for name, value in {**dict.fromkeys(cleared, ""), **self._entry.fields}.items():
            old = getattr(self._target, name, "")
            if old == value or not isinstance(old, str):
                continue
            line = FieldChange(name, old, value)
            known = None if self._imported is None else self._imported.get(name, "")
            if isinstance(known, list):
                known = APART.join(known)
            if self._takes(line, known):
                keys = (session_keys(old), session_keys(value))
                self.fields[name] = change(*keys) if name == "sessions" else value

    def merge_flags(self) -> None:
        target, known = self._target.flags, self._known_flags()
        missing = [flag for flag in self._entry.flags if flag not in target]
        fresh = [flag for flag in missing if flag not in known]
        if away := [flag for flag in missing if flag in known]:
            line = FieldChange("flags", "", APART.join(away))
            if self._takes(line, line.new):
                fresh = missing
        if fresh:
            self.fields["flags"] = fresh
            self._show("flags", APART.join(target), APART.join((*target, *fresh)))
        elif self._context.clears and "flags" in self._entry.empty:
            brought = known if self._imported is not None else target
            if gone := [flag for flag in target if flag in brought]:
                kept = [flag for flag in target if flag not in gone]
                self.fields["flags"] = change(gone, [])
                self._show("flags", APART.join(target), APART.join(kept))

    def merge_status(self) -> None:
        old, said = self._target.status, self._entry.status
        if said == old or (said == Status.PENDING and old is Status.CANCELLED):
            return
        by_import = self._imported is None or self._imported.get("status", Status.EXPECTED) == old
        if not said:
            if old is Status.CANCELLED and by_import:
                self._come_back(FindingCode.STAYS_CANCELLED, takes=self._is_other)
            return
        line = FieldChange("status", old.value, said)
        known = None if self._imported is None else self._imported.get("status", Status.EXPECTED)
        if old is Status.CANCELLED and by_import:
            self._come_back(FindingCode.EXPECTED_AGAIN, takes=lambda code: not self._is_other(code))
        elif said != Status.EXPECTED and by_import and self._target.id in self._context.been_in:
            self.doubts.append(Doubt(FindingCode.IS_INSIDE, line))
            if not self._is_other(FindingCode.IS_INSIDE):
                self.fields["status"] = said
                self.lines.append(line)
        elif self._takes(line, None if by_import else known):
            self.fields["status"] = said

    def merge_columns(self) -> None:
        target, entry = self._target, self._entry
        cleared = dict.fromkeys(entry.empty_columns, "") if self._context.clears else {}
        # What a desk has corrected is newer than what stands beside it for the organiser.
        now = {column_key(heading): value for heading, value in all_values(target).items()}
        taken: dict[str, str] = {}
        known = None if self._imported is None else self._imported.get("extras", {})
        for heading, value in {**cleared, **entry.extras}.items():
            old = now.get(column_key(heading), "")
            if old == value:
                continue
            line = FieldChange("extras", old, value, heading)
            if self._takes(line, None if known is None else known.get(heading, "")):
                taken[heading] = now[column_key(heading)] = value
        after = {**target.extras, **taken}
        if extras := change(target.extras, {key: value for key, value in after.items() if value}):
            self.fields["extras"] = extras
        shown = chosen_columns(now, self._context.at_scan)
        if for_desks := change(target.at_scan, shown):
            self.fields["at_scan"] = for_desks

    def _takes(self, line: FieldChange, known: str | None) -> bool:
        """Whether the list's value is taken; `known`: what the imports had said, where it can differ."""
        if known is None or known == line.old:
            self.lines.append(line)
            return True
        unchanged = known == line.new
        code = FindingCode.CORRECTED if unchanged else FindingCode.CORRECTED_TOO
        taken = self._is_other(code)
        shown = FieldChange(line.field, line.old, line.new, line.column, kept=not taken)
        self.lines.append(shown)
        self.doubts.append(Doubt(code, shown))
        return taken

    def _come_back(self, code: FindingCode, takes: Callable[[FindingCode], bool]) -> None:
        """Somebody whom an import cancelled is on the list again."""
        taken = takes(code)
        expected = Status.EXPECTED.value
        line = FieldChange("status", self._target.status.value, expected, kept=not taken)
        self.doubts.append(Doubt(code, line))
        if taken:
            self.fields["status"] = expected
            self.lines.append(line)

    def _known_flags(self) -> tuple[str, ...]:
        return () if self._imported is None else tuple(self._imported.get("flags", ()))

    def _is_other(self, code: FindingCode) -> bool:
        return self._context.is_other(code, self._entry.row)

    def _show(self, name: str, old: str, new: str) -> None:
        self.lines.append(FieldChange(name, old, new))


def first_fields(entry: RosterRow, number: int, at_scan: Iterable[str] = ()) -> dict[str, Any]:
    """All fields of a new delegate."""
    fields: dict[str, Any] = {"number": number, **entry.fields}
    if entry.flags:
        fields["flags"] = list(entry.flags)
    if entry.status:
        fields["status"] = entry.status
    if entry.extras:
        fields["extras"] = dict(entry.extras)
        if for_desks := chosen_columns(entry.extras, at_scan):
            fields["at_scan"] = for_desks
    return fields
