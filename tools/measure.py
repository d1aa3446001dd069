"""Code metrics as one JSON value: sizes, ambiguous names, import cycles.

`python -m tools.measure --root DIR` measures another checkout. For its own checkout it also counts the
calls of one scan. It judges nothing: the figures are for comparing before and after.
"""

from __future__ import annotations

import argparse
import ast
import json
import statistics
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("checkin", "ui")
QT = ("PySide6", "shiboken6")
RELAY_HOPS = 2  # `self.signal`; `self.signal.emit` counts too


@dataclass(frozen=True)
class Module:
    """One parsed file, by its dotted name."""

    name: str
    path: str
    lines: int
    tree: ast.Module

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[Any]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    @cached_property
    def imports(self) -> list[tuple[str, str]]:
        """Each imported name, at any level of the file, and the full name of its target."""
        found = []
        for node in self.nodes(ast.Import, ast.ImportFrom):
            before = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            found += [(name.asname or name.name, f"{before}{name.name}") for name in node.names]
        return found

    @property
    def in_tests(self) -> bool:
        return self.name.split(".")[0] == "tests"


@dataclass(frozen=True)
class Class:
    """A class with its full name, its own methods and signals, and the full names of its bases."""

    name: str
    node: ast.ClassDef
    bases: tuple[str, ...]

    @property
    def methods(self) -> set[str]:
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return {node.name for node in self.node.body if isinstance(node, kinds)}

    @property
    def signals(self) -> set[str]:
        return {
            target.id
            for node in self.node.body
            if isinstance(node, ast.Assign) and "Signal(" in ast.unparse(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.measure", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout")
    root = parser.parse_args(arguments).root.resolve()
    told = measure(root)
    if root == ROOT:
        told["one_scan"] = measure_scan()
    print(json.dumps(told, ensure_ascii=False, indent=1))
    return 0


def measure(root: Path) -> dict[str, Any]:
    """The metrics that need no running code."""
    modules = read(root)
    product = [module for module in modules if not module.in_tests]
    tests = [module for module in modules if module.in_tests]
    ui = [module for module in product if module.name.split(".")[0] == "ui"]
    classes = {found.name: found for module in product for found in classes_of(module)}
    return {
        "files": {"product": sizes(product), "tests": sizes(tests)},
        "function_lines_p95": p95([lines_of(node) for node in functions(product)]),
        "largest_class": largest(classes, inherited=False),
        "largest_class_with_inherited": largest(classes, inherited=True),
        "relays": relays(ui, classes),
        "class_names_twice": {package: twice(classes, package) for package in PACKAGES},
        "ui_lines_without_qt": sum(module.lines for module in ui if not sees_qt(module)),
        "ui_lines": sum(module.lines for module in ui),
        "import_circles": circles(import_graph(product)),
        "private_access_in_tests": sum(map(private_access, tests)),
        "loop_variables_called_one": {
            "product": sum(map(called_one, product)),
            "tests": sum(map(called_one, tests)),
        },
    }


def measure_scan() -> dict[str, Any]:
    """The metrics that need running the code of this checkout."""
    from tools import scan_path  # noqa: PLC0415 - brings Qt and the whole program with it

    with tempfile.TemporaryDirectory(prefix="uketsuke-measure-") as folder:
        calls = scan_path.of_one_scan(Path(folder))
    return {"files": len(calls), "calls": calls.total()}


def read(root: Path) -> list[Module]:
    """Parses the program and its tests; `tools` belongs to neither."""
    files = [root / "main.py"]
    for folder in (*PACKAGES, "tests"):
        files += sorted((root / folder).rglob("*.py"))
    return [module_of(file, root) for file in files if file.is_file()]


def module_of(file: Path, root: Path) -> Module:
    path = file.relative_to(root)
    parts = path.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    source = file.read_text(encoding="utf-8")
    return Module(name, path.as_posix(), len(source.splitlines()), ast.parse(source))


def sizes(modules: list[Module]) -> dict[str, Any]:
    longest = max(modules, key=lambda module: module.lines, default=None)
    return {
        "count": len(modules),
        "lines": sum(module.lines for module in modules),
        "median": statistics.median([module.lines for module in modules] or [0]),
        "longest": [longest.path, longest.lines] if longest else None,
    }


def functions(modules: Iterable[Module]) -> Iterator[ast.FunctionDef]:
    for module in modules:
        yield from module.nodes(ast.FunctionDef, ast.AsyncFunctionDef)


def lines_of(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def p95(values: list[int]) -> int:
    return sorted(values)[int(len(values) * 0.95)] if values else 0


def classes_of(module: Module) -> Iterator[Class]:
    imported = dict(module.imports)
    for node in module.nodes(ast.ClassDef):
        bases = [ast.unparse(base).partition("[")[0] for base in node.bases]
        full = [imported.get(base, f"{module.name}.{base}") for base in bases]
        yield Class(f"{module.name}.{node.name}", node, tuple(full))


def family(name: str, classes: Mapping[str, Class]) -> Iterator[Class]:
    """The class and its base classes in this code. A re-exported class is found by its bare name, if that
    is unique."""
    found = classes.get(name)
    if found is None:
        package, _, last = name.rpartition(".")
        alike = [
            key for key in classes if key.startswith(f"{package}.") and key.endswith(f".{last}")
        ]
        found = classes[alike[0]] if len(alike) == 1 else None
    if found is not None:
        yield found
        for base in found.bases:
            yield from family(base, classes)


def largest(classes: Mapping[str, Class], *, inherited: bool) -> list[Any]:
    counts = {}
    for name, found in classes.items():
        members = list(family(name, classes)) if inherited else [found]
        counts[name] = len(set().union(*(member.methods for member in members)))
    name = max(counts, key=lambda name: counts[name], default="")
    return [name, counts.get(name, 0)]


def relays(modules: Iterable[Module], classes: Mapping[str, Class]) -> int:
    """How often a signal is connected directly to another signal of the same object."""
    count = 0
    for module in modules:
        for owner in classes_of(module):
            members = family(owner.name, classes)
            signals = set().union(*(member.signals for member in members))
            count += sum(
                relayed(node) in signals
                for node in ast.walk(owner.node)
                if isinstance(node, ast.Call)
            )
    return count


def relayed(call: ast.Call) -> str | None:
    """`y` of `x.connect(self.y)` or `x.connect(self.y.emit)`."""
    if not (isinstance(call.func, ast.Attribute) and call.func.attr == "connect" and call.args):
        return None
    words = ast.unparse(call.args[0]).removesuffix(".emit").split(".")
    return words[1] if len(words) == RELAY_HOPS and words[0] == "self" else None


def twice(classes: Mapping[str, Class], package: str) -> dict[str, int]:
    names = Counter(
        name.rpartition(".")[2] for name in classes if name.split(".", maxsplit=1)[0] == package
    )
    return {name: count for name, count in names.most_common() if count > 1}


def sees_qt(module: Module) -> bool:
    return any(full.split(".")[0] in QT for _, full in module.imports)


def import_graph(modules: Iterable[Module]) -> dict[str, set[str]]:
    """Which module imports which, at any level of the file. A re-exported name counts as an import of
    the package, not of the module behind it."""
    known = {module.name: module for module in modules}
    graph = {}
    for name, module in known.items():
        named = {full if full in known else full.rpartition(".")[0] for _, full in module.imports}
        graph[name] = (named & known.keys()) - {name}
    return graph


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Import cycles, each group of modules once: the strongly connected components."""
    reach = {name: reachable(name, graph) for name in graph}
    groups = {
        frozenset(target for target in reach[name] if name in reach[target])
        for name in graph
        if name in reach[name]
    }
    return sorted(sorted(group) for group in groups)


def reachable(name: str, graph: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    ahead = [name]
    while ahead:
        for following in graph[ahead.pop()] - seen:
            seen.add(following)
            ahead.append(following)
    return seen


# Documented, in spite of their underscore: of named tuples, and of `os`.
PUBLIC_ALL_THE_SAME: Final = frozenset({"_replace", "_asdict", "_fields", "_exit"})


def private_access(module: Module) -> int:
    """Counts accesses to attributes with one leading underscore, on anything but `self`."""
    return sum(
        node.attr.startswith("_")
        and not node.attr.startswith("__")
        and node.attr not in PUBLIC_ALL_THE_SAME
        and not (isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"})
        for node in module.nodes(ast.Attribute)
    )


def called_one(module: Module) -> int:
    targets = (node.target for node in module.nodes(ast.For, ast.AsyncFor, ast.comprehension))
    names = (node for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))
    return sum(node.id == "one" for node in names)


if __name__ == "__main__":
    raise SystemExit(main())
