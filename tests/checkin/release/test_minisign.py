"""Signatures of the program minisign, made by it."""

from __future__ import annotations

import pytest

from checkin.release import minisign
from checkin.release.minisign import BadSignature

TEXT = b"Uketsuke\n"
KEY = """untrusted comment: minisign public key 79FC26152CA25870
RWRwWKIsFSb8eYJHSejkcDzgb3fRJQOrqBPzGonisiP2hTp5jBgdNPUk
"""
ANOTHER_KEY = "RWTN/Mf+dWjGSbxsdz9LC3UCuxJhQ37T81yrWBt3SSGKHs/42S0NJfzq"
SIGNATURE = """untrusted comment: signature from minisign secret key
RURwWKIsFSb8eXOECSDPepbfzpOqiJ7gzEBEGq6iIb7VY6C6wtL+MtcRg9J/y1V2+QRrH8anaLCdARpq061o40ogKVDKwyIh4AU=
trusted comment: uketsuke 1.0.0
3FVC6UpRjekKJSGypi9GfxTlJY4iweXfO1ToANOfCnWaSI4pIP9NahnxW6iSUZhpD6VqnacAp4av87s0BEHyAA==
"""
WITHOUT_HASH = """untrusted comment: signature from minisign secret key
RWRwWKIsFSb8edg2UzNntzCtdM/46lYfpwEbj/b0EdOSqIzicWfzXrNzYkhX4ZkFJH9wHwuX73teWtrwJlUAmSlsoIW7Iw7clwM=
trusted comment: uketsuke 1.0.0
mHoMEkhzlLpNKNDKpt1CKQCA3YPdSXR5P1IhhkrkDYynnNKIe6mxTUZ1u5fAI3xlL6oK6ZzhTyVxnQtDZb0CAw==
"""


def test_a_genuine_signature_says_its_trusted_comment() -> None:
    assert minisign.check(TEXT, SIGNATURE, minisign.public_key(KEY)) == "uketsuke 1.0.0"


def test_no_letter_of_what_is_signed_can_be_changed() -> None:
    key = minisign.public_key(KEY)
    begins = SIGNATURE.index("\n")  # the first line is for people
    for place in range(begins, len(SIGNATURE) - 1):
        other = "A" if SIGNATURE[place] != "A" else "B"
        with pytest.raises(BadSignature):
            minisign.check(TEXT, SIGNATURE[:place] + other + SIGNATURE[place + 1 :], key)


@pytest.mark.parametrize(
    ("text", "signature", "key"),
    [
        (b"Uketsuke", SIGNATURE, KEY),
        (TEXT, SIGNATURE, ANOTHER_KEY),
        (TEXT, WITHOUT_HASH, KEY),
        (TEXT, "", KEY),
        (TEXT, SIGNATURE + SIGNATURE, KEY),
        (TEXT, SIGNATURE.replace("=", "é"), KEY),
    ],
    ids=["another text", "another key", "the older kind", "nothing", "twice", "no letters of it"],
)
def test_anything_else_is_refused(text: bytes, signature: str, key: str) -> None:
    with pytest.raises(BadSignature):
        minisign.check(text, signature, minisign.public_key(key))


@pytest.mark.parametrize("text", ["", "\n", "RWQ=", KEY[:-3], SIGNATURE])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="minisign"):
        minisign.public_key(text)
