"""Setting up says in a sentence what is missing, and does nothing twice."""

import shutil
import sys
from pathlib import Path

import pytest

from tools import setup, system_libraries

MISSING = [
    system_libraries.Need("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    system_libraries.Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
]


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 15)])
def test_a_python_that_qt_does_not_run_on_is_refused_by_name(version: tuple[int, int]) -> None:
    with pytest.raises(setup.CannotSetUpError, match=r"needs Python 3\.11 to 3\.14"):
        setup.check_python(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 14)])
def test_a_python_that_qt_runs_on_is_taken(version: tuple[int, int]) -> None:
    setup.check_python(version)


@pytest.mark.parametrize(
    ("installer", "command"),
    [
        ("apt-get", "sudo apt-get install libxcb-randr0 libxcb-shape0"),
        ("dnf", "sudo dnf install libxcb"),
    ],
)
def test_missing_libraries_are_named_as_the_command_that_installs_them(
    installer: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name == installer else None)
    assert system_libraries.advice(MISSING).splitlines()[-1].strip() == command


def test_without_a_known_installer_the_libraries_themselves_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "libxcb-randr.so.0, libxcb-shape.so.0" in system_libraries.advice(MISSING)


@pytest.mark.skipif(sys.platform != "linux", reason="asks for Linux libraries")
def test_what_is_there_is_not_missing() -> None:
    assert not system_libraries.Need("libnothing-of-ours.so.9", "", "").is_met()
    assert not system_libraries.Need("no-such-program", "", "").is_met()
    assert system_libraries.Need("libc.so.6", "", "").is_met()


def test_another_lock_makes_another_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "requirements-dev.txt"
    monkeypatch.setattr(setup, "LOCK", lock)
    monkeypatch.setattr(setup, "STAMP", tmp_path / "stamp")
    lock.write_text("a==1", encoding="utf-8")
    assert not setup.is_current()
    setup.STAMP.write_text(setup.wanted_state(), encoding="ascii")
    assert setup.is_current()
    lock.write_text("a==2", encoding="utf-8")
    assert not setup.is_current()


def test_a_catalogue_is_compiled_again_when_it_has_changed(tmp_path: Path) -> None:
    po, mo = tmp_path / "uketsuke.po", tmp_path / "uketsuke.mo"
    po.touch()
    assert setup.is_stale(po)
    mo.touch()
    assert not setup.is_stale(po)


def test_nothing_is_built_and_nothing_unknown_is_fetched_by_either_installer() -> None:
    for command in (setup.uv_command(), setup.pip_command(setup.LOCK)):
        assert "--require-hashes" in command
        assert command[command.index("--only-binary") + 1] == ":all:"
    assert "--compile-bytecode" in setup.uv_command()  # pip does so by itself


@pytest.mark.parametrize("lock", sorted(setup.ROOT.glob("requirements*.txt")), ids=lambda p: p.name)
def test_each_package_of_a_lock_is_known_by_its_hash_and_from_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    lines = text.replace("\\\n", " ").splitlines()
    pinned = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert pinned
    assert all("==" in line and "--hash=sha256:" in line for line in pinned)
    assert "://" not in text


def test_our_own_modules_are_compiled_at_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "checkin").mkdir()
    (tmp_path / "checkin" / "part.py").write_text("X = 1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.setattr(setup, "VENV", Path(sys.prefix))
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "SOURCES", ("checkin",))
    setup.compile_sources()
    assert list((tmp_path / "checkin" / "__pycache__").glob("part.*.pyc"))
