"""What can go wrong in the world, each with a sentence that the operator can act on.

A `KnownError` is not a bug: the disk is full, the passphrase is wrong, the file is damaged. Everything
else that is raised is a bug of ours and is shown as one.

The sentence is an English text with named places (`{path}`); `Language.explain` translates and fills it.
"""

from __future__ import annotations


class KnownError(Exception):
    """A failure of the world; `sentence` with `facts` filled in says what happened and what to do."""

    def __init__(self, sentence: str, **facts: object) -> None:
        self.sentence = sentence
        self.facts = facts
        super().__init__(sentence.format(**facts) if facts else sentence)


class UsageError(KnownError):
    """The command line was used wrongly (exit status 2)."""


class StoreMissing(KnownError):
    """There is no store at the path."""


class StoreExists(KnownError):
    """A new store would overwrite something."""


class StoreBusy(KnownError):
    """Another process has the store open for writing."""


class StoreClosed(KnownError):
    """The store was closed meanwhile; somebody else may have it by now."""


class StoreDamaged(KnownError):
    """The database or the keyslots are cut or altered; a restore is offered."""


class StoreTooNew(KnownError):
    """The store was written by a newer program."""


class StoreReadOnly(KnownError):
    """The store was opened for reading, or the medium refuses to be written."""


class DiskFull(KnownError):
    """Nothing more fits on the disk; what was acknowledged before is safe."""


class WrongPassphrase(KnownError):
    """No keyslot opens with this passphrase."""


class UnsuitableLibrary(KnownError):
    """The database library is not SQLCipher, or is older than the one that is safe."""


class BadPlan(KnownError):
    """The plan of an event cannot be used; says the line or key and the reason."""


class BadLayout(KnownError):
    """A badge layout cannot be used; says the line or the element, the key and the reason."""


class BadFile(KnownError):
    """A file that was offered is refused whole; says why."""


class FindingsInDoubt(KnownError):
    """An import has findings that somebody must accept first; nothing was stored."""


class NotFound(KnownError):
    """No delegate, session, entry or batch answers to what was named."""


class NotAllowed(KnownError):
    """The operator's role does not permit this."""


class NotPossible(KnownError):
    """What was asked makes no sense in the present state; says why."""


class PrinterTrouble(KnownError):
    """The printer or the queue refuses; nothing came out, and the badge waits."""


class PrinterInDoubt(PrinterTrouble):
    """The printer failed in the middle of a badge: somebody has to look whether it came out."""


class FontsMissing(KnownError):
    """The fonts that badges need are not where they belong."""
