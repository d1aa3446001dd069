"""Queries for delegates and their codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import field_values, schema
from checkin.domain import (
    COLUMN_FIELDS,
    FIELDS,
    NOTHING,
    Change,
    Code,
    CodeKind,
    CodeStatus,
    Delegate,
    Person,
    Status,
)
from checkin.errors import NotFound, NotPossible
from checkin.language import mark
from checkin.prepared import PreparedQuery, is_any_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

CHUNK: Final = 500
_NO_COLUMNS: Final = "{}"
NUMBERS_OF_A_DESK: Final = 100
_desk, _numbers = schema.desk.c, schema.delegate_row.c.number
_delegate, _code, _change = schema.delegate.c, schema.code.c, schema.change.c
_issue, _renewal = schema.issue.c, schema.renewal.c
_LISTED: Final = PreparedQuery(sa.select(schema.listed_session))

_NEXT_GENERATIONS: Final = tuple(
    PreparedQuery(
        sa.select(of.delegate, sa.func.max(generation).label("generation"))
        .where(is_any_of(of.delegate, "ids"), of.kind == sa.bindparam("kind"))
        .group_by(of.delegate)
    )
    for of, generation in ((_issue, _issue.generation + 1), (_renewal, _renewal.generation))
)


def everyone(connection: sa.Connection) -> tuple[Delegate, ...]:
    """All delegates, by number."""
    query = sa.select(schema.delegate).order_by(_delegate.number, _delegate.id)
    return tuple(_delegate_of(row) for row in connection.execute(query))


def count(connection: sa.Connection) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(schema.delegate)) or 0


def get_delegate(connection: sa.Connection, delegate: str) -> Delegate:
    """One delegate; raises `NotFound`."""
    row = connection.execute(sa.select(schema.delegate).where(_delegate.id == delegate)).first()
    if row is None:
        raise NotFound(mark("This delegate is not on the roster any more."))
    return _delegate_of(row)


def some(connection: sa.Connection, delegates: Iterable[str]) -> tuple[Delegate, ...]:
    """The given delegates in the given order; missing ones are left out."""
    ids = list(delegates)
    found: dict[str, Delegate] = {}
    for start in range(0, len(ids), CHUNK):
        query = sa.select(schema.delegate).where(_delegate.id.in_(ids[start : start + CHUNK]))
        found |= {row.id: _delegate_of(row) for row in connection.execute(query)}
    return tuple(found[identifier] for identifier in ids if identifier in found)


def by_number(connection: sa.Connection, number: int) -> Delegate:
    """The delegate of that number. Raises `NotFound`, or `NotPossible` for a number of two."""
    query = sa.select(schema.delegate).where(_delegate.number == number).order_by(_delegate.id)
    known = abs(number) <= schema.LARGEST_INTEGER
    rows = connection.execute(query.limit(2)).all() if known else []
    if not rows:
        raise NotFound(mark("There is no delegate with the number {number}."), number=number)
    if len(rows) > 1:
        sentence = mark("Several delegates have the number {number}. Choose by name or --id.")
        raise NotPossible(sentence, number=number)
    return _delegate_of(rows[0])


def listed_sessions(connection: sa.Connection) -> frozenset[str]:
    """The keys of the sessions that are on the own list of any delegate."""
    return frozenset(row.session for row in _LISTED.all_rows(connection))


def next_number(connection: sa.Connection, desk: str) -> int:
    """The number of the next walk-in at a desk: of the hundred that are its own, or above all others.

    So two desks that are apart give no number twice.
    """
    first = connection.scalar(sa.select(_desk.first_number).where(_desk.id == desk)) or 0
    if first:
        last = first + NUMBERS_OF_A_DESK - 1
        own = sa.select(sa.func.max(_numbers)).where(_numbers.between(first, last))
        following = (connection.scalar(own) or first - 1) + 1
        if following <= last:
            return following
    return last_number(connection) + 1


def last_number(connection: sa.Connection) -> int:
    """The highest number in use or kept for a desk, also of an import in progress; 0 for none."""
    used = connection.scalar(sa.select(sa.func.max(_numbers))) or 0
    kept = connection.scalar(sa.select(sa.func.max(_desk.first_number))) or 0
    return max(used, kept + NUMBERS_OF_A_DESK - 1 if kept else 0, 0)


def codes(connection: sa.Connection) -> tuple[Code, ...]:
    """All codes of all delegates."""
    return tuple(_code_of(row) for row in connection.execute(sa.select(schema.code)))


def codes_of(connection: sa.Connection, delegate: str) -> tuple[Code, ...]:
    """A delegate's codes, valid ones first."""
    query = (
        sa.select(schema.code)
        .where(_code.delegate == delegate)
        .order_by(_code.status.desc(), _code.kind, _code.code)
    )
    return tuple(_code_of(row) for row in connection.execute(query))


def valid_codes(connection: sa.Connection, kind: CodeKind) -> dict[str, str]:
    """Delegate id → a valid code of that kind."""
    query = (
        sa.select(_code.delegate, _code.code)
        .where(_code.kind == kind, _code.status == CodeStatus.VALID)
        .order_by(_code.code)
    )
    return {row.delegate: row.code for row in connection.execute(query)}


def next_generations(
    connection: sa.Connection, delegates: Collection[str], kind: CodeKind
) -> dict[str, int]:
    """Delegate id → the generation of the next code of that kind; 0 for who never had one."""
    ids = json.dumps(list(delegates))
    following = dict.fromkeys(delegates, 0)
    for query in _NEXT_GENERATIONS:
        for row in query.all_rows(connection, ids=ids, kind=kind.value):
            following[row.delegate] = max(following[row.delegate], row.generation)
    return following


def changes(connection: sa.Connection, delegate: str) -> tuple[Change, ...]:
    """A delegate's corrections, latest first."""
    query = (
        sa.select(
            schema.change,
            schema.desk.c.name.label("desk_name"),
            sa.func.coalesce(schema.operator.c.name, _change.operator).label("operator_name"),
        )
        .outerjoin(schema.desk, schema.desk.c.id == _change.desk)
        .outerjoin(schema.operator, schema.operator.c.id == _change.operator)
        .where(_change.delegate == delegate, schema.is_complete(schema.change))
        .order_by(_change.ms.desc(), _change.counter.desc())
    )
    return tuple(
        Change(
            row.entry,
            row.wall,
            row.desk_name or "",
            json.loads(row.fields),
            row.batch,
            row.operator_name,
        )
        for row in connection.execute(query)
    )


def prints_of(connection: sa.Connection, delegates: Iterable[str]) -> dict[str, int]:
    """Delegate id → how often their badge was printed, for those with one."""
    made, ids = schema.print_made.c, json.dumps(list(delegates))
    query = sa.select(made.delegate, sa.func.count().label("prints"))
    query = query.where(is_any_of(made.delegate, "ids")).group_by(made.delegate)
    return {row.delegate: row.prints for row in connection.execute(query, {"ids": ids})}


def badges_printed(connection: sa.Connection, delegate: str) -> int:
    """How often a delegate's badge was printed."""
    made = schema.print_made
    query = sa.select(sa.func.count()).select_from(made).where(made.c.delegate == delegate)
    return connection.scalar(query) or 0


def person(delegate: Delegate, columns: Sequence[str] = ()) -> Person:
    """What a desk's screen shows of a delegate, and of their own columns those named."""
    # This desk may know all columns, or only what was copied for the desks.
    shown = (
        field_values.chosen_columns({**delegate.at_scan, **delegate.extras}, columns)
        if columns
        else NOTHING
    )
    return Person(
        id=delegate.id,
        number=delegate.number,
        name=delegate.display_name,
        native_name=delegate.second_name,
        organisation=delegate.organisation,
        country=delegate.country,
        category=delegate.category,
        flags=delegate.flags,
        notes=delegate.notes,
        language=delegate.language,
        badge_name=delegate.badge_name,
        columns=tuple(shown.items()),
    )


def _delegate_of(row: sa.Row[Any]) -> Delegate:
    return delegate_from(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented way to a row's names


def delegate_from(row: Mapping[str, Any] | sa.RowMapping) -> Delegate:
    """A delegate from a row with at least the columns of their table."""
    values = {name: row[name] for name in FIELDS}
    values["status"] = Status(row["status"])
    values["flags"] = tuple(json.loads(row["flags"]))
    for name in COLUMN_FIELDS:
        values[name] = json.loads(row[name]) if row[name] != _NO_COLUMNS else {}
    return Delegate(row["id"], **values)


def _code_of(row: sa.Row[Any]) -> Code:
    return Code(row.code, CodeKind(row.kind), CodeStatus(row.status), row.delegate or None)
