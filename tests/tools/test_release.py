"""What people install is the same bytes whoever builds it, with the parts and hashes that are locked."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import tarfile
from typing import TYPE_CHECKING

import pytest

from checkin import VERSION
from tests.paths import ROOT
from tools.compile_translations import compile_all
from tools.release import packages, parts
from tools.release.bundle import LOCK

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = 1_790_000_000


def program(folder: Path, mode: int) -> Path:
    """A small program, made by somebody with other habits and at another time."""
    made = folder / "uketsuke"
    (made / "_internal" / "deep").mkdir(parents=True)
    for name, content in {"uketsuke": b"\x7fELF", "_internal/deep/入口.txt": b"words"}.items():
        (made / name).write_bytes(content)
        (made / name).chmod(mode)
    (made / "uketsuke").chmod(mode | 0o100)
    (made / "_internal" / "link.txt").symlink_to("deep/入口.txt")
    return made


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def both(tmp_path: Path) -> list[tuple[Path, Path]]:
    """The same program in two folders, and where its packages go."""
    found = []
    for name, mode in (("one", 0o644), ("another", 0o600)):
        out = tmp_path / f"{name} out"
        out.mkdir()
        found.append((program(tmp_path / name, mode), out))
        os.utime(found[-1][0] / "uketsuke", (len(found), len(found)))
    return found


def test_two_archives_are_the_same_bytes(tmp_path: Path) -> None:
    made = [packages.archive(folder, out, EPOCH) for folder, out in both(tmp_path)]
    assert digest(made[0]) == digest(made[1])
    with tarfile.open(made[0]) as files:
        names = {file.name: file for file in files.getmembers()}
    assert f"uketsuke-{VERSION}/_internal/deep/入口.txt" in names
    assert names[f"uketsuke-{VERSION}/uketsuke"].mode == 0o755
    assert {(file.uid, file.uname, file.mtime) for file in names.values()} == {(0, "", EPOCH)}


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg-deb")
def test_two_debs_are_the_same_bytes(tmp_path: Path) -> None:
    made = [
        packages.deb(folder, out, tmp_path / f"{out.name} work", EPOCH)
        for folder, out in both(tmp_path)
    ]
    assert digest(made[0]) == digest(made[1])


def test_a_catalogue_does_not_tell_when_it_was_compiled(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "resources" / "translations", tmp_path / "translations")
    compile_all(tmp_path / "translations")
    for path in (tmp_path / "translations").rglob("*.mo"):
        dates = re.findall(rb"-Date: (\d{4})", path.read_bytes())
        assert set(dates) == {b"1970"}


def test_each_part_has_its_version_its_licence_and_locked_hashes() -> None:
    from pathlib import Path  # noqa: PLC0415 - for what runs

    found = parts.installed(Path(sys.executable))
    document = json.loads(parts.sbom(found, LOCK, EPOCH))
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    components = {one["name"]: one for one in document["components"]}
    for name in ("pyside6-essentials", "sqlcipher3", "cryptography", "sqlalchemy", "reportlab"):
        one = components[name]
        assert one["licenses"][0]["license"]["name"]
        hashes = {each["content"] for each in one["externalReferences"][0]["hashes"]}
        assert f"{name}=={one['version']} " in (ROOT / "requirements-release.txt").read_text()
        assert all(f"sha256:{each}" in (ROOT / "requirements.txt").read_text() for each in hashes)
        assert hashes


def test_what_is_locked_for_a_release_is_what_a_desk_has() -> None:
    for lock in ("requirements.txt", "requirements-hub.txt"):
        for name, hashes in parts.locked_hashes(ROOT / lock).items():
            assert parts.locked_hashes(LOCK)[name] == hashes
