"""Checking another copy of the program: a folder, an installer, or a stick with both (integrity check)."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checkin import VERSION, outside
from checkin.errors import BadFile
from checkin.language import mark
from checkin.release import minisign, program_files
from checkin.release.program_files import Differences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.release.minisign import PublicKey

SUMS: Final = "SHA256SUMS"
# The key of those who release; a build without it can compare, and check no signature.
KEY_FILE: Final = Path(__file__).resolve().parents[2] / "resources" / "release.pub"

_LONGEST: Final = 4 * 1024**2


class CopyStanding(StrEnum):
    """What is known of another copy, from the best to the worst."""

    SIGNED = "signed"  # as in a list that the release key signed
    SAME_AS_OURS = "same_as_ours"  # file by file as this program, which is trusted or nothing is
    UNSIGNED = "unsigned"  # as in its own list, which anybody could have written
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class CheckedCopy:
    """A copy that was checked. `fingerprint` is of what was found, for comparing with paper; empty for an installer,
    of which `digest` is the SHA-256."""

    name: str
    standing: CopyStanding
    version: str = ""
    fingerprint: str = ""
    digest: str = ""
    differences: Differences = field(default_factory=Differences)


def release_key(path: Path = KEY_FILE) -> PublicKey | None:
    """The key that this build trusts; None if it was built without one. Raises `BadFile`."""
    try:
        return minisign.public_key(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BadFile(mark("{name} is no minisign key."), name=path.name) from error


def check(place: Path, key: PublicKey | None) -> tuple[CheckedCopy, ...]:
    """Checks a program's folder, an installer, or all that a folder with a list of sums has.

    Raises `BadFile` if there is nothing at the place that could be a copy, or a list's signature is not genuine:
    nothing that such a list says is worth showing.
    """
    if place.is_file():
        return (_installer(place, _sums(place.parent, key), key),)
    if (place / program_files.MANIFEST).is_file():
        return (_folder(place, key),)
    sums = _sums(place, key)
    listed = [place / name for name in sums if (place / name).is_file()]
    below = [path.parent for path in sorted(place.glob(f"*/{program_files.MANIFEST}"))]
    if not listed and not below:
        raise BadFile(mark("In {name} is no copy of Uketsuke."), name=place.name or str(place))
    return (
        *(_installer(path, sums, key) for path in listed),
        *(_folder(path, key) for path in below),
    )


def _installer(path: Path, sums: Mapping[str, str], key: PublicKey | None) -> CheckedCopy:
    try:
        with outside.opened(path) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadFile(
            mark("{name} cannot be opened: {reason}."), name=path.name, reason=error.strerror
        ) from error
    if path.name not in sums:
        standing = CopyStanding.UNSIGNED
    elif sums[path.name] != digest:
        standing = CopyStanding.DIFFERENT
    else:
        signed = _is_signed(path.with_name(SUMS), key)
        standing = CopyStanding.SIGNED if signed else CopyStanding.UNSIGNED
    differing = (
        Differences(changed=(path.name,)) if standing is CopyStanding.DIFFERENT else Differences()
    )
    return CheckedCopy(path.name, standing, digest=digest, differences=differing)


def _folder(place: Path, key: PublicKey | None) -> CheckedCopy:
    manifest = program_files.read(place / program_files.MANIFEST)
    signed = _is_signed(place / program_files.MANIFEST, key)
    found = program_files.digests(place)
    differences = program_files.compare(manifest.files, found)
    if differences:
        standing = CopyStanding.DIFFERENT
    elif signed:
        standing = CopyStanding.SIGNED
    else:
        standing, differences = _beside_ours(manifest.version, found)
    return CheckedCopy(
        place.name,
        standing,
        manifest.version,
        program_files.fingerprint(found),
        differences=differences,
    )


def _beside_ours(version: str, found: Mapping[str, str]) -> tuple[CopyStanding, Differences]:
    """A copy whose list nobody signed: the same as this program, another of the same version, or of another one.

    A copy for another system differs in every file; of that nothing can be said.
    """
    ours = program_files.installed_at()
    if ours is None or version != VERSION:
        return CopyStanding.UNSIGNED, Differences()
    differences = program_files.compare(program_files.digests(ours), found)
    if not differences:
        return CopyStanding.SAME_AS_OURS, differences
    program = Path(sys.executable).name
    return (
        (CopyStanding.DIFFERENT, differences)
        if program in found
        else (CopyStanding.UNSIGNED, Differences())
    )


def _sums(folder: Path, key: PublicKey | None) -> dict[str, str]:
    """The list of sums in a folder, by name; empty if there is none."""
    path = folder / SUMS
    if not path.exists():
        return {}
    _is_signed(path, key)
    lines = _content(path).decode(errors="replace").splitlines()
    sums = (
        (name.lstrip("*"), digest) for digest, _, name in (line.partition("  ") for line in lines)
    )
    # A list may be anybody's: it leads to nothing but files beside it.
    return {name: digest for name, digest in sums if name and name == Path(name).name}


def _is_signed(path: Path, key: PublicKey | None) -> bool:
    """Whether a list has a signature by the key. Raises `BadFile` for one that is not genuine."""
    signature = path.with_name(path.name + ".minisig")
    if key is None or not signature.exists():
        return False
    try:
        minisign.check(_content(path), _content(signature).decode(), key)
    except ValueError as error:
        raise BadFile(
            mark("The signature of {name} is not by the release key. Do not use this copy."),
            name=path.name,
        ) from error
    return True


def _content(path: Path) -> bytes:
    try:
        with outside.opened(path) as file:
            data = file.read(_LONGEST + 1)
    except OSError as error:
        raise BadFile(
            mark("{name} cannot be opened: {reason}."), name=path.name, reason=error.strerror
        ) from error
    if len(data) > _LONGEST:
        raise BadFile(mark("{name} is no list of the program's files."), name=path.name)
    return data
