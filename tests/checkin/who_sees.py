"""Who sees whom: delegates whose every field is a word of its own, for each role and mode.

Each field of a delegate holds a word of its own. Whatever word turns up in a value was let through to the
screen, so the words that a place lets through are compared with those that it may. Of the first ten delegates
each has other flags.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

import pytest

from checkin.domain import Flag, Manner, Outcome, Role, Status, Tier
from checkin.journal import delegate_changed
from tests.store_copies import ADA, identifier, invitation

if TYPE_CHECKING:
    from checkin.domain import Verdict
    from checkin.station import Station
    from tests.factories import Clock

SECOND: Final = 1_000
MARK: Final = "canary-mark"
WORDS: Final = {
    "name": "Zwicky",
    "native": "ツヴィッキー",
    "reading": "tsuvikki",
    "organisation": "Orrery",
    "country": "Ruritania",
    "note": "Nightshade",
    "reason": "Rationale",
    "proxy": "Placeholder",
    "pseudonym": "Pythia",
    "email": "email@example.org",
    "phone": "0800-canary",
    "extra": "Extravagant",
    "tell": "Telltale",
    "mark": MARK,
    **{flag.value: f"'{flag.value}'" for flag in Flag},
}
NAMED: Final = {"name", "native", "organisation", "country"}
LEGAL: Final = {"name", "native", "reading"}
CONTACT: Final = {"pseudonym", "email", "phone"}
AT_THE_DESK: Final = {Flag.CHECK_IDENTITY, Flag.ASK_CONSENT, Flag.ATTENTION, Flag.NO_PHOTO}
OF_DELEGATIONS: Final = {Flag.DELEGATION_HEAD, Flag.DELEGATION_CONTACT}
# Each of these is tried by itself; the others change no answer, and are tried on one delegate.
ALONE: Final = AT_THE_DESK | {Flag.CALL_LEAD, Flag.PROTECTED}
FLAGS: Final = (
    (),
    *((flag.value,) for flag in Flag if flag in ALONE),
    tuple(flag.value for flag in Flag if flag not in ALONE),
    (MARK,),
    (Flag.NO_PHOTO.value, Flag.CHECK_IDENTITY.value, MARK),
    (Flag.CALL_LEAD.value, Flag.ATTENTION.value, Flag.PROTECTED.value, MARK),
)
ANSWERED: Final = Manner(force="Rationale", represented_by="Placeholder")


class Mode(Enum):
    NAMES = auto()
    HIDDEN = auto()
    DOOR = auto()


@dataclass(frozen=True)
class Seen:
    """Who sees whom, and how the desk stands."""

    role: Role
    mode: Mode
    flags: tuple[str, ...] = ()
    number: int = ADA

    @property
    def leads(self) -> bool:
        return self.mode is Mode.NAMES and self.role is not Role.VOLUNTEER

    @property
    def protected(self) -> bool:
        """Called by the name for the badge."""
        return Flag.PROTECTED in self.flags

    @property
    def named(self) -> set[str]:
        """The fields that name somebody, where names are shown."""
        if self.mode is not Mode.NAMES:
            return set()
        return (NAMED - LEGAL) | {"pseudonym"} if self.protected else NAMED

    @property
    def quiet(self) -> bool:
        return Flag.CALL_LEAD in self.flags

    def marks(self, known: set[Flag]) -> set[str]:
        """The marks that this role is told, of those that a place tells volunteers."""
        told = {flag for flag in self.flags if self.leads or flag in known}
        return {"mark" if flag == MARK else flag for flag in told}


@pytest.fixture
def delegates(role: Role, mode: Mode, station: Station) -> tuple[Seen, ...]:
    """Every field is a word of its own; each was flagged when they were on the roster already."""
    fields: dict[str, Any] = {
        "name": "Zwicky",
        "native_name": WORDS["native"],
        "reading": WORDS["reading"],
        "organisation": "Orrery",
        "country": "Ruritania",
        "category": "scholar",
        "status": Status.EXPECTED.value,
        "notes": "Nightshade",
        "badge_name": "Pythia",
        "email": WORDS["email"],
        "phone": WORDS["phone"],
        "extras": {"diet": "Extravagant"},
        "tell_on_arrival": "Telltale",
        "flags": {"set": [], "gone": [*Flag]},
    }
    seen = tuple(Seen(role, mode, flags, number) for number, flags in enumerate(FLAGS, 1))
    with station.store.write() as connection:
        for sight in seen:
            station.journal.append_many(
                connection,
                [
                    delegate_changed(identifier(sight.number), fields),
                    delegate_changed(identifier(sight.number), {"flags": [*sight.flags]}),
                ],
            )
    return seen


def hand_over(station: Station, role: Role, mode: Mode) -> None:
    """From the organiser to whom the test is about."""
    station.shift.role = role
    station.desk.tier = Tier.DOOR if mode is Mode.DOOR else station.desk.tier
    station.desk.hide_names(on=mode is Mode.HIDDEN)


def words(value: object) -> set[str]:
    """Which fields show in a value. That the answer is to ask a lead is no mark of the delegate."""
    text = repr(value).replace(repr(Outcome.CALL_LEAD), "")
    return {field for field, word in WORDS.items() if word in text}


def settled(station: Station, clock: Clock, number: int) -> Verdict:
    """Too early, or asked for a lead; then let in by one, and somebody comes in their place."""
    station.desk.scan(invitation(number), "plenary")
    verdict = station.desk.scan(invitation(number), "plenary", ANSWERED)
    assert verdict.outcome is Outcome.ADMITTED
    clock.forward(SECOND)
    return verdict


def in_person(seen: Seen) -> set[str]:
    return seen.named | seen.marks(AT_THE_DESK | {Flag.PROTECTED})


def note(seen: Seen) -> set[str]:
    """Where one is shown: to nobody at a nameless desk, and a quietly checked delegate's to leads."""
    withheld = seen.mode is not Mode.NAMES or (seen.quiet and not seen.leads)
    return set() if withheld else {"note"}
