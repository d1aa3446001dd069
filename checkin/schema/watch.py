"""Tables of the watch list.

The text of a watched name is there only where the organiser's tier can be read; a desk has digests.
"""

from __future__ import annotations

from sqlalchemy import Index

from checkin.schema.columns import fold, integer, table, text

watch_item = table(
    "watch_item",
    fold,
    text("item", key=True),
    text("text"),
    text("why"),
    integer("at"),
    text("operator"),
)
watch_digest = table(
    "watch_digest", fold, text("digest", key=True), text("item", key=True), text("made")
)
watch_removal = table("watch_removal", fold, text("item", key=True), text("entry", key=True))
# A close spelling of a delegate's name, found where the text can be read.
watch_match = table(
    "watch_match", fold, text("delegate", key=True), text("item", key=True), text("entry", key=True)
)
# A lead has looked at the delegate, who is somebody else.
watch_clear = table(
    "watch_clear", fold, text("delegate", key=True), text("item", key=True), text("entry", key=True)
)
# What of a delegate was marked for doors, and what is not any more: see decision 097.
door_mark = table(
    "door_mark",
    fold,
    text("entry", key=True),
    text("delegate"),
    text("marks"),
    text("desk"),
    integer("ms"),
    integer("counter"),
    Index("door_mark_by_delegate", "delegate"),
)
