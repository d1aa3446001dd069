"""Recorders of the watch list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin import schema
from checkin.journal.derive import to_json
from checkin.journal.recorders.recorded import stamp_of

if TYPE_CHECKING:
    from checkin.journal.contents import Understood
    from checkin.journal.recorders.recorded import Recorded


def watch_added(entry: Understood, out: Recorded) -> None:
    content = entry.content
    if "item" not in content:
        return  # its desk section was emptied: nothing is left to match with
    item = content["item"]
    row = {"item": item, "text": content.get("text", ""), "why": content.get("why", "")}
    told = {"at": entry.header.wall, "operator": content.get("by", "")}
    out.add(schema.watch_item, {**row, **told})
    for made, digests in content["digests"].items():
        for digest in digests:
            out.add(schema.watch_digest, {"digest": digest, "item": item, "made": made})


def watch_removed(entry: Understood, out: Recorded) -> None:
    out.add(schema.watch_removal, {"item": entry.content["item"], "entry": entry.id})


def watch_matched(entry: Understood, out: Recorded) -> None:
    row = {"item": entry.content["item"], "delegate": entry.content["delegate"]}
    out.add(schema.watch_match, {**row, "entry": entry.id})


def watch_cleared(entry: Understood, out: Recorded) -> None:
    for item in entry.content["items"]:
        row = {"item": item, "delegate": entry.content["delegate"], "entry": entry.id}
        out.add(schema.watch_clear, row)


def delegate_marked(entry: Understood, out: Recorded) -> None:
    row = {"delegate": entry.content["delegate"], "marks": to_json(entry.content["marks"])}
    written = {"entry": entry.id, "desk": entry.desk, **stamp_of(entry)}
    out.add(schema.door_mark, {**written, **row})
