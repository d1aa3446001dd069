"""The closed lists of the desk."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

ENTRANCE: Final = "entrance"


class Outcome(StrEnum):
    """Every answer that a scan can get."""

    ADMITTED = "admitted"
    READMITTED = "readmitted"
    LEFT = "left"
    ALREADY_IN = "already_in"
    WRONG_SESSION = "wrong_session"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    FULL = "full"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    CALL_LEAD = "call_lead"
    NEEDS_APPROVAL = "needs_approval"
    NEEDS_ANSWER = "needs_answer"
    PROVISIONAL = "provisional"
    UNREADABLE = "unreadable"
    OTHER_EVENT = "other_event"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why an outcome is what it is, where the outcome alone leaves it open."""

    NONE = ""
    CATEGORY = "category"  # WRONG_SESSION: the category may not enter
    REQUIRES = "requires"  # WRONG_SESSION: another session comes first
    NOT_INSIDE = "not_inside"  # an exit of somebody who is not in
    NO_RE_ENTRY = "no_re_entry"  # ALREADY_IN: left, and nobody comes back to this session


class Direction(StrEnum):
    ENTRY = "entry"
    EXIT = "exit"


class ReEntry(StrEnum):
    AFTER_EXIT = "after_exit"
    ALWAYS = "always"
    NEVER = "never"


class Status(StrEnum):
    """Where a delegate stands on the roster."""

    EXPECTED = "expected"
    PENDING = "pending"  # a walk-in that nobody has approved yet
    CANCELLED = "cancelled"


class Flag(StrEnum):
    """Marks that change what the desk does. Other words in the roster's `flags` are kept, and shown to leads."""

    CALL_LEAD = "call_lead"
    CHECK_IDENTITY = "check_identity"
    ASK_CONSENT = "ask_consent"
    ATTENTION = "attention"  # the note is shown when they first come, and waits until it was read
    NO_PHOTO = "no_photo"
    PROTECTED = "protected"  # must not be named on paper


class Question(StrEnum):
    """What must be answered before somebody comes in; asked because of a flag."""

    IDENTITY = "identity"
    CONSENT = "consent"


class CodeKind(StrEnum):
    INVITATION = "invitation"
    BADGE = "badge"
    EXTERNAL = "external"


class CodeStatus(StrEnum):
    VALID = "valid"
    REVOKED = "revoked"


class Tier(StrEnum):
    """What a desk may know: door ⊂ desk ⊂ organiser."""

    DOOR = "door"
    DESK = "desk"
    ORGANISER = "organiser"


class Role(StrEnum):
    """Who uses the desk."""

    VOLUNTEER = "volunteer"
    LEAD = "lead"
    ORGANISER = "organiser"


class Severity(StrEnum):
    """What a finding costs."""

    NOTE = "note"  # worth knowing; comes in all the same
    DOUBT = "doubt"  # comes in as the finding says, once somebody accepts it
    REFUSED = "refused"  # this row stays out
