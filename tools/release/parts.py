"""Parts of the program (software bill of materials, CycloneDX 1.6) and their licences."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checkin import VERSION

# They build the program and are not in it.
BUILDERS = frozenset(
    {
        "altgraph",
        "babel",
        "packaging",
        "pyinstaller",
        "pyinstaller-hooks-contrib",
        "setuptools",
        "pip",
    }
)
_LISTED = """
import importlib.metadata, json
found = []
for one in importlib.metadata.distributions():
    about = one.metadata
    said = about.get("License-Expression") or about.get("License") or ""
    classified = [line for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    files = [str(one.locate_file(file)) for file in one.files or () if ".dist-info/" in str(file)]
    found.append([about["Name"], one.version, said, classified, files])
print(json.dumps(found))
"""
_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Part:
    """A library that is in the program."""

    name: str
    version: str
    licence: str
    files: tuple[Path, ...]  # of its licence


def installed(python: Path) -> list[Part]:
    """The packages of an environment that go into the program, by name."""
    asked = subprocess.run([python, "-c", _LISTED], check=True, capture_output=True, text=True)
    found = [
        Part(
            _canonical(name),
            version,
            _licence(said, classified),
            tuple(Path(file) for file in files if _LICENCE_FILE.search(Path(file).name)),
        )
        for name, version, said, classified, files in json.loads(asked.stdout)
    ]
    return sorted((part for part in found if part.name not in BUILDERS), key=lambda part: part.name)


def copy_licences(parts: Iterable[Part], ours: Path, folder: Path) -> None:
    """The texts that the packages bring, and those that they leave out."""
    shutil.copytree(ours, folder)
    for part in parts:
        for file in part.files:
            place = folder / f"{part.name}-{part.version}"
            place.mkdir(exist_ok=True)
            shutil.copyfile(file, place / file.name)


def sbom(parts: Iterable[Part], lock: Path, epoch: int) -> str:
    """The parts with versions, licences and the hashes of the files from which they may have come."""
    hashes = locked_hashes(lock)
    document: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "name": "uketsuke",
                "version": VERSION,
                "licenses": [{"license": {"id": "GPL-3.0-or-later"}}],
            },
        },
        "components": [
            {
                "type": "library",
                "name": part.name,
                "version": part.version,
                "purl": f"pkg:pypi/{part.name}@{part.version}",
                "licenses": [{"license": {"name": part.licence}}],
                "externalReferences": [
                    {
                        "type": "distribution",
                        "url": f"pkg:pypi/{part.name}@{part.version}",
                        "hashes": [
                            {"alg": "SHA-256", "content": digest}
                            for digest in hashes.get(part.name, ())
                        ],
                    }
                ],
            }
            for part in parts
        ],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def locked_hashes(lock: Path) -> Mapping[str, list[str]]:
    """Package → SHA-256 of each of its files, from a lock file."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if package := _LOCKED.match(line):
            name = _canonical(package[1])
        if digest := _HASH.search(line):
            found.setdefault(name, []).append(digest[1])
    return found


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(said: str, classified: list[str]) -> str:
    """In a word if the package says it in one, else as it is classified."""
    if said and len(said) < 80:
        return said
    return " AND ".join(line.rpartition(" :: ")[2] for line in classified) or "see its licence"
