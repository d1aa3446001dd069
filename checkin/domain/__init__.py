"""The words of the desk: frozen values and closed lists, and nothing that does anything.

Instants are milliseconds since 1970-01-01T00:00Z (`int`); the event's time zone is applied only where
somebody reads them.
"""

from checkin.domain.enums import (
    ENTRANCE,
    CodeKind,
    CodeStatus,
    Direction,
    Flag,
    Outcome,
    Question,
    Reason,
    ReEntry,
    Role,
    Severity,
    Status,
    Tier,
)
from checkin.domain.event import (
    Category,
    DeskInfo,
    Event,
    Session,
)
from checkin.domain.people import (
    DESK_FIELDS,
    DOOR_FIELDS,
    FIELDS,
    NOTHING,
    ORGANISER_FIELDS,
    Code,
    Delegate,
    Person,
)
from checkin.domain.results import (
    Applied,
    Finding,
    Health,
    Problem,
    SessionCount,
    Stats,
    Table,
)
from checkin.domain.scans import (
    ENTRY,
    EXIT,
    Card,
    Change,
    Found,
    Manner,
    PastScan,
    Verdict,
)

__all__ = [
    "DESK_FIELDS",
    "DOOR_FIELDS",
    "ENTRANCE",
    "ENTRY",
    "EXIT",
    "FIELDS",
    "NOTHING",
    "ORGANISER_FIELDS",
    "Applied",
    "Card",
    "Category",
    "Change",
    "Code",
    "CodeKind",
    "CodeStatus",
    "Delegate",
    "DeskInfo",
    "Direction",
    "Event",
    "Finding",
    "Flag",
    "Found",
    "Health",
    "Manner",
    "Outcome",
    "PastScan",
    "Person",
    "Problem",
    "Question",
    "ReEntry",
    "Reason",
    "Role",
    "Session",
    "SessionCount",
    "Severity",
    "Stats",
    "Status",
    "Table",
    "Tier",
    "Verdict",
]
