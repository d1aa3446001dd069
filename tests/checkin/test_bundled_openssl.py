"""How old an OpenSSL inside a package is, read from the version that it names itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from checkin import bundled_openssl, doctor
from checkin.bundled_openssl import BundledOpenSsl
from checkin.doctor import CheckState
from checkin.language import load

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 12, 1)
TR = load("en")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\0OpenSSL 3.6.0 1 Oct 2025\0", [("3.6.0", date(2025, 10, 1))]),
        (b"OpenSSL 1.1.1w  11 Sep 2023\0" * 2, [("1.1.1w", date(2023, 9, 11))]),
        (b"OpenSSL 4.0.3 29 Sep 2026", [("4.0.3", date(2026, 9, 29))]),
        (b"built on OpenSSL 3 by hand", []),
        (b"", []),
    ],
)
def test_the_version_and_its_day_are_read(
    tmp_path: Path, content: bytes, expected: list[tuple[str, date]]
) -> None:
    library = tmp_path / "lib.so"
    library.write_bytes(content)
    assert list(bundled_openssl.versions(library)) == expected


def test_one_that_is_a_year_old_is_named_by_the_doctor() -> None:
    new = BundledOpenSsl("cryptography", "4.0.3", date(2026, 9, 29))
    old = BundledOpenSsl("sqlcipher3", "3.6.0", date(2025, 12, 1))
    assert bundled_openssl.old((new, old), TODAY) == (old,)
    check = doctor.openssl(TR, (new, old), TODAY)
    assert check.state is CheckState.WARN
    assert "sqlcipher3: 3.6.0 (2025-12-01)" in check.message
    assert "cryptography" not in check.message
    assert doctor.openssl(TR, (new,), TODAY).state is CheckState.OK


def test_the_packages_of_this_installation_are_looked_into() -> None:
    packages = {each.package for each in bundled_openssl.found()}
    assert {"cryptography", "sqlcipher3"} <= packages


def test_a_package_that_is_not_installed_has_none() -> None:
    assert bundled_openssl.found(("no-such-package",)) == ()
