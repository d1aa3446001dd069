"""What is measured is what stands in the code: each figure on a small tree made for it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT
from tools import measure

FILES = {
    "main.py": "",
    "checkin/__init__.py": "",
    "checkin/scan.py": "class Line:\n    pass\n\ndef late():\n    from checkin import verdict\n",
    "checkin/verdict.py": "from checkin.scan import Line as Scanned\n\nclass Line:\n    pass\n",
    # Hands on a name: an import of the package is none of the module behind it.
    "checkin/desk/__init__.py": "from checkin.desk.page import Page\n",
    "checkin/desk/page.py": "import checkin.scan\n\nclass Page:\n    pass\n",
    "ui/__init__.py": "",
    "ui/plain.py": "a = 1\nb = 2\n",
    "ui/parts/page.py": (
        "from PySide6.QtCore import Signal\n"
        "class Page:\n"
        "    left = Signal()\n"
        "    def close(self): ...\n"
        "    def open(self): ...\n"
    ),
    "ui/paper.py": (
        "from ui.parts.page import Page\n"
        "class Paper(Page):\n"
        "    done = Signal()\n"
        "    def connect_all(self, part):\n"
        "        part.done.connect(self.done)\n"
        "        part.left.connect(self.left)\n"
        "        part.left.connect(self.left.emit)\n"
        "        part.left.connect(self.close)\n"
        "        return [one for one in part]\n"
    ),
    "tests/test_page.py": (
        "def test_page(self, page):\n"
        "    assert page._stack is page.__class__ is self._stack\n"
        "    for one, two in page._rows: ...\n"
    ),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_shape_of_a_small_tree_is_told(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert measure.main(["--root", str(tree)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"]["product"]["count"] == len(FILES) - 1
    assert told["files"]["product"]["longest"] == ["ui/paper.py", 9]
    assert told["files"]["tests"]["longest"] == ["tests/test_page.py", 3]
    assert told["largest_class"] == ["ui.parts.page.Page", 2]
    assert told["largest_class_with_inherited"] == ["ui.paper.Paper", 3]
    assert told["relays"] == 3
    assert told["class_names_twice"] == {"checkin": {"Line": 2}, "ui": {}}
    assert (told["ui_lines_without_qt"], told["ui_lines"]) == (2 + 9, 2 + 9 + 5)
    assert told["import_circles"] == [["checkin.scan", "checkin.verdict"]]
    assert told["private_access_in_tests"] == 2
    assert told["loop_variables_called_one"] == {"product": 1, "tests": 1}


def test_a_circle_through_a_package_that_hands_on_a_name_is_one() -> None:
    graph = {"desk": {"desk.page"}, "desk.page": {"scan"}, "scan": {"desk"}, "alone": {"desk"}}
    assert measure.circles(graph) == [["desk", "desk.page", "scan"]]


def test_one_scan_passes_through_the_desk_from_the_window_to_the_journal() -> None:
    """In a process of its own: a main window beside those of other tests would be counted with them."""
    command = [sys.executable, "-m", "tools.scan_path"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    calls = json.loads(ran.stdout)
    passed = {tuple(Path(file).parts[:2]) for file in calls}
    assert {("ui", "desk"), ("checkin", "rules.py"), ("checkin", "journal")} <= passed
    assert min(calls.values()) > 0
