"""Recorders of the event, its desks and operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checkin import schema
from checkin.journal.bodies import (
    CATEGORY_FIELDS,
    COLUMN_FIELDS,
    EVENT_FIELDS,
    QUESTION_FIELDS,
    SESSION_FIELDS,
)
from checkin.journal.derive import to_json
from checkin.journal.event_row import CATEGORY, COLUMN, EVENT, QUESTION, SESSION
from checkin.journal.recorders.recorded import stamp_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from checkin.journal.contents import Understood
    from checkin.journal.recorders.recorded import Recorded


def event_changed(entry: Understood, out: Recorded) -> None:
    _change(entry, out, EVENT, entry.header.event, EVENT_FIELDS)


def session_changed(entry: Understood, out: Recorded) -> None:
    _change(entry, out, SESSION, entry.content["session"], SESSION_FIELDS)


def category_changed(entry: Understood, out: Recorded) -> None:
    _change(entry, out, CATEGORY, entry.content["category"], CATEGORY_FIELDS)


def column_changed(entry: Understood, out: Recorded) -> None:
    _change(entry, out, COLUMN, entry.content["column"], COLUMN_FIELDS)


def question_changed(entry: Understood, out: Recorded) -> None:
    _change(entry, out, QUESTION, entry.content["question"], QUESTION_FIELDS)


def _change(
    entry: Understood, out: Recorded, about: str, key: str, described: Collection[str]
) -> None:
    fields = entry.content["fields"]
    known = {name: fields[name] for name in described if name in fields}
    written = {"entry": entry.id, "desk": entry.desk, "wall": entry.header.wall}
    row = {**written, **stamp_of(entry), "about": about, "key": key, "fields": to_json(known)}
    out.add(schema.event_change, row)
    out.touched.event = True


def desk_added(entry: Understood, out: Recorded) -> None:
    content = entry.content
    names = ("desk", "name", "tier", "public_key", "box_key", "first_number")
    about = {name: content[name] for name in names}
    out.add(schema.introduction, {**_written(entry), "seq": entry.header.seq, **about})


def desk_revoked(entry: Understood, out: Recorded) -> None:
    content = entry.content
    about = {"desk": content["desk"], "lasts": to_json(content["lasts"])}
    out.add(schema.desk_revocation, {**_written(entry), "seq": entry.header.seq, **about})


def chain_begun(entry: Understood, out: Recorded) -> None:
    if entry.header.seq == 1:
        out.add(schema.chain, {**_written(entry), "desk": entry.content["desk"]})


def clock_corrected(entry: Understood, out: Recorded) -> None:
    names = ("chain", "first", "last", "offset", "since", "until")
    about = {name: entry.content[name] for name in names}
    out.add(schema.clock_correction, {**_written(entry), "seq": entry.header.seq, **about})


def keys_renewed(entry: Understood, out: Recorded) -> None:
    for desk, box in entry.content["boxes"].items():
        row = {"desk": desk, "epoch": entry.content["epoch"], "box": box}
        out.add(schema.key_box, {**_written(entry), **row})


def desk_named(entry: Understood, out: Recorded) -> None:
    desk = entry.header.desk
    row = {"entry": entry.id, **stamp_of(entry), "seq": entry.header.seq, "desk": desk}
    out.add(schema.desk_name, {**row, "name": entry.content["name"]})


def operator_set(entry: Understood, out: Recorded) -> None:
    about = {name: entry.content[name] for name in ("operator", "name", "role", "pin")}
    out.add(schema.operator_change, {**_written(entry), **about})
    out.touched.operators.add(entry.content["operator"])


def _written(entry: Understood) -> dict[str, Any]:
    return {"entry": entry.id, "writer": entry.header.desk, **stamp_of(entry)}
