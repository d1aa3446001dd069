"""Encryption keys: sealing (AEAD), signing, and wrapping a store's key under a passphrase.

Sealing is ChaCha20-Poly1305 (RFC 8439), signing Ed25519 (RFC 8032), wrapping Argon2id (RFC 9106).
A section has a random nonce of 192 bits, extended as XChaCha20 does it. Nothing here reads a file
or a clock.
"""

from __future__ import annotations

import hmac
import json
import secrets
import struct
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from checkin import outside
from checkin.domain import Tier

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
SALT_BYTES: Final = 16
# RFC 9106's second recommended option, with four lanes; 64 MiB.
MEMORY_KIB: Final = 65_536
ITERATIONS: Final = 3
LANES: Final = 4
MOST_MEMORY_KIB: Final = 262_144  # an altered file must not exhaust the memory
MOST_ITERATIONS: Final = 8
CODE_DIGEST: Final = b"uketsuke code digest 1"
NEW_KEYS: Final = b"uketsuke new keys 1"
MATCHING: Final = b"uketsuke watch list 1"
BOX: Final = b"uketsuke box 1"
ROOT: Final = b"uketsuke root 1"
ROOT_COST: Final = (65_536, 3, 4)  # KiB, iterations, lanes; stored nowhere, so it never changes
SECTION: Final = b"uketsuke section 2"
SECTION_FORMAT: Final = 2
EXTENDED_NONCE_BYTES: Final = 24
_SECTION_START: Final = struct.Struct(">BI")  # the format, and the epoch of the key
_LEADING: Final = bytes(4)  # of the inner nonce, whose other eight bytes are random
RECOVERY_ALPHABET: Final = "BCDEFGHIJKLNOPRSTUVX"
RECOVERY_LETTERS: Final = 30  # 129 bits


class Unopened(Exception):
    """The key does not fit, or the ciphertext has been altered."""


class KeyMissing(Exception):
    """The section was sealed in an epoch whose key is not here, or not yet."""


class SealKey:
    """The key that wraps another one: it seals few messages."""

    def __init__(self, key: bytes) -> None:
        self._cipher = ChaCha20Poly1305(key)

    def seal(self, plain: bytes, context: bytes) -> bytes:
        """Encrypts. Returns nonce and ciphertext; `context` is authenticated and must be the same to open."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, context)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Decrypts. Raises `Unopened`."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
        except (InvalidTag, ValueError) as error:
            raise Unopened from error


class TierKeys:
    """The keys of a tier by epoch. A new epoch begins when a machine was lost; the old keys open old entries.

    Copies of a store go on with one key and do not know of each other, so a counter cannot be the
    nonce, and 96 random bits are too few for what all desks of a large event seal. Each section has
    192, of which 128 make a key of its own.
    """

    def __init__(self, by_epoch: Mapping[int, bytes]) -> None:
        self.by_epoch = dict(by_epoch)
        self.newest = max(self.by_epoch)

    def seal(self, plain: bytes, context: bytes) -> bytes:
        """Encrypts with the newest key: format, epoch, nonce, ciphertext.

        `context` is authenticated with format and epoch, and must be the same to open.
        """
        start = section_start(self.newest)
        nonce = secrets.token_bytes(EXTENDED_NONCE_BYTES)
        cipher, inner = _extended(self.by_epoch[self.newest], nonce)
        return start + nonce + cipher.encrypt(inner, plain, context + start)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Decrypts. Raises `Unopened`, or `KeyMissing` for an epoch whose key is not here."""
        size = _SECTION_START.size
        start, nonce = sealed[:size], sealed[size : size + EXTENDED_NONCE_BYTES]
        if len(nonce) < EXTENDED_NONCE_BYTES:
            raise Unopened
        section_format, epoch = _SECTION_START.unpack(start)
        if section_format != SECTION_FORMAT:
            raise Unopened
        if epoch not in self.by_epoch:
            raise KeyMissing
        cipher, inner = _extended(self.by_epoch[epoch], nonce)
        try:
            return cipher.decrypt(inner, sealed[size + EXTENDED_NONCE_BYTES :], context + start)
        except InvalidTag as error:
            raise Unopened from error


def section_start(epoch: int) -> bytes:
    """The first bytes of a section that is sealed in that epoch."""
    return _SECTION_START.pack(SECTION_FORMAT, epoch)


def _extended(key: bytes, nonce: bytes) -> tuple[ChaCha20Poly1305, bytes]:
    """The cipher and inner nonce: XChaCha20's construction, with HMAC-SHA-256 in place of HChaCha20."""
    of_section = hmac.digest(key, SECTION + nonce[:16], "sha256")
    return ChaCha20Poly1305(of_section), _LEADING + nonce[16:]


class Signer:
    """A desk's private key."""

    def __init__(self, private: bytes) -> None:
        self.private = private
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self.public = self._key.public_key().public_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        return self._key.sign(data)


class BoxKey:
    """The private key with which a desk opens what was sealed for it alone (X25519, RFC 7748)."""

    def __init__(self, private: bytes) -> None:
        self.private = private
        self._key = X25519PrivateKey.from_private_bytes(private)
        self.public = self._key.public_key().public_bytes_raw()

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Decrypts what `seal_for` sealed. Raises `Unopened`."""
        sender, inner = sealed[:KEY_BYTES], sealed[KEY_BYTES:]
        try:
            shared = self._key.exchange(X25519PublicKey.from_public_bytes(sender))
        except ValueError as error:
            raise Unopened from error
        return _boxed(shared, sender, self.public).open(inner, context)


def seal_for(public: bytes, plain: bytes, context: bytes) -> bytes:
    """Encrypts for the desk with that public box key; also who sealed it cannot open it again.

    The key is of this message alone: a new key pair, whose public half comes first. Raises
    `ValueError` for a public key that is none.
    """
    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    try:
        shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as error:
        raise ValueError("no public key of a desk") from error
    return sender + _boxed(shared, sender, public).seal(plain, context)


def _boxed(shared: bytes, sender: bytes, receiver: bytes) -> SealKey:
    return SealKey(hmac.digest(shared, BOX + sender + receiver, "sha256"))


class Verifier:
    """A desk's public key."""

    def __init__(self, public: bytes) -> None:
        self._key = Ed25519PublicKey.from_public_bytes(public)

    def genuine(self, signature: bytes, data: bytes) -> bool:
        try:
            self._key.verify(signature, data)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """The secrets of a desk: sealing keys by tier, its signing key and box key, the event's code key."""

    sealing: Mapping[Tier, TierKeys]
    signer: Signer
    box: BoxKey
    code_key: bytes


def matching_key(ring: KeyRing) -> bytes:
    """The key of the digests by which desks match names that they must not read; empty without their tier."""
    desk = ring.sealing.get(Tier.DESK)
    # The first key: a digest that was made with it is to match for the whole event.
    return hmac.digest(desk.by_epoch[min(desk.by_epoch)], MATCHING, "sha256") if desk else b""


def code_digest(ring: KeyRing, code: str) -> str:
    """The form of a code that every desk of the event can make of a code, and no code of it."""
    door = ring.sealing[Tier.DOOR]
    key = hmac.digest(door.by_epoch[min(door.by_epoch)], CODE_DIGEST, "sha256")
    return keyed_digest(key, code)


def known_code(ring: KeyRing, code: str) -> str:
    """The form in which this desk knows codes: a door knows the digest alone."""
    return code if Tier.DESK in ring.sealing else code_digest(ring, code)


def keyed_digest(key: bytes, text: str) -> str:
    """A digest (HMAC-SHA-256, 128 bits) that nobody without the key can make, or test a guess with."""
    return hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256")[:16].hex()


def new_ring() -> KeyRing:
    """Generates the keys of a new event, for its first desk."""
    sealing = {tier: TierKeys({0: secrets.token_bytes(KEY_BYTES)}) for tier in Tier}
    own = (Signer(secrets.token_bytes(KEY_BYTES)), BoxKey(secrets.token_bytes(KEY_BYTES)))
    return KeyRing(sealing, *own, secrets.token_bytes(KEY_BYTES))


@dataclass(frozen=True, slots=True)
class Slot:
    """One keyslot: a store's key, wrapped under one passphrase."""

    kind: str
    salt: bytes
    memory_kib: int
    iterations: int
    lanes: int
    wrapped: bytes
    added: int = 0  # when, in ms of the wall clock; 0 where nobody knows

    def context(self) -> bytes:
        """The associated data of the wrapping: all parameters, so that none can be weakened."""
        return f"{self.kind} {self.memory_kib} {self.iterations} {self.lanes}".encode() + self.salt


def wrap(secret: bytes, passphrase: str, kind: str, added: int = 0) -> Slot:
    """Wraps a key in a new keyslot of that kind ("passphrase" or "recovery")."""
    empty = Slot(kind, secrets.token_bytes(SALT_BYTES), MEMORY_KIB, ITERATIONS, LANES, b"")
    sealed = SealKey(_derive(passphrase, empty)).seal(secret, empty.context())
    return Slot(kind, empty.salt, MEMORY_KIB, ITERATIONS, LANES, sealed, added)


def unwrap(slot: Slot, passphrase: str) -> bytes:
    """Unwraps the store's key. Raises `Unopened` for a wrong passphrase. Takes about a tenth of a second.

    A slot for the passphrase on paper takes its thirty letters and nothing else: a store that somebody else has
    prepared must not open with what is only called so.
    """
    if slot.kind == "recovery" and not _is_recovery(passphrase):
        raise Unopened
    return SealKey(_derive(passphrase, slot)).open(slot.wrapped, slot.context())


def recovery_passphrase() -> str:
    """Generates a passphrase to be kept on paper: letters that all keyboards type alike, in groups."""
    letters = "".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(RECOVERY_LETTERS))
    return "-".join(letters[start : start + 5] for start in range(0, RECOVERY_LETTERS, 5))


def differing_group(typed: str, recovery: str) -> int:
    """The number of the first group of letters in which what was typed is not this recovery passphrase; 0 if it is."""
    letters = _recovery_letters(typed)
    wanted = recovery.split("-")
    for number, group in enumerate(wanted, start=1):
        start = (number - 1) * len(group)
        if letters[start : start + len(group)] != group:
            return number
    return 0 if len(letters) == RECOVERY_LETTERS else len(wanted)


def _is_recovery(passphrase: str) -> bool:
    letters = _recovery_letters(passphrase)
    return len(letters) == RECOVERY_LETTERS and set(letters) <= set(RECOVERY_ALPHABET)


def _recovery_letters(passphrase: str) -> str:
    words = unicodedata.normalize("NFKC", passphrase)
    return "".join(char for char in words.upper() if char.isalpha())


def renewed(ring: KeyRing, epoch: int) -> KeyRing:
    """The ring of an organiser with new keys of all its tiers from that epoch on, and a new code key."""
    sealing = {
        tier: TierKeys({**held.by_epoch, epoch: secrets.token_bytes(KEY_BYTES)})
        for tier, held in ring.sealing.items()
    }
    return replace(ring, sealing=sealing, code_key=secrets.token_bytes(KEY_BYTES))


def without_names(ring: KeyRing) -> KeyRing:
    """The ring after the event's end: nothing that was sealed for desks or organisers opens any more.

    The keys that take their place nobody else has. The box key goes too: boxes with the old keys lie in
    the journal. Doors' keys stay, they open no name: see decision 093.
    """
    epoch = ring.sealing[Tier.DOOR].newest + 1
    sealing = {
        tier: held if tier is Tier.DOOR else TierKeys({epoch: secrets.token_bytes(KEY_BYTES)})
        for tier, held in ring.sealing.items()
    }
    code_key = secrets.token_bytes(KEY_BYTES) if ring.code_key else b""
    return replace(
        ring, sealing=sealing, box=BoxKey(secrets.token_bytes(KEY_BYTES)), code_key=code_key
    )


def boxed_keys(ring: KeyRing, epoch: int, tiers: Collection[Tier], box_key: bytes) -> bytes:
    """The keys of an epoch that a desk with these tiers may have, sealed for it. A door gets no code key."""
    document = {
        "sealing": {tier.value: ring.sealing[tier].by_epoch[epoch].hex() for tier in tiers},
        "code": ring.code_key.hex() if Tier.DESK in tiers else "",
    }
    return seal_for(box_key, json.dumps(document).encode(), NEW_KEYS + epoch.to_bytes(4, "big"))


def with_boxed_keys(ring: KeyRing, epoch: int, boxed: bytes) -> KeyRing:
    """The ring with the keys of an epoch from this desk's box. Raises `Unopened`."""
    plain = ring.box.open(boxed, NEW_KEYS + epoch.to_bytes(4, "big"))
    try:
        document = outside.parsed_json(plain)
        new = {Tier(tier): bytes.fromhex(key) for tier, key in document["sealing"].items()}
        code = bytes.fromhex(document["code"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unopened from error
    if new.keys() != ring.sealing.keys() or any(len(key) != KEY_BYTES for key in new.values()):
        raise Unopened
    sealing = {
        tier: TierKeys({**held.by_epoch, epoch: new[tier]}) for tier, held in ring.sealing.items()
    }
    return replace(ring, sealing=sealing, code_key=code)


def root_identity(recovery: str, event: str) -> tuple[Signer, BoxKey]:
    """The keys of an event's root, made from the recovery passphrase on paper. Takes a tenth of a second.

    Nothing holds them: whoever has the paper can revoke any desk, also the first one.
    """
    slot = Slot("recovery", bytes.fromhex(event), *ROOT_COST, b"")
    secret = _derive(recovery, slot)
    private, box = (hmac.digest(secret, ROOT + use, "sha256") for use in (b" sign", b" box"))
    return Signer(private), BoxKey(box)


def digest_pin(pin: str, salt: bytes) -> bytes:
    """A digest of a PIN. It guards a shift in an unlocked store, never data: 19 MiB are enough."""
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=2, lanes=1, memory_cost=19_456)
    return kdf.derive(unicodedata.normalize("NFKC", pin).encode("utf-8", "surrogatepass"))


def _derive(passphrase: str, slot: Slot) -> bytes:
    # Unicode normalisation: the same passphrase may be composed on Windows and decomposed on a Mac.
    words = unicodedata.normalize("NFKC", passphrase)
    if slot.kind == "recovery":
        words = _recovery_letters(passphrase)
    kdf = Argon2id(
        salt=slot.salt,
        length=KEY_BYTES,
        iterations=slot.iterations,
        lanes=slot.lanes,
        memory_cost=slot.memory_kib,
    )
    return kdf.derive(words.encode("utf-8", "surrogatepass"))
