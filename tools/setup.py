"""Set-up: makes `.venv` with all locked packages, on a machine that has only Python.

Standard library only, since it runs before anything is installed; on Windows and macOS as well:
`python tools/setup.py`. It fills `.venv`, compiles the translations, and, as root on Debian or Ubuntu,
installs missing system libraries. Elsewhere it prints the command for that.
"""

import hashlib
import os
import platform
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

# Run as a script, Python has only the folder `tools` on its module path.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools import system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "uketsuke-setup"
LOCK_OF_INSTALLER = ROOT / "requirements-uv.txt"
LOCK = ROOT / "requirements-dev.txt"
CATALOGUES = ROOT / "resources" / "translations"

# Nothing is fetched that the lock does not know by its hash, and nothing is built here: building runs what a source
# package brings, with tools that no lock names.
SAFE = ("--require-hashes", "--only-binary", ":all:")
SOURCES = ("checkin", "ui", "tools", "main.py")

OLDEST_PYTHON = (3, 11)
FIRST_PYTHON_TOO_NEW = (3, 15)
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}


class CannotSetUpError(Exception):
    """A failure that the reader of its sentence can fix."""


def main() -> int:
    try:
        check_python(sys.version_info[:2])
        check_platform()
        system_libraries.provide()
        if not is_current():
            install()
        compile_translations()
    except CannotSetUpError as trouble:
        say(str(trouble))
        return 1
    return 0


def say(words: str) -> None:
    """Prints to standard error: standard output belongs to the next command, such as `make bench`."""
    print(words, file=sys.stderr, flush=True)


def check_python(version: tuple[int, ...]) -> None:
    if not OLDEST_PYTHON <= version < FIRST_PYTHON_TOO_NEW:
        raise CannotSetUpError(
            f"Uketsuke needs Python 3.11 to 3.14; {sys.executable} is {platform.python_version()}."
        )


def check_platform() -> None:
    """Fails with a clear sentence, before an installer says "no matching distribution"."""
    needed = OLDEST_GLIBC.get(platform.machine())
    library, version = platform.libc_ver()
    if library != "glibc" or needed is None:
        return
    if tuple(int(part) for part in version.split(".")[:2]) < needed:
        raise CannotSetUpError(
            f"Qt needs glibc {needed[0]}.{needed[1]} on {platform.machine()}; this system has "
            f"{version}. Debian 12 and Ubuntu 22.04 have 2.34 or newer, Ubuntu 24.04 has 2.39."
        )


def venv_program(name: str) -> Path:
    return VENV / ("Scripts" if os.name == "nt" else "bin") / name


def wanted_state() -> str:
    """A fingerprint of what the environment is made from; changes with every lock file."""
    digest = hashlib.sha256()
    for lock in (LOCK_OF_INSTALLER, LOCK):
        digest.update(lock.read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    return STAMP.is_file() and STAMP.read_text(encoding="ascii") == wanted_state()


def install() -> None:
    if not venv_works():
        make_venv()
    # From here to the end the environment is in an undefined state.
    STAMP.unlink(missing_ok=True)
    if not install_with_uv():
        install_with_pip(LOCK)
    compile_sources()
    STAMP.write_text(wanted_state(), encoding="ascii")
    say(f"Ready: {VENV.relative_to(ROOT)}")


def venv_works() -> bool:
    """Whether the environment runs; False too if the Python that it was made from is gone."""
    python = venv_program("python")
    try:
        asked = subprocess.run([python, "-m", "pip", "--version"], check=False, capture_output=True)
    except OSError:
        return False
    return asked.returncode == 0


def make_venv() -> None:
    say("Making .venv …")
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, ModuleNotFoundError) as trouble:
        raise CannotSetUpError(
            "This Python cannot make an environment with pip in it. "
            "On Debian and Ubuntu: sudo apt-get install python3-venv"
        ) from trouble


def install_with_uv() -> bool:
    """False if uv is not available for this machine or fails; pip is slower, not worse."""
    say("Installing …")
    if not quietly_succeeds(pip_command(LOCK_OF_INSTALLER)):
        return False
    return quietly_succeeds(uv_command())


def uv_command() -> list[str | Path]:
    """The uv command. What it lays is compiled at once: the first start of the window need not do it."""
    options = ["--quiet", *SAFE, "--compile-bytecode", "--python", str(venv_program("python"))]
    return [venv_program("uv"), "pip", "sync", *options, LOCK_OF_INSTALLER, LOCK]


def install_with_pip(lock: Path) -> None:
    say("uv did not do it; installing with pip, which takes a minute …")
    if subprocess.run(pip_command(lock), check=False).returncode != 0:
        raise CannotSetUpError(
            f"The packages could not be installed; pip's own words stand above. "
            f"Uketsuke needs the network for this once; {lock.name} says what it fetches."
        )


def pip_command(lock: Path) -> list[str | Path]:
    options = ["--quiet", "--disable-pip-version-check", *SAFE]
    return [venv_program("python"), "-m", "pip", "install", *options, "-r", lock]


def quietly_succeeds(command: Sequence[str | Path]) -> bool:
    try:
        result = subprocess.run(
            command, check=False, capture_output=True, text=True, errors="replace"
        )
    except OSError as trouble:
        say(str(trouble))
        return False
    if result.returncode != 0:
        say(result.stderr.strip())
    return result.returncode == 0


def compile_translations() -> None:
    stale = [po for po in CATALOGUES.glob("*/LC_MESSAGES/*.po") if is_stale(po)]
    if stale:
        python = str(venv_program("python"))
        compiler = [python, "-m", "tools.compile_translations"]
        if subprocess.run(compiler, check=False, cwd=ROOT).returncode != 0:
            raise CannotSetUpError("The translations could not be compiled; see above.")


def compile_sources() -> None:
    """Compiles our own modules, those that changed. A tree that cannot be written is compiled at each start instead."""
    command = [str(venv_program("python")), "-m", "compileall", "-q", *SOURCES]
    subprocess.run(command, check=False, cwd=ROOT, capture_output=True)


def is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.is_file() or mo.stat().st_mtime < po.stat().st_mtime


if __name__ == "__main__":
    sys.exit(main())
