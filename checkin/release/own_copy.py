"""This copy of the program: its fingerprint, and what was changed in it since it was installed.

Both are what this copy says of itself. They help against accidents and for comparing, and prove nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from checkin.errors import BadFile, ProgramChanged
from checkin.language import mark
from checkin.release import program_files
from checkin.release.program_files import Differences

NAMED: Final = 3  # how many files the sentence names


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """`differences` is empty too where there is no list: a program that runs from its sources has none."""

    fingerprint: str
    differences: Differences = field(default_factory=Differences)

    @property
    def problem(self) -> ProgramChanged | None:
        """What is wrong with it, in words; None if nothing is."""
        found = (*self.differences.changed, *self.differences.missing, *self.differences.added)
        if not found:
            return None
        return ProgramChanged(
            mark(
                "Uketsuke is not as it was released: {names}. Install it again before you use it."
            ),
            names=", ".join((*found[:NAMED], "…")[: len(found)]),
        )


def look() -> OwnCopy:
    """Reads all files of this program, which takes a second. Raises `BadFile` if one cannot be read."""
    found = program_files.own_files()
    letters = program_files.fingerprint(found)
    folder = program_files.installed_at()
    if folder is None:
        return OwnCopy(letters)
    try:
        manifest = program_files.read(folder / program_files.MANIFEST)
    except BadFile:
        return OwnCopy(letters, Differences(missing=(program_files.MANIFEST,)))
    return OwnCopy(letters, program_files.compare(manifest.files, found))
