"""Queries for delegates and their codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import field_values, own_columns, schema
from checkin.domain import (
    COLUMN_FIELDS,
    FIELDS,
    NOTHING,
    Change,
    Code,
    CodeKind,
    CodeStatus,
    Delegate,
    Double,
    Person,
    Status,
)
from checkin.errors import NotFound, NotPossible
from checkin.language import mark
from checkin.prepared import PreparedQuery, is_any_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

CHUNK: Final = 500
NO_COLUMNS: Final = "{}"
NUMBERS_OF_A_DESK: Final = 100
_desk, _numbers = schema.desk.c, schema.delegate_row.c.number
_delegate, _code, _change = schema.delegate.c, schema.code.c, schema.change.c
_issue, _renewal = schema.issue.c, schema.renewal.c
_double, _of_double, _join = schema.double.c, schema.double_delegate.c, schema.delegate_join.c
_LISTED: Final = PreparedQuery(sa.select(schema.listed_session))

_NEXT_GENERATIONS: Final = tuple(
    PreparedQuery(
        sa.select(of.delegate, sa.func.max(generation).label("generation"))
        .where(is_any_of(of.delegate, "ids"), of.kind == sa.bindparam("kind"))
        .group_by(of.delegate)
    )
    for of, generation in ((_issue, _issue.generation + 1), (_renewal, _renewal.generation))
)


_PERSON: Final = PreparedQuery(
    sa.select(_double.person).where(_double.delegate == sa.bindparam("delegate"))
)
_DOUBLES_OF: Final = PreparedQuery(
    sa.select(_double.delegate).where(_double.person == sa.bindparam("person"))
)
_WITH_NUMBER: Final = sa.union_all(
    sa.select(_delegate.id).where(_delegate.number == sa.bindparam("number")),
    sa.select(_double.person)
    .join(schema.double_delegate, _of_double.id == _double.delegate)
    .where(_of_double.number == sa.bindparam("number")),
)


def everyone(connection: sa.Connection) -> tuple[Delegate, ...]:
    """All delegates, by number."""
    query = sa.select(schema.delegate).order_by(_delegate.number, _delegate.id)
    return tuple(map(_delegate_of, connection.execute(query).all()))


def groups(connection: sa.Connection) -> dict[str, str]:
    """Delegate id → the key of their group, for all who belong to one, see `checkin.grouping`."""
    no_group: sa.ColumnElement[str] = sa.literal_column("''")  # a literal, for the index
    query = sa.select(_delegate.id, _delegate.group_key).where(_delegate.group_key != no_group)
    return {row.id: row.group_key for row in connection.execute(query)}


def everyone_with_doubles(connection: sa.Connection) -> tuple[Delegate, ...]:
    """All delegates, and those who were joined with one of them."""
    query = sa.select(schema.double_delegate).order_by(_of_double.number, _of_double.id)
    return (*everyone(connection), *(_delegate_of(row) for row in connection.execute(query)))


def person_of(connection: sa.Connection, delegate: str) -> str:
    """Who a delegate is: they themselves, or the one with whom they were joined."""
    row = _PERSON.first_row(connection, delegate=delegate)
    return delegate if row is None else row.person


def one_person(connection: sa.Connection, person: str) -> tuple[str, ...]:
    """The ids of a person: their own, then those of their doubles."""
    rows = _DOUBLES_OF.all_rows(connection, person=person)
    return (person, *sorted(row.delegate for row in rows))


def doubles_of(connection: sa.Connection, person: str) -> tuple[Delegate, ...]:
    """The delegates who were joined with this one, by number."""
    if _DOUBLES_OF.first_row(connection, person=person) is None:
        return ()
    query = (
        sa.select(schema.double_delegate)
        .join(schema.double, _double.delegate == _of_double.id)
        .where(_double.person == person)
        .order_by(_of_double.number, _of_double.id)
    )
    return tuple(_delegate_of(row) for row in connection.execute(query))


def joins_of(connection: sa.Connection, person: str) -> tuple[Double, ...]:
    """The same, each with who joined them last, where and when."""
    found = doubles_of(connection, person)
    if not found:
        return ()
    query = (
        sa.select(
            _join.double,
            _join.delegate,
            _join.at,
            schema.desk.c.name.label("desk_name"),
            sa.func.coalesce(schema.operator.c.name, _join.operator).label("operator_name"),
        )
        .outerjoin(schema.desk, schema.desk.c.id == _join.desk)
        .outerjoin(schema.operator, schema.operator.c.id == _join.operator)
        .where(_join.parted == 0)
        .order_by(_join.ms, _join.counter, _join.desk, _join.entry)
    )
    said = {}
    for row in connection.execute(query):
        for delegate in (row.delegate, row.double):
            said[delegate] = row
    rows = ((delegate, said[delegate.id]) for delegate in found)
    return tuple(
        Double(delegate, row.at, row.desk_name or "", row.operator_name) for delegate, row in rows
    )


def count(connection: sa.Connection) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(schema.delegate)) or 0


def get_delegate(connection: sa.Connection, delegate: str) -> Delegate:
    """One delegate, or the person whose double they are; raises `NotFound`."""
    person = person_of(connection, delegate)
    row = connection.execute(sa.select(schema.delegate).where(_delegate.id == person)).first()
    if row is None:
        raise NotFound(mark("This delegate is not on the roster any more."))
    return _delegate_of(row)


def some(
    connection: sa.Connection, delegates: Iterable[str], *, doubles: bool = False
) -> tuple[Delegate, ...]:
    """The given delegates in the given order; missing ones are left out, and doubles unless wanted."""
    ids = list(delegates)
    found: dict[str, Delegate] = {}
    tables = (schema.delegate, *((schema.double_delegate,) if doubles else ()))
    for start in range(0, len(ids), CHUNK):
        for table in tables:
            query = sa.select(table).where(table.c.id.in_(ids[start : start + CHUNK]))
            found |= {row.id: _delegate_of(row) for row in connection.execute(query)}
    return tuple(found[identifier] for identifier in ids if identifier in found)


def by_number(connection: sa.Connection, number: int) -> Delegate:
    """The delegate of that number. Raises `NotFound`, or `NotPossible` for a number of two."""
    found = with_number(connection, number)
    if not found:
        raise NotFound(mark("There is no delegate with the number {number}."), number=number)
    if len(found) > 1:
        sentence = mark("Several delegates have the number {number}. Choose by name or --id.")
        raise NotPossible(sentence, number=number)
    return found[0]


def with_number(connection: sa.Connection, number: int) -> tuple[Delegate, ...]:
    """All who have that number: one, unless desks that were apart gave it twice. A double's number is the person's."""
    if abs(number) > schema.LARGEST_INTEGER:
        return ()
    query = sa.select(schema.delegate).where(_delegate.id.in_(_WITH_NUMBER)).order_by(_delegate.id)
    return tuple(_delegate_of(row) for row in connection.execute(query, {"number": number}))


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


def codes_of_doubles(connection: sa.Connection) -> dict[str, str]:
    """Code → the double to whom it was given, for the codes that are another person's by that."""
    query = (
        sa.select(_issue.code, _issue.delegate)
        .join(schema.double, _double.delegate == _issue.delegate)
        .join(schema.code, sa.and_(_code.code == _issue.code, _code.delegate == _double.person))
    )
    return {row.code: row.delegate for row in connection.execute(query)}


def codes_of(connection: sa.Connection, delegate: str) -> tuple[Code, ...]:
    """A delegate's codes, valid ones first."""
    query = (
        sa.select(schema.code)
        .where(_code.delegate == delegate)
        .order_by(_code.status.desc(), _code.kind, _code.code)
    )
    return tuple(_code_of(row) for row in connection.execute(query))


def valid_codes(
    connection: sa.Connection, kind: CodeKind, among: Collection[str] | None = None
) -> dict[str, str]:
    """Delegate id → a valid code of that kind that was made for them, of all or of some delegates.

    A code of their double is theirs too, but on a new badge it would go with the double.
    """
    query = (
        sa.select(_code.delegate, _code.code)
        .where(_code.kind == kind, _code.status == CodeStatus.VALID)
        .where(sa.exists().where(_issue.code == _code.code, _issue.delegate == _code.delegate))
        .order_by(_code.code)
    )
    if among is not None:
        query = query.where(_code.delegate.in_(among))
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


def next_generations_of_codes(connection: sa.Connection, codes: Collection[str]) -> dict[str, int]:
    """Code of another system → the generation with which it goes over to somebody else."""
    query = (
        sa.select(_issue.code, (sa.func.max(_issue.generation) + 1).label("generation"))
        .where(is_any_of(_issue.code, "codes"))
        .group_by(_issue.code)
    )
    rows = connection.execute(query, {"codes": json.dumps(list(codes))}) if codes else ()
    return {row.code: row.generation for row in rows}


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
    query = sa.select(made.owner, sa.func.count().label("prints"))
    query = query.where(is_any_of(made.owner, "ids")).group_by(made.owner)
    return {row.owner: row.prints for row in connection.execute(query, {"ids": ids})}


def badges_printed(connection: sa.Connection, delegate: str) -> int:
    """How often a delegate's badge was printed."""
    made = schema.print_made
    query = sa.select(sa.func.count()).select_from(made).where(made.c.owner == delegate)
    return connection.scalar(query) or 0


def person(delegate: Delegate, columns: Sequence[str] = ()) -> Person:
    """What a desk's screen shows of a delegate, and of their own columns those named."""
    # This desk may know all columns, or only what was copied for the desks.
    shown = (
        field_values.chosen_columns(own_columns.all_values(delegate), columns)
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
        values[name] = json.loads(row[name]) if row[name] != NO_COLUMNS else {}
    return Delegate(row["id"], **values)


def _code_of(row: sa.Row[Any]) -> Code:
    return Code(row.code, CodeKind(row.kind), CodeStatus(row.status), row.delegate or None)
