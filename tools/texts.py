"""Extracts the translatable texts from the code, and finds texts that cannot be translated.

A text is the literal in `tr.text("…")`, `tr.plural("…", "…", n)` or `mark("…")`, and the sentence of one
of the errors in `checkin/errors.py`. Facts are filled in after translation, by name.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SCREENS = Path("ui")
CODE = (Path("checkin"), SCREENS, Path("main.py"))
ERRORS = Path("checkin/errors.py")

# SQLAlchemy has a function `text` too, which is not ours.
FOREIGN = {"sa", "sqlalchemy"}

SETTERS = {
    "setText",
    "setTitle",
    "setLabelText",
    "setWindowTitle",
    "setToolTip",
    "setStatusTip",
    "setWhatsThis",
    "setPlaceholderText",
    "setAccessibleName",
    "setAccessibleDescription",
}
WIDGETS = {
    "QAction",
    "QCheckBox",
    "QCommandLinkButton",
    "QDockWidget",
    "QGroupBox",
    "QLabel",
    "QListWidgetItem",
    "QMenu",
    "QMessageBox",
    "QProgressDialog",
    "QPushButton",
    "QRadioButton",
    "QStandardItem",
    "QTableWidgetItem",
    "QToolBar",
    "QToolButton",
    "QTreeWidgetItem",
}


class Text(NamedTuple):
    one: str
    many: str | None
    file: str
    line: int


class Flaw(NamedTuple):
    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class Source(NamedTuple):
    """One parsed source file."""

    file: str
    calls: tuple[ast.Call, ...]


def sources(root: Path) -> Iterator[Source]:
    for place in CODE:
        path = root / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.is_file():
            tree = ast.parse(file.read_text(encoding="utf-8"))
            calls = tuple(node for node in ast.walk(tree) if isinstance(node, ast.Call))
            yield Source(file.relative_to(root).as_posix(), calls)


def names_of_errors(root: Path) -> frozenset[str]:
    file = root / ERRORS
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def texts(source: Source, errors: frozenset[str]) -> Iterator[Text]:
    for call in source.calls:
        parts = [literals(argument) for argument in translated_arguments(call, errors)]
        if len(parts) == 2 and parts[0] and parts[1]:
            yield Text(parts[0][0], parts[1][0], source.file, call.lineno)
        elif len(parts) == 1:
            yield from (Text(part, None, source.file, call.lineno) for part in parts[0])


def flaws(source: Source, errors: frozenset[str]) -> Iterator[Flaw]:
    for call in source.calls:
        if any(is_put_together(argument) for argument in translated_arguments(call, errors)):
            yield Flaw(
                source.file,
                call.lineno,
                "put together before translation; give the facts by name, to be filled in after",
            )
        if Path(source.file).is_relative_to(SCREENS):
            for words in untranslated(call):
                yield Flaw(source.file, call.lineno, f'shown untranslated: "{words}"')


def translated_arguments(call: ast.Call, errors: frozenset[str]) -> list[ast.expr]:
    """The arguments of a call that are looked up in the catalogue: none, one or two."""
    name, receiver = name_and_receiver(call)
    if name == "plural" and receiver:
        return call.args[:2]
    if (name == "text" and receiver and receiver not in FOREIGN) or name == "mark":
        return call.args[:1]
    return call.args[:2] if name in errors else []


def name_and_receiver(call: ast.Call) -> tuple[str, str]:
    """`self.tr.text(…)` gives `("text", "tr")`; `mark(…)` gives `("mark", "")`."""
    match call.func:
        case ast.Name(id=name):
            return name, ""
        case ast.Attribute(value=ast.Name(id=receiver) | ast.Attribute(attr=receiver), attr=name):
            return name, receiver
        case ast.Attribute(attr=name):
            return name, "?"
        case _:
            return "", ""


def literals(expression: ast.expr) -> list[str]:
    """The string literals that an expression can evaluate to, as far as they are visible."""
    match expression:
        case ast.Constant(value=str(words)):
            return [words]
        case ast.IfExp(body=body, orelse=orelse):
            return literals(body) + literals(orelse)
        case _:
            return []


def is_put_together(expression: ast.expr) -> bool:
    match expression:
        case ast.JoinedStr() | ast.BinOp():
            return True
        case ast.Call(func=ast.Attribute(attr="format" | "join" | "format_map")):
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return is_put_together(body) or is_put_together(orelse)
        case _:
            return False


def untranslated(call: ast.Call) -> Iterator[str]:
    name, _ = name_and_receiver(call)
    if name in SETTERS or name in WIDGETS:
        for argument in call.args:
            yield from (words for words in shown_literals(argument) if any(map(str.isalpha, words)))


def shown_literals(expression: ast.expr) -> list[str]:
    """Like `literals`, plus the fixed parts of concatenated and formatted strings: they are shown too."""
    match expression:
        case ast.JoinedStr(values=parts):
            return [words for part in parts for words in literals(part)]
        case ast.BinOp(left=left, right=right):
            return shown_literals(left) + shown_literals(right)
        case ast.IfExp(body=body, orelse=orelse):
            return shown_literals(body) + shown_literals(orelse)
        case _:
            return literals(expression)
