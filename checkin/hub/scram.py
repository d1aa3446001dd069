"""SCRAM verifier (RFC 5803): what PostgreSQL keeps of a password, made here so that none is sent."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b64encode
from typing import Final

ITERATIONS: Final = 4_096  # the password has 256 random bits, more would only slow each connection
_PASSWORD_BYTES: Final = 32
_SALT_BYTES: Final = 16


def new_password() -> str:
    return secrets.token_urlsafe(_PASSWORD_BYTES)


def verifier(password: str) -> str:
    """The verifier of an ASCII password, with a fresh salt."""
    salt = secrets.token_bytes(_SALT_BYTES)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, ITERATIONS)
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    stored_key = hashlib.sha256(client_key).digest()
    server_key = hmac.digest(salted, b"Server Key", "sha256")
    salt64, stored64, server64 = (
        b64encode(part).decode() for part in (salt, stored_key, server_key)
    )
    return f"SCRAM-SHA-256${ITERATIONS}:{salt64}${stored64}:{server64}"
