"""Who is found, and after how many keys: `python -m tests.bench.names` prints tables.

Everybody in it is made up, but for the pairs and the list of members in `shared/data`, where they are at hand.
"""

from tests.bench.names.kinds import names

__all__ = ["names"]
