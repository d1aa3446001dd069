"""Pictures in a folder or an archive (zip): their names, and the bytes of one at a time, within limits."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from checkin import outside
from checkin.errors import BadFile
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png"})
MOST: Final = 25_000
LARGEST: Final = 20_000_000  # bytes of a picture
LARGEST_ARCHIVE: Final = 4_000_000_000


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture by the name of its file, which tells whose it is. `read` gives None for what is too large."""

    name: str
    read: Callable[[], bytes | None]

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem.strip()


@contextmanager
def pictures_in(path: Path) -> Iterator[list[PictureFile]]:
    """The pictures of a folder, or of a zip file, by name. Raises `BadFile` for what is neither, or has none."""
    if path.is_dir():
        yield _checked(_in_folder(path), path)
        return
    try:
        if path.stat().st_size > LARGEST_ARCHIVE:
            raise BadFile(mark("{name} cannot be read."), name=path.name)
        with outside.opened(path) as file, zipfile.ZipFile(file) as archive:
            yield _checked(_in_archive(archive), path)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        sentence = mark("{name} is no folder of pictures and no zip file of them.")
        raise BadFile(sentence, name=path.name) from error


def _checked(found: list[PictureFile], path: Path) -> list[PictureFile]:
    if not found or len(found) > MOST:
        raise BadFile(mark("There are no pictures in {name} (.jpg or .png)."), name=path.name)
    return sorted(found, key=lambda picture: picture.name)


def _in_folder(path: Path) -> list[PictureFile]:
    def reading(file: Path) -> Callable[[], bytes | None]:
        return lambda: outside.data(file, LARGEST) if file.stat().st_size <= LARGEST else None

    return [
        PictureFile(file.name, reading(file))
        for file in path.iterdir()
        if file.suffix.lower() in SUFFIXES and file.is_file() and not file.is_symlink()
    ]


def _in_archive(archive: zipfile.ZipFile) -> list[PictureFile]:
    def reading(member: zipfile.ZipInfo) -> Callable[[], bytes | None]:
        def read() -> bytes | None:
            with archive.open(member) as file:
                data = file.read(LARGEST + 1)
            return data if len(data) <= LARGEST else None

        return read

    return [
        PictureFile(PurePosixPath(member.filename.replace("\\", "/")).name, reading(member))
        for member in archive.infolist()
        if PurePosixPath(member.filename).suffix.lower() in SUFFIXES
        and not member.filename.startswith("__MACOSX")
    ]
