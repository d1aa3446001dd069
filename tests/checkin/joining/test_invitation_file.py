"""What is in an invitation, what is not, and what becomes of one that was changed."""

from __future__ import annotations

import hashlib
import os
import signal
import struct
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin.domain import Flag, Tier
from checkin.errors import BadInvitation
from checkin.joining import pending
from checkin.joining.envelope import FORMAT, MAGIC, Lock, seal_for_machine, seal_with_code
from checkin.joining.grant import Grant, to_record
from checkin.joining.request import desk_id
from checkin.journal import delegate_changed
from checkin.keys import BoxKey, Signer
from checkin.sealed_frames import SEALED_FRAME, TAG
from checkin.store import engine
from checkin.store.store import DATABASE
from checkin.sync import desks
from tests import factories
from tests.checkin.joining.new_machine import NewMachine
from tests.store_copies import ADA, BEN, CANARY, code_key, identifier, invitation
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

START = 120  # bytes at least of all before the stream: each of them is changed
CODE = "BCDEF-GHIJK-LNOPR-STUVX-BCDEF-GHIJK"
EVERY = 1 if THOROUGH else 97


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "for-you.uketsuke-invitation"


def make_large(station: Station) -> None:
    """Adds delegates until an invitation has several frames."""
    drafts = [
        delegate_changed(
            identifier(number), factories.delegate_fields(number=number, name=f"{CANARY} {number}")
        )
        for number in range(100, 350)
    ]
    with station.store.write() as connection:
        station.journal.append_many(connection, drafts)


def refused(machine: NewMachine, file: Path, data: bytes, code: str = "") -> str:
    """The sentence with which an invitation of these bytes is refused, leaving nothing behind."""
    file.write_bytes(data)
    with pytest.raises(BadInvitation) as caught:
        machine.join(file, code)
    assert machine.has_nothing()
    return str(caught.value)


@pytest.mark.parametrize("asks", [True, False], ids=["for a request", "with a code"])
@pytest.mark.parametrize("tier", [Tier.DOOR, Tier.DESK])
def test_a_byte_that_was_changed_is_seen(
    station: Station, machine: NewMachine, file: Path, tier: Tier, *, asks: bool
) -> None:
    request = machine.ask() if asks else None
    code = station.invitations.invite(tier, file, request=request).code or ""
    whole = file.read_bytes()
    for place in (*range(START), *range(START, len(whole), EVERY), len(whole) - 1):
        changed = bytearray(whole)
        changed[place] ^= 1 + place % 255
        refused(machine, file, bytes(changed), code)
    file.write_bytes(whole)
    machine.join(file, code)


def test_what_was_cut_off_added_or_moved_is_seen(
    station: Station, machine: NewMachine, file: Path
) -> None:
    make_large(station)
    station.invitations.invite(Tier.DESK, file, request=machine.ask())
    whole = file.read_bytes()
    assert len(whole) > 2 * SEALED_FRAME
    for size in (*range(0, len(whole), 10_240), len(whole) - TAG, len(whole) - 1):
        assert "damaged" in refused(machine, file, whole[:size])
    refused(machine, file, whole + b"\0")
    refused(machine, file, whole + whole)
    refused(machine, file, whole[: -SEALED_FRAME // 2] + whole[-SEALED_FRAME // 2 + 1 :])
    file.write_bytes(whole)
    machine.join(file)


def test_another_file_is_no_invitation_and_a_newer_one_is_told_from_it(
    machine: NewMachine, file: Path
) -> None:
    for data in (b"", b"name,e-mail\n", bytes(1_000), MAGIC):
        assert "not an invitation" in refused(machine, file, data)
    newer = MAGIC + bytes([FORMAT + 1]) + bytes(1_000)
    assert "newer" in refused(machine, file, newer)


def test_a_grant_of_another_desk_than_its_keys_make_or_without_entries_is_refused(
    station: Station, machine: NewMachine, file: Path
) -> None:
    ring, box = station.journal.identity.ring, BoxKey(bytes(range(32)))
    signer = Signer(bytes(range(32)))
    grant = Grant(
        event=station.desk.event.id,
        root=ring.signer.public,
        desk=desk_id(signer.public, box.public),
        name="Desk 2",
        tier=Tier.DOOR,
        sealing={Tier.DOOR: ring.sealing[Tier.DOOR]},
        code_key=b"",
        made=machine.clock.wall(),
        expires=0,
        version="",
        own_keys=(signer, box),
    )
    flaws = [
        [to_record(replace(grant, desk="../../elsewhere"))],
        [to_record(replace(grant, own_keys=None))],
        [to_record(grant)],  # nobody has introduced it
        [to_record(grant), b"no entry"],
        [b"{}"],
        [b"no JSON"],
        [],
    ]
    for records in flaws:
        data = b"".join(seal_with_code(CODE, records))
        assert "damaged" in refused(machine, file, data, CODE)
    assert list(machine.folder.rglob("joined")) == []


@pytest.mark.parametrize(
    ("lock", "locked"),
    [
        (Lock.CODE, b""),
        (Lock.CODE, struct.pack(">16sIIB", bytes(16), 2**31, 1, 1) + bytes(60)),  # memory
        (Lock.CODE, struct.pack(">16sIIB", bytes(16), 1_024, 2**31, 1) + bytes(60)),  # time
        (Lock.CODE, struct.pack(">16sIIB", bytes(16), 1_024, 1, 0) + bytes(60)),
        (7, bytes(100)),
    ],
)
def test_a_lock_that_somebody_made_up_costs_nothing(
    machine: NewMachine, file: Path, lock: int, locked: bytes
) -> None:
    start = struct.pack(">15sBBH", MAGIC, FORMAT, lock, len(locked)) + locked
    data = start + hashlib.sha256(start).digest()[:8] + bytes(1_000)
    assert "damaged" in refused(machine, file, data, CODE)


def test_a_lock_for_this_machine_that_somebody_made_up_does_not_open(
    machine: NewMachine, file: Path
) -> None:
    request = machine.ask()
    locked = bytes.fromhex(request.desk) + bytes(92)
    start = struct.pack(">15sBBH", MAGIC, FORMAT, Lock.MACHINE, len(locked)) + locked
    data = start + hashlib.sha256(start).digest()[:8] + bytes(1_000)
    assert "damaged" in refused(machine, file, data)
    foreign = b"".join(seal_for_machine(request.desk, request.box_key, [b"", b"{}"]))
    assert "damaged" in refused(machine, file, foreign)


@pytest.mark.parametrize("asks", [True, False], ids=["for a request", "with a code"])
def test_outside_nothing_can_be_read(
    station: Station, machine: NewMachine, file: Path, *, asks: bool
) -> None:
    make_large(station)
    request = machine.ask("Canary door") if asks else None
    station.invitations.invite(Tier.ORGANISER, file, request=request, name="Canary door")
    ring, event = station.journal.identity.ring, station.desk.event
    data = file.read_bytes()
    texts = [CANARY, event.name, event.id, event.venue, "Canary door", "entrance", station.desk_id]
    for text in filter(None, texts):
        assert text.encode() not in data
    secrets = [ring.code_key, *(sealing.by_epoch[0] for sealing in ring.sealing.values())]
    for secret in (*secrets, bytes.fromhex(event.id)):
        assert secret not in data
        assert secret.hex().encode() not in data
    assert file.stat().st_mode & 0o077 == 0


def test_the_store_of_a_door_holds_no_name_and_no_code_key(
    station: Station, machine: NewMachine, file: Path, tmp_path: Path
) -> None:
    station.people.correct(identifier(BEN), {"notes": f"{CANARY} note"})
    station.people.flag(identifier(ADA), Flag.NO_PHOTO, on=True)
    station.desk.scan(invitation(ADA), "entrance")
    station.invitations.invite(Tier.DOOR, file, request=machine.ask())
    machine.join(file)
    with machine.opened() as door:
        assert door.journal.identity.ring.code_key == b""
        assert set(door.journal.identity.ring.sealing) == {Tier.DOOR}
        door.desk.scan(invitation(BEN), "entrance")
    decrypted = decrypted_file(machine, tmp_path / "plain.db")
    for text in (CANARY, "hana@example.org", "エイダ"):
        assert text.encode() not in decrypted
    ring = station.journal.identity.ring
    withheld = [ring.sealing[tier].by_epoch[0] for tier in (Tier.DESK, Tier.ORGANISER)]
    for secret in (code_key(station), *withheld):
        assert secret not in decrypted
    assert (
        ring.sealing[Tier.DOOR].by_epoch[0] in decrypted
    )  # it is the whole database that was read


def test_the_store_of_a_desk_holds_nothing_of_the_organisers(
    station: Station, machine: NewMachine, file: Path, tmp_path: Path
) -> None:
    station.invitations.invite(Tier.DESK, file, request=machine.ask())
    machine.join(file)
    decrypted = decrypted_file(machine, tmp_path / "plain.db")
    assert CANARY.encode() in decrypted
    assert b"hana@example.org" not in decrypted
    assert code_key(station) in decrypted
    assert station.journal.identity.ring.sealing[Tier.ORGANISER].by_epoch[0] not in decrypted


def decrypted_file(machine: NewMachine, plain: Path) -> bytes:
    """The bytes of the whole database of a machine's store, decrypted."""
    connection = engine.connect(machine.store / DATABASE, machine.database_key())
    try:
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", [str(plain)])
        connection.execute("SELECT sqlcipher_export('plain')").fetchall()
        connection.execute("DETACH DATABASE plain")
    finally:
        connection.close()
    return plain.read_bytes()


def test_the_private_keys_are_forgotten_where_the_store_has_them(
    station: Station, machine: NewMachine, file: Path
) -> None:
    station.invitations.invite(Tier.DOOR, file, request=machine.ask())
    machine.join(file)
    left = [path for path in machine.requests.rglob("*") if path.is_file()]
    assert [path.name for path in left] == [pending.JOINED]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a machine is forked to be killed")
def test_killed_at_any_moment_it_leaves_no_half_store(
    station: Station, machine: NewMachine, file: Path
) -> None:
    make_large(station)
    code = station.invitations.invite(Tier.DESK, file).code or ""
    seconds = time_of_a_join(machine, file, code)
    for moment in range(1, 12, 1 if THOROUGH else 2):
        one = NewMachine(machine.folder / str(moment), machine.clock)
        kill_a_join(one, file, code, seconds * moment / 10)
        if not one.store.exists():
            one.join(file, code)
        with pytest.raises(BadInvitation, match="used before"):
            one.join(file, code, store=one.folder / "second.uketsuke")
        with one.opened() as new:
            assert new.journal.verify().intact
            assert {state.id for state in desks(new.exchange)} == {station.desk_id, new.desk_id}


def time_of_a_join(machine: NewMachine, file: Path, code: str) -> float:
    begun = time.monotonic()
    machine.join(file, code)
    return time.monotonic() - begun


def kill_a_join(machine: NewMachine, file: Path, code: str, seconds: float) -> None:
    process = os.fork()
    if not process:
        machine.join(file, code)
        os._exit(0)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
