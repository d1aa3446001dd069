"""Search quality benchmark: who is found, and after how many keys; `python -m tests.bench.names`.

All people in it are made up, except for the pairs and the list of members in `shared/data`, if available.
"""

from tests.bench.names.kinds import names

__all__ = ["names"]
