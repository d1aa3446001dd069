"""House rules as tests: code size, changelog, lock files, make targets, translated outcomes."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from checkin import language, wording
from checkin.domain import Event, Outcome, Question, Verdict
from tests.paths import ROOT

LONGEST_FILE = 400
MOST_METHODS = 25

SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
LOCKS = sorted(ROOT.glob("requirements*.txt"))

# Users elsewhere must neither be sent to our registry nor learn our folders.
ADDRESS_OR_PATH = re.compile(
    r"[a-z]+://|--(extra-)?index|--find-links|(?<![\w/])/(home|root|opt|work|tmp|Users)/|[A-Z]:\\"
)

COUNT_OF_NONE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
before = sys.getrefcount(None)
for _ in range(1000):
    label.setText("x")
print(sys.getrefcount(None) - before)
"""


def test_no_file_of_code_is_longer_than_400_lines() -> None:
    folders = [ROOT / name for name in ("checkin", "ui", "tests", "tools")]
    files = [ROOT / "main.py", *(file for folder in folders for file in folder.rglob("*.py"))]
    lengths = {
        file.relative_to(ROOT).as_posix(): len(file.read_text(encoding="utf-8").splitlines())
        for file in files
    }
    assert {file: length for file, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.mark.parametrize("package", ["checkin", "ui"])
def test_a_class_name_stands_for_one_thing(package: str) -> None:
    places: dict[str, list[str]] = {}
    for file in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                place = f"{file.relative_to(ROOT).as_posix()}:{node.lineno}"
                places.setdefault(node.name, []).append(place)
    assert len(places) > 100
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize("package", ["checkin", "ui"])
def test_no_class_has_more_than_25_methods(package: str) -> None:
    counts = {
        f"{file.relative_to(ROOT).as_posix()}: {node.name}": sum(
            isinstance(part, ast.FunctionDef) for part in node.body
        )
        for file in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert len(counts) > MOST_METHODS
    assert {name: count for name, count in counts.items() if count > MOST_METHODS} == {}


def test_qt_gives_back_every_none_that_it_borrows() -> None:
    """PySide6 6.12.0 on Python 3.11 leaks references to None: the desk would crash after some thousand calls,
    on a busy morning and in no test. Runs in a subprocess, since it would take this process with it."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    result = subprocess.run(
        [sys.executable, "-c", COUNT_OF_NONE],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(result.stdout) > -100


def test_the_changelog_is_one_that_is_kept() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert text.startswith("# Changelog\n")
    assert versions[0] == "[Unreleased]"
    assert [
        line
        for line in versions[1:]
        if not re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", line)
    ] == []
    assert set(re.findall(r"^### (.*)$", text, re.MULTILINE)) <= SECTIONS


def test_every_section_of_the_changelog_says_something() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.split(r"^### .*$", text, flags=re.MULTILINE)[1:]
    assert all(re.match(r"\s*- \S", section) for section in sections)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_that_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^ *\$? *)make ([a-z]+)", text, re.MULTILINE))
    assert named
    assert named <= make_targets()


def test_every_make_target_has_its_line_of_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    assert make_targets() == set(phony[1].split()) - {"help"}


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_registry_and_no_folder_of_a_machine(lock: Path) -> None:
    assert ADDRESS_OR_PATH.findall(lock.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_each_package_by_version_and_hash(lock: Path) -> None:
    text = re.sub(r"^\s*#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    packages = text.replace("\\\n", " ").strip().splitlines()
    assert packages
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


def test_what_runs_is_locked_as_what_was_tested() -> None:
    runtime, tested = pins("requirements.txt"), pins("requirements-dev.txt")
    assert runtime
    assert runtime <= tested


def pins(lock: str) -> set[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^[\w.\[\]-]+==\S+", text, re.MULTILINE))


@pytest.mark.parametrize("code", language.LANGUAGES)
@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_words_in_every_language(outcome: Outcome, code: str) -> None:
    event = Event("e", "Forum", "Asia/Tokyo", ("2026-10-30",), "", (), ())
    questions = tuple(Question) if outcome is Outcome.NEEDS_ANSWER else ()
    verdict = Verdict(outcome, session="entrance", at=0, entry="", questions=questions)
    words = wording.of(verdict, event, language.load(code))
    english = wording.of(verdict, event, language.load("en"))
    assert all((words.headline, words.detail, words.tag))
    assert code == "en" or words.headline != english.headline
