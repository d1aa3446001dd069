"""What is promised to be fully tested is, or the gate says which line is not."""

import pytest

from tools import coverage_gate
from tools.coverage_gate import Measured

TESTED = Measured("checkin/rules.py", [], [])


def test_a_module_that_is_fully_tested_passes() -> None:
    assert coverage_gate.flaws_of("checkin/rules", [TESTED]) == []


def test_an_untested_branch_is_named() -> None:
    (flaw,) = coverage_gate.flaws_of("checkin/rules", [TESTED._replace(branches=[[12, 15]])])
    assert "[12, 15]" in flaw


def test_each_module_of_a_package_counts() -> None:
    package = [TESTED._replace(file="checkin/domain/people.py", lines=[3])]
    assert len(coverage_gate.flaws_of("checkin/domain", package)) == 1


def test_a_promise_about_a_module_that_is_gone_is_no_promise_kept() -> None:
    assert "no such module" in coverage_gate.flaws_of("checkin/rules", [])[0]


def test_each_of_its_tests_is_there_and_runs_once(capsys: pytest.CaptureFixture[str]) -> None:
    files = coverage_gate.own_tests()
    assert len(set(files)) == len(files)
    assert all((coverage_gate.ROOT / file).is_file() for file in files)
    assert coverage_gate.main(["--others"]) == 0
    assert capsys.readouterr().out.split() == [f"--ignore={file}" for file in files]
