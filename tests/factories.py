"""Test data factories: one builder per domain type, valid by default."""

from __future__ import annotations

import random
import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from checkin import codes
from checkin.domain import Category, Event, Manner, Outcome, ReEntry, Session, Status
from checkin.presence import Past, Presence
from checkin.rules import Case, Presented, Subject

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
# The first morning of the event, nine o'clock in Tokyo: the entrance opens.
MORNING: Final = int(datetime(2026, 10, 30, 0, 0, tzinfo=UTC).timestamp() * 1000)
PASSPHRASE: Final = "a canary in every sentence"
CODE_KEY: Final = bytes(range(32))

_numbers = count(1)


class Clock:
    """Fake wall clock; it stands still until a test moves it."""

    def __init__(self, ms: int = MORNING) -> None:
        self.ms = ms

    def __call__(self) -> datetime:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=self.ms)

    def wall(self) -> int:
        return self.ms

    def forward(self, ms: int) -> None:
        self.ms += ms

    def set(self, ms: int) -> None:
        self.ms = ms


def randomness(seed: int = 0) -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    return random.Random(seed).randbytes  # noqa: S311 - the codes of a test are no secret


def code(seed: int = 0, key: bytes = CODE_KEY) -> str:
    """A code of the event with this code key."""
    return codes.mint(key, randomness(seed))


def category(key: str = "scholar", **changes: Any) -> Category:
    return replace(Category(key, {"en": key.title()}), **changes)


def session(key: str = "plenary", **changes: Any) -> Session:
    """A session without limits: no hours, no room, open to everyone."""
    return replace(Session(key, {"en": key.title()}), **changes)


def timed(key: str = "plenary", **changes: Any) -> Session:
    """A session from ten to twelve whose doors open at half past nine."""
    hours = {"starts": MORNING + HOUR, "ends": MORNING + 3 * HOUR, "doors_minutes": 30}
    return session(key, **{**hours, **changes})


def event(**changes: Any) -> Event:
    """An entrance, a plenary with restricted categories, a small workshop, a reception."""
    sessions = (
        session("entrance"),
        timed("plenary", room="Room 201", categories=("parliamentarian", "scholar")),
        session("workshop", room="Room 101", capacity=2, requires="entrance"),
        session("reception", re_entry=ReEntry.NEVER),
        session("exhibition", re_entry=ReEntry.ALWAYS),
    )
    whole = Event(
        id="e0" * 16,
        name="International Forum",
        time_zone="Asia/Tokyo",
        days=("2026-10-30", "2026-10-31"),
        venue="National Diet",
        categories=tuple(category(key) for key in ("parliamentarian", "scholar", "press")),
        sessions=sessions,
    )
    return replace(whole, **changes)


def delegate_fields(**changes: Any) -> dict[str, Any]:
    """The fields of a new delegate, as `delegate_changed` takes them."""
    number = changes.pop("number", None) or next(_numbers)
    fields = {
        "number": number,
        "name": f"Delegate {number}",
        "category": "scholar",
        "status": Status.EXPECTED.value,
        "organisation": "Example University",
    }
    return {**fields, **changes}


def presence(**changes: Any) -> Presence:
    """A delegate who came in at nine, at the entrance, and is still inside."""
    here = Presence("a" * 64, MORNING, "Entrance desk", MORNING, inside=True, visits=1)
    return replace(here, **changes)


def subject(**changes: Any) -> Subject:
    return replace(Subject(Status.EXPECTED, "scholar"), **changes)


def past(outcome: Outcome = Outcome.ADMITTED, at: int = MORNING, **changes: Any) -> Past:
    return replace(Past(f"{next(_numbers):064x}", at, "d1", "entrance", outcome), **changes)


def case(where: Session, whom: Subject | None, **changes: Any) -> Case:
    """A known delegate who presents a code at nine o'clock."""
    presented = Presented.DELEGATE if whom else Presented.UNKNOWN
    return replace(Case(where, (where,), MORNING, presented, whom, Manner()), **changes)


def png_of_nothing(wide: int, high: int) -> bytes:
    """A black picture, written without holding it: Pillow would take 200 MB for one of 25 MB."""
    row = bytes(1 + wide // 8)
    packer = zlib.compressobj()
    packed = b"".join(packer.compress(row) for _ in range(high)) + packer.flush()
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0)),
        (b"IDAT", packed),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )
