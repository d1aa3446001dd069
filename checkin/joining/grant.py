"""Grant to a new desk (provisioning data): who it is, the keys of its tier, and the way to the hub.

The first record of an invitation; the entries that the tier may read follow it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from checkin import outside
from checkin.domain import Tier
from checkin.hub import HubAddress, Membership
from checkin.journal import Identity
from checkin.keys import BoxKey, KeyRing, Signer, TierKeys

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, repr=False)
class Grant:
    """What a new desk is given. A door gets no code key.

    `own_keys` are those of the desk itself, made for it where it has made none: signing key and box
    key. `made` and `expires` are by the organiser's wall clock; what does not expire has 0.
    """

    event: str
    root: bytes
    desk: str
    name: str
    tier: Tier
    sealing: Mapping[Tier, TierKeys]
    code_key: bytes
    made: int
    expires: int
    version: str
    own_keys: tuple[Signer, BoxKey] | None = None
    hub: Membership | None = None

    def identity(self, signer: Signer, box: BoxKey) -> Identity:
        """The identity of the desk with its private keys."""
        ring = KeyRing(self.sealing, signer, box, self.code_key)
        return Identity(self.event, self.desk, ring, self.root)


def to_record(grant: Grant) -> bytes:
    own = grant.own_keys
    document = {
        "event": grant.event,
        "root": grant.root.hex(),
        "desk": grant.desk,
        "name": grant.name,
        "tier": grant.tier.value,
        "sealing": {
            tier.value: {str(epoch): key.hex() for epoch, key in sealing.by_epoch.items()}
            for tier, sealing in grant.sealing.items()
        },
        "code_key": grant.code_key.hex(),
        "made": grant.made,
        "expires": grant.expires,
        "version": grant.version,
        "own_keys": own and {"sign": own[0].private.hex(), "box": own[1].private.hex()},
        "hub": grant.hub and asdict(grant.hub),
    }
    return json.dumps(document).encode()


def from_record(record: bytes) -> Grant:
    """The grant of `to_record`. Raises `ValueError` for anything else."""
    try:
        return _grant(outside.parsed_json(record))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no grant") from error


def _grant(document: Any) -> Grant:
    own, hub = document["own_keys"], document["hub"]
    return Grant(
        event=document["event"],
        root=bytes.fromhex(document["root"]),
        desk=document["desk"],
        name=document["name"],
        tier=Tier(document["tier"]),
        sealing={
            Tier(tier): TierKeys({int(epoch): bytes.fromhex(key) for epoch, key in keys.items()})
            for tier, keys in document["sealing"].items()
        },
        code_key=bytes.fromhex(document["code_key"]),
        made=int(document["made"]),
        expires=int(document["expires"]),
        version=document["version"],
        own_keys=_own_keys(own) if own else None,
        hub=hub and Membership(HubAddress(**hub.pop("address")), **hub),
    )


def _own_keys(private: Mapping[str, str]) -> tuple[Signer, BoxKey]:
    return Signer(bytes.fromhex(private["sign"])), BoxKey(bytes.fromhex(private["box"]))
