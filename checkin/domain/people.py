"""Delegates: the roster's fields, their codes, and what a screen shows of a delegate."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from checkin.domain.enums import CodeKind, CodeStatus, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
KEYS_APART: Final = ", "


def session_keys(sessions: str) -> tuple[str, ...]:
    """The keys in a delegate's own list of sessions."""
    return tuple(sessions.split(KEYS_APART)) if sessions else ()


@dataclass(frozen=True, slots=True)
class Code:
    code: str
    kind: CodeKind
    status: CodeStatus
    delegate: str | None


@dataclass(frozen=True, slots=True)
class Delegate:
    """A delegate on the roster, as the organiser sees them."""

    id: str
    number: int
    name: str = ""  # display form, Latin or the only one there is
    family_name: str = ""
    given_name: str = ""
    native_name: str = ""
    reading: str = ""
    title: str = ""
    organisation: str = ""
    country: str = ""
    category: str = ""
    status: Status = Status.EXPECTED
    language: str = ""
    flags: tuple[str, ...] = ()
    notes: str = ""
    badge_name: str = ""  # pseudonym: all that is printed of a delegate not named on paper
    email: str = ""
    phone: str = ""
    sessions: str = ""  # keys of sessions that this delegate may enter beside those of the category
    valid_from: str = ""  # day, or day and time, of the event: before it nobody is let in
    valid_until: str = ""
    accompanies: str = ""  # number of the delegate whose aide, interpreter, guard or spouse this is
    tell_on_arrival: str = ""  # whom to tell when this delegate comes
    extras: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    at_scan: Mapping[str, str] = field(default_factory=lambda: NOTHING)  # those extras desks show

    @property
    def display_name(self) -> str:
        """The display name: the given one, else made of its parts, else the native one."""
        parts = f"{self.given_name} {self.family_name}".strip()
        return self.name or parts or self.native_name

    @property
    def second_name(self) -> str:
        """The name in the other script; empty where there is none."""
        return "" if self.native_name == self.display_name else self.native_name


@dataclass(frozen=True, slots=True)
class Double:
    """A delegate who was joined with another: their own row of the roster, and who said so, where and when."""

    delegate: Delegate
    at: int
    desk: str
    operator: str


@dataclass(frozen=True, slots=True)
class Person:
    """What a desk's screen shows of a delegate."""

    id: str
    number: int
    name: str
    native_name: str
    organisation: str
    country: str
    category: str
    flags: tuple[str, ...]
    notes: str
    language: str = ""
    badge_name: str = ""  # on a screen only where it stands for the name, see `visibility.named`
    columns: tuple[
        tuple[str, str], ...
    ] = ()  # heading and value of what the plan shows at the scan
