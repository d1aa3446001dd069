"""Expected errors (exception hierarchy), each with a message that the operator can act on.

A `KnownError` is not a bug: the disk is full, the passphrase is wrong, the file is damaged. Every
other exception is a bug of ours and is shown as one.

The message is an English text with named places (`{path}`); `Language.explain` translates and fills
it.
"""

from __future__ import annotations


class KnownError(Exception):
    """An expected failure; `sentence`, filled with `facts`, says what happened and what to do.

    A sentence about a number of things has a plural form, `many`, and the number is the fact `n`.
    """

    def __init__(self, sentence: str, many: str = "", /, **facts: object) -> None:
        self.sentence = sentence
        self.many = many
        self.facts = facts
        said = many if many and facts.get("n") != 1 else sentence
        super().__init__(said.format(**facts) if facts else said)


class UsageError(KnownError):
    """The command line was used wrongly (exit status 2)."""


class ProgramChanged(KnownError):
    """Files of this program are not as they were released."""


class StoreMissing(KnownError):
    """There is no store at the path."""


class StoreExists(KnownError):
    """A new store would overwrite something."""


class StoreBusy(KnownError):
    """Another process has the store open for writing."""


class StoreClosed(KnownError):
    """The store was closed meanwhile; another process may have opened it."""


class StoreMoved(KnownError):
    """The store's files are no longer in its folder: moved, deleted or replaced while open."""


class StoreDamaged(KnownError):
    """The database or the keyslots are truncated or altered; a restore is offered."""


class StoreAltered(KnownError):
    """Entries are missing or altered, and no organiser has accepted that; nothing was recorded."""


class StoreOutdated(KnownError):
    """The tables of a store that may only be read are those of an older program."""


class StoreTooNew(KnownError):
    """The store was written by a newer program."""


class StoreReadOnly(KnownError):
    """The store was opened read-only, or the medium is read-only."""


class DiskFull(KnownError):
    """The disk is full; what was acknowledged before is safe."""


class WrongPassphrase(KnownError):
    """No keyslot opens with this passphrase."""


class UnsuitableLibrary(KnownError):
    """The database library is not SQLCipher, or is older than the oldest safe version."""


class BadPlan(KnownError):
    """The plan of an event cannot be used; names the line or key and the reason.

    `place` leads to the wrong value in the parsed file: keys, and positions in lists.
    """

    place: tuple[str | int, ...] = ()

    def called(self, label: str) -> BadPlan:
        """The same error with the name of a field in place of the key."""
        facts = dict(self.facts)
        if isinstance(mistake := facts.get("mistake"), BadPlan):
            facts["mistake"] = mistake.called(label)
        elif "key" in facts:
            facts["key"] = label
        return BadPlan(self.sentence, self.many, **facts)


class BadLayout(KnownError):
    """A badge layout cannot be used; names the line or element, the key and the reason."""


class BadFile(KnownError):
    """An offered file is refused whole; says why."""


class IsParticipantReport(BadFile):
    """The file offered as a roster is the report of a video meeting, which is brought in as remote attendance."""


class NumberedAnew(BadFile):
    """The numbers of a list are its own: on the roster they are those of other people. The fact `field` names the column's field."""


class BadInvitation(KnownError):
    """A machine's request, or the invitation of a desk, cannot be used here; says why."""


class FindingsInDoubt(KnownError):
    """An import has findings that must be accepted first; nothing was stored."""


class NotFound(KnownError):
    """No delegate, session, entry or batch has this name or number."""


class NotAllowed(KnownError):
    """The operator's role does not permit this."""


class NotPossible(KnownError):
    """The action is impossible in the present state; says why."""


class PrinterTrouble(KnownError):
    """The printer or the queue refuses; nothing was printed, and the badge waits."""


class PrinterInDoubt(PrinterTrouble):
    """The printer failed in the middle of a badge; a person must check whether it was printed."""


class FontsMissing(KnownError):
    """The fonts that badges need are not installed with the program."""


class HubMissing(KnownError):
    """No hub is set up here, or what it takes to reach one is not installed."""


class HubUnreachable(KnownError):
    """The hub does not answer; entries wait, and nothing is lost."""


class HubRefuses(KnownError):
    """The hub does not let this desk in, or is not the one that it says it is."""


class HubMisbehaves(KnownError):
    """The hub sends what no hub of ours sends."""
