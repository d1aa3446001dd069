"""Many desks, each a process, that were apart and come back to one hub at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.checkin.hub.coming_back import come_back_at_once
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.hub.local import LocalHub

DESKS: Final = 10 if THOROUGH else 2
ENTRIES: Final = 1_000 if THOROUGH else 100


@pytest.mark.soak
def test_many_desks_that_were_apart_have_the_same(cluster: LocalHub, tmp_path: Path) -> None:
    back = come_back_at_once(cluster, tmp_path, DESKS, ENTRIES)
    assert len(back.hashes) == 1
    assert back.intact == (True,) * (DESKS + 1)
