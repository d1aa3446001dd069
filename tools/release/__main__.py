"""`python -m tools.release [--once] [--key FILE]`: builds twice, compares, packs, sums and signs, into dist/release."""

import argparse
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from checkin import VERSION
from checkin.release import copies, program_files
from tools.release import bundle, packages

WORK = bundle.ROOT / "build" / "release"
MADE = bundle.ROOT / "dist" / "release"


def main() -> int:
    asked = _arguments()
    epoch = int(_git("log", "-1", "--format=%ct"))
    shutil.rmtree(MADE, ignore_errors=True)
    MADE.mkdir(parents=True)
    if _git("status", "--porcelain"):
        print("What is not committed is not in it.", file=sys.stderr)
    sums = [_made(WORK / place, epoch, asked.key) for place in ("a", "b")[: 1 if asked.once else 2]]
    for name, digest in sums[0].items():
        print(f"{digest}  {name}")
    if any(others != sums[0] for others in sums):
        print("Two runs differ; what they made is in build/release.", file=sys.stderr)
        return 1
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums[0].items())
    (MADE / copies.SUMS).write_text(lines, encoding="ascii")
    if asked.key:
        _sign(MADE / copies.SUMS, asked.key)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make release")
    parser.add_argument("--once", action="store_true", help="do not build again to compare")
    parser.add_argument("--key", type=Path, help="the secret key of minisign that signs the sums")
    return parser.parse_args()


def _made(work: Path, epoch: int, key: Path | None) -> dict[str, str]:
    """Builds in a folder and packs into `MADE`; name → SHA-256 of what was made."""
    shutil.rmtree(work, ignore_errors=True)
    python = bundle.environment(work / "env")
    program = bundle.build(work, python, epoch)
    manifest = program / program_files.MANIFEST
    print(f"Fingerprint {program_files.fingerprint(program_files.read(manifest).files)}")
    if key:
        _sign(manifest, key)
    files = [
        packages.archive(program, MADE, epoch),
        packages.deb(program, MADE, work, epoch),
    ]
    listed = MADE / f"{bundle.NAME}-{VERSION}-linux-x86_64.files.sha256"
    shutil.copyfile(manifest, listed)
    return {file.name: _digest(file) for file in (*files, listed)}


def _sign(path: Path, key: Path) -> None:
    bundle.run(["minisign", "-S", "-s", key, "-m", path, "-t", f"uketsuke {VERSION}"])


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _git(*words: str) -> str:
    asked = ["git", "-C", str(bundle.ROOT), *words]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
