"""Tables of the watch list (database schema), part of the fold: the journal's fold imports them, so they are created.

The text of a watched name is there only where the organiser's tier can be read; a desk has digests.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from checkin import schema


def _column(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=False, server_default="")


def _table(name: str, *columns: sa.Column[str] | sa.Column[int]) -> sa.Table:
    return sa.Table(name, schema.fold, *columns, sqlite_strict=True, sqlite_with_rowid=False)


item: Final = _table(
    "watch_item",
    _column("item", key=True),
    _column("text"),
    _column("why"),
    sa.Column("at", sa.Integer, nullable=False, server_default=sa.text("0")),
    _column("operator"),
)
digest: Final = _table(
    "watch_digest", _column("digest", key=True), _column("item", key=True), _column("made")
)
removal: Final = _table("watch_removal", _column("item", key=True), _column("entry", key=True))
# A close spelling of a delegate's name, found where the text can be read.
match: Final = _table("watch_match", _column("delegate", key=True), _column("item", key=True))
# A lead has looked at the delegate, who is somebody else.
clear: Final = _table("watch_clear", _column("delegate", key=True), _column("item", key=True))
