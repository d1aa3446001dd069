"""The field table is the only list of a delegate's fields, and every user of it agrees."""

import ast
from collections.abc import Iterator
from dataclasses import fields

import pytest

from checkin import schema
from checkin.domain import (
    DELEGATE_FIELDS,
    FIELD_TABLE,
    FIELDS,
    Delegate,
    DelegateField,
    fields_by_place,
)
from checkin.roster.headings import find_columns
from tests.paths import ROOT

PLACES = ("file", "badge", "form", "card", "walk_in_option")
MANY = 3
# The table itself, the columns of the database, sample delegates (a value for each field), and the
# keys of the commands' JSON, which other programs rely on and which a new field must not change.
ALLOWED = {
    "checkin/domain/fields.py",
    "checkin/schema/people.py",
    "checkin/demo.py",
    "checkin/layout/specimens.py",
    "checkin/cli/shapes.py",
    # What an organiser writes into a letter, and the columns of a mail merge: names of their own.
    "checkin/badges/invitation_text.py",
    "checkin/badges/mailing.py",
}


def test_the_table_has_every_field_of_a_delegate_and_no_other() -> None:
    names = [field.name for field in DELEGATE_FIELDS]
    assert len(names) == len(set(names))
    assert set(names) == {field.name for field in fields(Delegate)} - {"id"}
    assert set(FIELDS) == set(names)


def test_the_table_has_every_column_of_the_database() -> None:
    derived = {"id", "group_key"}
    assert set(FIELDS) == {column.name for column in schema.delegate.columns} - derived


@pytest.mark.parametrize("place", PLACES)
def test_no_two_fields_have_one_place(place: str) -> None:
    places = [getattr(field, place) for field in fields_by_place(place)]
    assert places
    assert places == sorted(set(places))


def test_an_exported_heading_is_recognised_by_an_import() -> None:
    exported = [field for field in fields_by_place("file") if field.heading]
    found = find_columns([[field.heading for field in exported]], {})
    assert list(found.named.items()) == [(field.name, field.heading) for field in exported]


@pytest.mark.parametrize("field", FIELD_TABLE, ids=lambda field: field.name)
def test_what_is_asked_of_somebody_is_taken_from_them(field: DelegateField) -> None:
    """A form with a field that its action refuses or drops would lose the input."""
    assert field.correctable or not field.form
    assert field.walk_in or not (field.walk_in_asked or field.walk_in_option)
    assert field.file or not field.heading


def test_no_other_module_lists_fields() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()}:{line}": names
        for package in ("checkin", "ui")
        for path in sorted((ROOT / package).rglob("*.py"))
        if path.relative_to(ROOT).as_posix() not in ALLOWED
        for line, names in listed_fields(path.read_text(encoding="utf-8"))
    }
    assert found == {}


def test_a_list_of_fields_is_seen() -> None:
    assert list(listed_fields('A = ("name", "x", "title", "email")')) == [
        (1, ["name", "title", "email"])
    ]
    assert list(listed_fields('A = {"name": 1, "title": 2, "email": 3}')) != []
    assert list(listed_fields('A = ["name", "title"]')) == []


def listed_fields(source: str) -> Iterator[tuple[int, list[str]]]:
    """Literal collections with the names of several fields, and those names."""
    every = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.expr))
    for node in every:
        match node:
            case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
                literals: list[ast.expr | None] = [*items]
            case ast.Dict(keys=keys):
                literals = keys
            case _:
                continue
        words = [item.value for item in literals if isinstance(item, ast.Constant)]
        names = [word for word in words if isinstance(word, str) and word in FIELDS]
        if len(names) >= MANY:
            yield node.lineno, names
