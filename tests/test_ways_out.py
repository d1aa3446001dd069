"""Structure: no way of writing a file with people in it that does not pass the export log."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from tests.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What writes a file or a page: functions by their last name, and modes of opening.
WRITERS: Final = {
    *("replace", "replacing"),  # of `checkin.files`
    *("write", "write_new"),  # of `checkin.paper.output`, and `ListFile.write`
    *("write_bytes", "write_text", "setOutputFileName", "QPdfWriter", "print_table", "print_"),
    *("fdopen", "NamedTemporaryFile", "mkstemp", "copyfile", "copy2", "copytree"),
}
OWNERS: Final = {
    "replace": {"files"},
    "replacing": {"files"},
    "write": {"output", "file"},
    "write_new": {"output"},
}
MODES: Final = {"w", "wb", "w+b", "x", "xb", "a", "ab"}

NOBODY: Final = "no people in it"
SEALED: Final = "sealed with the keys of the store or of a desk"
INSIDE: Final = "called by what stands in the log"
PRINTER: Final = "a printer: each badge is an entry of its own"
TOOL: Final = "what the others are made of"
KNOWN: Final = {
    "checkin/badges/invitations.py:_write_files": INSIDE,
    "checkin/badges/mailing.py:_new": INSIDE,
    "checkin/badges/mailing.py:_write_files": INSIDE,
    "checkin/reports/writing.py:write": INSIDE,
    "checkin/cli/export_commands.py:open_export": "it left before: nothing comes from a store",
    "ui/printing/list_printing.py:print_table": INSIDE,
    "checkin/export_log.py:_seal": SEALED,
    "checkin/bundle/bundle.py:write": SEALED,
    "checkin/bundle/folder.py:_write": SEALED,
    "checkin/bundle/sealed_stream.py:__init__": SEALED,
    "checkin/joining/invitation.py:_new_file": SEALED,
    "checkin/store/backup.py:write": SEALED,
    "checkin/store/backup.py:copy_to_second_place": SEALED,
    "checkin/store/backup.py:_unpack": SEALED,
    "checkin/store/backup.py:_unpack_layouts": NOBODY,
    "checkin/printers/folder.py:send": PRINTER,
    "ui/printing/system_printer.py:_printer": PRINTER,
    "checkin/folder_exchange.py:_write_marker": NOBODY,
    "checkin/unfinished.py:_note": NOBODY,
    "checkin/hub/connection.py:connected": NOBODY,
    "checkin/hub/local.py:_keep": NOBODY,
    "checkin/hub/local.py:_make": NOBODY,
    "checkin/hub/local.py:_place": NOBODY,
    "checkin/joining/pending.py:ask": NOBODY,
    "checkin/joining/pending.py:begin_joining": NOBODY,
    "checkin/paper/guide_page.py:save_guide": NOBODY,
    "checkin/paper/library.py:bring_in": NOBODY,
    "checkin/paper/library.py:save": NOBODY,
    "checkin/paper/setup_card.py:save_setup_card": NOBODY,
    "checkin/programme/programme.py:write_plan": NOBODY,
    "checkin/purging.py:run": NOBODY,  # the receipt
    "checkin/roster/parse_workbook.py:_packed": NOBODY,  # in memory: what was unpacked is packed again
    "checkin/settings.py:save": NOBODY,
    "checkin/store/heads.py:write": NOBODY,
    "checkin/store/keyslots.py:write": NOBODY,
    "ui/help/handbook_pdf.py:write_handbook": NOBODY,
    "checkin/files.py:replace": TOOL,
    "checkin/files.py:_unfinished": TOOL,
    "checkin/paper/output.py:write": TOOL,
    "checkin/paper/output.py:write_new": TOOL,
}


def calls(file: Path) -> Iterator[tuple[str, str, bool]]:
    """The writing calls of a module: in which function, which call, and whether in a block of the log."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    yield from _calls(tree, "", logged=False)


def _calls(node: ast.AST, function: str, *, logged: bool) -> Iterator[tuple[str, str, bool]]:
    if isinstance(node, ast.FunctionDef):
        function, logged = node.name, False
    if isinstance(node, ast.With):
        logged = logged or any(_is_log(item.context_expr) for item in node.items)
    if isinstance(node, ast.Call) and (name := _writer(node)):
        yield function, name, logged
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, function, logged=logged)


def _is_log(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "leaving"
    )


def _writer(call: ast.Call) -> str:
    """The name of what writes, else nothing."""
    modes = {part.value for part in call.args if isinstance(part, ast.Constant)}
    if isinstance(call.func, ast.Name):
        name, owner = call.func.id, ""
    elif isinstance(call.func, ast.Attribute):
        name, of = call.func.attr, call.func.value
        owner = of.id if isinstance(of, ast.Name) else ""
    else:
        return ""
    if name in {"open", "ZipFile"}:
        return name if modes & MODES else ""
    if name not in WRITERS or (name in OWNERS and owner not in OWNERS[name]):
        return ""
    return name


def sites() -> dict[str, bool]:
    """Each function that writes, and whether all that it writes is in the log."""
    found: dict[str, bool] = {}
    for package in ("checkin", "ui"):
        for file in sorted((ROOT / package).rglob("*.py")):
            place = file.relative_to(ROOT).as_posix()
            for function, _, logged in calls(file):
                key = f"{place}:{function}"
                found[key] = found.get(key, True) and logged
    return found


def test_every_file_with_people_in_it_passes_the_export_log() -> None:
    unlogged = {key for key, logged in sites().items() if not logged}
    assert sorted(unlogged - KNOWN.keys()) == []
    assert sorted(KNOWN.keys() - unlogged) == []


def test_a_writer_outside_of_the_log_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "new.py"
    file.write_text(
        "def a(path):\n    output.write(path, b'')\n"
        "def b(log, path):\n    with log.leaving(x):\n        path.write_bytes(b'')\n"
        "def c(path):\n    open(path, 'wb')\n"
    )
    assert list(calls(file)) == [
        ("a", "write", False),
        ("b", "write_bytes", True),
        ("c", "open", False),
    ]
