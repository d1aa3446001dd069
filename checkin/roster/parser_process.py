"""Parser sandbox (child process): one process per roster file, with resource limits.

Code that reads an untrusted file has no open store and no key, and where the system allows no network and no files. When it hangs,
crashes or exceeds its limits, the user sees one message.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO


def _stand_in(root: Path) -> None:
    """Stub packages, which skip the imports of the real ones: splitting text needs no whole program."""
    for name in ("checkin", "checkin.roster"):
        bare = ModuleType(name)
        bare.__path__ = [str(root.joinpath(*name.split(".")))]
        sys.modules[name] = bare


if __name__ == "__main__":
    _stand_in(Path(__file__).resolve().parents[2])

from checkin import sandbox_limits  # noqa: E402
from checkin.roster import parsing  # noqa: E402 — after the stub packages exist
from checkin.roster.limits import Limits, RefusalReason, Refused  # noqa: E402


def answer(asked: str, file: BinaryIO) -> str:
    """Parses a file as `asked` in JSON. Returns JSON: the rows, or the reason of the refusal."""
    request = json.loads(asked)
    limits = Limits(*request["limits"])
    found: dict[str, Any]
    try:
        found = parsing.parse(
            file.read(limits.file + 1), request["encoding"], request["delimiter"], limits
        )
    except Refused as refused:
        found = {"refused": refused.reason, "facts": refused.facts}
    except MemoryError:
        found = {"refused": RefusalReason.MEMORY, "facts": {}}
    # ASCII-only JSON: lone surrogates survive, and no system setting matters.
    return json.dumps(found)


def main(asked: str) -> None:
    """Parses the file on standard input and answers on standard output, within the given limits."""
    limits = Limits(*json.loads(asked)["limits"])
    sandbox_limits.confine(limits.memory, limits.seconds)
    sys.stdout.write(answer(asked, sys.stdin.buffer))


if __name__ == "__main__":
    main(sys.argv[1])
