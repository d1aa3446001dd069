"""Keys: what is sealed opens for its key alone, and the passphrase is made slow to guess."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checkin import keys
from checkin.domain import Tier
from checkin.keys import BoxKey, KeyMissing, SealKey, Signer, TierKeys, Unopened, Verifier, seal_for

SECRET = bytes(range(32))
key_bytes = st.binary(min_size=32, max_size=32)


def of_one_epoch(key: bytes) -> TierKeys:
    return TierKeys({0: key})


MADE = pytest.mark.parametrize("made", [SealKey, of_one_epoch])
Made = Callable[[bytes], SealKey | TierKeys]


@MADE
@given(key=key_bytes, plain=st.binary(max_size=300), context=st.binary(max_size=50))
def test_what_is_sealed_opens_with_the_same_key_and_context(
    made: Made, key: bytes, plain: bytes, context: bytes
) -> None:
    assert made(key).open(made(key).seal(plain, context), context) == plain


@MADE
@given(key=key_bytes, other=key_bytes, plain=st.binary(max_size=50))
def test_another_key_opens_nothing(made: Made, key: bytes, other: bytes, plain: bytes) -> None:
    assume(key != other)
    with pytest.raises(Unopened):
        made(other).open(made(key).seal(plain, b""), b"")


@MADE
def test_in_another_place_a_sealed_text_does_not_open(made: Made) -> None:
    sealed = made(SECRET).seal(b"a name", b"entry 1")
    with pytest.raises(Unopened):
        made(SECRET).open(sealed, b"entry 2")


@MADE
def test_one_flipped_bit_anywhere_is_found(made: Made) -> None:
    key = made(SECRET)
    sealed = key.seal(b"a name", b"")
    for place in range(len(sealed)):
        for bit in range(8):
            flipped = bytearray(sealed)
            flipped[place] ^= 1 << bit
            with pytest.raises((Unopened, KeyMissing)):
                key.open(bytes(flipped), b"")


@MADE
@pytest.mark.parametrize("length", range(34))
def test_what_is_cut_does_not_open(made: Made, length: int) -> None:
    key = made(SECRET)
    with pytest.raises(Unopened):
        key.open(key.seal(b"a name", b"")[:length], b"")


@MADE
def test_the_same_text_is_never_sealed_alike_twice(made: Made) -> None:
    key = made(SECRET)
    assert len({key.seal(b"a name", b"") for _ in range(100)}) == 100


def test_a_new_epoch_seals_and_the_old_ones_still_open() -> None:
    before, after = TierKeys({0: SECRET}), TierKeys({0: SECRET, 1: SECRET[::-1]})
    old, new = before.seal(b"a name", b""), after.seal(b"a name", b"")
    assert after.open(old, b"") == after.open(new, b"") == b"a name"
    with pytest.raises(KeyMissing):
        before.open(new, b"")


def test_a_section_says_its_format_and_its_epoch() -> None:
    sealed = TierKeys({0: SECRET, 7: SECRET[::-1]}).seal(b"a name", b"")
    assert sealed[:5] == bytes([2, 0, 0, 0, 7])
    assert len(sealed) == 5 + 24 + len(b"a name") + 16
    with pytest.raises(Unopened):
        TierKeys({7: SECRET[::-1]}).open(bytes([1]) + sealed[1:], b"")


@given(key_bytes, st.binary(max_size=300), st.binary(max_size=50))
def test_what_is_sealed_for_a_desk_opens_with_its_key(
    private: bytes, plain: bytes, context: bytes
) -> None:
    desk = BoxKey(private)
    assert desk.open(seal_for(desk.public, plain, context), context) == plain


def test_what_is_sealed_for_a_desk_opens_nowhere_else() -> None:
    desk, other = BoxKey(SECRET), BoxKey(SECRET[::-1])
    sealed = seal_for(desk.public, b"the new keys", b"event 1")
    for opened_by, context in ((other, b"event 1"), (desk, b"event 2")):
        with pytest.raises(Unopened):
            opened_by.open(sealed, context)
    for cut in (0, 31, 32, len(sealed) - 1):
        with pytest.raises(Unopened):
            desk.open(sealed[:cut], b"event 1")
    assert seal_for(desk.public, b"the new keys", b"event 1") != sealed


def test_a_sender_whose_key_gives_a_known_secret_is_refused() -> None:
    """All-zero is a point of small order: everybody would know the shared secret (RFC 7748, 6.1)."""
    with pytest.raises(Unopened):
        BoxKey(SECRET).open(bytes(32) + bytes(60), b"")
    with pytest.raises(ValueError, match="no public key"):
        seal_for(bytes(32), b"the new keys", b"")


def test_a_signature_is_of_one_desk_and_one_text() -> None:
    signer, other = Signer(SECRET), Signer(SECRET[::-1])
    signature = signer.sign(b"entry")
    assert Verifier(signer.public).genuine(signature, b"entry")
    assert not Verifier(signer.public).genuine(signature, b"entry!")
    assert not Verifier(other.public).genuine(signature, b"entry")
    assert not Verifier(signer.public).genuine(bytes(64), b"entry")
    assert not Verifier(signer.public).genuine(b"short", b"entry")


def test_a_new_event_has_a_key_of_its_own_for_each_tier() -> None:
    one, other = keys.new_ring(), keys.new_ring()
    sealing = [key for tier in one.sealing.values() for key in tier.by_epoch.values()]
    secrets = [*sealing, one.signer.private, one.code_key]
    assert set(one.sealing) == set(Tier)
    assert len({*secrets, other.code_key, other.signer.private}) == len(secrets) + 2


def test_no_key_shows_itself_when_it_is_printed() -> None:
    ring = keys.new_ring()
    for secret in (ring.code_key, ring.signer.private, ring.sealing[Tier.DOOR].by_epoch[0]):
        assert repr(secret) not in repr(ring)
        assert secret.hex() not in repr(ring)


@pytest.mark.usefixtures("full_strength")
def test_guessing_a_passphrase_costs_64_mebibytes_and_three_passes() -> None:
    slot = keys.wrap(SECRET, "open sesame", "passphrase")
    assert slot.memory_kib >= 64 * 1024
    assert slot.iterations >= 3
    assert len(slot.salt) >= 16
    assert (slot.memory_kib, slot.iterations) == (keys.MEMORY_KIB, keys.ITERATIONS)


def test_a_slot_opens_for_its_passphrase_alone() -> None:
    slot = keys.wrap(SECRET, "open sesame", "passphrase")
    assert keys.unwrap(slot, "open sesame") == SECRET
    for wrong in ("open  sesame", "Open sesame", "", "open sesame "):
        with pytest.raises(Unopened):
            keys.unwrap(slot, wrong)


def test_a_passphrase_opens_composed_or_decomposed_and_in_wide_letters() -> None:
    composed = unicodedata.normalize("NFC", "Überraschung カ゛")
    slot = keys.wrap(SECRET, composed, "passphrase")
    assert keys.unwrap(slot, unicodedata.normalize("NFD", composed)) == SECRET
    assert keys.unwrap(slot, composed.replace("b", "ｂ")) == SECRET


def test_half_a_character_in_a_passphrase_is_no_crash() -> None:
    slot = keys.wrap(SECRET, "\ud83c", "passphrase")
    assert keys.unwrap(slot, "\ud83c") == SECRET


def test_a_recovery_passphrase_is_long_and_made_of_letters_that_every_keyboard_has() -> None:
    recovery = keys.recovery_passphrase()
    assert [len(group) for group in recovery.split("-")] == [5] * 6
    assert set(recovery) <= set(keys.RECOVERY_ALPHABET) | {"-"}
    assert recovery != keys.recovery_passphrase()


def test_a_recovery_passphrase_opens_however_it_is_typed() -> None:
    recovery = keys.recovery_passphrase()
    slot = keys.wrap(SECRET, recovery, "recovery")
    for typed in (recovery.lower(), recovery.replace("-", ""), recovery.replace("-", " ") + "\n"):
        assert keys.unwrap(slot, typed) == SECRET
    with pytest.raises(Unopened):
        keys.unwrap(slot, recovery[:-1])


def test_only_the_recovery_passphrase_is_read_so_leniently() -> None:
    slot = keys.wrap(SECRET, "open-sesame", "passphrase")
    with pytest.raises(Unopened):
        keys.unwrap(slot, "OPEN SESAME")


@pytest.mark.usefixtures("full_strength")
@pytest.mark.parametrize(
    "weaker", [{"memory_kib": 8_192}, {"iterations": 1}, {"lanes": 1}, {"kind": "recovery"}]
)
def test_the_parameters_of_a_slot_cannot_be_weakened(weaker: dict[str, object]) -> None:
    slot = keys.wrap(SECRET, "open sesame", "passphrase")
    with pytest.raises(Unopened):
        keys.unwrap(replace(slot, **weaker), "open sesame")  # type: ignore[arg-type]


def test_a_pin_gives_the_same_digest_only_with_the_same_salt() -> None:
    salt = bytes(16)
    assert keys.digest_pin("246813", salt) == keys.digest_pin("２４６８１３", salt)
    assert keys.digest_pin("246813", salt) != keys.digest_pin("246813", b"\1" * 16)
    assert keys.digest_pin("246813", salt) != keys.digest_pin("246814", salt)


def test_new_keys_change_no_digest_by_which_names_are_matched() -> None:
    ring = keys.new_ring()
    renewed = TierKeys({**ring.sealing[Tier.DESK].by_epoch, 1: SECRET})
    after = replace(ring, sealing={**ring.sealing, Tier.DESK: renewed})
    assert keys.matching_key(after) == keys.matching_key(ring)


def test_desks_of_one_event_make_the_same_digests_and_a_door_none() -> None:
    ring = keys.new_ring()
    organiser, other = keys.matching_key(ring), keys.matching_key(keys.new_ring())
    desk = replace(ring, sealing={tier: ring.sealing[tier] for tier in (Tier.DOOR, Tier.DESK)})
    door = replace(ring, sealing={Tier.DOOR: ring.sealing[Tier.DOOR]})
    assert keys.matching_key(desk) == organiser != other
    assert keys.matching_key(door) == b""
    assert organiser != ring.sealing[Tier.DESK].by_epoch[0]
    assert keys.keyed_digest(organiser, "lund") != keys.keyed_digest(other, "lund")


@pytest.mark.parametrize(
    "secret", ["12345678", "", "correct horse battery", "B" * 29, "B" * 31, "A" * 30]
)
def test_a_slot_for_paper_takes_thirty_of_our_letters_and_nothing_else(secret: str) -> None:
    """Whoever prepares a store writes its slots, and may call any passphrase one for paper."""
    slot = keys.wrap(b"\1" * 32, secret, "recovery")
    with pytest.raises(keys.Unopened):
        keys.unwrap(slot, secret)


def test_the_letters_on_paper_may_be_typed_with_or_without_hyphens_and_in_any_case() -> None:
    paper = keys.recovery_passphrase()
    slot = keys.wrap(b"\1" * 32, paper, "recovery")
    for typed in (paper, paper.lower(), paper.replace("-", " "), f" {paper.replace('-', '')}"):
        assert keys.unwrap(slot, typed) == b"\1" * 32


def test_the_group_that_was_misread_is_named() -> None:
    words = keys.recovery_passphrase()
    assert keys.differing_group(words, words) == 0
    assert keys.differing_group(words.lower().replace("-", "  "), words) == 0
    groups = words.split("-")
    assert keys.differing_group("".join(groups[:2]), words) == 3
    assert keys.differing_group(words + "X", words) == 6
    assert keys.differing_group("", words) == 1
