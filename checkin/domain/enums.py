"""Enumerations: outcomes, reasons, statuses, flags, questions, tiers, roles, severities."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Self

ENTRANCE: Final = "entrance"


class SafestWord(StrEnum):
    """A closed list of words that another desk's program may have more of.

    Any other text is read as the safest word, which each list names.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cls.safest() if isinstance(value, str) else None

    @classmethod
    def safest(cls) -> Self:
        raise NotImplementedError


class Outcome(SafestWord):
    """The possible answers to a scan."""

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

    @classmethod
    def safest(cls) -> Self:
        return cls.CALL_LEAD


class Reason(SafestWord):
    """Reason of an outcome, where the outcome alone does not tell it."""

    NONE = ""
    CATEGORY = "category"  # WRONG_SESSION: the category is not entitled
    PERSON = "person"  # WRONG_SESSION: a session that lists people does not list this one
    REQUIRES = "requires"  # WRONG_SESSION: another session is required first
    NOT_INSIDE = "not_inside"  # an exit of a delegate who is not in
    NO_RE_ENTRY = "no_re_entry"  # ALREADY_IN: left, and this session allows no re-entry
    DOOR = "door"  # CALL_LEAD: a door does not know why, or whether the code is genuine
    CONDITION = "condition"  # WRONG_SESSION: a condition of the organiser's own does not hold
    VALIDITY = "validity"  # TOO_EARLY, TOO_LATE: the delegate's own days, not the session's hours

    @classmethod
    def safest(cls) -> Self:
        return cls.NONE


class DoorOverride(SafestWord):
    """Why a lead lets somebody in at a door, which has nowhere to keep a sentence."""

    ON_THE_LIST = "on_the_list"  # a list on paper
    PERMITTED = "permitted"  # by the organiser
    IDENTITY_SEEN = "identity_seen"
    ACCOMPANIED = "accompanied"
    OTHER = "other"

    @classmethod
    def safest(cls) -> Self:
        return cls.OTHER


class Direction(SafestWord):
    ENTRY = "entry"
    EXIT = "exit"

    @classmethod
    def safest(cls) -> Self:
        return cls.ENTRY


class ReEntry(SafestWord):
    AFTER_EXIT = "after_exit"
    ALWAYS = "always"
    NEVER = "never"

    @classmethod
    def safest(cls) -> Self:
        return cls.AFTER_EXIT


class HandsOut(SafestWord):
    """A session where things are handed out instead of people let in: receivers, kits, meals."""

    NOTHING = "nothing"
    ONCE = "once"  # to each delegate, during the whole event
    DAILY = "daily"  # once a day
    LENT = "lent"  # one at a time: an exit takes it back

    @classmethod
    def safest(cls) -> Self:
        return cls.NOTHING


class Ending(StrEnum):
    """What ended a presence. Only the first was scanned; the last two happened by themselves."""

    EXIT = "exit"
    MOVED = "moved"  # entered another session that takes the whole person
    WITH_REQUIRED = "with_required"  # left the session that this one requires
    SESSION = "session"  # the session is over
    DAY = "day"  # the day is over


class NameOrder(SafestWord):
    """Which part of a person's name a list writes first."""

    SCRIPT = "script"  # as is usual in the script
    FAMILY = "family"
    GIVEN = "given"

    @classmethod
    def safest(cls) -> Self:
        return cls.SCRIPT


class Status(SafestWord):
    """Registration status of a delegate."""

    EXPECTED = "expected"
    PENDING = "pending"  # a walk-in awaiting approval
    CANCELLED = "cancelled"

    @classmethod
    def safest(cls) -> Self:
        return cls.PENDING


class Flag(StrEnum):
    """Flags with an effect at the desk. Other words of the roster are kept, and shown to leads."""

    CALL_LEAD = "call_lead"
    CHECK_IDENTITY = "check_identity"
    ASK_CONSENT = "ask_consent"
    ATTENTION = "attention"  # the note is shown at the first entry, and waits until it was read
    NO_PHOTO = "no_photo"
    PROTECTED = "protected"  # must not be named on paper
    DELEGATION_HEAD = "delegation_head"  # speaks for the delegation
    DELEGATION_CONTACT = "delegation_contact"  # whom to ask about it
    REMOTE = "remote"  # attends by video: never expected at the door
    VOTING = "voting"  # a voting member: counts towards the quorum of a session


class Question(StrEnum):
    """Questions to be answered before entry; each comes from a flag."""

    IDENTITY = "identity"
    CONSENT = "consent"


class AnswerType(SafestWord):
    """The values of a column or the answers to a question of the event's own."""

    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"  # of columns only

    @classmethod
    def safest(cls) -> Self:
        return cls.TEXT


class ColumnPlace(SafestWord):
    """Where a column of the event's own is shown."""

    SCAN = "scan"
    CARD = "card"
    BADGE = "badge"
    LISTS = "lists"

    @classmethod
    def safest(cls) -> Self:
        return cls.LISTS


class AskedWhen(SafestWord):
    """How often a question of the event's own is asked."""

    ONCE = "once"
    EACH_TIME = "each_time"

    @classmethod
    def safest(cls) -> Self:
        return cls.ONCE


class CallKind(SafestWord):
    """Why a lead's desk is called."""

    HELP = ""
    ARRIVAL = "arrival"  # somebody has come whose arrival is to be told

    @classmethod
    def safest(cls) -> Self:
        return cls.HELP


class Likeness(StrEnum):
    """What two delegates have in common who may be one person, the surest first."""

    CODE = "code"
    EMAIL = "email"
    NAME = "name"


class LateProblem(StrEnum):
    """Why a number on a list that is entered afterwards is not recorded."""

    UNREADABLE = "unreadable"  # no number
    UNKNOWN = "unknown"  # nobody's number
    SEVERAL = "several"  # two people have the number
    TWICE = "twice"  # on this list already
    NO_TIME = "no_time"
    BAD_TIME = "bad_time"  # what stands beside the number is no time
    FUTURE = "future"
    TOO_OLD = "too_old"  # before the first day of the event
    NOT_INSIDE = "not_inside"  # an exit of somebody who was not in then
    REFUSED = "refused"  # by the rules of the door; the verdict says which


class Match(StrEnum):
    """How a search hit was found, the surest first: as the least sure of the words typed was.

    Case, accents, width, kana and old or new forms of characters make no difference. "The name" is
    what is shown of a delegate, in both scripts.
    """

    EXACT = (
        "exact"  # a whole word of the name; the number, a code, an address or a telephone number
    )
    BEGINNING = "beginning"  # of a word of the name, of a code or an address; any part of 古屋圭司
    GIVEN = "given"  # in another text of the roster: the reading, the badge name, the organisation
    RULE = "rule"  # only in a spelling that follows from the script: صالىھ and Salih, ふるや and Furuya
    GUESS = "guess"  # similar, sounds alike, mistyped, in the middle of a word, 古屋 read as Furuya


class CodeKind(SafestWord):
    INVITATION = "invitation"
    BADGE = "badge"
    EXTERNAL = "external"

    @classmethod
    def safest(cls) -> Self:
        return cls.EXTERNAL


class CodeStatus(StrEnum):
    VALID = "valid"
    REVOKED = "revoked"


class BadgeState(StrEnum):
    """Where the badge of a check-in is."""

    WAITS = "waits"  # for its turn at the printer
    AWAY = "away"  # waits while no printer works
    TAKEN = "taken"  # a printer has it
    UNSURE = "unsure"  # it may have come out: somebody must look
    SET_ASIDE = "set_aside"  # it cannot be printed as it is
    ON_TABLE = "on_table"  # printed beforehand, and not handed over yet
    HANDED_OVER = "handed_over"


class Tier(SafestWord):
    """Access level of a desk: door ⊂ desk ⊂ organiser."""

    DOOR = "door"
    DESK = "desk"
    ORGANISER = "organiser"

    @classmethod
    def safest(cls) -> Self:
        return cls.DOOR


class Role(SafestWord):
    """Role of the operator."""

    VOLUNTEER = "volunteer"
    LEAD = "lead"
    ORGANISER = "organiser"

    @classmethod
    def safest(cls) -> Self:
        return cls.VOLUNTEER


class Onlookers(StrEnum):
    """Whether visitors can see the screen of a desk (shoulder surfing)."""

    AUTOMATIC = "automatic"  # by the role at work
    YES = "yes"
    NO = "no"


class Severity(StrEnum):
    """Severity of an import finding."""

    NOTE = "note"  # information; the row is imported
    DOUBT = "doubt"  # the row is imported as the finding says, once accepted
    REFUSED = "refused"  # the row is skipped
