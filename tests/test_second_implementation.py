"""A second implementation, by `docs/protocol.md` alone: it reads a bundle, and knows who is inside.

`Reader` imports nothing of the program. Where this fails, the page or the program has changed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from checkin import bundle
from checkin.domain import Direction, Manner, Outcome, Tier
from tests.factories import Clock
from tests.several_desks import stations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

FRAME = 65_536
WIRE = ">16s16sQqIqHH32s"
HEADER = ">16s16sQqIqH32s"


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def mac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")


@dataclass
class Reader:
    """Reads with the raw keys of the tier door, by epoch, and the root's public key."""

    door: dict[int, bytes]
    event: bytes
    root: bytes
    public: dict[bytes, bytes] = field(default_factory=dict)
    heads: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    scans: dict[bytes, tuple[Any, ...]] = field(default_factory=dict)
    undone: set[bytes] = field(default_factory=set)
    stated: list[dict[str, Any]] = field(default_factory=list)

    def read(self, data: bytes) -> None:
        plain = b"".join(self.frames(data))
        at, entries = 0, 0
        while plain[at] != 3:
            kind, size = struct.unpack_from(">BI", plain, at)
            body = plain[at + 5 : at + 5 + size]
            if kind == 1:
                self.stated.append({"desk": body[:16], "signature": body[16:80], "json": body[80:]})
            else:
                self.entry(body)
                entries += 1
            at += 5 + size
        end = struct.pack(">BIQ", 3, 40, entries) + sha(plain[:at])
        assert plain[at : at + 45] == end
        assert not any(plain[at + 45 :])
        for statement in self.stated:
            key = Ed25519PublicKey.from_public_bytes(self.public[statement["desk"]])
            key.verify(statement["signature"], b"uketsuke statement 1" + statement["json"])
            assert json.loads(statement["json"])["event"] == self.event.hex()

    def frames(self, data: bytes) -> Iterator[bytes]:
        transport = mac(self.door[0], b"uketsuke transport 1")
        header, salt = data[:56], data[24:56]
        assert header[:16] == b"UKETSUKE-BUNDLE\x01"
        assert header[16:24] == mac(transport, b"uketsuke bundle tag 1" + salt)[:8]
        cipher = ChaCha20Poly1305(mac(transport, b"uketsuke bundle stream 1" + salt))
        starts = range(56, len(data), FRAME)
        for number, start in enumerate(starts):
            last = number == len(starts) - 1
            nonce = bytes(7) + struct.pack(">IB", number, last)
            yield cipher.decrypt(nonce, data[start : start + FRAME], header)

    def entry(self, body: bytes) -> None:
        *fixed, length, previous = struct.unpack_from(WIRE, body)
        event, desk, number, ms, counter, _, version = fixed
        at = struct.calcsize(WIRE)
        kind, at = body[at : at + length], at + length
        hashes, at = sized(body, at)
        signature, at = sized(body, at)
        header = b"UKETSUKE-ENTRY-1" + struct.pack(HEADER, *fixed, previous) + kind
        signed = header + sha(hashes)
        hashed = {
            hashes[place]: hashes[place + 1 : place + 33] for place in range(0, len(hashes), 33)
        }
        section: dict[str, Any] = {}
        while at < len(body):
            tier = body[at]
            sealed, at = sized(body, at + 1)
            assert sha(sealed) == hashed[tier]
            if tier == 0:
                section = self.opened(sealed, header)
        assert (event, version) == (self.event, 1)
        assert self.heads.get(desk, (0, bytes(32))) == (number - 1, previous)
        if kind == b"desk_added":
            self.introduced(section)
        Ed25519PublicKey.from_public_bytes(self.public[desk]).verify(signature, signed)
        self.heads[desk] = number, sha(signed)
        if kind == b"scanned":
            order = (section.get("happened", ms), ms, counter, desk, sha(signed))
            what = (section.get("delegate", ""), section["session"], section["outcome"])
            self.scans[sha(signed)] = (order, *what)
        elif kind == b"undone":
            self.undone.add(bytes.fromhex(section["entry"]))

    def introduced(self, section: dict[str, Any]) -> None:
        key = bytes.fromhex(section["public_key"])
        assert self.public or key == self.root
        self.public.setdefault(bytes.fromhex(section["desk"]), key)

    def opened(self, sealed: bytes, header: bytes) -> dict[str, Any]:
        start, nonce = sealed[:5], sealed[5:29]
        section_format, epoch = struct.unpack(">BI", start)
        assert section_format == 2
        key = mac(self.door[epoch], b"uketsuke section 2" + nonce[:16])
        plain = ChaCha20Poly1305(key).decrypt(
            bytes(4) + nonce[16:], sealed[29:], header + b"\0" + start
        )
        assert len(plain) % 64 == 0
        found: dict[str, Any] = json.loads(plain)
        return found

    def inside(self) -> dict[str, set[str]]:
        """Who is in which session."""
        there: dict[str, set[str]] = {}
        standing = [scan for entry, scan in self.scans.items() if entry not in self.undone]
        for _, delegate, session, outcome in sorted(standing):
            if outcome in ("admitted", "readmitted", "provisional"):
                there.setdefault(session, set()).add(delegate)
            elif outcome == "left":
                there[session].discard(delegate)
        return {session: who for session, who in there.items() if who}


def sized(data: bytes, at: int) -> tuple[bytes, int]:
    (size,) = struct.unpack_from(">I", data, at)
    return data[at + 4 : at + 4 + size], at + 4 + size


def attendance(station: Station) -> dict[str, set[str]]:
    """Who is in which session, as the program says."""
    there: dict[str, set[str]] = {}
    with station.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT session, delegate FROM attendance WHERE inside")
        for session, delegate in rows:
            there.setdefault(session, set()).add(delegate)
    return there


def test_a_second_implementation_knows_who_is_inside(tmp_path: Path) -> None:
    clock = Clock()
    with stations(tmp_path, [Tier.DESK], clock) as (first, second):
        people = []
        for number in range(6):
            fields = {"name": f"Delegate {number}", "category": "scholar"}
            people.append(first.desk.walkin(fields, approved=True).number)
        bundle.write(first.exchange, tmp_path / "there")
        bundle.read(second.exchange, tmp_path / "there")
        for desk, chosen in ((first, people[:4]), (second, people[2:])):
            for number in chosen:
                clock.forward(60_000)
                assert desk.desk.checkin(number, "entrance").outcome is Outcome.ADMITTED
        second.desk.checkin(people[4], "exhibition")
        second.desk.checkin(people[5], "entrance", Manner(direction=Direction.EXIT))
        first.desk.undo(first.desk.checkin(people[0], "exhibition").entry)
        first.desk.checkin(people[1], "exhibition")
        bundle.write(second.exchange, tmp_path / "back")
        bundle.read(first.exchange, tmp_path / "back")
        bundle.write(first.exchange, tmp_path / "all")
        ring = first.journal.identity.ring
        keys = ring.sealing[Tier.DOOR].by_epoch
        reader = Reader(keys, bytes.fromhex(first.exchange.event), first.journal.identity.root)
        reader.read((tmp_path / "all").read_bytes())
        assert reader.inside() == attendance(first)
        assert {len(who) for who in reader.inside().values()} == {5, 2}
        assert {desk.hex(): number for desk, (number, _) in reader.heads.items()} == {
            desk: head.seq for desk, head in first.exchange.heads().items()
        }
