"""Rules for the tests themselves: they mirror the packages, and use public names only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

PUBLIC_IN_PYTHON = {"_replace", "_asdict", "_fields", "_exit"}  # of named tuples, and of `os`


@pytest.mark.parametrize("package", ["checkin", "ui"])
def test_a_folder_of_tests_is_a_room_of_the_package(package: str) -> None:
    folders = [path for path in (ROOT / "tests" / package).rglob("*") if path.is_dir()]
    rooms = [path.relative_to(ROOT / "tests") for path in folders if path.name != "__pycache__"]
    assert rooms
    assert [room.as_posix() for room in rooms if not (ROOT / room).is_dir()] == []


@pytest.mark.parametrize("package", ["checkin", "ui"])
def test_a_test_beside_the_rooms_is_named_after_a_module_beside_them(package: str) -> None:
    modules = [path.stem for path in (ROOT / package).glob("*.py") if path.stem != "__init__"]
    tests = [path.stem for path in (ROOT / "tests" / package).glob("test_*.py")]
    alone = [name for name in tests if not name.startswith(tuple(f"test_{m}" for m in modules))]
    assert alone == []


@pytest.mark.parametrize("package", ["checkin", "ui"])
def test_every_room_has_tests(package: str) -> None:
    rooms = [path.parent for path in (ROOT / package).glob("*/__init__.py")]
    assert [
        room.name
        for room in rooms
        if not any((ROOT / "tests" / package / room.name).rglob("test_*.py"))
    ] == []


def test_no_test_reaches_into_a_private_name() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()}:{line}": name
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for line, name in private_names(path)
    }
    assert found == {}


def test_a_private_name_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "test_x.py"
    file.write_text("from ui.parts.page import _cover\npage._sheet\nself._own\npoint._replace()\n")
    assert list(private_names(file)) == [(1, "_cover"), (2, "_sheet")]


def private_names(path: Path) -> Iterator[tuple[int, str]]:
    """Private names (one leading underscore) that the test does not define, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("checkin", "ui")):
            for alias in node.names:
                if is_private(alias.name):
                    yield node.lineno, alias.name
        elif isinstance(node, ast.Attribute) and is_private(node.attr):
            own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            if not own:
                yield node.lineno, node.attr


def is_private(name: str) -> bool:
    dunder = name.startswith("__")
    return name.startswith("_") and not dunder and name not in PUBLIC_IN_PYTHON
