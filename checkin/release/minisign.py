"""Signatures of minisign, checked (Ed25519 over BLAKE2b-512; jedisct1.github.io/minisign, *Signature format*)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_KEY_KIND: Final = b"Ed"
_HASHED: Final = b"ED"  # the kind that minisign writes since 0.8; the older one is not accepted
_COMMENT: Final = "trusted comment: "


class BadSignature(ValueError):
    """A text is no signature, or none by this key of this content."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A minisign key: eight bytes that name it, and the Ed25519 key."""

    number: bytes
    key: Ed25519PublicKey


def public_key(text: str) -> PublicKey:
    """From the lines of a `.pub` file; raises `ValueError`."""
    data = _decoded(text.strip().splitlines()[-1] if text.strip() else "", 42)
    if data[:2] != _KEY_KIND:
        raise ValueError("no minisign key")
    return PublicKey(data[2:10], Ed25519PublicKey.from_public_bytes(data[10:]))


def check(content: bytes, signature: str, key: PublicKey) -> str:
    """The trusted comment of a genuine signature; raises `BadSignature`."""
    lines = signature.splitlines()
    if len(lines) != 4 or not lines[2].startswith(_COMMENT):
        raise BadSignature("no minisign signature")
    try:
        signed, over_all = _decoded(lines[1], 74), _decoded(lines[3], 64)
        if signed[:2] != _HASHED or signed[2:10] != key.number:
            raise BadSignature("by another key")
        comment = lines[2].removeprefix(_COMMENT)
        key.key.verify(signed[10:], hashlib.blake2b(content).digest())
        key.key.verify(over_all, signed[10:] + comment.encode())
    except InvalidSignature as error:
        raise BadSignature("not genuine") from error
    return comment


def _decoded(text: str, length: int) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadSignature("no minisign signature") from error
    if len(data) != length or base64.b64encode(data).decode() != text:
        raise BadSignature("no minisign signature")
    return data
