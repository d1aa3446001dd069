"""The one-folder program: built by PyInstaller in an environment of its own, with licences, parts list and manifest."""

import ctypes
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

from checkin import VERSION
from checkin.release import program_files
from checkin.release.program_files import Manifest
from tools.release import parts

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements-release.txt"
SPEC = Path("tools", "release", "uketsuke.spec")
LICENCES = Path("tools", "release", "licences")
NAME = "uketsuke"
WHEELS_ONLY = ("--require-hashes", "--only-binary", ":all:")
# Built with symbols that no user needs. Not the libraries of Qt: see the spec.
STRIPPED = ("libpython*", "python3.*/lib-dynload/*.so", "sqlcipher3/*.so", "cryptography/**/*.so")


def environment(folder: Path) -> Path:
    """The Python of a new environment with what builds need, all of it wheels whose hashes are locked."""
    uv = Path(sys.executable).with_name("uv")
    run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, folder])
    python = folder / "bin" / "python"
    run([uv, "pip", "sync", "--quiet", *WHEELS_ONLY, "--python", python, LOCK])
    return python


def source(folder: Path) -> Path:
    """The committed files of the program, in a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    archive = folder.with_suffix(".tar")
    run(["git", "-C", ROOT, "archive", "--output", archive, "HEAD"])
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")
    archive.unlink()
    return folder


def build(folder: Path, python: Path, epoch: int) -> Path:
    """Builds the program of the committed files below `folder`; the folder of the program."""
    tree = source(folder / "source")
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0"}
    # Without them it would speak only English, and say nothing of it.
    run([python, "-m", "tools.compile_translations"], tree, variables)
    places = [f"--distpath={folder / 'made'}", f"--workpath={folder / 'work'}"]
    command: list[str | Path] = [
        python,
        "-m",
        "PyInstaller",
        "--clean",
        "--noconfirm",
        "--log-level=ERROR",
    ]
    run([*command, *places, tree / SPEC], tree, variables)
    program = folder / "made" / NAME
    strip(program / "_internal")
    described = parts.installed(python)
    parts.copy_licences(described, tree / LICENCES, program / "licences")
    (program / "sbom.cdx.json").write_text(parts.sbom(described, LOCK, epoch), encoding="utf-8")
    manifest = Manifest(VERSION, program_files.digests(program))
    (program / program_files.MANIFEST).write_text(program_files.write(manifest), encoding="utf-8")
    return program


def strip(libraries: Path) -> None:
    """Removes symbols, and loads each file afterwards: a loader that refuses one says nothing at the desk."""
    for pattern in STRIPPED:
        for path in sorted(libraries.glob(pattern)):
            if not path.is_symlink():
                run(["strip", "--strip-unneeded", path])
                ctypes.CDLL(str(path), mode=os.RTLD_LAZY)


def run(
    command: Sequence[str | Path], folder: Path = ROOT, variables: dict[str, str] | None = None
) -> None:
    """Runs a program that must succeed; raises `CalledProcessError`."""
    subprocess.run(command, cwd=folder, env=variables, check=True)
