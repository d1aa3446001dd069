"""Screenshots of the connection to other desks: the line on the desk, and the card of Station."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin import hub as hubs
from checkin.domain import LinkPhase, LinkState, SilentDesk
from checkin.errors import HubRefuses, HubUnreachable
from checkin.hub import HubAddress, Membership
from checkin.language import mark
from checkin.sharing import connection
from checkin.wording import own_clock
from tests.shots.demo_window import Scene
from ui.desk.clock_sheet import ClockSheet
from ui.parts.columns import Columns
from ui.station import StationPage
from ui.station.connection_sheets import HubSheet

if TYPE_CHECKING:
    from tests.shots.demo_window import Stage

LOGIN: Final = Membership(HubAddress("192.0.2.7", 25432, "postgres"), "desk_1", "", "PEM")
UNREACHABLE: Final = HubUnreachable(mark("The hub cannot be reached. Entries wait until it can."))
REFUSED: Final = HubRefuses(
    mark("The hub does not let this desk in. Ask an organiser whether it was revoked.")
)
MINUTE: Final = 60_000


def told(stage: Stage, **facts: object) -> None:
    """The desk is told so of its connection."""
    stage.settle()  # the line waits for the paint of the card
    station = stage.world.station
    since = station.desk.now() - MINUTE
    facts = {"phase": LinkPhase.SHARED, "since": since, **facts}
    assert stage.window.host.store is not None
    sync = stage.window.host.store.sync
    sync.state = LinkState(**facts)  # type: ignore[arg-type]
    sync.linked.emit(sync.state)


def shared(stage: Stage) -> None:
    told(stage, since=stage.world.station.desk.now())
    stage.scan(42)


def waiting(stage: Stage) -> None:
    told(stage, phase=LinkPhase.WAITING, to_send=3, failure=UNREACHABLE)


def to_look_at(stage: Stage) -> None:
    now = stage.world.station.desk.now()
    silent = (SilentDesk("Door 1, room 201", now - 4 * MINUTE),)
    told(stage, silent=silent, held=12, clock_off=-7 * MINUTE)


def ask_clock(stage: Stage) -> None:
    """This computer's clock is hours behind those of others."""
    now, desk = stage.world.station.desk.now(), stage.desk
    zone = stage.world.station.desk.event.time_zone
    said = own_clock(now, now + 540 * MINUTE, zone, desk.language)
    desk.open_sheet(ClockSheet(said, desk.language, desk.theme, may_go_on=True))


def card(stage: Stage) -> StationPage:
    stage.work.go("station")
    page = stage.work.front
    assert isinstance(page, StationPage)
    columns = page.findChild(Columns)
    assert columns is not None
    columns.ensureWidgetVisible(page.connection)
    return page


def alone(stage: Stage) -> None:
    told(stage, phase=LinkPhase.ALONE)
    card(stage)


def by_folder(stage: Stage) -> None:
    shared_folder = stage.folder / "Shared"
    shared_folder.mkdir(exist_ok=True)
    connection.use_folder(stage.world.station.exchange, shared_folder)
    told(stage, since=stage.world.station.desk.now())
    card(stage)


def by_hub(stage: Stage) -> None:
    store = stage.world.station.store
    hubs.keep(store, LOGIN)
    connection.use_hub_again(store)
    told(stage, phase=LinkPhase.WAITING, to_send=3, failure=REFUSED)
    card(stage)


def start_hub(stage: Stage) -> None:
    card(stage).connection.start_hub.click()


def use_hub(stage: Stage) -> None:
    page = card(stage)
    page.connection.use_hub.click()
    assert isinstance(page.sheet, HubSheet)
    page.sheet.url.setText("postgresql://administrator@hub.example.org/uketsuke")
    page.sheet.accept_button.click()


def no_more(stage: Stage) -> None:
    """Without a connection, for the scenes that follow."""
    connection.stop(stage.world.station.store)
    told(stage, phase=LinkPhase.ALONE)
    card(stage)


SCENES: Final = (
    Scene("link-shared", shared),
    Scene("link-waiting", waiting),
    Scene("link-to-look-at", to_look_at),
    Scene("link-clock", ask_clock),
    Scene("connection-alone", alone),
    Scene("connection-folder", by_folder),
    Scene("connection-hub", by_hub),
    Scene("connection-start-hub", start_hub),
    Scene("connection-use-hub", use_hub),
    Scene("connection-stopped", no_more),
)
