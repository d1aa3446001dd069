"""End-to-end: a morning of three laptops, each a process with a home and a screen of its own.

The organiser's makes the event, runs the hub and lets in a desk and a door by file. The hub stops and starts
again, a stick travels, a lead settles what came of it, the door is stolen and revoked; all by keyboard, in the
windows. The lists hold exactly what happened.
"""

from __future__ import annotations

import csv
import shutil
import socket
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import pytest

from checkin.domain import CodeKind, ConflictKind, Outcome, Tier
from checkin.errors import HubMissing
from checkin.hub import local
from checkin.language import local as local_time
from checkin.sharing import Way, connection_of
from checkin.store import people
from checkin.sync import DeskPhase
from tests.journeys import screen
from tests.journeys.laptop import DESK, PASSPHRASE, program_of, start
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checkin.domain import PastScan
    from tests.journeys.laptop import Laptop

    Begin: TypeAlias = "Callable[..., Morning]"

EVERYBODY: Final = range(1, 151)
# As in README.md of the demo event.
CANCELLED, NOT_APPROVED = 57, 150
# Delegates about whom nothing is to be asked, called by what happens to them.
SHARED, TWICE, ON_STICK, STOLEN, AFTERWARDS, LAST = 10, 11, 12, 13, 14, 15
STATION, DESKS_OF_ORGANISER = "ctrl+7", "ctrl+8"
# How often Tab is pressed from the top of Station. When the hub runs, the sentence that says so has a button.
TO_START, TO_STOP = 6, 7
TO_JOIN: Final = 4  # how often Down is pressed on the first page
STARTS_S: Final = 20
ADD, REVOKE = "alt+j", "alt+v"


class Place(NamedTuple):
    """A laptop that joins: the desk's name and kind, and the key of its page Desks."""

    name: str
    tier: Tier
    desks_page: str


ENTRANCE: Final = Place("Entrance B", Tier.DESK, "ctrl+6")
DOOR: Final = Place("Room 201", Tier.DOOR, "ctrl+3")


@dataclass(frozen=True)
class Morning:
    organiser: Laptop
    joining: dict[Place, Laptop]
    stack: ExitStack

    @property
    def everybody(self) -> tuple[Laptop, ...]:
        return self.organiser, *self.joining.values()

    @property
    def desk(self) -> Laptop:
        return self.joining[ENTRANCE]

    @property
    def door(self) -> Laptop:
        return self.joining[DOOR]

    def code(self, number: int) -> str:
        station = self.organiser.reader
        with station.store.read() as connection:
            owner = next(d.id for d in people.everyone(connection) if d.number == number)
            return people.valid_codes(connection, CodeKind.INVITATION)[owner]


@contextmanager
def port_of_a_hub() -> Iterator[None]:
    """A hub that a window starts has always the same port: one such test at a time on this machine."""
    fcntl = pytest.importorskip("fcntl")
    with (Path(tempfile.gettempdir()) / "uketsuke-port-of-a-hub").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """Starts the organiser's laptop, and those that are to join."""
    screen.require_tools()
    with ExitStack() as stack:
        stack.enter_context(port_of_a_hub())
        stack.enter_context(_no_hub_left(tmp_path / "organiser", monkeypatch))

        def begun(*places: Place) -> Morning:
            organiser = start(stack, tmp_path / "organiser", DESKS_OF_ORGANISER)
            joining = {
                place: start(stack, tmp_path / place.tier.value, place.desks_page)
                for place in places
            }
            return Morning(organiser, joining, stack)

        yield begun


@contextmanager
def _no_hub_left(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Takes the hub of that home away, also where a test has failed while it ran."""
    try:
        with monkeypatch.context() as patched:
            for name, value in program_of(home).environment().items():
                patched.setenv(name, value)
            hub = local.LocalHub()
    except HubMissing as error:
        pytest.skip(str(error))
    yield
    hub.stop()
    shutil.rmtree(hub.folder, ignore_errors=True)


@pytest.mark.soak
@pytest.mark.skipif(not THOROUGH, reason="real windows that share two busy cores: soak")
def test_two_windows_share_by_a_hub_that_stops_and_starts_again(begin: Begin) -> None:
    morning = begin(ENTRANCE)
    with watched(morning):
        the_organiser_makes_the_event_and_starts_the_hub(morning)
        laptops_join_by_file(morning)
        came = with_a_network_each_knows_what_the_others_did(morning)
        came |= what_waited_is_sent(morning)
        the_lists_hold_exactly_what_happened(morning, came)


@pytest.mark.soak
@pytest.mark.skipif(not THOROUGH, reason="takes a minute and a processor of its own: soak")
def test_three_windows_and_one_true_list(begin: Begin) -> None:
    morning = begin(ENTRANCE, DOOR)
    with watched(morning):
        the_organiser_makes_the_event_and_starts_the_hub(morning)
        laptops_join_by_file(morning)
        came = with_a_network_each_knows_what_the_others_did(morning)
        came |= without_one_a_stick_tells(morning)
        what_came_of_it_is_settled(morning)
        a_stolen_door_is_revoked_and_counts_no_more(morning)
        came |= the_others_go_on(morning)
        the_lists_hold_exactly_what_happened(morning, came)


@contextmanager
def watched(morning: Morning) -> Iterator[None]:
    """Nothing is printed; after a failure there is a picture of each screen beside its home."""
    try:
        yield
        for laptop in morning.everybody:
            assert laptop.window.complaints() == []
    except BaseException:
        for laptop in morning.everybody:
            laptop.window.picture().save(laptop.program.home.with_suffix(".png"))
        raise


def the_organiser_makes_the_event_and_starts_the_hub(morning: Morning) -> None:
    organiser, window = morning.organiser, morning.organiser.window
    window.focus(screen.NAME)
    window.press("Return")  # the demo event
    window.type(PASSPHRASE, screen.QUICK)
    window.press("Tab")
    window.type(PASSPHRASE, screen.QUICK)
    window.press("Return")
    organiser.begin(morning.stack)
    start_hub(organiser)


def start_hub(organiser: Laptop) -> None:
    """At the first time its files are made, which takes longer than somebody waits who looks at the screen."""

    def press() -> None:
        press_in_station(organiser, TO_START)
        screen.comes_true(hub_is_there, STARTS_S)

    screen.again(press, lambda: shares_by_hub(organiser), "the hub runs")


def press_in_station(organiser: Laptop, tabs: int) -> None:
    """Presses the button that is so many steps of Tab from the top, and answers with Enter."""
    organiser.window.press("Escape", STATION)
    organiser.window.press_at_once(*["Tab"] * tabs)
    organiser.window.press("space", "Return")


def hub_is_there() -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", local.PORT)) == 0


def shares_by_hub(laptop: Laptop) -> bool:
    return connection_of(laptop.reader.store).way is Way.HUB and hub_is_there()


def laptops_join_by_file(morning: Morning) -> None:
    """All of them at the same time."""
    organiser, joining = morning.organiser, morning.joining
    for place, laptop in joining.items():
        ask_to_join(laptop, place.name)
    for laptop in joining.values():
        laptop.window.choose_file("Request of this machine", laptop.file("request"))
    for place, laptop in joining.items():
        invite(organiser, laptop, place.tier)
    for laptop in joining.values():
        accept(laptop)
    for laptop in joining.values():
        laptop.begin(morning.stack)
    for laptop in morning.everybody:
        laptop.hears(*morning.everybody)
    listed = {state.name: (state.tier, state.phase) for state in organiser.desks()}
    assert {place.name: listed[place.name] for place in joining} == {
        place.name: (place.tier, DeskPhase.JOINED) for place in joining
    }


def ask_to_join(laptop: Laptop, name: str) -> None:
    window = laptop.window
    window.focus(screen.NAME)
    window.press_at_once(*["Down"] * TO_JOIN)
    window.press("Return", "Return")  # to join, and to ask
    window.type(name, screen.QUICK)
    for _ in range(2):
        window.press("Tab")
        window.type(PASSPHRASE, screen.QUICK)
    window.press("Return")


def invite(organiser: Laptop, laptop: Laptop, tier: Tier) -> None:
    window, asked = organiser.window, "Request of the new machine"

    def ask_for_request() -> None:
        window.press("Escape", organiser.desks_page, ADD)
        if tier is Tier.DOOR:
            window.press("Down")
        window.press("Return")

    screen.again(ask_for_request, lambda: window.shows(asked), "a request is wanted")
    window.choose_file(asked, laptop.file("request"))
    window.press_until("Return", lambda: window.shows("Invitation"), "the letters are the same")
    window.choose_file("Invitation", laptop.file("invitation"))
    screen.wait_until(laptop.file("invitation").exists, "the invitation is written")


def accept(laptop: Laptop) -> None:
    """The new laptop opens its invitation."""
    window = laptop.window
    window.press_until("Return", lambda: window.shows("Invitation"), "a file is wanted")
    window.choose_file("Invitation", laptop.file("invitation"))
    window.type(PASSPHRASE, screen.QUICK)
    window.press("Return")


def with_a_network_each_knows_what_the_others_did(morning: Morning) -> dict[int, PastScan]:
    desk = morning.desk
    morning.organiser.window.press(DESK)
    first = desk.scan(morning.code(SHARED))
    assert first.outcome is Outcome.ADMITTED
    for other in morning.everybody:
        if other is desk:
            continue
        other.hears(desk)
        assert other.scan(morning.code(SHARED)).outcome is Outcome.ALREADY_IN
    return {SHARED: first}


def stop_hub(organiser: Laptop) -> None:
    screen.again(
        lambda: press_in_station(organiser, TO_STOP),
        lambda: not hub_is_there(),
        "the hub is stopped",
    )


def what_waited_is_sent(morning: Morning) -> dict[int, PastScan]:
    organiser, desk = morning.organiser, morning.desk
    stop_hub(organiser)
    waiting = desk.scan(morning.code(AFTERWARDS))
    start_hub(organiser)
    organiser.hears(desk)
    return {AFTERWARDS: waiting}


def without_one_a_stick_tells(morning: Morning) -> dict[int, PastScan]:
    organiser, desk, door = morning.everybody
    stop_hub(organiser)
    earlier, later = (laptop.scan(morning.code(TWICE)) for laptop in (desk, door))
    on_stick = door.scan(morning.code(ON_STICK))
    assert {scan.outcome for scan in (earlier, later, on_stick)} == {Outcome.ADMITTED}
    door.write_stick()
    desk.read_stick(door)
    desk.hears(door)
    assert desk.scan(morning.code(ON_STICK)).outcome is Outcome.ALREADY_IN
    start_hub(organiser)
    organiser.hears(desk, door)
    return {TWICE: earlier, ON_STICK: on_stick}


def what_came_of_it_is_settled(morning: Morning) -> None:
    """By the lead at the desk; each of the others hears of it."""
    assert [laptop.to_settle() for laptop in (morning.organiser, morning.desk)] == [1, 1]
    desk, window = morning.desk, morning.desk.window

    def settle() -> None:
        window.press("Escape", desk.desks_page)
        window.until_still()
        window.press("Return")
        window.press_at_once("Up", "Up")  # to undo the later one
        window.press("Tab")
        window.type("one person")
        window.press("Return")

    screen.again(settle, lambda: desk.to_settle() == 0, "it is settled")
    window.press(DESK)
    for other in (morning.organiser, morning.door):
        other.hears(desk)
        assert other.to_settle() == 0


def a_stolen_door_is_revoked_and_counts_no_more(morning: Morning) -> None:
    organiser, desk, door = morning.everybody
    window = organiser.window

    def revoke() -> None:
        window.press("Escape", organiser.desks_page)
        window.until_still()
        window.press_at_once("Down", "Down")
        window.press(REVOKE, "Return")

    revoked = DeskPhase.REVOKED
    screen.again(revoke, lambda: phase_of_door(organiser) is revoked, "the door is revoked")
    desk.hears(organiser)
    assert phase_of_door(desk) is revoked
    # Whoever has it goes on; nobody counts that, not even by stick.
    assert door.scan(morning.code(STOLEN)).outcome is Outcome.ADMITTED
    door.file("bundle").unlink()
    door.write_stick()
    organiser.read_stick(door)
    organiser.hears(door)
    (told,) = (found for found in organiser.reader.conflicts.every() if found.settled is None)
    assert (told.kind, told.count) == (ConflictKind.IGNORED, 1)


def phase_of_door(laptop: Laptop) -> DeskPhase:
    return next(state.phase for state in laptop.desks() if state.tier is Tier.DOOR)


def the_others_go_on(morning: Morning) -> dict[int, PastScan]:
    organiser, desk = morning.organiser, morning.desk
    came = {AFTERWARDS: desk.scan(morning.code(AFTERWARDS))}
    came[LAST] = organiser.scan(morning.code(LAST))
    desk.hears(organiser)
    organiser.hears(desk)
    return came


def the_lists_hold_exactly_what_happened(morning: Morning, came: dict[int, PastScan]) -> None:
    organiser, desk = morning.organiser, morning.desk
    zone = organiser.reader.desk.event.time_zone
    since = {
        number: f"{local_time(scan.at, zone):%Y-%m-%d %H:%M:%S}" for number, scan in came.items()
    }
    listed = exported(organiser, "attendance", "--session", "entrance")
    shown = {
        int(row["Number"]): (row["Status"], row["First in"], row["Last out"]) for row in listed
    }
    expected = {number: ("Not attended", "", "") for number in EVERYBODY if number != CANCELLED}
    expected[NOT_APPROVED] = ("Waits for approval", "", "")
    expected |= {number: ("Attended", time, "") for number, time in since.items()}
    assert shown == expected
    columns = organiser.reader.reports.inside().columns
    number, time = columns.index("Number"), columns.index("Since")
    assert {row[number]: row[time] for row in organiser.inside()} == since
    assert desk.inside() == organiser.inside()
    assert desk.reader.desk.stats() == organiser.reader.desk.stats()
    assert all(laptop.program.json("verify")["intact"] for laptop in (organiser, desk))


def exported(laptop: Laptop, *words: str) -> list[dict[str, str]]:
    """A list that another process writes while the window is open."""
    out = laptop.program.home / f"{words[0]}.csv"
    laptop.program.json("export", *words, "--format", "csv", "--out", out)
    return list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
