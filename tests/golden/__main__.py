"""Makes the golden pictures anew: `python -m tests.golden [NAME …]`. Look at them before they are kept."""

from __future__ import annotations

import sys

from tests.golden import pictures

if __name__ == "__main__":
    for name in sys.argv[1:] or pictures.names():
        pictures.write(name)
