"""Where no window can open the program ends with a sentence that says what to do, and never with Qt's abort."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from checkin import settings
from tests.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the packages have everything")
LACKING = "libEGL.so.1: cannot open shared object file: No such file or directory"
OPENED_AND_QUIT = """
import sys
sys.path.insert(0, sys.argv[1])
import main
from PySide6.QtCore import QTimer
from ui.shell import app
real = app.application
def application():
    made = real()
    QTimer.singleShot(500, made.quit)
    return made
app.application = application
sys.exit(main.main([]))
"""


def started(**variables: str) -> subprocess.CompletedProcess[str]:
    """Starts the window in a process without a display, but for what is given."""
    shown = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"}
    bare = {name: value for name, value in os.environ.items() if name not in shown}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        env={**bare, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@linux
def test_without_a_display_that_is_said() -> None:
    ended = started()
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("There is no screen here for a window.")
    assert len(ended.stderr.splitlines()) == 1


@linux
@pytest.mark.parametrize(
    "variables", [{"DISPLAY": ":4711"}, {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4711"}]
)
def test_a_display_that_cannot_be_opened_is_said(variables: dict[str, str]) -> None:
    ended = started(**variables)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The screen :4711 cannot be opened.")


@linux
def test_a_wayland_that_is_gone_is_no_display(tmp_path: Path) -> None:
    ended = started(WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=str(tmp_path))
    assert ended.returncode == 1
    assert ended.stderr.startswith("There is no screen here for a window.")


def test_a_library_that_is_missing_is_named_with_the_command_that_installs_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").touch()
    (tmp_path / "PySide6" / "QtCore.py").write_text(f"raise ImportError({LACKING!r})")
    ended = started(PYTHONPATH=str(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "lacks (libEGL.so.1)" in ended.stderr
    assert "Install them by:" in ended.stderr or "install the packages" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the standard error")
def test_without_a_console_unreadable_settings_keep_no_window_from_opening() -> None:
    path = settings.default_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"{")
    try:
        ended = subprocess.run(
            ["sh", "-c", 'exec "$0" -c "$1" "$2" 2>&-', sys.executable, OPENED_AND_QUIT, str(ROOT)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            check=False,
            timeout=120,
        )
        assert ended.returncode == 0
        assert not path.exists() or path.read_bytes() != b"{"
    finally:
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
