"""Recorders of delegates, their codes and prints, and of imports."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from checkin import schema
from checkin.journal.derive import to_json
from checkin.journal.recorders.recorded import Row, stamp_of
from checkin.journal.staging import TouchedRows

if TYPE_CHECKING:
    from checkin.journal.contents import Understood
    from checkin.journal.recorders.recorded import Recorded, Touched


def delegate_changed(entry: Understood, out: Recorded) -> None:
    content = entry.content
    out.add(
        schema.change,
        {
            "entry": entry.id,
            "delegate": content["delegate"],
            **stamp_of(entry),
            "desk": entry.desk,
            "wall": entry.header.wall,
            "batch": content.get("batch", ""),
            "fields": to_json(content.get("fields", {})),
            "operator": content.get("by", ""),
        },
    )
    _part(entry, out).delegates.add(content["delegate"])
    out.touched.lists |= "sessions" in content.get("fields", {})
    for code, kind in content.get("codes", {}).items():
        _issue(entry, out, code, kind)


def delegate_erased(entry: Understood, out: Recorded) -> None:
    delegate = entry.content["delegate"]
    out.add(schema.erasure, {"entry": entry.id, "delegate": delegate})
    out.touched.delegates.add(delegate)
    out.touched.joins = True


def delegates_joined(entry: Understood, out: Recorded) -> None:
    _join(entry, out, parted=0)


def delegates_parted(entry: Understood, out: Recorded) -> None:
    _join(entry, out, parted=1)


def _join(entry: Understood, out: Recorded, parted: int) -> None:
    content = entry.content
    about = {name: content[name] for name in ("delegate", "double")}
    said = {"parted": parted, "at": entry.header.wall, "operator": content.get("by", "")}
    out.add(schema.delegate_join, {**_written(entry), **about, **said})
    out.touched.joins = True


def code_issued(entry: Understood, out: Recorded) -> None:
    _issue(entry, out, entry.content["code"], entry.content["kind"])


def _issue(entry: Understood, out: Recorded, code: str, kind: str) -> None:
    content = entry.content
    row = {"code": code, "kind": kind, "delegate": content["delegate"]}
    row["generation"] = content.get("generation", 0)
    row |= {"batch": content.get("batch", ""), "desk": entry.desk}
    out.add(schema.issue, {"entry": entry.id, **row, **stamp_of(entry)})
    _part(entry, out).codes.add(code)


def _part(entry: Understood, out: Recorded) -> TouchedRows | Touched:
    """Where to note what an entry touches: an import's entries go by themselves."""
    batch = entry.content.get("batch", "")
    return out.touched.parts.setdefault(batch, TouchedRows()) if batch else out.touched


def code_revoked(entry: Understood, out: Recorded) -> None:
    out.add(schema.revocation, {**_written(entry), "code": entry.content["code"]})
    out.touched.codes.add(entry.content["code"])


def codes_renewed(entry: Understood, out: Recorded) -> None:
    content = entry.content
    row = {name: content[name] for name in ("delegate", "kind", "generation")}
    out.add(schema.renewal, {**_written(entry), **row})
    out.touched.renewed.add(content["delegate"])


def badge_printed(entry: Understood, out: Recorded) -> None:
    delegate = entry.content["delegate"]
    row: Row = {"delegate": delegate, "owner": delegate, "code": entry.content.get("code", "")}
    row |= {"at": entry.header.wall, "known": entry.content.get("known", 0)}
    out.add(schema.print_made, {**_written(entry), **row})
    out.touched.stood_on.add(delegate)


def badge_handed_out(entry: Understood, out: Recorded) -> None:
    row = {"delegate": entry.content["delegate"], "at": entry.header.wall}
    out.add(schema.handed_out, {**_written(entry), **row})


def invited(entry: Understood, out: Recorded) -> None:
    content = entry.content
    if "delegate" in content:  # its section was emptied with the delegate's erasure
        row = {"delegate": content["delegate"], "code": content["code"], "at": entry.header.wall}
        out.add(schema.invited, {**_written(entry), **row})


def batch_applied(entry: Understood, out: Recorded) -> None:
    content = entry.content
    counts = {"added": content.get("added", 0), "changed": content.get("changed", 0)}
    row = {**_written(entry), "at": entry.header.wall, **counts}
    out.add(schema.batch_change, {"batch": content["batch"], **row, "undone": 0})
    out.touched.applied.add(content["batch"])


def batch_undone(entry: Understood, out: Recorded) -> None:
    row = {**_written(entry), "at": 0, "added": 0, "changed": 0, "undone": 1}
    out.add(schema.batch_change, {"batch": entry.content["batch"], **row})
    out.touched.batches.add(entry.content["batch"])


def _written(entry: Understood) -> Row:
    return {"entry": entry.id, "desk": entry.desk, **stamp_of(entry)}


def photo_set(entry: Understood, out: Recorded) -> None:
    if "photo" not in entry.content:
        return  # a door has none, and of somebody who was erased nobody has
    photo = entry.content["photo"]
    written = {"entry": entry.id, "writer": entry.header.desk, **stamp_of(entry)}
    about = {"delegate": entry.content["delegate"], "photo": photo}
    known_by = hashlib.sha256(base64.b64decode(photo)).hexdigest() if photo else ""
    out.add(schema.photo, {**written, **about, "digest": known_by})
