"""Another copy of the program: the same, signed, unsigned, or not what was released."""

from __future__ import annotations

import base64
import hashlib
import sys
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from checkin import VERSION
from checkin.errors import BadFile
from checkin.language import load
from checkin.release import copies, minisign, own_copy, program_files, sentences
from checkin.release.copies import CopyStanding
from checkin.release.program_files import Differences, Manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkin.release.minisign import PublicKey

TR = load("en")
NUMBER = b"12345678"


class Signer:
    """Signs as minisign does."""

    def __init__(self) -> None:
        self._secret = Ed25519PrivateKey.generate()

    @property
    def key(self) -> PublicKey:
        raw = self._secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return minisign.public_key(base64.b64encode(b"Ed" + NUMBER + raw).decode())

    def sign(self, path: Path) -> None:
        signature = self._secret.sign(hashlib.blake2b(path.read_bytes()).digest())
        whole = self._secret.sign(signature + b"of the tests")
        lines = (
            "untrusted comment: a key of the tests",
            base64.b64encode(b"ED" + NUMBER + signature).decode(),
            "trusted comment: of the tests",
            base64.b64encode(whole).decode(),
        )
        path.with_name(path.name + ".minisig").write_text("\n".join(lines), encoding="ascii")


@pytest.fixture
def signer() -> Signer:
    return Signer()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The folder of an installed copy."""
    return installed(tmp_path / "uketsuke")


def installed(folder: Path, version: str = VERSION) -> Path:
    (folder / "_internal" / "resources").mkdir(parents=True)
    (folder / "uketsuke").write_bytes(b"the program")
    (folder / "_internal" / "library.so").write_bytes(b"a library")
    (folder / "_internal" / "resources" / "入口.txt").write_bytes(b"words")
    list_files(folder, version)
    return folder


def list_files(folder: Path, version: str = VERSION) -> None:
    manifest = Manifest(version, program_files.digests(folder))
    (folder / program_files.MANIFEST).write_text(program_files.write(manifest), encoding="utf-8")


def test_a_signed_copy_is_genuine(copy: Path, signer: Signer) -> None:
    signer.sign(copy / program_files.MANIFEST)
    (checked,) = copies.check(copy, signer.key)
    assert (checked.standing, checked.version) == (CopyStanding.SIGNED, VERSION)
    assert checked.fingerprint == program_files.fingerprint(program_files.digests(copy))


def change_a_byte(copy: Path) -> None:
    (copy / "_internal" / "library.so").write_bytes(b"a Library")


def add_a_file(copy: Path) -> None:
    (copy / "_internal" / "sitecustomize.py").write_bytes(b"")


def take_one_away(copy: Path) -> None:
    (copy / "_internal" / "resources" / "入口.txt").unlink()


def link_to_elsewhere(copy: Path) -> None:
    outside = copy.parent / "library.so"
    outside.write_bytes(b"a library")
    (copy / "_internal" / "library.so").unlink()
    (copy / "_internal" / "library.so").symlink_to(outside)


CHANGES = [
    (change_a_byte, Differences(changed=("_internal/library.so",))),
    (add_a_file, Differences(added=("_internal/sitecustomize.py",))),
    (take_one_away, Differences(missing=("_internal/resources/入口.txt",))),
    (link_to_elsewhere, Differences(changed=("_internal/library.so",))),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_what_was_changed_is_named(
    copy: Path, signer: Signer, change: Callable[[Path], None], expected: Differences
) -> None:
    signer.sign(copy / program_files.MANIFEST)
    change(copy)
    (checked,) = copies.check(copy, signer.key)
    assert (checked.standing, checked.differences) == (CopyStanding.DIFFERENT, expected)
    named = (*expected.changed, *expected.missing, *expected.added)
    assert named[0] in sentences.of_copy(TR, checked)


def test_a_list_that_was_made_anew_has_no_signature_any_more(copy: Path, signer: Signer) -> None:
    signer.sign(copy / program_files.MANIFEST)
    change_a_byte(copy)
    list_files(copy)
    with pytest.raises(BadFile, match="not by the release key"):
        copies.check(copy, signer.key)


def test_who_signs_with_another_key_is_refused(copy: Path, signer: Signer) -> None:
    Signer().sign(copy / program_files.MANIFEST)
    with pytest.raises(BadFile, match="not by the release key"):
        copies.check(copy, signer.key)


@pytest.mark.parametrize("version", [VERSION, "0.0.1"])
def test_without_a_signature_one_is_told_to_compare_with_paper(copy: Path, version: str) -> None:
    list_files(copy, version)
    (checked,) = copies.check(copy, None)
    assert checked.standing is CopyStanding.UNSIGNED
    assert checked.fingerprint in sentences.of_copy(TR, checked)


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This program, as if it had been installed there."""
    folder = installed(tmp_path / "ours")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "uketsuke"))
    return folder


@pytest.mark.usefixtures("ours")
def test_a_copy_that_is_as_ours_needs_no_signature(copy: Path) -> None:
    (checked,) = copies.check(copy, None)
    assert checked.standing is CopyStanding.SAME_AS_OURS


@pytest.mark.usefixtures("ours")
def test_a_copy_with_a_list_of_its_own_is_seen_beside_ours(copy: Path) -> None:
    change_a_byte(copy)
    list_files(copy)
    (checked,) = copies.check(copy, None)
    assert checked.standing is CopyStanding.DIFFERENT
    assert checked.differences.changed == ("_internal/library.so",)


def test_this_program_says_what_was_changed_in_it(ours: Path) -> None:
    assert not own_copy.look().differences
    before = own_copy.look().fingerprint
    change_a_byte(ours)
    add_a_file(ours)
    own = own_copy.look()
    assert own.differences.changed == ("_internal/library.so",)
    assert own.differences.added == ("_internal/sitecustomize.py",)
    assert own.fingerprint != before
    (ours / program_files.MANIFEST).unlink()
    assert own_copy.look().differences.missing == (program_files.MANIFEST,)


def test_from_its_sources_it_has_a_fingerprint_and_nothing_to_compare() -> None:
    own = own_copy.look()
    assert len(own.fingerprint.replace("-", "")) == program_files.FINGERPRINT_LETTERS
    assert not own.differences


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with an installer, its sums, and something else."""
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "uketsuke.deb").write_bytes(b"an installer")
    (folder / "holiday.jpg").write_bytes(b"a picture")
    sum_up(folder)
    return folder


def sum_up(folder: Path) -> None:
    digest = hashlib.sha256((folder / "uketsuke.deb").read_bytes()).hexdigest()
    (folder / copies.SUMS).write_text(f"{digest}  uketsuke.deb\n", encoding="ascii")


@pytest.mark.parametrize("whole", [True, False])
def test_an_installer_is_checked_by_itself_or_with_its_stick(
    stick: Path, signer: Signer, *, whole: bool
) -> None:
    signer.sign(stick / copies.SUMS)
    place = stick if whole else stick / "uketsuke.deb"
    (checked,) = copies.check(place, signer.key)
    assert (checked.name, checked.standing) == ("uketsuke.deb", CopyStanding.SIGNED)
    (stick / "uketsuke.deb").write_bytes(b"another installer")
    (checked,) = copies.check(place, signer.key)
    assert checked.standing is CopyStanding.DIFFERENT
    sum_up(stick)
    with pytest.raises(BadFile, match="not by the release key"):
        copies.check(place, signer.key)


def test_an_installer_that_no_list_knows_is_compared_with_paper(stick: Path) -> None:
    (checked,) = copies.check(stick / "holiday.jpg", None)
    assert checked.standing is CopyStanding.UNSIGNED
    assert checked.digest == hashlib.sha256(b"a picture").hexdigest()
    assert checked.digest in sentences.of_copy(TR, checked)


def test_copies_in_folders_of_a_stick_are_found(stick: Path) -> None:
    installed(stick / "linux")
    assert {checked.name for checked in copies.check(stick, None)} == {"uketsuke.deb", "linux"}


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"# Uketsuke 1\nabc", b"# Uketsuke 1\n" + b"0" * 64 + b"  "]
)
def test_a_list_that_is_none_is_a_sentence(copy: Path, content: bytes) -> None:
    (copy / program_files.MANIFEST).write_bytes(content)
    with pytest.raises(BadFile, match="no list"):
        copies.check(copy, None)


@pytest.mark.parametrize("name", ["../secret", "/etc/hostname", "sub/secret", "..", ""])
def test_a_list_of_sums_leads_to_no_file_elsewhere(stick: Path, name: str) -> None:
    (stick / "sub").mkdir()
    for place in (stick.parent / "secret", stick / "sub" / "secret"):
        place.write_text("a secret", encoding="ascii")
    (stick / copies.SUMS).write_text(f"{'0' * 64}  {name}\n", encoding="ascii")
    with pytest.raises(BadFile, match="no copy of Uketsuke"):
        copies.check(stick, None)


def test_where_there_is_no_copy_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no copy of Uketsuke"):
        copies.check(tmp_path, None)
    with pytest.raises(BadFile):
        copies.check(tmp_path / "nowhere", None)


def test_many_differences_are_counted() -> None:
    many = Differences(added=tuple(f"file {number}" for number in range(6)))
    assert sentences.of_differences(TR, many).endswith("file 2 and 3 more.")


def test_the_key_of_a_build_is_a_minisign_key_or_there_is_none(tmp_path: Path) -> None:
    assert copies.release_key(tmp_path / "release.pub") is None
    (tmp_path / "release.pub").write_text("no key", encoding="ascii")
    with pytest.raises(BadFile, match="no minisign key"):
        copies.release_key(tmp_path / "release.pub")
