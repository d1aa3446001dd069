"""Photographs of delegates: imported from files by their names, or taken at the desk; each is sealed as an entry."""

from __future__ import annotations

import lzma
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin import codes, visibility
from checkin.domain import Flag, Question, Status
from checkin.errors import NotPossible
from checkin.journal import photo_set
from checkin.language import mark
from checkin.own_columns import value_of
from checkin.photos.shrinking import shrunk
from checkin.photos.sources import pictures_in
from checkin.roles import Action
from checkin.store import attendance, people
from checkin.store import photos as stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import sqlalchemy as sa

    from checkin.domain import Delegate
    from checkin.journal import Journal
    from checkin.photos.sources import PictureFile
    from checkin.roles import Require
    from checkin.store.store import Store

    Progress = Callable[[int, int], None]

AT_ONCE: Final = 12  # pictures to one child process
# What a file raises, and a member of an archive that is damaged, locked or packed in a way that nobody knows.
_UNREADABLE: Final = (
    OSError,
    ValueError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)


@dataclass(frozen=True, slots=True)
class PhotoImport:
    """What has become of the pictures. The names of files may be those of people: they go into no log."""

    added: int  # new, or another picture than before
    unchanged: int
    unknown: tuple[str, ...]  # files whose names nobody answers to, or two people do
    damaged: tuple[str, ...]  # files that are no pictures, or too large ones
    left_out: int  # of people of whom none may be shown
    without: int  # delegates who have no photograph now


class Photos:
    """The photographs of one store. Raises `NotAllowed` for a role that may not import, or not photograph."""

    def __init__(self, store: Store, journal: Journal, require: Require) -> None:
        self._store = store
        self._journal = journal
        self._require = require

    def import_from(
        self, path: Path, *, column: str = "", progress: Progress = lambda _done, _all: None
    ) -> PhotoImport:
        """Imports the pictures of a folder or a zip file; the same pictures again change nothing.

        A file is named by the number of a delegate, one of their codes, their e-mail address, or what they have
        in that column. Of who must not be named or photographed none is kept. Raises `BadFile`.
        """
        self._require(Action.IMPORT)
        with self._store.read() as connection:
            owners = _Owners(connection, column)
            known = stored.digests(connection)
        unknown: list[str] = []
        damaged: list[str] = []
        left_out = added = unchanged = 0
        with pictures_in(path) as files:
            matched: list[tuple[PictureFile, Delegate]] = []
            for file in files:
                owner = owners.of(file)
                if owner is None:
                    unknown.append(file.name)
                elif visibility.has_photograph(owner.flags):
                    matched.append((file, owner))
                else:
                    left_out += 1
            for part in _parts(matched):
                photographs = _shrunk([file for file, _ in part])
                new = []
                for (file, owner), photo in zip(part, photographs, strict=True):
                    if photo is None:
                        damaged.append(file.name)
                    elif known.get(owner.id) == stored.digest(photo):
                        unchanged += 1
                    else:
                        new.append(photo_set(owner.id, photo))
                with self._store.write_in_background() as connection:
                    self._journal.append_many(connection, new)
                added += len(new)
                progress(added + unchanged + len(damaged), len(matched))
        return PhotoImport(
            added, unchanged, tuple(unknown), tuple(damaged), left_out, self._without()
        )

    def asks_consent(self, delegate: str) -> bool:
        """Whether they are to be asked about photographs, and have not answered at a desk. Raises `NotFound`."""
        with self._store.read() as connection:
            return _asks_consent(connection, people.get_delegate(connection, delegate))

    def take(self, delegate: str, picture: bytes, *, agreed: bool = False) -> None:
        """Keeps the middle of a picture that was taken at the desk, in the place of the photograph before.

        Raises `NotFound`, and `NotPossible` for who must not be named or photographed, for who has to be asked and
        has not `agreed`, and for a picture that cannot be read.
        """
        self._require(Action.PHOTOGRAPH)
        with self._store.read() as connection:
            _permitted(connection, delegate, agreed=agreed)
        (photo,) = shrunk([picture], portrait=True)
        if photo is None:
            raise NotPossible(mark("The picture cannot be read. Take it once more."))
        with self._store.write_in_background() as connection:
            # Their marks may have changed while the picture was read.
            person = _permitted(connection, delegate, agreed=agreed)
            self._journal.append(connection, photo_set(person.id, photo))

    def remove(self, delegate: str) -> None:
        """Takes the photograph of a delegate away: nothing shows it any more. Raises `NotFound`."""
        self._require(Action.PHOTOGRAPH)
        with self._store.write() as connection:
            person = people.get_delegate(connection, delegate)
            self._journal.append(connection, photo_set(person.id, b""))

    def _without(self) -> int:
        with self._store.read() as connection:
            have = stored.digests(connection)
            return sum(
                delegate.id not in have and delegate.status is not Status.CANCELLED
                for delegate in people.everyone(connection)
            )


def _permitted(connection: sa.Connection, delegate: str, *, agreed: bool) -> Delegate:
    person = people.get_delegate(connection, delegate)
    if not visibility.has_photograph(person.flags):
        raise NotPossible(mark("Their marks say that no photograph is kept of them."))
    if not agreed and _asks_consent(connection, person):
        raise NotPossible(mark("Ask them first whether they agree to a photograph."))
    return person


def _asks_consent(connection: sa.Connection, person: Delegate) -> bool:
    if Flag.ASK_CONSENT not in person.flags:
        return False
    return Question.CONSENT not in attendance.answered(connection, person.id)


def _parts(
    matched: Sequence[tuple[PictureFile, Delegate]],
) -> Iterator[Sequence[tuple[PictureFile, Delegate]]]:
    for start in range(0, len(matched), AT_ONCE):
        yield matched[start : start + AT_ONCE]


def _shrunk(files: Sequence[PictureFile]) -> list[bytes | None]:
    """The photographs, in the order of the files; None for one that cannot be read."""
    data = [_read(file) for file in files]
    found = iter(shrunk([picture for picture in data if picture]))
    return [next(found) if picture else None for picture in data]


def _read(file: PictureFile) -> bytes | None:
    try:
        return file.read() or None
    except _UNREADABLE:
        return None


class _Owners:
    """Whose a picture is, by all that its name may be."""

    def __init__(self, connection: sa.Connection, column: str) -> None:
        self._people = {delegate.id: delegate for delegate in people.everyone(connection)}
        self._by_code = {code.code: code.delegate for code in people.codes(connection)}
        self._by_word: dict[str, set[str]] = {}
        for delegate in self._people.values():
            own = value_of(delegate, column) if column else ""
            for word in (str(delegate.number), delegate.email, own, own.rpartition(".")[0]):
                if word:
                    self._by_word.setdefault(_plain(word), set()).add(delegate.id)

    def of(self, file: PictureFile) -> Delegate | None:
        """The owner; None for nobody, and where two people answer to the name."""
        stem = _plain(file.stem)
        found = set(self._by_word.get(stem.lstrip("0") or stem, ()))
        found |= self._by_word.get(stem, set()) | self._by_word.get(_plain(file.name), set())
        for code in (codes.read(file.stem).code, codes.external(file.stem)):
            if owner := self._by_code.get(code):
                found.add(owner)
        known = found & self._people.keys()
        return self._people[known.pop()] if len(known) == 1 else None


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().casefold()
