"""How much a test tries: a part of all cases in `make test`, all of them in `make soak`."""

from __future__ import annotations

import os
from typing import Final

THOROUGH: Final[bool] = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
