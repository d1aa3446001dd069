"""Files of a copy of the program (manifest), and one fingerprint of all of them."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checkin import codes, outside
from checkin.errors import BadFile
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MANIFEST: Final = "FILES.sha256"  # in the format of sha256sum, so that a system's own tools read it
SIGNATURE: Final = MANIFEST + ".minisig"
FINGERPRINT_LETTERS: Final = 20  # of twenty: 86 bits, as in a code

_HEAD: Final = "# Uketsuke "
_LONGEST_MANIFEST: Final = 4 * 1024**2
_SOURCES: Final = ("checkin", "ui", "resources", "main.py")
_MADE_FROM_SOURCES: Final = (".mo", ".pyc")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of one version: relative path with `/` to SHA-256 in hexadecimal digits."""

    version: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Differences:
    """Relative paths, in order, of files that are not as a manifest says."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.added)


def installed_at() -> Path | None:
    """The folder of this program if it is an installed copy, None if it runs from its sources."""
    if not getattr(sys, "frozen", False):
        return None
    folder = Path(sys.executable).resolve().parent
    # On macOS the program is a bundle: Uketsuke.app/Contents/MacOS/uketsuke.
    return folder.parents[1] if folder.name == "MacOS" else folder


def own_files() -> dict[str, str]:
    """Digests of this program's files: of all that was installed, or of its sources."""
    if (folder := installed_at()) is not None:
        return digests(folder)
    root = Path(__file__).resolve().parents[2]
    return {
        path.relative_to(root).as_posix(): _digest(path)
        for name in _SOURCES
        for path in _files_below(root / name)
        if path.suffix not in _MADE_FROM_SOURCES
    }


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each file below a folder, without the manifest and its signature.

    A link that leads out of the folder counts as a file without content. Raises `BadFile` for one that cannot
    be read.
    """
    top = folder.resolve()
    found: dict[str, str] = {}
    for path in _files_below(folder):
        name = path.relative_to(folder).as_posix()
        if name not in {MANIFEST, SIGNATURE}:
            found[name] = _digest(path) if path.resolve().is_relative_to(top) else ""
    return found


def fingerprint(files: Mapping[str, str]) -> str:
    """Twenty letters in groups of five, to be compared by eye or on the telephone."""
    value = int.from_bytes(hashlib.sha256(_lines(files).encode()).digest(), "big")
    letters = []
    for _ in range(FINGERPRINT_LETTERS):
        value, letter = divmod(value, len(codes.ALPHABET))
        letters.append(codes.ALPHABET[letter])
    return codes.grouped("".join(letters))


def compare(expected: Mapping[str, str], found: Mapping[str, str]) -> Differences:
    """What is changed, missing or added in `found`."""
    return Differences(
        changed=tuple(
            sorted(path for path in expected.keys() & found.keys() if expected[path] != found[path])
        ),
        missing=tuple(sorted(expected.keys() - found.keys())),
        added=tuple(sorted(found.keys() - expected.keys())),
    )


def write(manifest: Manifest) -> str:
    """The text of a manifest; sha256sum ignores its first line."""
    return f"{_HEAD}{manifest.version}\n{_lines(manifest.files)}"


def read(path: Path) -> Manifest:
    """Reads a manifest; raises `BadFile`."""
    try:
        with outside.opened(path) as file:
            data = file.read(_LONGEST_MANIFEST + 1)
        return parse(data)
    except (OSError, ValueError) as error:
        raise BadFile(mark("{name} is no list of the program's files."), name=path.name) from error


def parse(data: bytes) -> Manifest:
    """Raises `ValueError` for anything but what `write` gives."""
    if len(data) > _LONGEST_MANIFEST:
        raise ValueError("too long")
    head, *lines = data.decode().removesuffix("\n").split("\n")
    if not head.startswith(_HEAD):
        raise ValueError("no heading")
    files = {}
    for line in lines:
        digest, separator, name = line.partition("  ")
        if not separator or len(digest) != 64 or not name or name in files:
            raise ValueError(line)
        files[name] = digest
    return Manifest(head.removeprefix(_HEAD), files)


def _lines(files: Mapping[str, str]) -> str:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))


def _files_below(place: Path) -> Iterator[Path]:
    """Files and links to files, without caches of the interpreter; links to folders are not followed."""
    if place.is_file():
        yield place
        return
    for path in sorted(place.iterdir()):
        if path.is_dir() and not path.is_symlink():
            if path.name != "__pycache__":
                yield from _files_below(path)
        else:
            yield path


def _digest(path: Path) -> str:
    try:
        with outside.opened(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        if path.is_dir():
            return ""  # a link to a folder: what is in it has names of its own
        raise BadFile(
            mark("{name} cannot be opened: {reason}."), name=path.name, reason=error.strerror
        ) from error
