"""What `import checkin` gives to somebody who writes a program, and what the README shows of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

import checkin
from checkin import demo
from checkin.domain import Outcome, Verdict
from tests.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "only the demo event"
HEAVY = ("sqlalchemy", "sqlcipher3", "reportlab", "PySide6")
LOADED = f"""
import json, sys
import checkin
print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
"""


def snippet() -> str:
    """The Python of the README."""
    (found,) = re.findall(
        r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    return str(found)


def test_the_front_door_has_what_it_names_and_no_more() -> None:
    assert set(checkin.__all__) <= set(dir(checkin))
    for name in checkin.__all__:
        assert getattr(checkin, name).__name__ == name
    with pytest.raises(AttributeError, match="has no attribute 'open_sesame'"):
        checkin.open_sesame  # noqa: B018


def test_the_version_is_the_one_of_the_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == checkin.VERSION


def test_the_package_is_imported_without_the_database() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout) == []


def test_the_readme_s_python_runs_on_a_demo_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.create(tmp_path / "Forum.uketsuke", PASSPHRASE)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"passphrase": PASSPHRASE}
    exec(snippet(), names)  # noqa: S102 - our own, out of this checkout
    assert capsys.readouterr().out == ""
    verdict = names["verdict"]
    assert isinstance(verdict, Verdict)
    assert verdict.outcome is Outcome.ADMITTED
    assert verdict.represented_by == "Tanaka Hanako"
    assert names["table"].rows


def test_the_readme_s_python_says_what_the_world_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(snippet(), {"passphrase": PASSPHRASE})  # noqa: S102 - our own, out of this checkout
    assert "Forum.uketsuke" in capsys.readouterr().out
