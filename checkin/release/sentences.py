"""Sentences about copies of the program, as the command line and the window say them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.release.copies import CopyStanding

if TYPE_CHECKING:
    from checkin.language import Language
    from checkin.release.copies import CheckedCopy
    from checkin.release.program_files import Differences

NAMED: Final = 3  # how many files a sentence names


def of_differences(tr: Language, differences: Differences) -> str:
    """A sentence for each kind of difference, with the names of some files; empty for none."""
    said = []
    if differences.changed:
        changed = _named(tr, differences.changed)
        said.append(tr.text("Changed since it was released: {names}.", names=changed))
    if differences.missing:
        missing = _named(tr, differences.missing)
        said.append(tr.text("Missing: {names}.", names=missing))
    if differences.added:
        added = _named(tr, differences.added)
        said.append(tr.text("Not part of the program: {names}.", names=added))
    return tr.sentences(*said)


def of_copy(tr: Language, copy: CheckedCopy) -> str:
    """What is known of a copy, and what to do."""
    match copy.standing:
        case CopyStanding.SIGNED:
            return tr.text("Genuine: the release key signed what is in it.")
        case CopyStanding.SAME_AS_OURS:
            return tr.text("The same as the program on this desk, file by file.")
        case CopyStanding.UNSIGNED if copy.fingerprint:
            return tr.text(
                "No signature by the release key. Compare the fingerprint with the release sheet: {letters}.",
                letters=copy.fingerprint,
            )
        case CopyStanding.UNSIGNED:
            return tr.text(
                "No signature by the release key. Compare the SHA-256 with the release sheet: {digest}.",
                digest=copy.digest,
            )
        case _:
            said = tr.text("Do not use this copy: it is not what was released.")
            return tr.sentences(said, of_differences(tr, copy.differences))


def _named(tr: Language, names: tuple[str, ...]) -> str:
    listed = tr.listed(names[:NAMED])
    left = len(names) - NAMED
    if left <= 0:
        return listed
    return tr.plural("{names} and one more", "{names} and {n} more", left, names=listed)
