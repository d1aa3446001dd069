"""Known faults of the locked packages (pip-audit): asked of the public lists, and said when those cannot be asked.

pip-audit ends with 0 also where it could look up nothing at all; that is no passed check, and ends with 1 here. It lives in an
environment of its own, `.venv-audit`, by the lock `requirements-audit.txt`.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tools import setup

VENV = setup.ROOT / ".venv-audit"
LOCK = setup.ROOT / "requirements-audit.txt"
LOCKS = ("requirements.txt", "requirements-hub.txt", "requirements-uv.txt")
SERVICES = ("pypi", "osv")


def main() -> int:
    install()
    return max(audited(name) for name in LOCKS)


def install() -> None:
    """Lays pip-audit and what it needs, wheels only, by hash."""
    uv = setup.venv_program("uv")
    python = VENV / setup.venv_program("python").relative_to(setup.VENV)
    if not python.exists():
        subprocess.run([uv, "venv", "--quiet", VENV], check=True)
    options = ["--quiet", *setup.SAFE, "--python", str(python)]
    subprocess.run([uv, "pip", "sync", *options, LOCK], check=True)


def audited(lock: str) -> int:
    """Asks one service after the other about a lock; prints what was found. Returns the exit status."""
    for service in SERVICES:
        found = asked(lock, service)
        if found is not None and any("skip_reason" not in each for each in found):
            break
    else:
        found = None
    status, words = judged(lock, found)
    print(words)
    return status


def asked(lock: str, service: str) -> list[dict[str, Any]] | None:
    """What pip-audit says of each package; None where it ends without a word."""
    program = VENV / setup.venv_program("pip-audit").relative_to(setup.VENV)
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "found.json"
        options = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "-s", service]
        subprocess.run(
            [program, *options, "-f", "json", "-o", out, "-r", setup.ROOT / lock],
            check=False,
            capture_output=True,
        )
        try:
            found: list[dict[str, Any]] = json.loads(out.read_text(encoding="utf-8"))[
                "dependencies"
            ]
        except (OSError, ValueError, KeyError):
            return None
    return found


def judged(lock: str, found: list[dict[str, Any]] | None) -> tuple[int, str]:
    """The exit status and what to say: 1 for known faults, and where nothing or not everything could be looked up."""
    if not found or all("skip_reason" in each for each in found):
        return 1, f"{lock}: NOT AUDITED. No list of known faults could be asked from here."
    faults = [
        f"{lock}: {each['name']} {each['version']}: {fault['id']},"
        f" mended in {', '.join(fault['fix_versions']) or 'no version yet'}"
        for each in found
        for fault in each.get("vulns", ())
    ]
    skipped = [f"{lock}: {each['name']}: not audited" for each in found if "skip_reason" in each]
    if faults or skipped:
        return 1, "\n".join([*faults, *skipped])
    return 0, f"{lock}: {len(found)} packages, no known fault."


if __name__ == "__main__":
    sys.exit(main())
