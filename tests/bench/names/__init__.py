"""Name search benchmark (recall, keystrokes to first): `python -m tests.bench.names` prints tables.

All names are made up, but for the pairs and the list of members in `shared/data`, where they are at hand.
"""

from tests.bench.names.kinds import names

__all__ = ["names"]
