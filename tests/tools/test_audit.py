"""What is said of an audit: a list that could not be asked is never a passed check."""

from __future__ import annotations

from typing import Any

import pytest

from tools import audit

FINE = {"name": "anyascii", "version": "0.3.3", "vulns": []}
SKIPPED = {"name": "cffi", "skip_reason": "Dependency not found on PyPI and could not be audited"}
FAULTY = {
    "name": "pillow",
    "version": "9.0.0",
    "vulns": [{"id": "PYSEC-2022-10", "fix_versions": ["9.0.1"]}],
}


@pytest.mark.parametrize("found", [None, [], [SKIPPED]])
def test_where_nothing_could_be_looked_up_that_is_said_and_fails(
    found: list[dict[str, Any]] | None,
) -> None:
    status, words = audit.judged("requirements.txt", found)
    assert status == 1
    assert "NOT AUDITED" in words


def test_what_was_looked_up_and_is_fine_passes() -> None:
    assert audit.judged("x.txt", [FINE]) == (0, "x.txt: 1 packages, no known fault.")


def test_a_known_fault_and_one_package_that_was_skipped_fail() -> None:
    status, words = audit.judged("x.txt", [FINE, FAULTY, SKIPPED])
    assert status == 1
    assert words.splitlines() == [
        "x.txt: pillow 9.0.0: PYSEC-2022-10, mended in 9.0.1",
        "x.txt: cffi: not audited",
    ]
