"""A new machine asks, is invited, joins, and works."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin import keys
from checkin.bootstrap import open_store
from checkin.domain import Outcome, Role, Tier
from checkin.errors import BadInvitation, NotAllowed, NotPossible, StoreExists, WrongPassphrase
from checkin.joining import DeskRequest
from checkin.sync import DeskPhase, desks
from tests.checkin.joining.new_machine import PASSPHRASE, NewMachine
from tests.factories import DAY
from tests.store_copies import ADA, BEN, CANARY, invitation

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from checkin.sync import Exchange
    from tests.factories import Clock


def exchange_all(giver: Exchange, taker: Exchange) -> None:
    known = {desk: head.seq for desk, head in taker.heads().items()}
    for entries in giver.entries_after(known, taker.tier):
        taker.take_in(entries, "test")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "for-you.uketsuke-invitation"


@pytest.mark.parametrize("tier", Tier)
@pytest.mark.parametrize("asks", [True, False], ids=["for a request", "with a code"])
def test_a_machine_that_joins_works_at_once(
    station: Station, machine: NewMachine, file: Path, tier: Tier, *, asks: bool
) -> None:
    request = machine.ask() if asks else None
    invited = station.invitations.invite(tier, file, request=request, name="Door 2")
    assert (invited.code is None) is asks
    joined = machine.join(file, invited.code or "")
    with station.store.read() as connection:
        assert joined.entries == len(list(station.journal.entries(connection)))
    assert (joined.desk, joined.tier, joined.name) == (invited.desk, tier, "Door 2")
    with machine.opened() as new:
        assert new.desk.tier is tier
        assert new.desk.name == "Door 2"
        assert new.journal.verify().intact
        assert new.desk.scan(invitation(ADA), "entrance").outcome is Outcome.ADMITTED
        exchange_all(new.exchange, station.exchange)
        station.desk.checkin(BEN, "entrance")
        exchange_all(station.exchange, new.exchange)
        assert new.desk.stats().sessions["entrance"].inside == 2
        assert new.desk.event == station.desk.event
    assert station.desk.stats().sessions["entrance"].inside == 2
    assert station.journal.verify().intact


def test_the_recovery_passphrase_opens_the_new_store(
    station: Station, machine: NewMachine, file: Path
) -> None:
    station.invitations.invite(Tier.DESK, file, request=machine.ask())
    joined = machine.join(file)
    with open_store(machine.store, joined.recovery, read_only=True) as new:
        assert new.desk_id == joined.desk


def test_each_desk_has_a_hundred_numbers_of_its_own(
    station: Station, machine: NewMachine, tmp_path: Path
) -> None:
    for number in (1, 2):
        station.invitations.invite(Tier.DESK, tmp_path / f"{number}")
    station.invitations.invite(Tier.DESK, tmp_path / "3", request=machine.ask())
    machine.join(tmp_path / "3")
    with machine.opened() as new:
        assert new.desk.walkin({"name": "X", "category": "scholar"}).number == 301
    assert station.desk.walkin({"name": "Y", "category": "scholar"}).number == 401


def test_a_desk_is_invited_until_something_of_its_own_has_come(
    station: Station, machine: NewMachine, file: Path
) -> None:
    invited = station.invitations.invite(Tier.DOOR, file, request=machine.ask())
    assert phase(station, invited.desk) is DeskPhase.INVITED
    machine.join(file)
    with machine.opened() as new:
        assert phase(new, invited.desk) is DeskPhase.JOINED
        exchange_all(new.exchange, station.exchange)
    assert phase(station, invited.desk) is DeskPhase.JOINED


def phase(station: Station, desk: str) -> DeskPhase:
    return next(state.phase for state in desks(station.exchange) if state.id == desk)


class TestInviting:
    def test_only_an_organiser_may(self, station: Station, file: Path) -> None:
        station.shift.role = Role.LEAD
        with pytest.raises(NotAllowed):
            station.invitations.invite(Tier.DOOR, file)
        assert not file.exists()
        assert len(desks(station.exchange)) == 1

    def test_only_at_an_organisers_desk(
        self, station: Station, machine: NewMachine, file: Path, tmp_path: Path
    ) -> None:
        station.invitations.invite(Tier.DESK, file, request=machine.ask())
        machine.join(file)
        with machine.opened() as new, pytest.raises(NotAllowed, match="organiser"):
            new.invitations.invite(Tier.DOOR, tmp_path / "another")

    def test_a_file_that_exists_is_kept(self, station: Station, file: Path) -> None:
        file.write_text("a roster")
        with pytest.raises(NotPossible, match="exists"):
            station.invitations.invite(Tier.DOOR, file)
        assert file.read_text() == "a roster"
        assert len(desks(station.exchange)) == 1

    def test_a_place_that_cannot_be_written_adds_no_desk(
        self, station: Station, tmp_path: Path
    ) -> None:
        with pytest.raises(Exception, match="cannot be written"):
            station.invitations.invite(Tier.DOOR, tmp_path / "nowhere" / "file")
        assert len(desks(station.exchange)) == 1

    def test_a_request_whose_keys_are_none_adds_no_desk(self, station: Station, file: Path) -> None:
        request = DeskRequest("Door 2", bytes(range(32)), bytes(32))
        with pytest.raises(BadInvitation, match="not the request"):
            station.invitations.invite(Tier.DOOR, file, request=request)
        assert not file.exists()
        assert len(desks(station.exchange)) == 1

    def test_a_lost_invitation_can_be_written_again_until_the_desk_has_joined(
        self, station: Station, machine: NewMachine, file: Path, tmp_path: Path
    ) -> None:
        request = machine.ask()
        for name in ("lost", "found"):
            station.invitations.invite(Tier.DOOR, tmp_path / name, request=request)
        assert len(desks(station.exchange)) == 2
        with pytest.raises(NotPossible, match="added before"):
            station.invitations.invite(Tier.DESK, file, request=request)
        machine.join(tmp_path / "found")
        with machine.opened() as new:
            exchange_all(new.exchange, station.exchange)
        with pytest.raises(NotPossible, match="added before"):
            station.invitations.invite(Tier.DOOR, file, request=request)


class TestJoining:
    def test_another_machine_cannot(
        self, station: Station, machine: NewMachine, clock: Clock, file: Path, tmp_path: Path
    ) -> None:
        station.invitations.invite(Tier.DESK, file, request=machine.ask())
        other = NewMachine(tmp_path / "other", clock)
        with pytest.raises(BadInvitation, match="has asked for no invitation"):
            other.join(file)
        other.ask("Desk 9")
        with pytest.raises(BadInvitation, match="another machine"):
            other.join(file)
        assert other.has_nothing()

    def test_the_passphrase_is_that_of_the_request(
        self, station: Station, machine: NewMachine, file: Path
    ) -> None:
        station.invitations.invite(Tier.DESK, file, request=machine.ask())
        with pytest.raises(WrongPassphrase, match="request"):
            machine.join(file, passphrase="another one")
        assert machine.has_nothing()
        machine.join(file)

    @pytest.mark.parametrize("asks", [True, False])
    def test_an_invitation_is_used_once_on_a_machine(
        self, station: Station, machine: NewMachine, file: Path, tmp_path: Path, *, asks: bool
    ) -> None:
        request = machine.ask() if asks else None
        code = station.invitations.invite(Tier.DESK, file, request=request).code or ""
        machine.join(file, code)
        with pytest.raises(StoreExists):
            machine.join(file, code)
        with pytest.raises(BadInvitation, match="used before"):
            machine.join(file, code, store=tmp_path / "second.uketsuke")
        assert not (tmp_path / "second.uketsuke").exists()

    def test_a_code_expires_after_a_day(
        self, station: Station, machine: NewMachine, clock: Clock, file: Path
    ) -> None:
        code = station.invitations.invite(Tier.DESK, file).code or ""
        clock.forward(DAY + 1)
        with pytest.raises(BadInvitation, match="expired"):
            machine.join(file, code)
        clock.forward(-2)
        machine.join(file, code)

    def test_an_invitation_for_a_machine_does_not_expire(
        self, station: Station, machine: NewMachine, clock: Clock, file: Path
    ) -> None:
        station.invitations.invite(Tier.DESK, file, request=machine.ask())
        clock.forward(7 * DAY)
        machine.join(file)

    def test_a_clock_that_is_days_behind_is_set_first(
        self, station: Station, machine: NewMachine, clock: Clock, file: Path
    ) -> None:
        code = station.invitations.invite(Tier.DESK, file).code or ""
        clock.forward(-2 * DAY)
        with pytest.raises(BadInvitation, match="clock"):
            machine.join(file, code)

    def test_a_code_is_typed_in_any_form_and_a_wrong_one_is_refused(
        self, station: Station, machine: NewMachine, file: Path
    ) -> None:
        code = station.invitations.invite(Tier.DESK, file).code or ""
        assert len(code.replace("-", "")) == keys.RECOVERY_LETTERS
        for wrong in ("", keys.recovery_passphrase(), code[:-1]):
            with pytest.raises(WrongPassphrase, match="code"):
                machine.join(file, wrong)
        assert machine.has_nothing()
        machine.join(file, f" {code.lower().replace('-', ' ')}\n")

    def test_without_a_passphrase_nothing_is_made_and_the_invitation_is_still_good(
        self, station: Station, machine: NewMachine, file: Path
    ) -> None:
        code = station.invitations.invite(Tier.DESK, file).code or ""
        with pytest.raises(NotPossible, match="passphrase"):
            machine.join(file, code, passphrase="")
        assert machine.has_nothing()
        machine.join(file, code)

    def test_a_file_that_is_not_there_is_named(self, machine: NewMachine, file: Path) -> None:
        with pytest.raises(BadInvitation, match=file.name):
            machine.join(file)

    def test_two_machines_that_use_one_code_are_seen(
        self, station: Station, machine: NewMachine, clock: Clock, file: Path, tmp_path: Path
    ) -> None:
        code = station.invitations.invite(Tier.DESK, file, name="Desk 2").code or ""
        machine.join(file, code)
        clock.forward(1)
        other = NewMachine(tmp_path / "other", clock)
        other.join(file, code)
        with machine.opened() as new, other.opened() as second:
            assert new.desk_id == second.desk_id
            first_entries = [
                new.exchange.heads()[new.desk_id],
                second.exchange.heads()[new.desk_id],
            ]
        assert first_entries[0].seq == first_entries[1].seq == 1
        assert first_entries[0].entry != first_entries[1].entry  # the chain forks at its beginning


def test_the_store_appears_with_the_passphrase_of_the_machine(
    station: Station, machine: NewMachine, file: Path
) -> None:
    station.invitations.invite(Tier.DESK, file, request=machine.ask())
    machine.join(file)
    with open_store(machine.store, PASSPHRASE, read_only=True) as new:
        assert CANARY in new.people.card(f"{ADA:032x}").delegate.name
        assert new.shift.role is Role.LEAD
