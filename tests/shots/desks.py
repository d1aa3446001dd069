"""Screenshots of joining an event on the first page, and of the page of desks."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin import bundle, joining
from checkin.bootstrap import open_store
from checkin.desk import Erased
from checkin.domain import Tier
from checkin.joining import DeskRequest, NewDesk
from checkin.purging import HubAtEnd, Purged
from tests.shots.demo_window import Scene
from ui.desks import DesksPage
from ui.desks.sheets import CODE, AddDeskSheet, CodeSheet, LettersSheet, RevokeSheet
from ui.parts.keys import WindowKey
from ui.parts.shell import Change
from ui.people import PeoplePage
from ui.people.erasing import ErasedSheet
from ui.station import StationPage
from ui.station.closing import CloseSheet
from ui.station.ending import ReceiptSheet

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from tests.shots.demo_window import Stage
    from ui.shell.joining_forms import JoinForms

PASSPHRASE: Final = "of the other desk"
LET_IN_TWICE: Final = (74, 75)  # numbers of delegates
CANCELLED: Final = 72
AHEAD: Final = (80, 81, 82)
REQUEST: Final = DeskRequest("Desk 4, room 201", bytes(range(32)), bytes(range(32, 64)))


# The first page


def forms(stage: Stage) -> JoinForms:
    assert stage.window.reception.page is not None
    return stage.window.reception.page.joining


def begin(stage: Stage) -> None:
    forms(stage).begin()


def ask(stage: Stage) -> None:
    forms(stage).ask_name()


def letters(stage: Stage) -> None:
    forms(stage).show_letters(stage.folder / "desk-4-room-201.uketsuke-request", REQUEST)


def invited(stage: Stage) -> None:
    forms(stage).ask_passphrase(stage.folder / "desk-4.uketsuke-invitation", with_code=False)


def with_code(stage: Stage) -> None:
    forms(stage).ask_passphrase(stage.folder / "desk-4.uketsuke-invitation", with_code=True)


# The page of desks


def page(stage: Stage) -> DesksPage:
    stage.work.go("desks")
    shown = stage.work.front
    assert isinstance(shown, DesksPage)
    return shown


def alone(stage: Stage) -> None:
    page(stage)


def several(stage: Stage) -> None:
    """A desk that was heard and lacks something, a door whose clock is wrong, one invited, one revoked."""
    station, clock = stage.world.station, stage.world.clock
    invite = station.invitations.invite
    names = ("Desk 2", "Door 1, room 201", "Desk 3", "Side entrance")
    tiers = (Tier.DESK, Tier.DOOR, Tier.DESK, Tier.DOOR)
    files = [
        invite(tier, stage.folder / f"{at}.invitation", name=name)
        for at, (tier, name) in enumerate(zip(tiers, names, strict=True))
    ]
    assert files[0].code is not None
    assert files[1].code is not None
    hear(station, _joined(stage, files[0].file, files[0].code))
    clock.forward(minutes=7)
    late = _joined(stage, files[1].file, files[1].code)
    clock.forward(minutes=-7)
    hear(station, late)
    clock.forward(minutes=4)
    station.revocations.revoke(files[3].desk)
    shown = page(stage)
    shown.list.choose(files[0].desk)


def to_settle(stage: Stage) -> None:
    """Another desk let in whom this one had let in, and somebody whom this one had cancelled."""
    station, clock = stage.world.station, stage.world.clock
    invited = station.invitations.invite(Tier.DESK, stage.folder / "east", name="Desk 5")
    assert invited.code is not None
    _joined(stage, invited.file, invited.code)
    station.people.cancel(f"{CANCELLED:032x}")
    clock.forward(minutes=1)
    for number in LET_IN_TWICE:
        station.desk.scan(stage.world.code(number))
    clock.forward(minutes=1)
    with open_store(invited.file.with_suffix(".uketsuke"), PASSPHRASE, clock=clock) as there:
        for number in (*LET_IN_TWICE, CANCELLED):
            there.desk.scan(stage.world.code(number))
        bundle.write(there.exchange, stage.folder / "east.told")
    hear(station, stage.folder / "east.told")
    shown = page(stage)
    shown.shell.changed(Change.ENTRIES, shown)


def held(stage: Stage) -> None:
    """Of another desk earlier entries are missing, and an altered one has come."""
    station, clock = stage.world.station, stage.world.clock
    invited = station.invitations.invite(Tier.DESK, stage.folder / "west", name="Desk 6")
    assert invited.code is not None
    _joined(stage, invited.file, invited.code)
    with open_store(invited.file.with_suffix(".uketsuke"), PASSPHRASE, clock=clock) as there:
        for number in (80, 81, 82):
            there.desk.scan(stage.world.code(number))
        (entries,) = there.exchange.entries_after({}, Tier.DESK, desks=[there.desk_id])
    station.exchange.take_in(entries[2:], "hub")
    station.exchange.take_in([replace(entries[0], sealed={Tier.DOOR: bytes(200)})], "bundle")
    clock.forward(minutes=7)
    page(stage)


def settle(stage: Stage) -> None:
    shown = page(stage)
    conflict = next(item for item in shown.conflicts.items if item.conflict.undoes)
    shown.conflicts.choose(conflict.conflict.id)
    shown.conflicts.opened.emit(conflict)


def heard_late(stage: Stage) -> None:
    """Nothing was heard of the other desks for a while, and somebody seems to be in already."""
    stage.world.clock.forward(minutes=11)
    stage.desk.scan(stage.world.code(LET_IN_TWICE[0]))


def _joined(stage: Stage, invitation: Path, code: str) -> Path:
    """The stick of a new desk that has joined."""
    clock = stage.world.clock
    store, stick = invitation.with_suffix(".uketsuke"), invitation.with_suffix(".stick")
    new = NewDesk(invitation, PASSPHRASE, code, stage.folder / "requests")
    joining.join(store, new, now=lambda: int(clock().timestamp() * 1000))
    with open_store(store, PASSPHRASE, clock=clock) as station:
        bundle.write(station.exchange, stick)
    return stick


def hear(station: Station, stick: Path) -> None:
    bundle.read(station.exchange, stick)


def add(stage: Stage) -> None:
    page(stage).foot.press(WindowKey.ADD_DESK)


def add_with_code(stage: Stage) -> None:
    shown = page(stage)
    shown.foot.press(WindowKey.ADD_DESK)
    sheet = shown.sheet
    assert isinstance(sheet, AddDeskSheet)
    sheet.how.choose(CODE)


def compare(stage: Stage) -> None:
    shown = page(stage)
    shown.open_sheet(LettersSheet(REQUEST, shown.language, shown.theme))


def code(stage: Stage) -> None:
    shown = page(stage)
    invited = joining.Invited("", "Door 2", stage.folder / "door-2.uketsuke-invitation", None)
    code = "BCDEF-GHIJK-LNOPR-STUVX-JKLNO-PRSTU"
    shown.open_sheet(CodeSheet(invited, code, shown.language, shown.theme))


def correct(stage: Stage) -> None:
    """A desk whose clock was nine hours ahead let people in."""
    station, clock = stage.world.station, stage.world.clock
    invited = station.invitations.invite(Tier.DESK, stage.folder / "ahead", name="Desk 4")
    assert invited.code is not None
    clock.forward(minutes=540)
    _joined(stage, invited.file, invited.code)
    with open_store(invited.file.with_suffix(".uketsuke"), PASSPHRASE, clock=clock) as there:
        for number in AHEAD:
            there.desk.scan(stage.world.code(number))
            clock.forward(minutes=1)
        bundle.write(there.exchange, stage.folder / "ahead.told")
    clock.forward(minutes=-540)
    hear(station, stage.folder / "ahead.told")
    shown = page(stage)
    shown.refresh()
    shown.list.choose(invited.desk)
    shown.foot.press(WindowKey.CORRECT)


def revoke(stage: Stage) -> None:
    page(stage).foot.press(WindowKey.REVOKE_DESK)


def revoke_by_paper(stage: Stage) -> None:
    shown = page(stage)
    sheet = RevokeSheet("Desk 2, reserve", shown.language, shown.theme, by_paper=True)
    shown.open_sheet(sheet)


def erase(stage: Stage) -> None:
    stage.work.go("people")
    people = stage.work.front
    assert isinstance(people, PeoplePage)
    people.show_person(f"{CANCELLED:032x}")
    people.card.ensureWidgetVisible(people.card.erase)
    people.card.erase.click()


def erased(stage: Stage) -> None:
    shown = stage.work.front
    backups = tuple(stage.folder / f"2026-10-30-{number}.uketsuke-backup" for number in range(3))
    done = Erased(f"{CANCELLED:032x}", 7, backups)
    shown.open_sheet(ErasedSheet(done, shown.language, shown.theme))


def closing(stage: Stage) -> None:
    """The four steps of the end."""
    stage.work.go("station")
    station = stage.work.front
    assert isinstance(station, StationPage)
    station.ending.close_event.click()


def destroy(stage: Stage) -> None:
    stage.work.go("station")
    station = stage.work.front
    assert isinstance(station, StationPage)
    closing(stage)
    assert isinstance(station.sheet, CloseSheet)
    station.sheet.purge.click()


def destroyed(stage: Stage) -> None:
    shown, receipt = stage.work.front, stage.folder / "receipt.json"
    receipt.write_text(json.dumps({"backups_removed": 12}))
    done = Purged(1_204, receipt, ("Desk 2", "Door 1"), HubAtEnd.NOT_REACHED, is_complete=False)
    shown.open_sheet(ReceiptSheet(done, shown.language, shown.theme))


FIRST_PAGE: Final = (
    Scene("join", begin),
    Scene("join-ask", ask),
    Scene("join-letters", letters),
    Scene("join-invitation", invited),
    Scene("join-code", with_code),
)
SCENES: Final = (
    Scene("desks-alone", alone),
    Scene("close-event", closing),
    Scene("desks", several),
    Scene("desks-add", add),
    Scene("desks-add-with-code", add_with_code),
    Scene("desks-letters", compare),
    Scene("desks-code", code),
    Scene("desks-revoke", revoke),
    Scene("desks-correct", correct),
    Scene("desks-to-settle", to_settle),
    Scene("desks-settle", settle),
    Scene("desks-held", held),
    Scene("desks-revoke-by-paper", revoke_by_paper),
    Scene("desks-erase", erase),
    Scene("desks-erased", erased),
    Scene("desks-destroy", destroy),
    Scene("desks-destroyed", destroyed),
    Scene("desks-heard-late", heard_late),
)
