"""How much a test tries: a part of all cases in `make test`, all of them in `make soak`."""

from __future__ import annotations

import os
from typing import Final

import hypothesis

THOROUGH: Final[bool] = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"


def tries(few: int, many: int = 2_000) -> hypothesis.settings:
    """How many examples a property is tried on: few in `make test`, many in `make soak`."""
    return hypothesis.settings(max_examples=many if THOROUGH else few)
